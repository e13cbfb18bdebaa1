"""What stands in one cell of a sheet, whatever file it came from, and the line it stands in."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


class Number(str):
    """A number as the workbook keeps it, in plain digits. ``digits_lost``: it has more digits than a spreadsheet can hold."""

    digits_lost = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that holds a fault instead of a value: ``code`` says which, ``text`` is what it showed."""

    code: str
    text: str


Cell = str | date | Wrong | None


@dataclass(slots=True)
class Line:
    """One line as a spreadsheet numbers it, blank ones counted. ``merged``: columns whose value was merged over several lines;
    ``spans``: columns that are part of a value merged over several columns; ``fault`` makes the whole line unreadable."""

    n: int
    cells: list[Cell]
    merged: frozenset[int] = frozenset()
    spans: frozenset[int] = frozenset()
    fault: str | None = None
    extra: list[str] = field(default_factory=list)

    def is_empty(self) -> bool:
        return self.fault is None and not any(self.cells)


_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
# Full-width forms of ASCII only: NFKC would also turn ① into 1 and ㎏ into kg.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5, 0x2212: 0x2D}
_ERRORS = frozenset(("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"))
_NOTHING = frozenset(
    (
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "/",
        "//",
        "\\",
        "*",
        ".",
        "?",
        "n/a",
        "n.a.",
        "nil",
        "null",
        "none",
        "無",
        "无",
        "沒有",
        "没有",
        "暫無",
        "暂无",
        "不適用",
        "不适用",
        "未有",
        "空",
    )
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def tidy(text: str) -> str:
    """Full-width ASCII made narrow, what cannot be seen taken out, blanks made one, the apostrophe of a spreadsheet dropped."""
    if text.isprintable() and "  " not in text and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return unguarded(text.strip())  # nearly every cell: nothing hidden in it, no line breaks, no odd blanks
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    text = "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip()
    return unguarded(text)


def narrow(text: str) -> str:
    """１２．５ｇ becomes 12.5g."""
    return text if text.isascii() else text.translate(_NARROW).strip()


def unguarded(text: str) -> str:
    """Without the apostrophe that says to a spreadsheet: this is text."""
    if len(text) < 2 or text[0] != "'":
        return text
    is_quotation = text[-1] == "'" and len(text) > 2 and not text[1:].startswith(_FORMULA)
    return text if is_quotation else text[1:]


def guarded(text: str) -> str:
    """With an apostrophe where a spreadsheet would else calculate; ``unguarded`` takes off exactly this one."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_text(text: str) -> Cell:
    """A cell of a text file."""
    found = tidy(text)
    if found.startswith("#") and found.upper() in _ERRORS:
        return Wrong("cell_error", found)
    if "\ufffd" in found:
        return Wrong("broken_text", found)
    return found or None


def is_nothing(text: str) -> bool:
    """A dash, 無, n/a: somebody said that there is nothing."""
    return text.casefold() in _NOTHING


def number(text: str) -> Number:
    """A workbook's number in plain digits: noise of binary fractions taken off, exponents written out."""
    value = float(text)
    exact = Decimal(f"{value:.15g}") if ("." in text or "e" in text.lower()) else Decimal(text)
    plain = f"{exact.normalize():f}" if exact else "0"
    made = Number(plain)
    made.digits_lost = abs(value) >= 1e15 and ("e" in text.lower() or len(text.strip("-").rstrip("0")) > 15 or text.endswith("0"))
    return made


def shown(cell: Cell) -> str:
    """As a person sees it in the list of faults."""
    if cell is None:
        return ""
    if isinstance(cell, Wrong):
        return cell.text[:200]
    return cell.isoformat() if isinstance(cell, date) else cell[:200]
