"""The office's rows as they go on the wire: one query a table (docs/protocol.md, Pull)."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from orjson import Fragment
from sqlalchemy import ColumnElement, Row, Select, Text, case, cast, func, or_, select
from sqlalchemy.orm import aliased

from server.ledger.reads import READ
from server.ledger.tables import Case, Entry, Gone, Matter, Read, number
from server.people.tables import Person
from server.stock.tables import Material, Place, Sample, Setting, Tag

LAST_ENTRIES = 500  # a phone keeps so many, and those before them that were flagged
_PER_YEAR = 1_000_000
_JSON = frozenset(("facts", "at", "names", "roles", "pin", "waiting", "settled", "reasons", "offers", "needs", "value", "photos", "told"))


@dataclass(frozen=True)
class WireTable:
    """``query`` selects ``cols`` in the order of ``commit``, then ``key``; ``wire`` makes a row ready for orjson.

    ``newest`` selects a commit behind which there is no row: out of an index, so it may be one of a row that is not of ``query``.
    """

    name: str
    cols: tuple[str, ...]
    query: Select
    commit: ColumnElement[int]
    key: ColumnElement
    key_at: int
    wire: Callable[[Row], list]
    newest: Select


def _table(name: str, by: str, columns: dict[str, ColumnElement], json_text: frozenset[str] = _JSON) -> WireTable:
    """Columns that hold JSON are copied into the reply as text, never parsed and dumped again."""
    cols = tuple(columns)
    texts = [at for at, col in enumerate(cols) if col in json_text]
    query = select(*[cast(column, Text).label(col) if col in json_text else column.label(col) for col, column in columns.items()])
    commit, key = columns["commit"], columns[by]
    in_order, newest = query.order_by(commit, key), select(func.max(commit))
    return WireTable(name, cols, in_order, commit, key, cols.index(by), lambda row: _with_json(row, texts), newest)


def _with_json(row: Row, texts: list[int]) -> list:
    out = list(row)
    for at in texts:
        if out[at] is not None:
            out[at] = Fragment(out[at])
    return out


def _tag_of(target: ColumnElement[str]) -> ColumnElement:
    """The code that is valid now for a place (or, as a badge, for the person of the same id)."""
    tag = aliased(Tag)
    valid = select(tag.code).where(tag.target == target, tag.target_kind == "place", tag.void_ms.is_(None))
    return valid.order_by(tag.generation.desc()).limit(1).scalar_subquery()


def _of(model: type, names: str) -> dict[str, ColumnElement]:
    return {name: getattr(model, name) for name in names.split()}


def _entries() -> WireTable:
    """``reverses`` stands in the bytes of an undo only: nothing else is fetched whole. What was read is told as ``reads``."""
    columns = {
        **_of(Entry, "entry id kind sample tag by device to"),
        "happened_ms": Entry.order_ms,
        "known_ms": Entry.received_ms,
        **_of(Entry, "verdict reasons"),
        "reverses": case((Entry.kind == "undo", Entry.bytes), else_=None),
        "commit": Entry.commit,
    }
    plain = _table("entries", "entry", columns)
    at = plain.cols.index("reverses")

    def wire(row: Row) -> list:
        out = plain.wire(row)
        out[at] = out[at] and _reversed_by(out[at])
        return out

    return replace(plain, query=plain.query.where(Entry.kind != READ), wire=wire)


def worth_telling(entry: int) -> ColumnElement[bool]:
    """Of the entries, those a phone keeps when ``entry`` is the last there is: what it would drop at once is not sent."""
    return or_(Entry.entry > entry - LAST_ENTRIES, Entry.verdict == "flagged")


def _void_tags() -> WireTable:
    """A valid code stands in the row of what it points at."""
    all_tags = _table("tags", "code", _of(Tag, "code target_kind target generation void_ms commit"))
    return replace(all_tags, query=all_tags.query.where(Tag.void_ms.is_not(None)))


def _matters(of: str) -> WireTable:
    """Their numbers are written out on the way: year and count stand in one integer until then."""
    columns = {
        "id": Matter.id, "no": Matter.year * _PER_YEAR + Matter.n, "status": Matter.status, "told": Matter.told, "commit": Matter.commit
    }  # fmt: skip
    plain = _table(f"{of}s", "id", columns)

    def wire(row: Row) -> list:
        out = plain.wire(row)
        out[1] = number(of, *divmod(row.no, _PER_YEAR))
        return out

    return replace(plain, query=plain.query.where(Matter.of == of), wire=wire, newest=plain.newest.where(Matter.of == of))


def _reversed_by(action: bytes) -> str | None:
    reverses = (json.loads(action).get("body") or {}).get("reverses")
    return reverses if isinstance(reverses, str) and reverses.isascii() else None


_SAMPLE = (
    "id archive_no number tag type category model name facts quantity status place holder home at "
    "condition happened_ms known_ms last_by last_kind claims slip repair photos entry_no commit"
)

_CASE = "id kind status sample tag claims opened_ms waiting settled order_unknown short commit"

# Removals come first: within one commit a row taken away and written again is there.
GONE = _table("gone", "key", {**_of(Gone, "of id commit"), "key": Gone.of + ":" + Gone.id})
TABLES = (
    _table("places", "id", {**_of(Place, "id kind parent names"), "tag": _tag_of(Place.id), **_of(Place, "keeper retired offers commit")}),
    _table("people", "id", {**_of(Person, "id names roles active pin"), "badge": _tag_of(Person.id), "commit": Person.commit}),
    _table("samples", "id", _of(Sample, _SAMPLE)),
    _void_tags(),
    _table("cases", "id", _of(Case, _CASE), _JSON | {"claims"}),
    _matters("slip"),
    _matters("receipt"),
    _matters("repair"),
    _matters("count"),
    _matters("fair"),
    _table("materials", "id", _of(Material, "id names needs commit")),
    _table("settings", "key", _of(Setting, "key value commit")),
    _table("reads", "id", _of(Read, "id person notice at_ms commit")),
    _entries(),
)
