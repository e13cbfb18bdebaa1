"""What somebody types into the search box, taken apart into what each part may mean."""

import re
from dataclasses import dataclass

from server.core import tag
from server.ledger.finding import folded
from server.stock.words import FINENESS, METALS, STONES, TYPES

MOST_PARTS = 8
_KARAT = r"\b(?P<karat>" + "|".join(str(karat) for karat in FINENESS) + r")\s?k(?:金|t\b|\b)"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a search: its text, and the type, metal, stone or fineness it is a word for, if any. All parts must fit."""

    text: str
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Either one tag code, or parts."""

    code: str | None
    parts: tuple[Part, ...]


def read_search(typed: str) -> Wanted:
    """Total: any text means something, if only that nothing is called so."""
    return Wanted(tag.read(typed), tuple(_parts(folded(typed)))[:MOST_PARTS])


def _parts(text: str):
    """Known words where they stand, also within Chinese without blanks; what is left over is cut at blanks."""
    end = 0
    for found in _KNOWN.finditer(text):
        yield from (Part(word) for word in text[end : found.start()].split())
        yield _known_part(found)
        end = found.end()
    yield from (Part(word) for word in text[end:].split())


def _known_part(found: re.Match) -> Part:
    if found["karat"]:
        return Part(found[0], str(FINENESS[int(found["karat"])]))
    return Part(found[0], _MEANING[found["word"]])


_MEANING = {word: name for table in (TYPES, METALS, STONES) for name, words in table.items() for word in words}
_WORDS = sorted(_MEANING, key=lambda word: -len(word))
# English words stand alone, perhaps in the plural; Chinese ones stand anywhere.
_CHOICE = "|".join(rf"\b{re.escape(word)}(?=s?\b)" if word.isascii() else re.escape(word) for word in _WORDS)
_KNOWN = re.compile(f"{_KARAT}|(?P<word>{_CHOICE})s?")
