"""Days as people write them: with dots, slashes, 年月日, in years of the Republic, as serial numbers of a spreadsheet."""

import re
from datetime import date

from server.sheets.cells import Cell, Number, narrow
from server.sheets.doubt import Bad, Doubts, How
from server.sheets.formats import day_of

EARLIEST, LATEST = 1900, 2100
REPUBLIC = 1911
_MONTHS = {name: n for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_TIME = re.compile(
    r"(?:[ t]|(?<=日))\s*(?:上午|下午|am|pm)?\s*\d{1,2}[:時时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?"
    r"\s*(?:am|pm|上午|下午)?(?:z|[+\-]\d\d:?\d\d)?$",
    re.I,
)
_WEEKDAY = re.compile(r"[(（]?(?:星期|週|周|禮拜|礼拜)[一二三四五六日天][)）]?|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s", re.I)
_REPUBLIC = re.compile(r"(?:中華)?民[國国]\s*(元|\d{1,3})\s*[年.\-/ ]\s*(\d{1,2})\s*[月.\-/ ]\s*(\d{1,2})\s*日?")
_YEAR_FIRST = re.compile(r"(\d{3,4})\s*[年./\- ]\s*(\d{1,2})\s*[月./\- ]\s*(\d{1,2})\s*[日號号]?")
_SOLID = re.compile(r"(?:19|20)\d{6}")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([./\- ])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-./]*([a-z]{3,9})\.?[\s\-./,]*(\d{4}|\d{2})", re.I)
_NAME_FIRST = re.compile(r"([a-z]{3,9})\.?[\s\-./]*(\d{1,2})(?:st|nd|rd|th)?[\s\-./,]+(\d{4}|\d{2})", re.I)


def read_day(cell: Cell, how: How, doubts: Doubts) -> str:
    """``YYYY-MM-DD``. Raises Bad not_a_date."""
    if isinstance(cell, date):
        return _checked(cell.year, cell.month, cell.day)
    assert isinstance(cell, str)
    text = narrow(cell)
    serial = _serial(cell, text, doubts)
    if serial:
        return serial
    text = _WEEKDAY.sub(" ", _TIME.sub("", text)).strip()
    return _republic(text, doubts) or _year_first(text, doubts) or _named(text, doubts) or _year_last(text, how, doubts)


def _serial(cell: Cell, text: str, doubts: Doubts) -> str | None:
    """A bare number is a spreadsheet's day count, or eight digits of a day."""
    if _SOLID.fullmatch(text):
        return _checked(int(text[:4]), int(text[4:6]), int(text[6:]))
    try:
        value = float(text)
    except ValueError:
        return None
    if not 20_000 <= value < 74_000 or not re.fullmatch(r"\d{5}(\.\d+)?", text):
        if isinstance(cell, Number) or text.isdigit():
            raise Bad("not_a_date")
        return None
    found = day_of(value, False)
    assert found is not None
    doubts.add("serial_date", read=found.isoformat())
    return _checked(found.year, found.month, found.day)


def _republic(text: str, doubts: Doubts) -> str | None:
    match = _REPUBLIC.fullmatch(text)
    if match is None:
        return None
    year = 1 if match[1] == "元" else int(match[1])
    return _checked(year + REPUBLIC, int(match[2]), int(match[3]))


def _year_first(text: str, doubts: Doubts) -> str | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match is None:
        return None
    year = int(match[1])
    if year < 1000:  # 113/03/05: a year of the Republic, though nobody said so
        year += REPUBLIC
        found = _checked(year, int(match[2]), int(match[3]))
        doubts.add("republic_year", read=found)
        return found
    return _checked(year, int(match[2]), int(match[3]))


def _named(text: str, doubts: Doubts) -> str | None:
    match, day, month = _NAMED.fullmatch(text), 1, 2
    if match is None:
        match, day, month = _NAME_FIRST.fullmatch(text), 2, 1
    if match is None or match[month][:3].casefold() not in _MONTHS:
        return None
    return _checked(_whole_year(match[3], doubts), _MONTHS[match[month][:3].casefold()], int(match[day]))


def _year_last(text: str, how: How, doubts: Doubts) -> str:
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        raise Bad("not_a_date")
    first, second, year = int(match[1]), int(match[3]), _whole_year(match[4], doubts)
    if first > 12 or second > 12:
        day_first = first > 12
    elif match[2] == ".":
        day_first = True  # 05.03.2024: nobody writes the month first with dots
    elif how.day_first is None and first != second:
        day_first = True
        doubts.add("ambiguous_date", read=f"{year:04}-{second:02}-{first:02}", other=f"{year:04}-{first:02}-{second:02}")
    else:
        day_first = how.day_first is not False
    day, month = (first, second) if day_first else (second, first)
    return _checked(year, month, day)


def _whole_year(text: str, doubts: Doubts) -> int:
    if len(text) == 4:
        return int(text)
    year = 2000 + int(text) if int(text) < 70 else 1900 + int(text)
    doubts.add("short_year", read=str(year))
    return year


def _checked(year: int, month: int, day: int) -> str:
    try:
        found = date(year, month, day)
    except ValueError:
        raise Bad("not_a_date") from None
    if not EARLIEST <= year <= LATEST:
        raise Bad("not_a_date")
    return found.isoformat()


def tells_day_first(cell: Cell) -> bool | None:
    """What one cell proves about its column: the number over 12 is the day."""
    if not isinstance(cell, str) or isinstance(cell, Number):
        return None
    match = _YEAR_LAST.fullmatch(_TIME.sub("", narrow(cell)).strip())
    if match is None or match[2] == "." or int(match[1]) > 31 or int(match[3]) > 31:
        return None
    first, second = int(match[1]) > 12, int(match[3]) > 12
    return None if first == second else first
