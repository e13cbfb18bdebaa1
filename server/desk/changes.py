"""What late arrivals changed: scans that came after others the office had believed to be the newest of the same piece."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from server.core.action import MOVES
from server.database import db
from server.ledger.cursor import head
from server.ledger.tables import Entry

MOST = 100
NEWEST = 20_000  # so many entries are looked at, whatever the size of the ledger
CHANGING = frozenset({*MOVES, "sighting", "report_lost", "undo"})


def changes() -> list[dict[str, Any]]:
    """Newest first: the late scan, and the newest one that stood there before it came."""
    later = aliased(Entry)
    stood = (later.sample == Entry.sample, later.order_ms > Entry.order_ms, later.commit < Entry.commit, later.kind.in_(CHANGING))
    newest = select(func.max(later.entry)).where(*stood).correlate(Entry).scalar_subquery()
    late = select(Entry, newest.label("before")).where(
        Entry.entry > head().entry - NEWEST, Entry.sample.is_not(None), Entry.kind.in_(CHANGING), Entry.reasons.contains('"late"'),
    )  # fmt: skip
    found = late.subquery()
    asked = select(found).where(found.c.before.is_not(None)).order_by(found.c.entry.desc()).limit(MOST)
    rows = list(db.session.execute(asked).mappings())
    before = {row.entry: row for row in db.session.execute(select(*_SIGHT).where(Entry.entry.in_([row["before"] for row in rows])))}
    return [{"sample": row["sample"], "late": _told(row), "before": _told(before[row["before"]]._mapping)} for row in rows]


_SIGHT = (Entry.entry, Entry.id, Entry.kind, Entry.by, Entry.device, Entry.to, Entry.order_ms, Entry.received_ms)


def _told(row: Any) -> dict[str, Any]:
    return {
        "action": row["id"], "kind": row["kind"], "by": row["by"], "device": row["device"], "to": row["to"],
        "happened_ms": row["order_ms"], "known_ms": row["received_ms"],
    }  # fmt: skip
