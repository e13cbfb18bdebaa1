"""What a search means for the databases: the findings decide, their index narrows."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, column, false, func, or_, select, table, text, true

from server.database import db
from server.ledger.finding import tokens, word_token
from server.stock.tables import Finding, Sample
from server.stock.wanted import Part

SHORTEST_CODE = 4
MOST_HOLDERS = 500
Held = tuple[Part, list[str]]  # a part, and the places and people called so
_INDEX = table("findings_index", column("rowid"))


def with_holders(parts: Iterable[Part], places: Sequence[Any]) -> list[Held]:
    return [(part, _called(part.text, places)) for part in parts]


def fits(part: Part, held: list[str]) -> ColumnElement[bool]:
    """Of a sample and its finding, exactly: the part stands in what is said of it, or names who has it."""
    ways = [_holds(Finding.text, part.text)]
    if part.word:
        ways.append(_holds(Finding.words, f" {part.word} "))
    if is_code(part):
        ways.append(_holds(Finding.codes, part.text))
    return or_(*ways, has(held)) if held else or_(*ways)


def has(held: list[str]) -> ColumnElement[bool]:
    """It lies with them, they answer for it, or it is made for them."""
    return or_(Sample.place.in_(held), Sample.holder.in_(held), Finding.client.in_(held)) if held else false()


def is_code(part: Part) -> bool:
    """Tags and certificates are asked for by no less: three characters stand in too many."""
    return part.text.isascii() and len(part.text) >= SHORTEST_CODE


def in_index(parts: Iterable[Part]) -> ColumnElement[bool]:
    """The findings all these parts may stand in: no hit is missing, a few too many may be among them."""
    if db.engine.dialect.name == "sqlite":
        asked = " AND ".join(f"({_asked(part, ' AND ', ' OR ')})" for part in parts)
        return Finding.n.in_(select(_INDEX.c.rowid).where(text("findings_index MATCH :asked").bindparams(asked=asked)))
    asked = " & ".join(f"({_asked(part, ' & ', ' | ')})" for part in parts)
    return text("loupe_grams(findings.grams) @@ cast(:asked as tsquery)").bindparams(asked=asked)  # type: ignore[return-value]


def _asked(part: Part, both: str, either: str) -> str:
    ways = [tokens(part.text)]
    if part.word:
        ways.append({word_token(part.word)})
    if is_code(part):
        ways.append(tokens(part.text, "#"))
    return either.join(f"({both.join(sorted(way))})" for way in ways)


def _called(text: str, places: Sequence[Any]) -> list[str]:
    """The places and people whose name, in any language, holds this."""
    return [row.id for row in places if any(text in name.casefold() for name in row.names.values())][:MOST_HOLDERS]


def _holds(where: Any, text: str) -> ColumnElement[bool]:
    """Letter for letter: both sides are folded."""
    found = func.instr(where, text) if db.engine.dialect.name == "sqlite" else func.strpos(where, text)
    return found > 0


def all_fit(held: Iterable[Held]) -> ColumnElement[bool]:
    return and_(true(), *(fits(part, ids) for part, ids in held))
