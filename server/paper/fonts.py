"""Noto Sans for paper, embedded: Traditional or Simplified glyph forms by the reader's language, each falling back to the others."""

from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont as Outlines
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from server.config import ROOT

# The npm packages that the app is built with carry the whole faces as woff2; nothing is downloaded.
PACKED = ROOT / "pwa" / "node_modules" / "@fontsource"
UNPACKED = ROOT / "pwa" / "faces"
FACES = {
    "zh-Hant": "noto-sans-tc/files/noto-sans-tc-chinese-traditional-{}-normal.woff2",
    "zh-Hans": "noto-sans-sc/files/noto-sans-sc-chinese-simplified-{}-normal.woff2",
    "latin": "noto-sans-tc/files/noto-sans-tc-latin-{}-normal.woff2",
    "latin-ext": "noto-sans-tc/files/noto-sans-tc-latin-ext-{}-normal.woff2",
}
# Where each reader's characters are looked for first: “ ” … are as wide as an ideograph in the Chinese faces.
ORDER = {
    "en": ("latin", "zh-Hant", "zh-Hans", "latin-ext"),
    "zh-Hant": ("zh-Hant", "zh-Hans", "latin", "latin-ext"),
    "zh-Hans": ("zh-Hans", "zh-Hant", "latin", "latin-ext"),
}
REGULAR, BOLD = 400, 700
POSTSCRIPT_NAME = 6


def runs(text: str, lang: str, weight: int = REGULAR) -> list[tuple[str, str]]:
    """``text`` cut into (font name, part): the first face that has the character; one that none has keeps the first."""
    found: list[tuple[str, str]] = []
    for character in text:
        name = _set_in(character, lang, weight)[0]
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + character)
        else:
            found.append((name, character))
    return found


def width(text: str, lang: str, size: float, weight: int = REGULAR) -> float:
    """In points, as ``runs`` would set it."""
    return sum(_set_in(character, lang, weight)[1] for character in text) * size


@cache
def _set_in(character: str, lang: str, weight: int) -> tuple[str, float]:
    """(font name, width in ems) of one character."""
    face = next((face for face in ORDER[lang] if _has(face, weight, character)), ORDER[lang][0])
    name = _face(face, weight).fontName
    return name, pdfmetrics.stringWidth(character, name, 1)


def _has(face: str, weight: int, character: str) -> bool:
    return ord(character) in _face(face, weight).face.charToGlyph


@cache
def _face(face: str, weight: int) -> TTFont:
    """Register with reportlab, which embeds only the glyphs a document uses."""
    path = packed(face, weight)
    outlines = unpacked(path).read_bytes() if unpacked(path).is_file() else unpack(path)
    font = TTFont(f"Noto-{face}-{weight}", BytesIO(outlines))
    pdfmetrics.registerFont(font)
    return font


def packed(face: str, weight: int) -> Path:
    """As the package has it."""
    return PACKED / FACES[face].format(weight)


def unpacked(path: Path) -> Path:
    """Where the build keeps a face as ``unpack`` makes it: reading that takes 20 ms."""
    return UNPACKED / path.with_suffix(".ttf").name


def unpack(path: Path) -> bytes:
    """As TrueType, which takes seconds, under its own name: a document holds one font a name, and parts of a face share theirs."""
    outlines, plain = Outlines(path), BytesIO()
    outlines.flavor = None
    for record in outlines["name"].names:
        if record.nameID == POSTSCRIPT_NAME:
            record.string = f"{record.toUnicode()}-{path.stem}"
    outlines.save(plain)
    return plain.getvalue()
