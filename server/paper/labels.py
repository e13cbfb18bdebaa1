"""Tags on paper: vector codes with their quiet zone, the human-readable twin, the name in embedded Chinese type."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from server.core.tag import spaced
from server.paper.fonts import BOLD, REGULAR, runs, width
from server.paper.symbol import QUIET, modules

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Label:
    """``code`` is drawn; ``head`` (archive number or name of a place) is bold above ``lines``."""

    code: str
    head: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lengths in mm. Labels run left to right, top to bottom; ``module`` is the side of one dark square."""

    page: tuple[float, float]
    label: tuple[float, float]
    columns: int
    rows: int
    margin: tuple[float, float]
    gap: tuple[float, float]
    module: dict[str, float]
    text_at: float
    sizes: tuple[float, float, float]


# A4: 65 labels of 38.1 × 21.2 mm, the sheet every stationer sells. Dumbbell: two pads of 22 mm and a thin bridge of 13 mm, 57 × 12.7 mm.
# 0.375 mm is 3 dots at 203 dpi: the printers jewellers have.
SHEETS = {
    "a4": Sheet(
        (A4[0] / mm, A4[1] / mm), (38.1, 21.2), 5, 13, (4.65, 10.7), (2.5, 0.0), {"qr": 0.5, "datamatrix": 0.6}, 15.2, (6.6, 4.9, 4.5)
    ),
    "dumbbell": Sheet((57, 12.7), (57, 12.7), 1, 1, (0, 0), (0, 0), {"qr": 0.375, "datamatrix": 0.375}, 35.6, (5.8, 4.6, 4.3)),
}


def label_sheet(labels: Iterable[Label], layout: str, symbol: str, lang: str) -> bytes:
    """A PDF. ``layout``: a key of SHEETS; ``symbol``: qr or datamatrix; ``lang`` chooses the glyph forms."""
    sheet, paper = SHEETS[layout], BytesIO()
    canvas = Canvas(paper, pagesize=(sheet.page[0] * mm, sheet.page[1] * mm), pageCompression=1)
    canvas.setTitle("Loupe")
    per_page = sheet.columns * sheet.rows
    for n, label in enumerate(labels):
        if n and n % per_page == 0:
            canvas.showPage()
        _draw(canvas, sheet, label, n % per_page, symbol, lang)
    canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _draw(canvas: Canvas, sheet: Sheet, label: Label, slot: int, symbol: str, lang: str) -> None:
    row, column = divmod(slot, sheet.columns)
    left = sheet.margin[0] + column * (sheet.label[0] + sheet.gap[0])
    bottom = sheet.page[1] - sheet.margin[1] - (row + 1) * sheet.label[1] - row * sheet.gap[1]
    canvas.saveState()
    canvas.translate(left * mm, bottom * mm)
    _draw_code(canvas, sheet, label.code, symbol)
    _draw_words(canvas, sheet, label, lang)
    canvas.restoreState()


def _draw_code(canvas: Canvas, sheet: Sheet, code: str, symbol: str) -> None:
    """One path of all dark runs, so that no hairline of white shows between neighbours."""
    matrix, side = modules(code, symbol), sheet.module[symbol] * mm
    left = max(QUIET[symbol] * side, 1.2 * mm)
    top = (sheet.label[1] * mm + len(matrix) * side) / 2
    path = canvas.beginPath()
    for y, row in enumerate(matrix):
        for start, length in _dark_runs(row):
            path.rect(left + start * side, top - (y + 1) * side, length * side, side)
    canvas.drawPath(path, stroke=0, fill=1)


def _dark_runs(row: list[bool]) -> Iterable[tuple[int, int]]:
    start = None
    for x, is_dark in enumerate([*row, False]):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            yield start, x - start
            start = None


def _draw_words(canvas: Canvas, sheet: Sheet, label: Label, lang: str) -> None:
    """Head, lines and the code in groups of four, stacked and centred on the label's height."""
    head, body, twin = sheet.sizes
    first, second = spaced(label.code)[:9], spaced(label.code)[10:]
    room = (sheet.label[0] - sheet.text_at - 1.0) * mm
    stack = [(label.head, head, BOLD), *((line, body, REGULAR) for line in label.lines), (first, twin, REGULAR), (second, twin, REGULAR)]
    leading = 1.22
    y = (sheet.label[1] * mm + sum(size * leading for _, size, _ in stack)) / 2
    for text, size, weight in stack:
        y -= size * leading
        _write(canvas, sheet.text_at * mm, y + size * 0.24, _fitted(text, lang, size, weight, room), lang, size, weight)


def _write(canvas: Canvas, x: float, y: float, text: str, lang: str, size: float, weight: int) -> None:
    for name, part in runs(text, lang, weight):
        canvas.setFont(name, size)
        canvas.drawString(x, y, part)
        x += canvas.stringWidth(part, name, size)


def _fitted(text: str, lang: str, size: float, weight: int, room: float) -> str:
    """Cut with an ellipsis where it would run over the edge."""
    if width(text, lang, size, weight) <= room:
        return text
    while text and width(text + ELLIPSIS, lang, size, weight) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
