"""The demo firm: ten people, three clients, a store with a dry and a pearl cabinet, a workshop, a fair booth, its own words."""

from dataclasses import dataclass

from server.demo.ids import demo_id


@dataclass(frozen=True, slots=True)
class Somebody:
    """A demo person; ``id`` is also the place that answers for what they hold."""

    key: str
    en: str
    hant: str
    hans: str
    roles: tuple[str, ...]

    @property
    def id(self) -> str:
        return demo_id("person", self.key)


@dataclass(frozen=True, slots=True)
class Somewhere:
    """A demo place; ``parent`` is the key of another."""

    key: str
    kind: str
    en: str
    hant: str
    hans: str
    parent: str | None = None
    keeper: str | None = None
    offers: dict | None = None

    @property
    def id(self) -> str:
        return demo_id("place", self.key)


PEOPLE = (
    Somebody("ming", "Lee Chi Ming", "李志明", "李志明", ("keeper",)),
    Somebody("yan", "Wong Ka Yan", "黃嘉欣", "黄嘉欣", ("keeper",)),
    Somebody("ting", "Chow Yuen Ting", "周婉婷", "周婉婷", ("clerk",)),
    Somebody("man", "Cheung Wai Man", "張偉文", "张伟文", ("supervisor",)),
    Somebody("yee", "Ho Suk Yee", "何淑儀", "何淑仪", ("approver",)),
    Somebody("mei", "Mei Chan", "陳美", "陈美", ("holder",)),
    Somebody("anna", "Anna Tam", "譚安娜", "谭安娜", ("holder",)),
    Somebody("tom", "Tom Kwok", "郭子健", "郭子健", ("holder",)),
    Somebody("wing", "Ng Kam Wing", "吳錦榮", "吴锦荣", ("repairer",)),
    Somebody("lam", "Lam Nga Man", "林雅雯", "林雅雯", ("admin",)),
)


# What lying there is like, where it is not as in the store around it; and what the cabinet is then called.
OFFERS: dict[str, dict] = {
    "store": {"temperature": [18, 24], "humidity": [45, 55]},
    "cab2": {"humidity": [30, 40], "dry": True, "sulphur_free": True, "soft_lined": True},
    "cab3": {"humidity": [45, 60], "dry": False, "halogen_free": True, "soft_lined": True},
}
CALLED = {2: (", dry", "（乾燥）", "（干燥）"), 3: (", pearls and opals", "（珍珠歐泊）", "（珍珠欧泊）")}


def _cabinets() -> tuple[Somewhere, ...]:
    """Four cabinets of four trays each, in the sample store."""
    hanzi = "一二三四"
    found = []
    for c in range(1, 5):
        n, keeper, key = hanzi[c - 1], "ming" if c < 3 else "yan", f"cab{c}"
        en, hant, hans = CALLED.get(c, ("", "", ""))
        found.append(Somewhere(key, "store", f"Cabinet {c}{en}", f"{n}號櫃{hant}", f"{n}号柜{hans}", "store", keeper, OFFERS.get(key)))
        found += [
            Somewhere(f"cab{c}t{t}", "store", f"Cabinet {c}, tray {t}", f"{n}號櫃 {t}號盤", f"{n}号柜 {t}号盘", f"cab{c}", keeper)
            for t in range(1, 5)
        ]
    return tuple(found)


PLACES = (
    Somewhere("store", "store", "Sample store", "樣品庫", "样品库", None, "ming", OFFERS["store"]),
    Somewhere("safe", "store", "Safe", "保險櫃", "保险柜", "store", "man"),
    *_cabinets(),
    Somewhere("winglok", "client", "Wing Lok Jewellers", "永樂珠寶", "永乐珠宝"),
    Somewhere("aurelle", "client", "Maison Aurelle, Paris", "巴黎奧蕾珠寶", "巴黎奥蕾珠宝"),
    Somewhere("sweelin", "client", "Swee Lin Jewellery, Singapore", "新加坡瑞麟首飾", "新加坡瑞麟首饰"),
    Somewhere("workshop", "workshop", "Repair workshop", "維修工場", "维修工场", None, "wing"),
    Somewhere("booth", "booth", "Autumn Jewellery Fair, booth 3C-D12", "秋季珠寶展 3C-D12 展位", "秋季珠宝展 3C-D12 展位"),
    Somewhere("hallsafe", "booth", "Hall safe, hall 3", "展館保險櫃（三號館）", "展馆保险柜（三号馆）"),
    Somewhere("booth2", "booth", "Winter Jewellery Show, stand 5B-08", "冬季珠寶展 5B-08 展位", "冬季珠宝展 5B-08 展位"),
    Somewhere("hallsafe2", "booth", "Stand safe 5B-08", "5B-08 展位保險櫃", "5B-08 展位保险柜"),
    Somewhere("courier", "courier", "Armoured courier", "押運", "押运"),
)
TRAYS = {f"cab{c}": tuple(place for place in PLACES if place.parent == f"cab{c}") for c in range(1, 5)}

# The firm's own fields and category, as its settings hold them.
COLLECTIONS = ("Harbour 海港", "Peony 牡丹", "Classic 經典")
FIELDS = [
    {
        "key": "collection",
        "names": {"en": "Collection", "zh-Hant": "系列", "zh-Hans": "系列"},
        "kind": "choice",
        "choices": list(COLLECTIONS),
    },
    {"key": "mould", "names": {"en": "Mould no.", "zh-Hant": "模號", "zh-Hans": "模号"}, "kind": "text"},
]
CATEGORY = {"key": "press", "names": {"en": "Press loan", "zh-Hant": "傳媒借用", "zh-Hans": "媒体借用"}}


def by_key(key: str) -> str:
    """The id of a demo person or place."""
    return next(one.id for one in (*PEOPLE, *PLACES) if one.key == key)
