"""Sets text into lines: words are kept whole, Chinese breaks anywhere but before a full stop or after an opening bracket."""

import re

from server.paper.fonts import REGULAR, width

# Signs that may not begin a line, and signs that may not end one.
_NOT_FIRST = frozenset("、。，．：；！？）」』】》〉”’％%)]},.:;!?…·")
_NOT_LAST = frozenset("（「『【《〈“‘([{")
_CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_PIECES = re.compile(rf"[{_CHINESE}]|\s+|[^\s{_CHINESE}]+")


def wrap(text: str, lang: str, size: float, room: float, weight: int = REGULAR) -> list[str]:
    """The lines of ``text`` no wider than ``room`` points; line breaks of whoever wrote it are kept."""
    return [line for part in text.replace("\t", " ").splitlines() or [""] for line in _lines(part, lang, size, room, weight)]


def _lines(text: str, lang: str, size: float, room: float, weight: int) -> list[str]:
    lines, line = [], ""
    for piece in _unbroken(text):
        for part in _short_enough(piece, lang, size, room, weight):
            if line and width((line + part).rstrip(), lang, size, weight) > room:
                lines.append(line.rstrip())
                line = ""
            line += part if line or not part.isspace() else ""
    return [*lines, line.rstrip()]


def _unbroken(text: str) -> list[str]:
    """Pieces between which a line may break."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        if pieces and not pieces[-1].isspace() and (piece[0] in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _short_enough(piece: str, lang: str, size: float, room: float, weight: int) -> list[str]:
    """A word wider than the line (a hash, an address) is cut where the line ends."""
    if width(piece, lang, size, weight) <= room:
        return [piece]
    parts = [""]
    for character in piece:
        if parts[-1] and width(parts[-1] + character, lang, size, weight) > room:
            parts.append("")
        parts[-1] += character
    return parts


def fitted(text: str, lang: str, size: float, room: float, weight: int = REGULAR) -> str:
    """One line, cut with an ellipsis where it would run over the edge."""
    if width(text, lang, size, weight) <= room:
        return text
    while text and width(text + "…", lang, size, weight) > room:
        text = text[:-1]
    return text.rstrip() + "…"
