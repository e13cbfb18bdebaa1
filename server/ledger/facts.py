"""Ledger entries as the facts the fold reads."""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import select

from server.core.action import Unreadable
from server.core.action import read as read_action
from server.core.fold import Fact
from server.database import db
from server.ledger import bulk
from server.ledger.tables import Entry
from server.stock.tables import Tag

COLUMNS = ("order_ms", "device", "seq", "received_ms", "reasons", "bytes")
_UNSURE = ("clock_clamped", "clock_stepped")


def fact_of(row: Any, sample: str | None) -> Fact | None:
    """The fact in a row that has ``COLUMNS``; ``sample`` is the one its tag points at. None for what this release cannot read."""
    action = read_action(orjson.loads(row.bytes))
    if isinstance(action, Unreadable):
        return None
    if action.sample is None:
        action = action._replace(sample=sample)
    return Fact(row.order_ms, row.device, row.seq, row.received_ms, action, is_unsure(row.reasons))


def is_unsure(reasons: str) -> bool:
    """Was the clock of this action doubted when it came?"""
    return any(flag in reasons for flag in _UNSURE)


def of_samples(ids: Iterable[str]) -> dict[str, list[Fact]]:
    """Everything the ledger has of these samples, scans of their tags included that came before the tag was known."""
    found: dict[str, list[Fact]] = {id: [] for id in ids}
    for row in bulk.rows_by(Entry, ("sample", *COLUMNS), "sample", found):
        _add(found, row.sample, row)
    owners = {row.code: row.target for row in bulk.rows_by(Tag, ("code", "target"), "target", found)}
    for row in unbound(owners):
        _add(found, owners[row.tag], row)
    return found


def unbound(codes: Iterable[str]) -> list[Any]:
    """Entries of these tags that came while nobody knew which sample was meant, with ``tag`` and ``COLUMNS``."""
    wanted = list(codes)
    if not wanted:
        return []
    columns = [Entry.tag, *(getattr(Entry, name) for name in COLUMNS)]
    return list(db.session.execute(select(*columns).where(Entry.sample.is_(None), Entry.tag.in_(wanted))))


def _add(found: dict[str, list[Fact]], sample: str, row: Any) -> None:
    fact = fact_of(row, sample)
    if fact is not None:
        found[sample].append(fact)
