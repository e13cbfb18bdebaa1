"""The row of the device that is delivering: its key, how far its sequence has come, its clock, what it still owes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, select, update

from server.core.clock_set import is_set
from server.database import db
from server.ledger.arrivals import Verdict
from server.ledger.bulk import table_of
from server.people.tables import Device


@dataclass(frozen=True, slots=True)
class Phone:
    """A device as the ledger sees it; ``seq`` is the highest number without a hole below, ``head_hash`` the hash of that record."""

    id: str
    name: str
    public_key: str | None
    token_hash: str | None
    state: str
    seq: int
    head_hash: str | None
    order_ms: int
    offset_ms: int
    was_offset_ms: int | None
    clock_set_ms: int | None
    drained_ms: int | None

    @property
    def is_revoked(self) -> bool:
        return self.state == "revoked"


# Built once and without the ORM: a push of one action costs little else than its statements.
_DEVICES = table_of(Device).c
_LOCK = select(*(_DEVICES[name] for name in Phone.__slots__)).where(_DEVICES.id == bindparam("phone")).with_for_update()
_KEEP = update(table_of(Device)).where(_DEVICES.id == bindparam("phone"))


@dataclass(frozen=True, slots=True)
class Word:
    """What a phone says of itself with each exchange."""

    wall_ms: int | None
    mono_ms: int | None
    page: str | None
    is_drained: bool
    owes: int
    owes_since_ms: int | None
    app: str | None
    health: dict[str, Any] | None = None


# Two phones wrote under one name: one of them is a copy, or its memory was put back to an earlier day.
_FORKED = frozenset({"fork", "seq_reused"})
UNSAID = Word(None, None, None, False, 0, None, None)  # delivered for a phone, not by it: of the phone itself that says nothing


def lock_phone(id: str) -> Phone | None:
    """The device, its row locked to the end of the transaction: two pushes of one phone go one after the other."""
    row = db.session.connection().execute(_LOCK, {"phone": id}).first()
    return Phone(*row) if row else None


def learn_offset(phone: Phone, word: Word, now_ms: int) -> Phone:
    """How far the server's clock is ahead of this phone's, as of this exchange; and how far it was before its clock was set, if it was."""
    if word.wall_ms is None:
        return phone
    offset_ms = now_ms - word.wall_ms
    if phone.was_offset_ms is None:
        return replace(phone, offset_ms=offset_ms, was_offset_ms=offset_ms)
    if is_set(phone.offset_ms, offset_ms):
        return replace(phone, offset_ms=offset_ms, was_offset_ms=phone.offset_ms, clock_set_ms=now_ms)
    return replace(phone, offset_ms=offset_ms)


def keep_phone(phone: Phone, word: Word, now_ms: int, owes_more: bool) -> None:
    """Write down how far it has come. ``owes_more``: the office itself holds records that wait for a predecessor."""
    drained = now_ms if word.is_drained and not owes_more else max(phone.drained_ms or 0, phone.order_ms)
    owing_since = None if word.owes_since_ms is None else word.owes_since_ms + phone.offset_ms
    line = {"seq": phone.seq, "head_hash": phone.head_hash, "order_ms": phone.order_ms, "offset_ms": phone.offset_ms}
    line["clock_set_ms"] = phone.clock_set_ms
    line["was_offset_ms"] = phone.offset_ms if word.is_drained else phone.was_offset_ms  # what is drained was placed
    owed = {"contact_ms": now_ms, "drained_ms": drained, "owes": word.owes, "owes_since_ms": owing_since, "app": word.app}
    # Whoever said that its memory was gone was wrong.
    alive = {} if phone.is_revoked else {"reset_ms": None, "reset_owed": None, "replaced_by": None}
    health = {} if word.health is None else {"health": word.health, "health_ms": now_ms}
    db.session.connection().execute(_KEEP, {"phone": phone.id, **line, **owed, **alive, **health})


def keep_delivered(phone: Phone, now_ms: int, carried: bool) -> None:
    """The records are proved by their signatures; the phone itself was not heard, so its own word of before stands.

    It has nothing unsent from before its newest record: numbers are dense and its order never turns round. Of later it proves nothing.
    """
    keep_place_in_line(phone)
    drained = {"drained_ms": max(phone.drained_ms or 0, phone.order_ms)}
    told = drained | {"offset_ms": phone.offset_ms, "was_offset_ms": phone.was_offset_ms}  # as its courier saw its clock
    told |= {"carried_ms": now_ms} if carried else {}
    db.session.connection().execute(_KEEP, {"phone": phone.id, **told})


def keep_alarm(phone: Phone, verdicts: Iterable[Verdict], now_ms: int) -> None:
    """Say on its row that it was forked; a record that was told before tells nothing new."""
    if any(one.reasons and one.verdict != "duplicate" and not _FORKED.isdisjoint(one.reasons) for one in verdicts):
        db.session.connection().execute(_KEEP, {"phone": phone.id, "forked_ms": now_ms})


def keep_place_in_line(phone: Phone) -> None:
    """Write down the sequence alone: the phone itself has not been heard."""
    line = {"seq": phone.seq, "head_hash": phone.head_hash, "order_ms": phone.order_ms}
    db.session.connection().execute(_KEEP, {"phone": phone.id, **line})
