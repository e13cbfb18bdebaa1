"""What our papers are built of: a letterhead, a grid of facts, a photo, a code, a place to sign."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from server.core.tag import spaced
from server.paper import ink
from server.paper.ink import SIDE, Style
from server.paper.setting import wrap
from server.paper.sheet import WIDE, Sheets
from server.paper.symbol import QUIET, modules
from server.paper.words import LABELS, label

Fact = tuple[str, str]  # a key of the labels (or a name of the firm's own), and what it is
MODULE = 0.5 * mm  # of a code on A4: four dots at 203 dpi


def letterhead(sheets: Sheets, title: str, status: str | None) -> None:
    """The kind of paper at the left, its number at the right, gold below."""
    sheets.line(SIDE, sheets.imprint.title, ink.TITLE)
    right, top = SIDE + WIDE, sheets.y
    sheets.put(right, top + 9, sheets.imprint.number, ink.NUMBER, "right")
    if sheets.lang != "en":  # a client abroad finds the paper's name in English as well
        sheets.put(SIDE + 1, top - 8, LABELS[title][0].upper(), ink.COMPANION)
    if status:
        sheets.put(right, top - 8, status, ink.SMALL, "right")
    sheets.down(10)
    sheets.rule(ink.GOLD, 6, 8, ink.RULE)


def heading(sheets: Sheets, text: str, below: float = 0) -> None:
    """Never alone at the end of a sheet: ``below`` is the room of what must follow on the same one."""
    sheets.needs(ink.HEADING.line + 20 + below)
    sheets.down(12)
    sheets.line(SIDE, text, ink.HEADING)
    sheets.rule(ink.LINE, 3, 4)


def grid(sheets: Sheets, facts: Sequence[Fact | None], columns: int = 4, x: float = SIDE, wide: float = WIDE) -> None:
    """Facts side by side, a small label above each; what is not known is left out."""
    known = [fact for fact in facts if fact and fact[1]]
    room = wide / columns
    for start in range(0, len(known), columns):
        row = known[start : start + columns]
        lines = [wrap(text, sheets.lang, ink.BODY.size, room - 8) for _, text in row]
        sheets.needs(min(max(map(len, lines)), 12) * ink.BODY.line + ink.LABEL.line + 5)
        _grid_row(sheets, row, lines, x, room)


def _grid_row(sheets: Sheets, row: Sequence[Fact], lines: list[list[str]], x: float, room: float) -> None:
    for n, (key, _) in enumerate(row):
        sheets.put(x + n * room, sheets.y - ink.LABEL.size, word(key, sheets.lang), ink.LABEL)
    sheets.down(ink.LABEL.line)
    for k in range(max(map(len, lines))):
        sheets.needs(ink.BODY.line)
        for n, column in enumerate(lines):
            if k < len(column):
                sheets.put(x + n * room, sheets.y - ink.BODY.size, column[k], ink.BODY)
        sheets.down(ink.BODY.line)
    sheets.down(5)


def word(key: str, lang: str) -> str:
    """Our word for a key; what is no key is a name the firm gave."""
    return label(key, lang) if key in LABELS else key


def stack(sheets: Sheets, x: float, y: float, parts: Sequence[tuple[str, Style]], room: float) -> float:
    """Texts below each other from ``y`` down, each on as many lines as it takes; where they end."""
    for text, style in parts:
        for line in wrap(text, sheets.lang, style.size, room, style.weight) if text else ():
            y -= style.line
            sheets.put(x, y + style.size * 0.3, line, style)
    return y


def photo(
    sheets: Sheets, path: Path | None, x: float, y: float, side: float, high: float | None = None, missing: str | None = None
) -> None:
    """The middle of a photo, filling its frame; ``x``, ``y`` is its lower left corner. Without one an empty frame says so."""
    canvas, high = sheets.canvas, high or side
    canvas.saveState()
    frame = canvas.beginPath()
    frame.roundRect(x, y, side, high, 3)
    canvas.clipPath(frame, stroke=0, fill=0)
    size = _size(path)
    if path is None or size is None:
        canvas.setFillColor(ink.WELL)
        canvas.rect(x, y, side, high, stroke=0, fill=1)
        if not missing:
            _empty_setting(canvas, x + side / 2, y + high / 2, min(side, high) * 0.2)
        lines = wrap(missing or "", sheets.lang, ink.LABEL.size, side - 8)
        for n, line in enumerate(lines if missing else ()):
            sheets.put(x + side / 2, y + high / 2 + (len(lines) / 2 - 1 - n) * ink.LABEL.line + 2, line, ink.LABEL, "middle")
    else:
        scale = max(side / size[0], high / size[1])
        wide, tall = size[0] * scale, size[1] * scale
        canvas.drawImage(str(path), x + (side - wide) / 2, y + (high - tall) / 2, wide, tall, mask="auto")
    canvas.restoreState()
    canvas.setStrokeColor(ink.LINE)
    canvas.setLineWidth(ink.HAIR)
    canvas.roundRect(x, y, side, high, 3, stroke=1, fill=0)


def _empty_setting(canvas: Canvas, x: float, y: float, r: float) -> None:
    """A ring in outline, where there is no photo of the piece."""
    canvas.setStrokeColor(ink.LINE)
    canvas.setLineWidth(1.1)
    canvas.circle(x, y - r * 0.2, r, stroke=1, fill=0)
    stone = canvas.beginPath()
    stone.moveTo(x, y + r * 0.75)
    for dx, dy in ((-0.45, 1.25), (-0.25, 1.5), (0.25, 1.5), (0.45, 1.25)):
        stone.lineTo(x + dx * r, y + dy * r)
    stone.close()
    canvas.setFillColor(ink.WELL)
    canvas.drawPath(stone, stroke=1, fill=1)


def drawing(sheets: Sheets, path: Path | None, x: float, y: float, wide: float, high: float) -> None:
    """A whole picture on clear ground, as large as fits: a signature."""
    size = _size(path)
    if path is not None and size is not None:
        scale = min(wide / size[0], high / size[1])
        sheets.canvas.drawImage(str(path), x, y, size[0] * scale, size[1] * scale, mask="auto")


def _size(path: Path | None) -> tuple[int, int] | None:
    """From the header; a file that is not there is no reason to have no paper."""
    if path is None:
        return None
    try:
        with Image.open(path) as image:
            return image.size
    except (OSError, UnidentifiedImageError):
        return None


def code_box(sheets: Sheets, code: str, right: float, top: float) -> None:
    """A tag's code as vectors with its quiet zone, its upper right corner there, and below it what it says."""
    matrix = modules(code, "qr")
    wide, quiet = len(matrix) * MODULE, QUIET["qr"] * MODULE
    left = right - quiet - wide
    path = sheets.canvas.beginPath()
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            length = next((n for n in range(x, len(row)) if not row[n]), len(row)) - x
            if length:
                path.rect(left + x * MODULE, top - quiet - (y + 1) * MODULE, length * MODULE, MODULE)
            x += max(length, 1)
    sheets.canvas.setFillColor(ink.INK)
    sheets.canvas.drawPath(path, stroke=0, fill=1)
    below = top - quiet - wide - max(quiet, 4) - ink.FINE.size
    for n, part in enumerate((spaced(code)[:9], spaced(code)[10:])):
        sheets.put(left + wide / 2, below - n * 7, part, Style(5.8, colour=ink.INK_2), "middle")


CODE_HIGH = 21 * MODULE + 2 * QUIET["qr"] * MODULE + 2 * 7 + 2


def sign_here(sheets: Sheets, x: float, wide: float, caption: str, image: Path | None, who: str | None) -> None:
    """A line to sign on, ``image`` above it if it was signed on the glass. The pen does not move; 24 mm are taken."""
    y = sheets.y - 17 * mm
    drawing(sheets, image, x + 4, y + 2, wide - 8, 14 * mm)
    sheets.canvas.setStrokeColor(ink.INK_2)
    sheets.canvas.setLineWidth(ink.HAIR)
    sheets.canvas.line(x, y, x + wide, y)
    sheets.put(x, y - 9, caption, ink.LABEL)
    if who:
        stack(sheets, x, y - 10, [(who, ink.SMALL)], wide)


SIGN_HIGH = 26 * mm
