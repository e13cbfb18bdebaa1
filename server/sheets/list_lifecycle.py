"""The life-cycle register: one line for each sample, from its arrival to its archive, as the ledger has it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import ColumnElement

from server.core.action import MOVES
from server.core.ids import SINKS
from server.ledger import bulk
from server.ledger.firm import firm_now
from server.ledger.tables import Entry, Matter
from server.paper.title import title
from server.sheets.export_words import header, word
from server.sheets.list_samples import arrivals, pages, type_word
from server.sheets.lists import Column, Listed, Named, Value, day_of_ms, day_of_text, money, named
from server.stock.tables import Sample
from server.web import clock

_SHOWN = (
    ("archive_no", "code", 14),
    ("number", "code", 16),
    ("piece", "text", 28),
    ("type", "text", 10),
    ("model", "code", 14),
    ("ownership", "text", 12),
    ("client", "text", 18),
    ("arrived", "day", 12),
    ("registered", "day", 12),
    ("times_out", "number", 10),
    ("days_out", "number", 10),
    ("last_out", "day", 12),
    ("last_holder", "text", 18),
    ("shows", "number", 8),
    ("damages", "number", 8),
    ("repairs", "number", 8),
    ("repair_cost", "text", 16),
    ("status", "text", 14),
    ("place", "text", 18),
    ("archived", "day", 12),
)
_COLUMNS = tuple(
    getattr(Sample, name)
    for name in ("id", "archive_no", "number", "tag", "type", "model", "name", "facts", "quantity", "status", "place", "happened_ms")
)
_KINDS = ("id", "sample", "kind", "device", "seq", "to", "order_ms", "bytes")
DAY_MS = 86_400_000
MOVING = MOVES | {"register", "settle", "write_off", "report_lost", "arrive"}


@dataclass(slots=True)
class Life:
    """What the ledger tells of one sample, in order."""

    registered_ms: int | None = None
    outside_since: int | None = None
    out_ms: int = 0
    times_out: int = 0
    last_out_ms: int | None = None
    last_holder: str | None = None
    shows: int = 0
    damages: int = 0
    repairs: set[str] = field(default_factory=set)


def list_lifecycle(which: ColumnElement[bool], lang: str) -> Listed:
    """In the order of archive numbers."""
    columns = [Column(key, header(key, lang), kind, width) for key, kind, width in _SHOWN]
    return Listed(word("list", "lifecycle", lang) or "", columns, _rows(which, lang))


def _rows(which: ColumnElement[bool], lang: str) -> Iterator[Sequence[Value]]:
    places, kinds, now_ms = named(lang), firm_now().kinds, clock.now_ms()
    for page in pages(which, _COLUMNS):
        ids = [row.id for row in page]
        lives, arrived = _lives(ids, kinds), arrivals(ids)
        costs = _costs({repair for life in lives.values() for repair in life.repairs})
        for row in page:
            yield _row(row, lives[row.id], arrived.get(row.id), costs, places, lang, now_ms)


def _lives(ids: Sequence[str], kinds: Mapping[str, str]) -> dict[str, Life]:
    """What was taken back is left out."""
    rows = sorted(bulk.rows_by(Entry, _KINDS, "sample", ids), key=lambda row: (row.order_ms, row.device, row.seq))
    undone = {(orjson.loads(row.bytes).get("body") or {}).get("reverses") for row in rows if row.kind == "undo"}
    lives = {id: Life() for id in ids}
    for row in rows:
        if row.id not in undone:
            _live(lives[row.sample], row, kinds)
    return lives


def _live(life: Life, row: Any, kinds: Mapping[str, str]) -> None:
    if row.kind == "register" and life.registered_ms is None:
        life.registered_ms = row.order_ms
    elif row.kind == "show":
        life.shows += 1
    elif row.kind == "damage":
        life.damages += 1
    if row.kind in ("damage", "assess", "repair_cost", "inspect", "scan_out", "scan_in"):
        repair = orjson.loads(row.bytes).get("repair")
        if isinstance(repair, str):
            life.repairs.add(repair)
    if row.kind in MOVING:
        _move(life, row, kinds)


def _move(life: Life, row: Any, kinds: Mapping[str, str]) -> None:
    """Outside is any place that is neither the store nor the end."""
    to = "sink-lost" if row.kind == "report_lost" else row.to
    if to is None:
        return
    kind = kinds.get(to)
    if kind == "store" or kind in SINKS:
        if life.outside_since is not None:
            life.out_ms += max(row.order_ms - life.outside_since, 0)
        life.outside_since = None
        return
    if life.outside_since is None:
        life.outside_since, life.last_out_ms = row.order_ms, row.order_ms
        life.times_out += 1
    life.last_holder = to


def _costs(repairs: set[str]) -> dict[str, dict[str, Any]]:
    """What each repair cost, as its row says."""
    rows = bulk.rows_by(Matter, ("of", "id", "told"), "id", repairs)
    told = {row.id: orjson.loads(row.told).get("cost") for row in rows if row.of == "repair"}
    return {id: cost for id, cost in told.items() if isinstance(cost, dict) and isinstance(cost.get("minor"), int)}


def _row(row: Any, life: Life, arrived: Any, costs: Mapping[str, Any], places: Named, lang: str, now_ms: int) -> list[Value]:
    facts = orjson.loads(row.facts or "{}")
    outside = life.out_ms + (now_ms - life.outside_since if life.outside_since is not None else 0)
    told: dict[str, Value] = {
        "archive_no": row.archive_no,
        "number": row.number,
        "piece": _title(row, facts, lang),
        "type": type_word(row.type, lang),
        "model": row.model,
        "ownership": word("ownership", facts.get("ownership"), lang),
        "client": places.of(facts.get("client")),
        "arrived": day_of_text(arrived),
        "registered": day_of_ms(life.registered_ms),
        "times_out": life.times_out,
        "days_out": (Decimal(outside) / DAY_MS).quantize(Decimal("0.1")) if row.quantity == 1 else None,
        "last_out": day_of_ms(life.last_out_ms),
        "last_holder": places.of(life.last_holder),
        "shows": life.shows,
        "damages": life.damages,
        "repairs": len(life.repairs),
        "repair_cost": _sum(costs[repair] for repair in sorted(life.repairs) if repair in costs),
        "status": word("status", row.status, lang),
        "place": places.of(row.place),
        "archived": day_of_ms(row.happened_ms) if row.status in SINKS else None,
    }
    return [told[key] for key, _, _ in _SHOWN]


def _title(row: Any, facts: Mapping[str, Any], lang: str) -> str | None:
    """Facts of a phone may be anything plain; what cannot be said is called by its number."""
    try:
        return title(row._mapping, facts, lang)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError):
        return row.name or row.model or row.number or row.archive_no


def _sum(costs: Any) -> str | None:
    """By currency, for they cannot be added."""
    totals: dict[str, int] = {}
    for cost in costs:
        currency = str(cost.get("currency") or "")
        totals[currency] = totals.get(currency, 0) + cost["minor"]
    return "; ".join(str(money({"minor": minor, "currency": currency})) for currency, minor in sorted(totals.items())) or None
