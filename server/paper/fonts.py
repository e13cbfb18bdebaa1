"""Noto Sans for paper, embedded: Traditional or Simplified glyph forms by the reader's language, each falling back to the other."""

from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont as Outlines
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from server.config import ROOT

# The npm packages that the app is built with carry the whole faces as woff2; nothing is downloaded.
FOLDER = ROOT / "pwa" / "node_modules" / "@fontsource"
FACES = {
    "zh-Hant": "noto-sans-tc/files/noto-sans-tc-chinese-traditional-{}-normal.woff2",
    "zh-Hans": "noto-sans-sc/files/noto-sans-sc-chinese-simplified-{}-normal.woff2",
}
REGULAR, BOLD = 400, 700


def runs(text: str, lang: str, weight: int = REGULAR) -> list[tuple[str, str]]:
    """``text`` cut into (font name, part): the first face that has the character; a character in neither keeps the first face."""
    first, other = ("zh-Hans", "zh-Hant") if lang == "zh-Hans" else ("zh-Hant", "zh-Hans")
    found: list[tuple[str, str]] = []
    for character in text:
        face = other if not _has(first, weight, character) and _has(other, weight, character) else first
        name = _name(face, weight)
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + character)
        else:
            found.append((name, character))
    return found


def width(text: str, lang: str, size: float, weight: int = REGULAR) -> float:
    """In points, as ``runs`` would set it."""
    return sum(pdfmetrics.stringWidth(part, name, size) for name, part in runs(text, lang, weight))


def _has(face: str, weight: int, character: str) -> bool:
    return ord(character) in _face(face, weight).face.charToGlyph


def _name(face: str, weight: int) -> str:
    return _face(face, weight).fontName


@cache
def _face(face: str, weight: int) -> TTFont:
    """Unpack once and register with reportlab, which embeds only the glyphs a document uses."""
    font = TTFont(f"Noto-{face}-{weight}", _unpacked(FOLDER / FACES[face].format(weight)))
    pdfmetrics.registerFont(font)
    return font


def _unpacked(path: Path) -> BytesIO:
    outlines, plain = Outlines(path), BytesIO()
    outlines.flavor = None
    outlines.save(plain)
    plain.seek(0)
    return plain
