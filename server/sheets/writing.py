"""Lists as files: CSV a spreadsheet opens without being fooled, and XLSX with numbers that are numbers. Memory holds a line."""

import csv
import io
import re
import time
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from server.sheets.cells import guarded, unguarded
from server.sheets.lists import Column, Listed, Value

BREATH = 20  # lines; then whoever else waits has a turn: a whole list takes seconds
# A spreadsheet would turn these codes into other numbers: more digits than it keeps, zeros in front, 1E5.
_FRAGILE = re.compile(r"\d{12,}|0\d+|\d+[eE]\d+")
_XML_CANNOT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMATS = {"weight": "0.000", "money": "#,##0.00", "day": "yyyy-mm-dd", "number": "General"}
LONGEST_TEXT = 32_767
MIMES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def write_csv(listed: Listed, file: BinaryIO) -> None:
    """UTF-8 with a mark, so that spreadsheets know; CRLF, as RFC 4180 has it."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(column.header) for column in listed.columns])
    for n, row in enumerate(listed.rows):
        writer.writerow([_written(value, column) for value, column in zip(row, listed.columns, strict=True)])
        if n % BREATH == 0:
            time.sleep(0)
    text.flush()
    text.detach()


def _written(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = _XML_CANNOT.sub("", value)
        return f"'{text}" if column.kind == "code" and _FRAGILE.fullmatch(text) else guarded(text)
    return value.isoformat() if isinstance(value, date) else f"{value:f}" if isinstance(value, Decimal) else str(value)


def write_xlsx(listed: Listed, file: BinaryIO) -> None:
    """Texts are written as texts whatever they begin with: nothing in a list is ever a formula or a link."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", listed.name)[:31])
    formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
    for at, column in enumerate(listed.columns):
        sheet.set_column(at, at, column.width)
    sheet.freeze_panes(1, 0)
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for at, column in enumerate(listed.columns):
        sheet.write_string(0, at, column.header, heading)
    n = 0
    for n, row in enumerate(listed.rows, 1):
        for at, (value, column) in enumerate(zip(row, listed.columns, strict=True)):
            _put(sheet, n, at, value, formats.get(column.kind))
        if n % BREATH == 0:
            time.sleep(0)
    if n:
        sheet.autofilter(0, 0, n, len(listed.columns) - 1)
    book.close()


def _put(sheet: Any, line: int, at: int, value: Value, format: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        text = _XML_CANNOT.sub("", value)[: LONGEST_TEXT - 1]
        sheet.write_string(line, at, text if unguarded(text) == text else f"'{text}")  # an import takes one apostrophe off
    elif isinstance(value, date):
        if value.year < 1900:  # a spreadsheet's days begin there
            sheet.write_string(line, at, value.isoformat())
        else:
            sheet.write_datetime(line, at, value, format)
    else:
        sheet.write_number(line, at, float(value), format)
