"""The cells of a workbook's sheet, gathered into lines, and what is merged over several of them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from zipfile import ZipFile

from server.sheets import package as packages
from server.sheets.cells import Cell, Line, Wrong, number, read_text, shown
from server.sheets.formats import day_of
from server.sheets.kind import MOST_COLUMNS
from server.web.errors import Refused

LONGEST_TEXT = 32_767  # what a spreadsheet takes
MOST_MERGES = 20_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells from (top, left) to (bottom, right), lines from 1 and columns from 0, that show the value of the first."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Book:
    """What the cells of a sheet point to."""

    words: list[str]
    dates: frozenset[int]
    from_1904: bool


@dataclass(slots=True)
class Cells:
    """Gathers the elements of a sheet into lines."""

    book: Book
    done: list[Line] = field(default_factory=list)
    row: int = 0
    column: int = -1
    cells: list[Cell] = field(default_factory=list)
    kind: str = ""
    style: str = ""
    value: str = ""
    size: int = 0
    inside: str = ""
    is_formula: bool = False
    spoken: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            row = attributes.get("r", "")
            self.row = int(row) if row.isdigit() and len(row) < 8 else self.row + 1
            self.column, self.cells = -1, []
        elif name in ("v", "t"):
            self.inside = "" if self.spoken else name
        elif name == "f":
            self.is_formula = True
        elif name == "rPh":
            self.spoken = True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        try:
            self.column = place_of(attributes["r"])[1]
        except (KeyError, ValueError):
            self.column += 1
        if self.column >= MOST_COLUMNS and attributes.get("t"):
            raise Refused("too_many_columns", 422, field="file", most=MOST_COLUMNS)
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.value, self.size, self.is_formula = "", 0, False

    def take(self, text: str) -> None:
        if self.inside and self.size < LONGEST_TEXT:
            self.value += text[: LONGEST_TEXT - self.size]
            self.size = len(self.value)

    def end(self, name: str) -> None:
        if name == "c":
            cell = self._cell()
            if cell is not None and self.column < MOST_COLUMNS:
                self.cells += [None] * (self.column - len(self.cells))
                self.cells[self.column :] = [cell]
        elif name == "row" and self.cells:
            self.done.append(Line(self.row, self.cells))
        elif name == "rPh":
            self.spoken = False
        elif name in ("v", "t"):
            self.inside = ""

    def _cell(self) -> Cell:
        value = self.value
        if not value:
            return Wrong("formula_without_value", "=") if self.is_formula and self.kind != "str" else None
        if self.kind == "s":
            return read_text(self.book.words[int(value)]) if value.isdigit() and int(value) < len(self.book.words) else None
        if self.kind in ("inlineStr", "str", "d"):
            return read_text(value.partition("T")[0] if self.kind == "d" else value)
        if self.kind == "e":
            return Wrong("cell_error", value)
        if self.kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return self._number(value)

    def _number(self, value: str) -> Cell:
        try:
            plain = float(value)
        except ValueError:
            return read_text(value)
        if not abs(plain) < 1e300:
            return Wrong("cell_error", value)
        is_day = self.style.isdigit() and int(self.style) in self.book.dates
        return (day_of(plain, self.book.from_1904) if is_day else None) or number(value)


def with_merges(lines: Iterator[Line], merges: list[Merge]) -> Iterator[Line]:
    """Puts the value of a merge into every line it covers, and says where; blank lines are not filled up."""
    waiting, active = list(reversed(merges)), list[tuple[Merge, Cell]]()
    for line in lines:
        while waiting and waiting[-1].top <= line.n:
            merge = waiting.pop()
            if merge.top == line.n:
                active.append((merge, line.cells[merge.left] if merge.left < len(line.cells) else None))
        active = [(merge, cell) for merge, cell in active if merge.bottom >= line.n]
        if active:
            _fill(line, active)
        yield line


def _fill(line: Line, active: list[tuple[Merge, Cell]]) -> None:
    merged, spans = set[int](), set[int]()
    for merge, cell in active:
        if cell is None:
            continue
        if merge.bottom > merge.top:
            merged.add(merge.left)
            if merge.top < line.n:
                line.cells += [None] * (merge.left + 1 - len(line.cells))
                line.cells[merge.left] = cell
        if merge.right > merge.left:
            spans.update(range(merge.left, merge.right + 1))
            line.extra.append(f"{merge.left}:{merge.right}:{shown(cell)}")
    line.merged, line.spans = frozenset(merged), frozenset(spans)


def merges_of(package: ZipFile, part: str) -> list[Merge]:
    """Read before the lines, though they stand behind them in the file."""
    found: list[Merge] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "mergeCell" and len(found) < MOST_MERGES:
            first, _, last = attributes.get("ref", "").partition(":")
            with suppress(ValueError):
                top, left = place_of(first)
                bottom, right = place_of(last or first)
                found.append(Merge(top, left, bottom, min(right, MOST_COLUMNS)))

    if not any(b"mergeCell" in pair for pair in _pairs(packages.chunks(package, part))):
        return found
    made = packages.parser(start)
    for chunk in packages.chunks(package, part):
        made.Parse(chunk)
    return sorted(found, key=lambda merge: (merge.top, merge.left))


def _pairs(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Each chunk with the end of the one before, so that no word is cut in two."""
    tail = b""
    for chunk in chunks:
        yield tail + chunk
        tail = chunk[-16:]


def place_of(reference: str) -> tuple[int, int]:
    """``B3`` is line 3, column 1. Raises ValueError."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1
