"""The look of our papers: ink on white, one gold hairline, and sizes that are read at arm's length; the app's tokens.css is its twin."""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from server.paper.fonts import BOLD, REGULAR

INK, INK_2, INK_3 = HexColor(0x171A21), HexColor(0x545A66), HexColor(0x7A808A)
LINE, WELL, GOLD, GOLD_INK = HexColor(0xE2DBCD), HexColor(0xF7F3EA), HexColor(0xB08A3C), HexColor(0x7A5A17)
ALERT = HexColor(0xA3201F)
HAIR, RULE = 0.4, 0.9  # points

SIDE, TOP, FOOT = 17 * mm, 16 * mm, 22 * mm


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size in points, weight, colour, line height in sizes, extra space between letters."""

    size: float
    weight: int = REGULAR
    colour: Color = INK
    leading: float = 1.42
    spread: float = 0

    @property
    def line(self) -> float:
        return self.size * self.leading


TITLE = Style(22, BOLD, leading=1.2)
COMPANION = Style(7.5, BOLD, GOLD_INK, spread=1.6)
NUMBER = Style(15, BOLD, leading=1.3)
HEADING = Style(11.5, BOLD, leading=1.5)
STRONG = Style(10, BOLD)
BODY = Style(9.2)
SMALL = Style(7.8, colour=INK_2)
LABEL = Style(6.8, colour=INK_3, leading=1.5)
FINE = Style(5.4, colour=INK_3)
WARN = Style(7.8, BOLD, ALERT)
