"""The issue note drawn: a slip's pieces with picture, code and value, and the signature of whoever answers for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm

from server.paper import blocks, ink
from server.paper.figures import amount, decimal, grams, money, totals
from server.paper.ink import SIDE, Style
from server.paper.sheet import WIDE, Imprint, Sheets
from server.paper.words import label, pair

PHOTO, GAP, MIDDLE, CODE = 22 * mm, 5 * mm, 50 * mm, 17 * mm
KEYS = 18 * mm  # of the middle column, its labels
TEXT = WIDE - PHOTO - 3 * GAP - MIDDLE - CODE


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece that went out. ``weight`` in grams as recorded, ``warning``: it was not on the slip; ``remark``: it is back."""

    number: str
    name: str
    about: tuple[str, ...] = ()
    code: str | None = None
    weight: str | None = None
    insured: Mapping[str, Any] | None = None
    condition: str | None = None
    photo: Path | None = None
    has_photo: bool = False
    quantity: int = 1
    warning: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """Who confirmed, and how: ``image`` is what was drawn on the glass; without one a PIN was typed, or nothing yet."""

    who: str
    image: Path | None = None
    by_pin: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """Everything on an issue note, in the reader's words."""

    status: str
    facts: Sequence[blocks.Fact]
    pieces: Sequence[Piece]
    signed: Sequence[Signed]
    issuers: str
    note: str | None = None
    flags: tuple[str, ...] = ()


def issue_note(note: Note, imprint: Imprint) -> bytes:
    """The PDF."""
    sheets = Sheets(imprint)
    blocks.letterhead(sheets, "issue_note", note.status)
    blocks.grid(sheets, note.facts)
    if note.note:
        blocks.grid(sheets, [("note", note.note)], 1)
    if note.flags:
        sheets.text(SIDE, pair(label("flags", sheets.lang), ", ".join(note.flags), sheets.lang), ink.WARN)
    sheets.rule(ink.LINE, 3, 0)
    if not note.pieces:
        sheets.down(10)
        sheets.text(SIDE, label("nothing_issued", sheets.lang), ink.BODY)
    for n, piece in enumerate(note.pieces, 1):
        draw_piece(sheets, n, piece)
    if note.pieces or note.signed:
        draw_total(sheets, note.pieces)
        _signatures(sheets, note)
    return sheets.ends()


def draw_piece(sheets: Sheets, n: int, piece: Piece) -> None:
    """One piece across the sheet: picture, words, figures, code."""
    texts = [(piece.number, ink.STRONG), (piece.name, ink.BODY), *((text, ink.SMALL) for text in piece.about)]
    texts += [(piece.warning or "", ink.WARN), (piece.remark or "", Style(ink.SMALL.size, 700, ink.INK_3))]
    high = max(PHOTO, blocks.CODE_HIGH, sheets.height(texts, TEXT)) + 4 * mm
    if sheets.needs(high):
        sheets.down(-8)
    top = sheets.y - 2 * mm
    left = SIDE + PHOTO + GAP
    blocks.photo(sheets, piece.photo, SIDE, top - PHOTO, PHOTO, missing=label("photo_missing", sheets.lang) if piece.has_photo else None)
    _number_on_photo(sheets, n, top)
    blocks.stack(sheets, left, top + 2, texts, TEXT)
    _figures(sheets, piece, left + TEXT + GAP, top)
    if piece.code:
        blocks.code_box(sheets, piece.code, SIDE + WIDE, top + 1)
    sheets.down(high)
    sheets.rule(ink.LINE, 0, 0)


def _number_on_photo(sheets: Sheets, n: int, top: float) -> None:
    """The running number in the corner of the picture, on white."""
    canvas = sheets.canvas
    wide = 5 + 4.2 * len(str(n))
    canvas.setFillColorRGB(1, 1, 1)
    canvas.roundRect(SIDE + 2, top - 13, wide, 11, 2, stroke=0, fill=1)
    sheets.put(SIDE + 2 + wide / 2, top - 10.2, str(n), Style(7, 700, ink.GOLD_INK), "middle")


def _figures(sheets: Sheets, piece: Piece, x: float, top: float) -> None:
    facts = [
        ("weight", grams(piece.weight, sheets.lang)),
        ("insured", money(piece.insured)),
        ("condition", piece.condition),
        ("quantity", str(piece.quantity) if piece.quantity > 1 else None),
    ]
    y = top + 2
    for key, text in facts:
        if text:
            sheets.put(x, y - ink.BODY.line + ink.BODY.size * 0.3, label(key, sheets.lang), ink.LABEL)
            y = blocks.stack(sheets, x + KEYS, y, [(text, ink.BODY)], MIDDLE - KEYS) - 1


def draw_total(sheets: Sheets, pieces: Sequence[Piece]) -> None:
    """Pieces, weight and value; what has no value is counted, so that the sum says no more than it knows."""
    if not pieces:
        return
    lang, count = sheets.lang, sum(piece.quantity for piece in pieces)
    weight = sum((decimal(piece.weight) or Decimal(0) for piece in pieces), Decimal(0))
    sums = [amount(minor, currency) for currency, minor in sorted(totals(piece.insured for piece in pieces).items())]
    valueless = sum(money(piece.insured) is None for piece in pieces)
    high = 15 * mm + 12 * max(len(sums) - 1, 0)
    sheets.needs(high + 8)
    canvas, bottom = sheets.canvas, sheets.y - high - 6
    canvas.setFillColor(ink.WELL)
    canvas.roundRect(SIDE, bottom, WIDE, high, 4, stroke=0, fill=1)
    y = bottom + high - 12
    sheets.put(SIDE + 10, y - 3, label("total", lang), ink.LABEL)
    sheets.put(SIDE + 10, y - 18, label("one_piece", lang) if count == 1 else label("pieces", lang, n=count), ink.NUMBER)
    middle = SIDE + PHOTO + GAP + TEXT * 0.35
    sheets.put(middle, y - 3, label("weight", lang), ink.LABEL)
    sheets.put(middle, y - 18, grams(weight, lang) or "—", ink.HEADING)
    right = SIDE + WIDE - 10
    sheets.put(right, y - 3, label("insured", lang), ink.LABEL, "right")
    for k, text in enumerate(sums or [label("no_value", lang)]):
        sheets.put(right, y - 18 - 13 * k, text, ink.HEADING if sums else ink.SMALL, "right")
    if valueless and sums:
        sheets.put(right, bottom + 4, label("valueless", lang, n=valueless), ink.FINE, "right")
    sheets.y = bottom - 4


def _signatures(sheets: Sheets, note: Note) -> None:
    """Whoever answers from now on at the left, whoever gave it out at the right; one pair for each time something was taken."""
    lang, half = sheets.lang, WIDE / 2 - 8 * mm
    blocks.heading(sheets, label("received", lang), blocks.SIGN_HIGH + 30)
    sheets.text(SIDE, label("received_terms", lang), ink.SMALL)
    for n, signed in enumerate(note.signed or [Signed("")]):
        sheets.needs(blocks.SIGN_HIGH + 12)
        caption = label("by_pin" if signed.by_pin and not signed.image else "by_hand", lang)
        blocks.sign_here(sheets, SIDE, half, caption, signed.image, signed.who)
        if n == 0:
            blocks.sign_here(sheets, SIDE + WIDE - half, half, label("by_issuer", lang), None, note.issuers)
        sheets.down(blocks.SIGN_HIGH + 6)
