"""Metals as they are stamped, written and spoken: 18K, Au750, Pt950, 足金, 18K白金. A carat of weight is never fineness."""

import re
from decimal import Decimal
from typing import Any

from server.sheets.cells import Cell, narrow, shown
from server.sheets.doubt import Bad, Doubts, How
from server.sheets.numbers import read_grams
from server.stock.words import FINENESS

_WORDS = (
    ("white_gold", ("白色黃金", "白色黄金", "white gold", "white_gold", "whitegold", "wg")),
    ("rose_gold", ("玫瑰金", "紅金", "红金", "rose gold", "rose_gold", "rosegold", "pink gold", "rg", "pg")),
    (
        "gold",
        (
            "黃色黃金",
            "黄色黄金",
            "黃k金",
            "黃金",
            "黄金",
            "千足金",
            "萬足金",
            "万足金",
            "足金",
            "yellow gold",
            "fine gold",
            "pure gold",
            "gold",
            "yg",
            "au",
        ),
    ),
    ("platinum", ("鉑金", "铂金", "足鉑", "足铂", "鉑", "铂", "platinum", "plat", "pt")),
    ("silver", ("純銀", "纯银", "足銀", "足银", "白銀", "白银", "銀", "银", "sterling silver", "sterling", "fine silver", "silver", "ag")),
    ("palladium", ("鈀金", "钯金", "鈀", "钯", "palladium", "pd")),
)
_ALL = sorted(((word, name) for name, words in _WORDS for word in words), key=lambda pair: -len(pair[0]))
# A short mark may stand right before digits or after a K, but not inside another word.
_METAL = re.compile("|".join(rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word) for word, _ in _ALL))
_NAME = dict(_ALL)
_KARAT = re.compile(
    r"(?<![\d.])(\d{1,2}(?:\.\d)?)\s*(?:kt|k|karat|開|开)(?=$|[^a-z]|金|白|黃|黄|玫|紅|红|wg|yg|rg|pg|w\b|y\b|r\b)|(?<![a-z])k\s*(\d{1,2})(?!\d)"
)
_KARAT_COLOUR = re.compile(r"(?<=k)\s*(白金|白色金|白|玫瑰|玫|紅|红|黃|黄|wg|yg|rg|pg|w|y|r)")
_COLOURS = {
    "白": "white_gold",
    "w": "white_gold",
    "玫": "rose_gold",
    "紅": "rose_gold",
    "红": "rose_gold",
    "r": "rose_gold",
    "p": "rose_gold",
}
_PARTS = re.compile(r"(?<![\d.])(\d{3}(?:\.\d)?)(?:‰|/1000)?(?![\d.])")
_MARKS = re.compile(r"(?<![a-z])(?:au|pt|ag|pd|g|s)\s*(\d{3})(?!\d)")
_WEIGHT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:g|gm|gr|克|公克)(?![a-z])")
_PURE = {
    "萬足金": 999.9,
    "万足金": 999.9,
    "千足金": 999,
    "足金": 999,
    "fine gold": 999,
    "pure gold": 999,
    "足銀": 990,
    "足银": 990,
    "fine silver": 999,
    "足鉑": 990,
    "足铂": 990,
    "sterling": 925,
    "sterling silver": 925,
    "純銀": 999,
    "纯银": 999,
}
_KARATS = FINENESS | {10: 417, 12: 500, 20: 833, 21: 875, 23: 958}
_CUTS = re.compile(r"[;；/、+\n＋]|(?<!\d),(?!\d)|，|\band\b|&")


def read_metals(cell: Cell, how: How, doubts: Doubts) -> list[dict[str, Any]]:
    """``18K白金 3.9g / Pt950`` → two metals, as on the wire. Raises Bad unknown_metal, carat_is_weight."""
    parts = [part.strip() for part in _CUTS.split(narrow(shown(cell))) if part.strip()]
    return [read_metal(part, how, doubts) for part in parts]


def read_metal(text: str, how: How, doubts: Doubts) -> dict[str, Any]:
    """One metal with what is said of it."""
    plain = narrow(text).casefold()
    weight = _WEIGHT.search(plain)
    if weight:
        plain = plain.replace(weight[0], " ")
    name, fineness = name_in(plain, doubts), fineness_in(plain, doubts)
    if name is None and fineness is None:
        raise Bad("unknown_metal")
    found: dict[str, Any] = {"metal": name or "gold"}
    if fineness is not None:
        found["fineness"] = fineness
    if weight:
        found["net_g"] = read_grams(weight[1], how, doubts)
    return found


def name_in(plain: str, doubts: Doubts) -> str | None:
    """The metal a text in small letters names. 白金 alone is platinum in Hong Kong; behind a karat it is white gold."""
    karat = _KARAT.search(plain)
    colour = _KARAT_COLOUR.search(plain)
    if karat and colour:
        return _COLOURS.get(colour[1][0], "gold")
    found = _METAL.search(plain)
    if found:
        return _NAME[found[0]]
    if "白金" in plain:
        if karat or "750" in plain or "585" in plain:
            return "white_gold"
        doubts.add("white_metal")
        return "platinum"
    marked = _MARKS.search(plain)
    if marked:
        return {"g": "gold", "s": "silver", "au": "gold", "pt": "platinum", "ag": "silver", "pd": "palladium"}[
            marked[0].rstrip("0123456789 ")
        ]
    return "gold" if karat or "金" in plain else None


def fineness_in(plain: str, doubts: Doubts) -> int | None:
    """Parts in a thousand. Raises Bad carat_is_weight, bad_fineness."""
    karat = _KARAT.search(plain)
    if karat:
        return _of_karat(Decimal(karat[1] or karat[2]))
    parts = _MARKS.search(plain) or _PARTS.search(plain)
    if parts:
        return _checked(Decimal(parts[1]))
    percent = re.search(r"(\d{2}(?:\.\d+)?)\s*%", plain)
    if percent:
        return _checked(Decimal(percent[1]) * 10)
    pure = next((word for word in sorted(_PURE, key=len, reverse=True) if word in plain), None)
    if pure:
        if pure in ("足金", "足銀", "足银", "足鉑", "足铂"):
            doubts.add("pure_assumed", read=str(_PURE[pure]))
        return int(_PURE[pure])
    carat = re.search(r"(\d+(?:\.\d+)?)\s*(?:cts?|carats?|克拉|卡)", plain)
    if carat:
        if "." not in carat[1] and int(carat[1]) in _KARATS and ("gold" in plain or "金" in plain):
            return _of_karat(Decimal(carat[1]))
        raise Bad("carat_is_weight")
    return None


def _of_karat(karat: Decimal) -> int:
    if karat != int(karat) or int(karat) not in _KARATS:
        raise Bad("bad_fineness")
    return _KARATS[int(karat)]


def _checked(fineness: Decimal) -> int:
    if not 300 <= fineness <= 1000:
        raise Bad("bad_fineness")
    return int(fineness)


def read_metal_name(cell: Cell, how: How, doubts: Doubts) -> dict[str, Any]:
    """A column of metals may say more than the metal: ``18K白金``. Words we do not know are kept as they are."""
    text = shown(cell)
    try:
        return read_metal(text, how, doubts)
    except Bad as bad:
        if bad.code != "unknown_metal" or len(text) > 40:
            raise
        doubts.add("unknown_metal")
        return {"metal": text.casefold()}


def read_fineness(cell: Cell, how: How, doubts: Doubts) -> dict[str, Any]:
    """``750``, ``18K``, ``Au750``, ``足金``: the fineness, and the metal where it is named with it."""
    plain = narrow(shown(cell)).casefold()
    if re.fullmatch(r"0?\.\d{3}", plain):  # .750
        return {"fineness": _checked(Decimal(plain) * 1000)}
    if re.fullmatch(r"\d{1,2}", plain):  # 18: in a column of fineness, karat
        return {"fineness": _of_karat(Decimal(plain))}
    fineness = fineness_in(plain, doubts)
    if fineness is None:
        raise Bad("bad_fineness")
    bare = re.fullmatch(r"\d{3}(\.\d)?(‰|/1000)?|\d{1,2}\s*(kt|k)", plain)
    name = None if bare else name_in(plain, doubts)
    return {"fineness": fineness} | ({"metal": name} if name else {})
