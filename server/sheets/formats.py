"""Which of a workbook's number formats show a date, and which day a serial number is."""

import re
from datetime import date, timedelta
from zipfile import ZipFile

from server.sheets.package import elements, find

_BUILT_IN = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))  # 27 … 58: the dates of East Asian Excels
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_PARTS = re.compile(r"[yde年月日]|m(?!\s*:)", re.IGNORECASE)
_FIRST = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
EARLIEST, LATEST = 1, 2_958_465  # 1899-12-31 to 9999-12-31


def date_styles(package: ZipFile) -> frozenset[int]:
    """The numbers of the cell styles that show a day."""
    name = find(package, "xl/styles.xml")
    if name is None:
        return frozenset()
    own: dict[str, str] = {}
    styles, at, in_cells = set(), 0, False
    for tag, attributes in elements(package, name):
        if tag == "numFmt":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyles", "cellStyleXfs", "dxfs"):
            in_cells, at = tag == "cellXfs", 0
        elif tag == "xf" and in_cells:
            if is_date(attributes.get("numFmtId", "0"), own):
                styles.add(at)
            at += 1
    return frozenset(styles)


def is_date(format_id: str, own: dict[str, str]) -> bool:
    """Whether a number format shows a day, not only an hour."""
    if format_id in own:
        code = _LITERAL.sub("", own[format_id].split(";")[0])
        return not re.search("[#0?]", code.replace("0", "", code.count(".0"))) and _DATE_PARTS.search(code) is not None
    return format_id.isdigit() and int(format_id) in _BUILT_IN


def day_of(serial: float, from_1904: bool) -> date | None:
    """The day a serial number stands for; None outside what a spreadsheet can show. The day of 29 February 1900 never was."""
    if not EARLIEST <= serial <= LATEST:
        return None
    shift = 1 if not from_1904 and serial < 60 else 0
    return _FIRST[from_1904] + timedelta(days=int(serial) + shift)
