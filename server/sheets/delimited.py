"""A text table line by line: any separator, any line ends, quotes with line breaks, and a quote nobody closed."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from server.sheets.cells import Line, read_text
from server.sheets.kind import MOST_COLUMNS
from server.sheets.words import is_known
from server.web.errors import Refused

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL_LINES = 40  # a quoted cell of more lines is one that nobody closed
LONGEST_LINE = 64 * 1024
SAMPLE_LINES = 60
csv.field_size_limit(4 * 1024 * 1024)


class _Unclosed(Exception):
    """A quote stays open for longer than any cell is."""


class _Physical:
    """Lines of the file, of which the last ones read can be taken back."""

    def __init__(self, text: io.TextIOBase):
        self.text, self.back, self.taken = text, list[str](), list[str]()

    def __iter__(self) -> "_Physical":
        return self

    def __next__(self) -> str:
        if len(self.taken) > LONGEST_CELL_LINES:
            raise _Unclosed
        line = self.back.pop() if self.back else self.text.readline(LONGEST_LINE)
        if not line:
            if len(self.taken) > 1:  # the file ends inside a quote
                raise _Unclosed
            raise StopIteration
        self.taken.append(line)
        return line

    def give_back(self) -> str:
        """All but the first of the lines taken; that one is the answer."""
        first, *others = self.taken
        self.back += reversed(others)
        return first


def open_text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """From the start, every sort of line end made one; what does not decode is marked, not dropped."""
    file.seek(0)
    return io.TextIOWrapper(_Kept(file), encoding=encoding, errors="replace", newline=None)


class _Kept(io.BufferedReader):
    """The file under a TextIOWrapper that is closed is closed with it; this one is not."""

    def __init__(self, file: BinaryIO):
        super().__init__(_Raw(file), 1 << 16)


class _Raw(io.RawIOBase):
    def __init__(self, file: BinaryIO):
        super().__init__()
        self.file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        part = self.file.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def records(text: io.TextIOBase, delimiter: str) -> Iterator[tuple[list[str], str | None]]:
    """(cells, fault) of each record, blank ones too."""
    physical = _Physical(text)
    reader = csv.reader(physical, delimiter=delimiter)
    while True:
        physical.taken.clear()
        try:
            yield next(reader), None
        except StopIteration:
            return
        except (_Unclosed, csv.Error):
            yield [physical.give_back().strip()[:200]], "open_quote"
            reader = csv.reader(physical, delimiter=delimiter)


def delimiter_of(file: BinaryIO, encoding: str) -> str:
    """The separator with which the first lines look most like a table whose headers we know. Raises 422 not_a_sheet."""
    with open_text(file, encoding) as text:
        head = [line for line in (text.readline(LONGEST_LINE) for _ in range(SAMPLE_LINES)) if line]
    hint = head[0].strip().casefold() if head else ""
    if hint.startswith("sep=") and hint[4:5] in DELIMITERS:
        return hint[4:5]
    if head and head[0].rstrip("\n").casefold() == "sep=\t":
        return "\t"
    return max(DELIMITERS, key=lambda delimiter: _looks(head, delimiter))


def _looks(head: list[str], delimiter: str) -> tuple[int, float]:
    """(how many known headers in the best line, share of lines of the commonest width)."""
    rows = [cells for cells, fault in records(io.StringIO("".join(head)), delimiter) if fault is None and any(cells)]
    known = max((len({cell for cell in cells if cell.strip() and is_known(cell)}) for cells in rows), default=0)
    widths = [len(cells) for cells in rows if len(cells) > 1]
    usual = max(map(widths.count, widths), default=0)
    return (known if widths else 0, usual / len(rows) if rows else 0.0)


def lines(file: BinaryIO, encoding: str, delimiter: str) -> Iterator[Line]:
    """Every line as a spreadsheet would number it. Raises 422 too_many_columns."""
    with open_text(file, encoding) as text:
        for n, (cells, fault) in enumerate(records(text, delimiter), 1):
            if n == 1 and len(cells) <= 2 and cells and cells[0].strip().casefold().startswith("sep="):
                yield Line(n, [])
                continue
            while len(cells) > MOST_COLUMNS and not cells[-1].strip():
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                raise Refused("too_many_columns", 422, field="file", most=MOST_COLUMNS)
            yield Line(n, [read_text(cell) if cell else None for cell in cells], fault=fault)
