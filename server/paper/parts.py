"""What a piece is made of and which papers it has, a line for each metal, stone and certificate."""

from collections.abc import Mapping
from typing import Any

from server.paper.figures import carats, day, grams
from server.paper.title import STONES, metal_words
from server.paper.words import label, said, term

Facts = Mapping[str, Any]


def metals(facts: Facts, lang: str) -> list[str]:
    """18K gold, net 3.900 g."""
    return [_metal(one, lang) for one in _list(facts, "metals") if one.get("metal")]


def _metal(one: Facts, lang: str) -> str:
    net = grams(one.get("net_g"), lang)
    return _joined(lang, metal_words(one, lang), label("net", lang, weight=net) if net else None)


def stones(facts: Facts, lang: str) -> list[str]:
    """2 × ruby, oval, 0.52 ct, pigeon blood, VS, heated."""
    return [_stone(one, lang) for one in _list(facts, "stones") if one.get("kind")]


def _stone(one: Facts, lang: str) -> str:
    kind = one["kind"]
    name = said(STONES[kind], lang) if kind in STONES else str(kind).replace("_", " ")
    count = one.get("count")
    name = f"{count} × {name}" if isinstance(count, int) and count > 1 else name
    shape = term("shape", one["shape"], lang) if one.get("shape") else None
    return _joined(lang, name, shape, carats(one.get("ct"), lang), *(_text(one.get(key)) for key in ("colour", "clarity", "treatment")))


def certificates(facts: Facts, lang: str) -> list[str]:
    """GIA 2141438167, 3 May 2026."""
    return [_certificate(one, lang) for one in _list(facts, "certificates")]


def _certificate(one: Facts, lang: str) -> str:
    name = " ".join(str(one[key]) for key in ("lab", "number") if one.get(key))
    return _joined(lang, name, day(str(one["date"]), 0, lang) if one.get("date") else None)


def _list(facts: Facts, key: str) -> list[Facts]:
    found = facts.get(key)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _text(value: Any) -> str | None:
    return str(value) if value not in (None, "") else None


def _joined(lang: str, *said_parts: str | None) -> str:
    return (", " if lang == "en" else "，").join(part for part in said_parts if part)
