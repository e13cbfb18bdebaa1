"""Who is next: which records of a phone continue its sequence, which must wait, which were here before."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import orjson
from sqlalchemy import select

from server.database import db
from server.ledger import bulk, quarantine
from server.ledger.arrivals import Arrival, Verdict
from server.ledger.phones import Phone
from server.ledger.tables import Entry, Quarantined


@dataclass(slots=True)
class LineUp:
    """``told`` by ``id()`` of the arrival; ``ready`` in the order of seq, with those that go to quarantine among them."""

    told: dict[int, Verdict] = field(default_factory=dict)
    ready: list[Arrival] = field(default_factory=list)
    waiting: list[Arrival] = field(default_factory=list)
    again: list[tuple[Arrival, Arrival]] = field(default_factory=list)  # sent twice in this very batch


@dataclass(slots=True)
class Memory:
    """What the office knows of numbers this phone has used before."""

    told: dict[int, Verdict]
    taken: set[int]


def line_up(phone: Phone, arrivals: Sequence[Arrival], memory: Memory) -> LineUp:
    """Sort out one batch, held records among it. Numbers at or below ``phone.seq`` are old, the next one continues, others wait."""
    line = LineUp(told=memory.told)
    if _all_continue(phone, arrivals):
        line.ready = list(arrivals)
        return line
    following, kept = phone.seq + 1, dict[int, Arrival]()
    for arrival in sorted(arrivals, key=lambda a: (a.seq, not a.was_held)):
        first = kept.get(arrival.seq)
        if id(arrival) in memory.told:
            continue
        if first is not None and first.hash == arrival.hash and first.sent.id == arrival.sent.id:
            line.again.append((arrival, first))
            continue
        if first is not None or arrival.seq in memory.taken:
            arrival.reasons = ["seq_reused"]
        elif arrival.seq > following and not phone.is_revoked:
            line.waiting.append(arrival)
            kept[arrival.seq] = arrival
            continue
        kept.setdefault(arrival.seq, arrival)
        following = max(following, arrival.seq + 1) if arrival.seq == following else following
        line.ready.append(arrival)
    return line


def _all_continue(phone: Phone, arrivals: Sequence[Arrival]) -> bool:
    """The usual batch: nothing old, nothing missing, nothing held."""
    return not phone.is_revoked and [a.seq for a in arrivals] == list(range(phone.seq + 1, phone.seq + 1 + len(arrivals)))


def remember(phone: Phone, arrivals: Sequence[Arrival]) -> Memory:
    """Look up the old numbers only: a new number has not been here, and the unique id speaks up if its id has."""
    old = [a for a in arrivals if a.seq <= phone.seq or phone.is_revoked]
    memory = Memory({}, set())
    if old:
        _remember_entries(phone, old, memory)
        _remember_quarantined(phone, old, memory)
    return memory


def _remember_entries(phone: Phone, old: Sequence[Arrival], memory: Memory) -> None:
    columns = ("id", "device", "seq", "bytes", "verdict", "reasons", "commit")
    known = {row.id: row for row in bulk.rows_by(Entry, columns, "id", {a.sent.id for a in old})}
    for arrival in old:
        row = known.get(arrival.sent.id)
        if row is not None and bytes(row.bytes) == arrival.sent.bytes and row.device == phone.id:
            memory.told[id(arrival)] = Verdict(row.id, "duplicate", tuple(orjson.loads(row.reasons)), row.commit, row.verdict)
        elif row is not None:
            arrival.reasons = ["id_reused"]
    unknown = {a.seq for a in old if id(a) not in memory.told}
    memory.taken.update(_numbers_of(Entry, phone, unknown))


def _remember_quarantined(phone: Phone, old: Sequence[Arrival], memory: Memory) -> None:
    new = [a for a in old if id(a) not in memory.told]
    reasons = quarantine.remembered(phone.id, [a.sent for a in new])
    for arrival in new:
        known = reasons.get(quarantine.name_of(phone.id, arrival.sent))
        if known is not None:
            memory.told[id(arrival)] = Verdict(arrival.sent.id, "duplicate", tuple(known), None, "quarantined")
    if not phone.is_revoked:
        memory.taken.update(_numbers_of(Quarantined, phone, {a.seq for a in new if id(a) not in memory.told}))


def _numbers_of(table: type[Entry] | type[Quarantined], phone: Phone, asked: set[int]) -> set[int]:
    """Which of these numbers of this phone are used in ``table``."""
    if not asked:
        return set()
    among = select(table.seq).where(table.device == phone.id, table.seq.between(min(asked), max(asked)))
    return {seq for seq in db.session.scalars(among) if seq in asked}
