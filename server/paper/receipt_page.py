"""The receipt for a depositor drawn: what the delivery note said, what was counted, under which entry numbers it now lies here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm

from server.paper import blocks, ink
from server.paper.fonts import BOLD
from server.paper.ink import SIDE, Style
from server.paper.sheet import WIDE, Imprint, Sheets
from server.paper.table import Column, table
from server.paper.words import label, pair

COLUMNS = (Column("line", 8), Column("specification", 52), Column("expected", 10, True), Column("counted", 10, True), Column("result", 20))
_COLOURS = {None: ink.INK_3, True: ink.INK, False: ink.ALERT}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the delivery note, or a thing on none; ``is_right`` is None while nobody has counted it."""

    line: str
    what: str
    expected: str
    counted: str
    result: str
    is_right: bool | None
    notes: tuple[str, ...] = ()
    photos: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrived:
    """A piece under its entry number, and the temporary tag on it."""

    number: str
    what: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything on a receipt, in the reader's words."""

    status: str
    facts: Sequence[blocks.Fact]
    rows: Sequence[Row]
    extras: Sequence[Row]
    arrived: Sequence[Arrived]
    counted: int
    opened_by: str
    note: str | None = None


def receipt_paper(receipt: Receipt, imprint: Imprint) -> bytes:
    """The PDF."""
    sheets = Sheets(imprint)
    blocks.letterhead(sheets, "receipt", receipt.status)
    blocks.grid(sheets, receipt.facts)
    if receipt.note:
        blocks.grid(sheets, [("note", receipt.note)], 1)
    _lines(sheets, receipt.rows)
    if receipt.extras:
        blocks.heading(sheets, label("not_on_note", sheets.lang), 30)
        _lines(sheets, receipt.extras)
    _differences(sheets, [row for row in (*receipt.rows, *receipt.extras) if row.is_right is False], receipt)
    if receipt.arrived:
        _entries(sheets, receipt.arrived)
    _terms(sheets, receipt)
    return sheets.ends()


def _lines(sheets: Sheets, rows: Sequence[Row]) -> None:
    results = [Style(ink.BODY.size, BOLD, _COLOURS[row.is_right]) for row in rows]
    table(sheets, COLUMNS, [(r.line, r.what, r.expected, r.counted, (r.result, style)) for r, style in zip(rows, results, strict=True)])
    if not rows:
        sheets.down(6)
        sheets.text(SIDE, label("no_lines", sheets.lang), ink.BODY)


def _differences(sheets: Sheets, wrong: Sequence[Row], receipt: Receipt) -> None:
    """What a depositor must see: every difference with its note, its photos and what was decided."""
    blocks.heading(sheets, label("differences", sheets.lang), 20)
    if not wrong:
        counted = any(row.is_right is not None for row in receipt.rows)
        sheets.text(SIDE, label("no_differences" if counted else "not_checked", sheets.lang), ink.BODY)
    for row in wrong:
        sheets.needs(ink.STRONG.line + ink.SMALL.line * len(row.notes) + (26 * mm if row.photos else 0))
        sheets.text(SIDE, " ".join(part for part in (row.line, row.what) if part), ink.STRONG)
        comma = ", " if sheets.lang == "en" else "，"
        counts = comma.join(f"{label(key, sheets.lang)} {n}" for key, n in (("expected", row.expected), ("counted", row.counted)))
        sheets.text(SIDE, pair(row.result, counts, sheets.lang), ink.WARN)
        for note in row.notes:
            sheets.text(SIDE, note, ink.SMALL)
        if row.photos:
            sheets.needs(26 * mm)
            for n, path in enumerate(row.photos[:6]):
                blocks.photo(sheets, path, SIDE + n * 27 * mm, sheets.y - 25 * mm, 24 * mm)
            sheets.down(26 * mm)
        sheets.down(5)


def _entries(sheets: Sheets, arrived: Sequence[Arrived]) -> None:
    """Cards of three a row: the number a piece goes by until it is registered, and the code on its temporary tag."""
    blocks.heading(sheets, label("entries", sheets.lang), 80)
    sheets.text(SIDE, label("entries_why", sheets.lang), ink.SMALL)
    sheets.down(5)
    wide, high = WIDE / 3, blocks.CODE_HIGH + 6
    for start in range(0, len(arrived), 3):
        sheets.needs(high)
        for n, piece in enumerate(arrived[start : start + 3]):
            x = SIDE + n * wide
            if piece.code:
                blocks.code_box(sheets, piece.code, x + 15 * mm, sheets.y)
            parts = [(piece.number, ink.STRONG), (piece.what, ink.SMALL)]
            blocks.stack(sheets, x + 17 * mm, sheets.y - 2, parts, wide - 20 * mm)
        sheets.down(high)


def _terms(sheets: Sheets, receipt: Receipt) -> None:
    lang, half = sheets.lang, WIDE / 2 - 8 * mm
    blocks.heading(sheets, label("terms", lang), blocks.SIGN_HIGH + 40)
    sheets.text(SIDE, label("receipt_terms", lang), ink.SMALL)
    sheets.needs(blocks.SIGN_HIGH)
    blocks.sign_here(sheets, SIDE, half, label("by_keeper", lang), None, receipt.opened_by)
    blocks.sign_here(sheets, SIDE + WIDE - half, half, label("by_depositor", lang), None, None)
    sheets.down(blocks.SIGN_HIGH)
