"""Which encoding a text file is in: by its mark, by what decodes, and between Big5 and GB18030 by how common the characters are."""

import codecs
from typing import BinaryIO

from server.sheets.words import HEADER_WORDS

ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "big5hkscs", "gb18030", "cp1252")
SAMPLE = 512 * 1024
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MOST_BROKEN = 0.02  # of the non-ASCII characters: a file with one bad byte is still the UTF-8 it mostly is


def encoding_of(file: BinaryIO) -> str:
    """One of ``ENCODINGS``; never fails."""
    file.seek(0)
    head = file.read(SAMPLE)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    if b"\0" in head[:4096]:
        return "utf-16-le" if head[1:4096:2].count(0) >= head[:4096:2].count(0) else "utf-16-be"
    if head.isascii() and _rest_is_ascii(file):
        return "utf-8-sig"
    return _by_reading(file)


def _rest_is_ascii(file: BinaryIO) -> bool:
    return all(part.isascii() for part in iter(lambda: file.read(SAMPLE), b""))


def _by_reading(file: BinaryIO) -> str:
    """Where the first characters beyond ASCII stand is where it shows, which may be far behind the head."""
    good, broken = _utf8_characters(file)
    if good and broken <= good * _MOST_BROKEN:
        return "utf-8-sig"
    return _chinese(_telling(file))


def _utf8_characters(file: BinaryIO) -> tuple[int, int]:
    """How many characters beyond ASCII decode as UTF-8, and how many do not."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = broken = 0
    for part in iter(lambda: file.read(SAMPLE), b""):
        text = decoder.decode(part)
        bad = text.count("\ufffd")
        broken += bad
        good += sum(character > "\x7f" for character in text) - bad
        if broken > 1000 and broken > good:
            break
    return good, broken


def _telling(file: BinaryIO) -> bytes:
    """The lines that are not ASCII, up to 256 kB of them."""
    file.seek(0)
    kept, size = [], 0
    for part in iter(lambda: file.read(SAMPLE), b""):
        for line in part.replace(b"\r", b"\n").split(b"\n"):
            if not line.isascii():
                kept.append(line)
                size += len(line)
        if size > 256 * 1024:
            break
    return b"\n".join(kept)


def _chinese(raw: bytes) -> str:
    """Big5, GB18030 or neither."""
    scores = {"big5hkscs": _score(raw, "big5hkscs", _is_common_big5), "gb18030": _score(raw, "gb18030", _is_common_gb)}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0.5 else "cp1252"


def _score(raw: bytes, name: str, is_common) -> float:
    """Share of its double bytes that are everyday characters, less what does not decode, more for words we know from headers."""
    text = raw.decode(name, "replace")
    broken = text.count("\ufffd")
    wide = [character for character in text if character > "\x7f" and character != "\ufffd"]
    if not wide:
        return -1.0
    common = sum(is_common(character) for character in wide[:20_000]) / min(len(wide), 20_000)
    known = sum(word in text for word in HEADER_WORDS)
    return common - 4 * broken / (len(wide) + broken) + min(known, 10) * 0.1


def _is_common_big5(character: str) -> bool:
    """Punctuation, or of the 5,401 of Big5's first level."""
    try:
        code = character.encode("big5")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xA1 <= code[0] <= 0xC6


def _is_common_gb(character: str) -> bool:
    """Punctuation, or of the 3,755 of GB 2312's first level."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and (0xA1 <= code[0] <= 0xA9 or 0xB0 <= code[0] <= 0xD7)
