"""A file opened as a table: its kind, its encoding or sheet, its header, and its lines as often as they are needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from server.sheets import delimited, workbook
from server.sheets.cells import Line
from server.sheets.encoding import ENCODINGS, encoding_of
from server.sheets.header import LOOKED_AT, Header, find_header, is_repeated, is_total
from server.sheets.kind import MOST_ROWS, kind_of
from server.web.errors import Refused

SAMPLE = 200  # lines by which columns are judged


@dataclass(frozen=True, slots=True)
class Table:
    """How the file is read; ``sheets`` are the tabs of a workbook."""

    file: BinaryIO
    kind: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[str, ...]
    sheet: str | None
    header: Header

    def lines(self) -> Iterator[Line]:
        """All lines of the file from the first."""
        return _lines(self.file, self.kind, self.encoding, self.delimiter, self.sheet)

    def body(self) -> Iterator[tuple[Line, str | None]]:
        """Lines below the header that are not empty, with why one is no piece. Raises 422 too_many_rows."""
        came = 0
        for line in self.lines():
            if line.n <= self.header.n or line.is_empty():
                continue
            came += 1
            if came > MOST_ROWS:
                raise Refused("too_many_rows", 422, field="file", most=MOST_ROWS)
            yield line, _no_piece(line, self.header)


def _no_piece(line: Line, header: Header) -> str | None:
    if line.fault:
        return None
    if is_repeated(line.cells, header):
        return "repeated_header"
    return "total" if is_total(line.cells) else None


def open_table(file: BinaryIO, chosen: dict[str, Any]) -> Table:
    """``chosen``: encoding, delimiter, sheet, header_line where a person has said so. Raises 422 and 413 for what is no table."""
    kind = kind_of(file)
    encoding = delimiter = sheet = None
    sheets: tuple[str, ...] = ()
    if kind == "csv":
        encoding = chosen.get("encoding") if chosen.get("encoding") in ENCODINGS else encoding_of(file)
        delimiter = chosen.get("delimiter") or delimited.delimiter_of(file, encoding or "")
    else:
        found = workbook.sheets(file)
        sheets = tuple(one.name for one in found)
        sheet = _fullest(file, found, chosen.get("sheet"))
    head = _head(_lines(file, kind, encoding, delimiter, sheet))
    if not head:
        raise Refused("empty_sheet", 422, field="file")
    return Table(file, kind, encoding, delimiter, sheets, sheet, find_header(head, chosen.get("header_line")))


def _lines(file: BinaryIO, kind: str, encoding: str | None, delimiter: str | None, sheet: str | None) -> Iterator[Line]:
    if kind == "csv":
        return delimited.lines(file, encoding or "", delimiter or ",")
    return workbook.lines(file, sheet)


def _head(lines: Iterator[Line]) -> list[Line]:
    """The first lines that hold something; blank ones before them are many in some files."""
    return list(islice((line for line in lines if not line.is_empty()), LOOKED_AT))


def _fullest(file: BinaryIO, found: list[workbook.Sheet], wanted: str | None) -> str:
    """The tab asked for, else the first one anybody sees that holds more than a line."""
    if wanted is not None:
        if all(sheet.name != wanted for sheet in found):
            raise Refused("no_such_sheet", 422, field="sheet")
        return wanted
    seen = [sheet for sheet in found if not sheet.hidden] or found
    for sheet in seen[:10]:
        if len(list(islice((line for line in workbook.lines(file, sheet.name) if not line.is_empty()), 2))) == 2:
            return sheet.name
    return seen[0].name


def sample(table: Table) -> list[Line]:
    """The first lines of pieces, by which columns are judged."""
    return [line for line, why in islice(table.body(), SAMPLE) if why is None and line.fault is None]
