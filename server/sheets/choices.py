"""Words that mean one of a few things: what the piece is, which class, whose it is."""

import re
from collections.abc import Callable, Iterable, Mapping

from server.sheets.cells import Cell, narrow, shown
from server.sheets.doubt import Bad, Doubts, How
from server.sheets.words import comparable
from server.stock.words import TYPES

_MORE_TYPES = {
    "ring": ("女戒", "男戒", "對戒", "对戒", "鑽戒", "钻戒", "婚戒", "尾戒", "rings", "band"),
    "necklace": ("頸鍊", "项鍊", "套鏈", "套链", "鏈", "链", "chain", "choker", "necklet"),
    "pendant": ("墜", "坠", "項墜", "项坠", "吊咀", "charm"),
    "earrings": ("耳墜", "耳坠", "耳扣", "耳飾", "耳饰", "耳夾", "耳夹", "耳圈", "ear studs", "studs", "ear clips", "hoops"),
    "bracelet": ("鐲", "镯", "手鐲", "手串", "脚鏈", "腳鏈", "anklet", "cuff"),
    "brooch": ("胸花", "襟針", "襟针", "pin"),
    "loose_stone": ("裸鑽", "裸钻", "散石", "散鑽", "散钻", "loose diamond", "loose stones", "loose"),
    "mock_up": ("樣品模型", "銀版", "银版", "蠟版", "蜡版", "樣辦", "mockup", "mould", "wax"),
}
_CATEGORIES = {
    "new": ("new", "new product", "新產品", "新产品", "新品", "新款", "新"),
    "display": ("display", "展示", "展示品", "陳列", "陈列", "樣板", "exhibition", "showroom"),
    "custom": (
        "custom",
        "custom order",
        "customised",
        "customized",
        "bespoke",
        "客戶定制",
        "客户定制",
        "客戶訂製",
        "客户订制",
        "定制",
        "訂製",
        "订制",
        "客訂",
    ),
    "returned": ("returned", "return", "返還", "返还", "退回", "退貨", "退货", "返回"),
}
_OWNERSHIP = {
    "own": ("own", "owned", "ours", "house", "company", "自有", "自家", "本公司", "公司", "自己", "我司", "自营", "自營"),
    "memo_in": (
        "memo",
        "memo in",
        "memo-in",
        "memo_in",
        "on memo",
        "on approval",
        "借貨",
        "借货",
        "借入",
        "借入(memo)",
        "寄貨",
        "供應商借貨",
        "供應商",
        "供应商借货",
        "供应商",
    ),
    "client_property": (
        "client property",
        "client's",
        "client",
        "customer property",
        "customer",
        "client_property",
        "客戶財產",
        "客户财产",
        "客戶所有",
        "客户所有",
        "客戶",
        "客户",
        "客人",
        "客料",
        "客貨",
        "客货",
        "客戶資產",
        "客户资产",
        "client's property",
        "客戶物品",
        "客户物品",
    ),
    "consignment": ("consignment", "consigned", "on consignment", "寄售", "寄賣", "寄卖", "代售", "代銷", "代销"),
}


def _words(tables: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, str]:
    found = {word: name for table in tables for name, words in table.items() for word in words}
    return found | {name.replace("_", " "): name for name in found.values()} | {name: name for name in found.values()}


_TYPE = _words((_MORE_TYPES, TYPES))
_TYPES_IN_TEXT = re.compile(
    "|".join(
        rf"(?<![a-z]){re.escape(word)}s?(?![a-z])" if word.isascii() else re.escape(word) for word in sorted(_TYPE, key=len, reverse=True)
    )
)
_CATEGORY, _OWNER = _words((_CATEGORIES,)), _words((_OWNERSHIP,))


def types_in(text: str) -> set[str]:
    """The types whose words stand in the text; of words inside others (ring in earring) the longer counts."""
    found = (match[0] for match in _TYPES_IN_TEXT.finditer(narrow(text).casefold()))
    return {_TYPE.get(word) or _TYPE[word.removesuffix("s")] for word in found}


def read_type(cell: Cell, _how: How, doubts: Doubts) -> str | None:
    """One of the wire's types; None with a doubt for a word we do not know."""
    text = shown(cell)
    found = _TYPE.get(narrow(text).casefold())
    among = {found} if found else types_in(text)
    if len(among) == 1:
        return among.pop()
    doubts.add("unknown_type")
    return None


def read_category_of(firms: Mapping[str, str]) -> Callable[[Cell, How, Doubts], str | None]:
    """A reader of the firm's categories: ``firms`` has their keys by everything they are called. None with a doubt for other words."""

    def read(cell: Cell, _how: How, doubts: Doubts) -> str | None:
        text = shown(cell)
        found = firms.get(comparable(text)) or _CATEGORY.get(narrow(text).casefold())
        if found is not None and (not firms or found in firms.values()):
            return found
        doubts.add("unknown_category")
        return None

    return read


def is_category(text: str) -> bool:
    return narrow(text).casefold() in _CATEGORY


def read_ownership(cell: Cell, _how: How, _doubts: Doubts) -> str:
    """Whose it is decides who is paid when it is lost: a word we do not know refuses the line."""
    found = _OWNER.get(narrow(shown(cell)).casefold().replace("’", "'").strip())
    if found is None:
        raise Bad("unknown_ownership")
    return found
