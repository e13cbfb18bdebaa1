"""Tables on paper: columns of wrapped text, hairlines between rows, the heads again on every sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.paper import ink
from server.paper.blocks import word
from server.paper.ink import SIDE, Style
from server.paper.setting import wrap
from server.paper.sheet import WIDE, Sheets

GAP = 9.0  # points between two columns
Cell = str | tuple[str, Style]


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` is its head, ``share`` how much of the width it has; figures stand at the ``right``."""

    key: str
    share: float
    right: bool = False


def table(sheets: Sheets, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    """Rows are kept whole; one that is higher than what is left begins a new sheet."""
    places = _places(columns)
    _heads(sheets, columns, places)
    for row in rows:
        cells = [cell if isinstance(cell, tuple) else (cell, ink.BODY) for cell in row]
        lines = [wrap(text, sheets.lang, style.size, room, style.weight) for (text, style), (_, room) in zip(cells, places, strict=True)]
        high = max(len(part) * style.line for part, (_, style) in zip(lines, cells, strict=True)) + 7
        if sheets.needs(high):
            _heads(sheets, columns, places)
        for part, (_, style), column, (x, room) in zip(lines, cells, columns, places, strict=True):
            _cell(sheets, part, style, SIDE + x + (room if column.right else 0), "right" if column.right else "left")
        sheets.down(high)
        sheets.rule(ink.LINE, 0, 0)


def _places(columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Where each column begins and how wide it is, in points."""
    unit = (WIDE - GAP * (len(columns) - 1)) / sum(column.share for column in columns)
    places, x = [], 0.0
    for column in columns:
        places.append((x, column.share * unit))
        x += column.share * unit + GAP
    return places


def _cell(sheets: Sheets, lines: Sequence[str], style: Style, x: float, align: str) -> None:
    for k, text in enumerate(lines):
        sheets.put(x, sheets.y - 4 - style.size - k * style.line, text, style, align)


def _heads(sheets: Sheets, columns: Sequence[Column], places: Sequence[tuple[float, float]]) -> None:
    sheets.needs(40)
    sheets.down(ink.LABEL.line + 2)
    for column, (x, room) in zip(columns, places, strict=True):
        at = SIDE + x + (room if column.right else 0)
        sheets.put(at, sheets.y, word(column.key, sheets.lang) if column.key else "", ink.LABEL, "right" if column.right else "left")
    sheets.rule(ink.INK_3, 4, 0)
