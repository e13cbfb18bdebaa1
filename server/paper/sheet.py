"""Sheets of A4: where the pen stands, when a new sheet begins, what stands at the foot of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from server.paper import ink
from server.paper.fonts import runs, width
from server.paper.ink import FOOT, SIDE, TOP, Style
from server.paper.setting import fitted, wrap
from server.paper.words import label

WIDE = A4[0] - 2 * SIDE


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on every sheet: what paper this is, its number, the newest commit and its chain hash, when it was printed."""

    lang: str
    title: str
    number: str
    commit: int
    chain: str
    printed: str


class Counted(Canvas):
    """Keeps each finished sheet back until it is known how many there are."""

    def __init__(self, *given: Any, **named: Any):
        super().__init__(*given, **named)
        self.sheets: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self.sheets.append(dict(self.__dict__))
        self._startPage()


class Sheets:
    """``y`` is where the pen stands, in points from the lower edge; texts go below it and move it down."""

    def __init__(self, imprint: Imprint):
        rl_config.useA85 = 0  # photos go in as they are, not a quarter larger
        self.imprint, self.lang, self.out = imprint, imprint.lang, BytesIO()
        first = runs(" ", imprint.lang)[0][0]  # reportlab would name Helvetica, which nobody embeds
        self.canvas = Counted(self.out, pagesize=A4, pageCompression=1, lang=imprint.lang, initialFontName=first)
        self.canvas.setTitle(f"{imprint.title} {imprint.number}")
        self.canvas.setCreator("Loupe")
        self.y = A4[1] - TOP

    def ends(self) -> bytes:
        """The PDF."""
        canvas = self.canvas
        canvas.showPage()
        sheets = canvas.sheets
        for n, sheet in enumerate(sheets, 1):
            canvas.__dict__.update(sheet)
            self._foot(n, len(sheets))
            Canvas.showPage(canvas)
        Canvas.save(canvas)
        return self.out.getvalue()

    def needs(self, height: float) -> bool:
        """Begin a new sheet if there is no such room on this one; whether it did."""
        if self.y - height >= FOOT:
            return False
        self.canvas.showPage()
        self.y = A4[1] - TOP
        head = f"{self.imprint.title}  {self.imprint.number}"
        self.line(SIDE, head, ink.SMALL, WIDE)
        self.rule(ink.LINE, 3, 12)
        return True

    def down(self, points: float) -> None:
        self.y -= points

    def rule(self, colour: Color = ink.LINE, above: float = 5, below: float = 5, thick: float = ink.HAIR) -> None:
        """A line from edge to edge."""
        self.y -= above
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(thick)
        self.canvas.line(SIDE, self.y, SIDE + WIDE, self.y)
        self.y -= below

    def line(self, x: float, text: str, style: Style, room: float | None = None) -> None:
        """One line below the pen; cut to ``room``."""
        self.y -= style.line
        self.put(x, self.y + style.size * 0.3, text if room is None else fitted(text, self.lang, style.size, room, style.weight), style)

    def text(self, x: float, text: str, style: Style, room: float = WIDE) -> None:
        """As many lines as it takes, over as many sheets as it takes."""
        for line in wrap(text, self.lang, style.size, room, style.weight):
            self.needs(style.line)
            self.line(x, line, style)

    def put(self, x: float, y: float, text: str, style: Style, align: str = "left") -> None:
        """Exactly there, ``y`` being the baseline."""
        canvas = self.canvas
        wide = width(text, self.lang, style.size, style.weight) + style.spread * max(len(text) - 1, 0)
        x -= {"left": 0, "right": wide, "middle": wide / 2}[align]
        canvas.setFillColor(style.colour)
        for name, part in runs(text, self.lang, style.weight):
            canvas.setFont(name, style.size)
            canvas.drawString(x, y, part, charSpace=style.spread)
            x += canvas.stringWidth(part, name, style.size) + style.spread * len(part)

    def height(self, parts: Sequence[tuple[str, Style]], room: float) -> float:
        """How high these texts stand below each other."""
        return sum(len(wrap(text, self.lang, style.size, room, style.weight)) * style.line for text, style in parts if text)

    def _foot(self, n: int, of: int) -> None:
        imprint, canvas, y = self.imprint, self.canvas, FOOT - 16
        canvas.setStrokeColor(ink.GOLD)
        canvas.setLineWidth(ink.HAIR)
        canvas.line(SIDE, y + 10, SIDE + WIDE, y + 10)
        self.put(SIDE, y, label("printed", self.lang, when=imprint.printed), ink.LABEL)
        self.put(SIDE + WIDE, y, label("page", self.lang, n=n, of=of), ink.LABEL, "right")
        self.put(SIDE, y - 9, f"{label('ledger', self.lang, commit=imprint.commit)}  {imprint.chain}", ink.FINE)
