"""Numbers as people write them: decimal commas, thousands, units, currencies; what could mean two numbers is not guessed."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from server.sheets.cells import Cell, Number, Wrong, narrow
from server.sheets.doubt import Bad, Doubts, How

MOST_QUANTITY = 1_000_000
HEAVIEST_G = Decimal(100_000)
_PLACES = Decimal("0.001")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([ ,.'’])\d{3})(?:\1\d{3})*")
_GRAMS = {
    "g": "1",
    "gm": "1",
    "gms": "1",
    "gr": "1",
    "grs": "1",
    "gram": "1",
    "grams": "1",
    "gramme": "1",
    "grammes": "1",
    "克": "1",
    "公克": "1",
    "kg": "1000",
    "公斤": "1000",
    "千克": "1000",
    "mg": "0.001",
    "毫克": "0.001",
    "ct": "0.2",
    "cts": "0.2",
    "carat": "0.2",
    "carats": "0.2",
    "克拉": "0.2",
    "卡": "0.2",
    "卡拉": "0.2",
}
_CARATS = {unit: str(Decimal(grams) * 5) for unit, grams in _GRAMS.items()} | {
    "分": "0.01",
    "pt": "0.01",
    "pts": "0.01",
    "point": "0.01",
    "points": "0.01",
}
_PIECES = frozenset(
    (
        "pc",
        "pcs",
        "pce",
        "piece",
        "pieces",
        "件",
        "個",
        "个",
        "粒",
        "顆",
        "颗",
        "枚",
        "隻",
        "只",
        "對",
        "对",
        "pair",
        "pairs",
        "套",
        "set",
        "sets",
        "條",
        "条",
        "支",
    )
)
_PARTS = re.compile(r"\s*([+\-]?)\s*([\d.,'’ ]*\d[\d.,'’ ]*)\s*(.*?)\s*", re.DOTALL)


def decimal_in(digits: str, how: How, doubts: Doubts, thousands_likely: bool = False) -> Decimal:
    """The number in digits and signs. Raises Bad not_a_number, ambiguous_number."""
    text = digits.replace(" ", "").replace("’", "'")
    comma, dot = text.rfind(","), text.rfind(".")
    if "'" in text and _THOUSANDS.fullmatch(text.partition(".")[0]):
        text = text.replace("'", "")
    elif comma >= 0 and dot >= 0:
        whole, mark, rest = text.rpartition("," if comma > dot else ".")
        if not _THOUSANDS.fullmatch(whole) or ("," if mark == "," else ".") in whole:
            raise Bad("not_a_number")
        text = re.sub("[,.]", "", whole) + "." + rest
    elif comma >= 0 or dot >= 0:
        text = _one_mark(text, "," if comma >= 0 else ".", how, doubts, thousands_likely)
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Bad("not_a_number") from None


def _one_mark(text: str, mark: str, how: How, doubts: Doubts, thousands_likely: bool) -> str:
    """Only commas or only points: which of the two the mark is depends on what stands behind it."""
    if not _THOUSANDS.fullmatch(text):
        if text.count(mark) > 1:
            raise Bad("not_a_number")
        return text.replace(",", ".")
    if text.count(mark) > 1:
        return text.replace(mark, "")
    decimal_comma = how.decimal_comma
    if decimal_comma is None:
        if mark == ".":
            return text
        if not thousands_likely:
            raise Bad("ambiguous_number")
        return text.replace(",", "")
    is_decimal = (mark == ",") == decimal_comma
    return text.replace(",", ".") if is_decimal else text.replace(mark, "")


def plain(cell: Cell) -> str:
    if isinstance(cell, date):
        raise Bad("date_for_number")
    assert isinstance(cell, str)
    return narrow(cell)


def written(value: Decimal, doubts: Doubts) -> str:
    """A decimal string of at most three places."""
    short = value.quantize(_PLACES).normalize()
    if value == short:
        return f"{value:f}"
    doubts.add("rounded", to=f"{short:f}")
    return f"{short:f}"


def read_grams(cell: Cell, how: How, doubts: Doubts) -> str:
    """``4.21g`` → "4.21". Raises Bad karat_is_fineness, unknown_unit, out_of_range and what ``decimal_in`` raises."""
    return _weight(cell, how, doubts, _GRAMS, ("g", "克", "公克"), HEAVIEST_G)


def read_carats(cell: Cell, how: How, doubts: Doubts) -> str:
    """``0.52ct`` → "0.52"; ``30分`` → "0.3"."""
    return _weight(cell, how, doubts, _CARATS, ("ct", "cts", "carat", "carats", "克拉", "卡", "卡拉"), HEAVIEST_G)


def _weight(cell: Cell, how: How, doubts: Doubts, units: dict[str, str], own: tuple[str, ...], most: Decimal) -> str:
    match = _PARTS.fullmatch(plain(cell))
    if match is None:
        raise Bad("not_a_number")
    sign, digits, unit = match[1], match[2], match[3].casefold().strip(" .()")
    unit = unit or (how.unit if how.unit in units or how.unit in ("錢", "钱", "兩", "两", "tael", "mace", "oz") else "")
    if unit in ("k", "kt", "k金"):
        raise Bad("karat_is_fineness")
    if unit and unit not in units:
        raise Bad("unknown_unit", unit=unit[:20])
    value = decimal_in(digits, how, doubts)
    if unit and unit not in own:
        value = Decimal(f"{(value * Decimal(units[unit])).normalize():f}")
        if Decimal(units[unit]) != 1:
            doubts.add("converted", unit=unit)
    if sign == "-" or not 0 < value <= most:
        raise Bad("out_of_range")
    return written(value, doubts)


def read_quantity(cell: Cell, how: How, doubts: Doubts) -> int:
    """``12`` or ``12件``. Raises Bad not_whole, out_of_range."""
    match = _PARTS.fullmatch(plain(cell))
    if match is None or (match[3] and match[3].casefold().strip(" .") not in _PIECES):
        raise Bad("not_a_number")
    value = decimal_in(match[2], how, doubts, thousands_likely=True)
    if value != int(value):
        raise Bad("not_whole")
    if match[1] == "-" or not 1 <= value <= MOST_QUANTITY:
        raise Bad("out_of_range")
    return int(value)


_MARKED = re.compile(r"\d([.,])(\d+)(?!.*[.,]\d)", re.DOTALL)


def tells_comma(cell: Cell) -> bool | None:
    """What one cell proves about its file: True decimals have commas, False points, None nothing."""
    if not isinstance(cell, str) or isinstance(cell, Number | Wrong):
        return None
    if "," not in cell and "." not in cell:
        return None
    match = _MARKED.search(narrow(cell))
    if match is None or (len(match[2]) == 3 and cell.count(match[1]) >= 1 and not ("," in cell and "." in cell)):
        return None
    return match[1] == ","
