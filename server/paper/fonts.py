"""Noto Sans for paper, embedded: Traditional or Simplified glyph forms by the reader's language, each falling back to the others."""

import secrets
from functools import cache
from io import BytesIO
from pathlib import Path

from flask import current_app, has_app_context
from fontTools.ttLib import TTFont as Outlines
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from server.config import ROOT

# The npm packages that the app is built with carry the whole faces as woff2; nothing is downloaded.
FOLDER = ROOT / "pwa" / "node_modules" / "@fontsource"
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


def make_ready(home: Path) -> None:
    """Unpack what this office has not unpacked yet, so that nobody's first paper waits seconds for it."""
    for face in FACES:
        for weight in (REGULAR, BOLD):
            _kept(FOLDER / FACES[face].format(weight), home)


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
    font = TTFont(f"Noto-{face}-{weight}", BytesIO(_unpacked(FOLDER / FACES[face].format(weight))))
    pdfmetrics.registerFont(font)
    return font


def _unpacked(path: Path) -> bytes:
    """Unpacking takes 1.6 s a face and reading it 20 ms, so an office keeps what it unpacked."""
    return _kept(path, current_app.config["LOUPE"].home).read_bytes() if has_app_context() else _unpack(path)


def _kept(path: Path, home: Path) -> Path:
    kept = home / "fonts" / f"{path.stem}-{path.stat().st_size}-1.ttf"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = kept.with_suffix(f".{secrets.token_hex(4)}")
        draft.write_bytes(_unpack(path))
        draft.replace(kept)
    return kept


def _unpack(path: Path) -> bytes:
    """As TrueType under a name of its own: a document holds one font for each name, and Latin and Chinese parts share theirs."""
    outlines, plain = Outlines(path), BytesIO()
    outlines.flavor = None
    for record in outlines["name"].names:
        if record.nameID == POSTSCRIPT_NAME:
            record.string = f"{record.toUnicode()}-{path.stem}"
    outlines.save(plain)
    return plain.getvalue()
