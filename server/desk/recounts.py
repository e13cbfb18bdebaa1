"""A hole in a phone's sequence that was given up: the pieces it may have moved meanwhile, each ticked off by being seen again."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from server.core.action import MOVES
from server.database import db
from server.ledger import bulk
from server.ledger.tables import Entry, Quarantined
from server.people.tables import Device
from server.stock.tables import Sample

MOST_GAPS = 20
AROUND = 30  # actions of the phone before the hole, and as many behind it
MOST_LINES = 300
SEEN_BY = frozenset({*MOVES, "register", "arrive", "sighting", "inspect"})  # a decision is no sight
_SEQ = (Entry.seq, Entry.order_ms, Entry.received_ms, Entry.sample, Entry.by, Entry.kind)


def recounts() -> list[dict[str, Any]]:
    """The newest holes first; one that was filled after all is none. Computed from the ledger each time, nothing of it is stored."""
    flagged = select(Entry.device, *_SEQ).where(Entry.verdict == "flagged", Entry.reasons.contains('"gap"'))
    gaps = list(db.session.execute(flagged.order_by(Entry.entry.desc()).limit(MOST_GAPS)))
    names = {row.id: row.name for row in bulk.rows_by(Device, ("id", "name"), "id", {gap.device for gap in gaps})}
    told = [_recount(gap, names.get(gap.device)) for gap in gaps]
    return [one for one in told if one["missing"] > 0]


def _recount(gap: Any, phone: str | None) -> dict[str, Any]:
    before = _near(gap.device, Entry.seq < gap.seq, Entry.seq.desc())
    behind = _near(gap.device, Entry.seq >= gap.seq, Entry.seq.asc())
    people = {row.by for row in (*before, *behind) if row.by}
    lines = _lines(gap, [*before, *behind], people)
    return {
        "device": gap.device, "seq": gap.seq, "phone": phone, "missing": _missing(gap), "people": sorted(people), "lines": lines,
        "from_ms": max((row.order_ms for row in before), default=None), "to_ms": gap.order_ms, "given_up_ms": gap.received_ms,
        "seen": sum(line["seen_ms"] is not None for line in lines),
    }  # fmt: skip


def _missing(gap: Any) -> int:
    """How many numbers before it are still missing since the hole before that one; what was set apart has used its number up."""
    same = (Entry.device == gap.device, Entry.seq < gap.seq)
    last = select(func.max(Entry.seq)).where(*same, Entry.verdict == "flagged", Entry.reasons.contains('"gap"'))
    floor = db.session.scalar(last) or 1
    here = set(db.session.scalars(select(Entry.seq).where(*same, Entry.seq >= floor)))
    apart = select(Quarantined.seq).where(Quarantined.device == gap.device, Quarantined.seq >= floor, Quarantined.seq < gap.seq)
    here |= set(db.session.scalars(apart))
    return int(gap.seq - floor - len(here))


def _near(device: str, *which: Any) -> list[Any]:
    where, order = which
    return list(db.session.execute(select(*_SEQ).where(Entry.device == device, where).order_by(order).limit(AROUND)))


def _lines(gap: Any, near: Iterable[Any], people: set[str]) -> list[dict[str, Any]]:
    """What the phone touched around the hole, and what those hold who had it in hand."""
    touched: dict[str, int] = {}
    for row in near:
        if row.sample:
            touched[row.sample] = max(touched.get(row.sample, 0), row.order_ms)
    held = db.session.scalars(select(Sample.id).where(Sample.holder.in_(people)).order_by(Sample.id).limit(MOST_LINES))
    why = dict.fromkeys(held, "held") | dict.fromkeys(touched, "touched")
    seen = _seen(list(why), gap.order_ms)
    lines = [
        {"sample": sample, "why": why[sample], "last_ms": touched.get(sample), "seen_ms": at_ms, "seen_by": by}
        for sample in why
        for at_ms, by in [seen.get(sample, (None, None))]
    ]
    return sorted(lines, key=lambda line: (line["seen_ms"] is not None, -(line["last_ms"] or 0), line["sample"]))[:MOST_LINES]


def _seen(samples: list[str], after_ms: int) -> dict[str, tuple[int, str | None]]:
    """The newest time each was seen by anybody since the hole ended."""
    about = (Entry.sample.in_(samples), Entry.order_ms >= after_ms, Entry.kind.in_(SEEN_BY))
    asked = select(Entry.sample, Entry.order_ms, Entry.by).where(*about).order_by(Entry.order_ms)
    return {row.sample: (row.order_ms, row.by) for row in db.session.execute(asked)}
