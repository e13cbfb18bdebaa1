"""A delivery note as a file: its lines for a receipt, with what is wrong, and nothing kept."""

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from server.sheets.cells import Line, Wrong, is_nothing, shown
from server.sheets.choices import read_type, types_in
from server.sheets.codes import read_code
from server.sheets.doubt import Bad, Doubts, How
from server.sheets.guess import Column, guess
from server.sheets.numbers import read_quantity
from server.sheets.sheet import Table, open_table, sample
from server.sheets.shown import spoken
from server.sheets.words import comparable
from server.web.errors import Refused

MOST_LINES = 2_000
LONGEST_SPECIFICATION = 400
_LINE_HEADERS = frozenset(
    map(comparable, ("序號", "序号", "序", "項次", "项次", "行", "行號", "line", "line no", "item no", "no", "seq", "#"))
)
_READERS = {"quantity": read_quantity, "type": read_type, "model": read_code(80)}
# What says what was ordered, in the order of the note; prices and days are the accountant's.
_LEFT_OUT = ("insured", "currency", "arrived", "home", "place", "archive_no", "tag")


def read_note(file: BinaryIO, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """``lines`` as of ``receipt_open``. Raises 413 and 422 for a file that is no table."""
    table = open_table(file, dict(chosen))
    columns = _columns(table)
    lines: list[dict[str, Any]] = []
    problems: list[list[Any]] = []
    warnings: list[dict[str, Any]] = []
    headers = {column.at: column.header for column in columns}
    for line, why in table.body():
        if why is not None:
            continue
        if len(lines) >= MOST_LINES:
            raise Refused("too_many_rows", 422, field="file", most=MOST_LINES)
        one, faults, doubts = _line(line, columns, str(len(lines) + 1))
        problems += [{"line": line.n, **fault} for fault in spoken(faults, headers)]
        warnings += [{"line": line.n, **doubt} for doubt in spoken(doubts, headers)]
        if not faults:
            lines.append(one)
    told = [{"at": column.at, "header": column.header, "field": column.field} for column in columns]
    return {"lines": lines, "problems": problems, "warnings": warnings, "columns": told, "note_no": None}


def _columns(table: Table) -> list[Column]:
    """On a delivery note 編號 is often the line, and a sample number stands for a model where there is none."""
    found = guess(table.header, sample(table), {}, None)
    fields = {column.field for column in found}
    moved = []
    for column in found:
        field = column.field
        if comparable(column.header) in _LINE_HEADERS:
            field = "line"
        elif field == "number":
            field = "model" if "model" not in fields else "specification"
        elif field == "name" and "type" not in fields:
            field = "type"
        elif field not in ("model", "type", "quantity", *_LEFT_OUT):
            field = "specification"
        moved.append(Column(column.at, column.header, field, column.by, column.examples))
    return moved


def _line(line: Line, columns: Sequence[Column], own: str) -> tuple[dict[str, Any], list[list[Any]], list[list[Any]]]:
    """(the line, its faults, its doubts)."""
    told: dict[str, Any] = {"line": own, "type": None, "quantity": 1, "model": None, "specification": None}
    faults: list[list[Any]] = [[line.fault, None, None, shown(line.cells[0]) if line.cells else "", {}]] if line.fault else []
    doubts, said = list[list[Any]](), list[str]()
    for column in columns if not line.fault else ():
        cell = line.cells[column.at] if column.at < len(line.cells) else None
        if cell is None or column.field is None or (isinstance(cell, str) and is_nothing(cell)):
            continue
        if isinstance(cell, Wrong):
            faults.append([cell.code, column.field, column.at, cell.text, {}])
        elif column.field == "specification":
            said.append(shown(cell))
        elif column.field == "line":
            told["line"] = shown(cell)[:8]
        elif column.field in _READERS:
            _read(told, column, cell, faults, doubts, said)
    told["specification"] = "; ".join(said)[:LONGEST_SPECIFICATION] or None
    if not faults and not any(told[key] for key in ("type", "model", "specification")):
        faults.append(["nothing_to_name", None, None, "", {}])
    return told, faults, doubts


def _read(told: dict[str, Any], column: Column, cell: Any, faults: list[list[Any]], doubts: list[list[Any]], said: list[str]) -> None:
    found = Doubts()
    try:
        told[column.field or ""] = _READERS[column.field or ""](cell, How(), found)
    except Bad as bad:
        faults.append([bad.code, column.field, column.at, shown(cell), bad.words])
        return
    if column.field == "type" and (told["type"] is None or shown(cell).casefold() not in types_in(shown(cell))):
        said.append(shown(cell))  # 18K金紅寶石戒指 says more than ring
    doubts += [[code, column.field, column.at, shown(cell), words] for code, words in found.found if code != "unknown_type"]
