"""Who brought the records of a phone that could not come itself: kept beside history, which says only who made them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from server.core.clock_set import TOLERANCE_MS, is_set
from server.database import db
from server.ledger.apply import STRAIGHT, Way
from server.ledger.arrivals import Arrival, Verdict
from server.ledger.phones import Phone
from server.ledger.tables import Carriage
from server.people.tables import Device

MOST_TOLD = 50
DOUBTED = Way(also=("clock_stepped",))


class Met(NamedTuple):
    """When the courier's said ``taken_ms``, the maker's was ``ahead_ms`` further. Now the courier's says ``wall_ms``."""

    ahead_ms: int
    taken_ms: int
    wall_ms: int


class Courier(NamedTuple):
    """The phone that brings it, as its cookie proves; its clock as of its last contact, and when that was last found set."""

    id: str
    offset_ms: int
    clock_set_ms: int | None

    def may_be_set_since(self, taken_ms: int, offset_ms: int) -> bool:
        """It need not have been heard since: the clock it comes with may be another one than the office knows."""
        return is_set(self.offset_ms, offset_ms) or (self.clock_set_ms is not None and self.clock_set_ms >= taken_ms)


_COURIER = (Device.id, Device.offset_ms, Device.clock_set_ms)


def courier_of(id: str, token_hash: str | None) -> Courier | None:
    """Revoked or not: nothing it brings is less true for that."""
    if token_hash is None:
        return None
    row = db.session.execute(select(*_COURIER).where(Device.id == id, Device.token_hash == token_hash)).first()
    return Courier(*row) if row else None


def learn_by(courier: Courier | None, met: Met | None, phone: Phone, now_ms: int) -> tuple[Phone, Way]:
    """How far the maker's clock is off, as its courier saw it beside its own, and how far what it brings is to be doubted.

    Only a clock that was set is news: a minute more or less the courier cannot tell. Where its own clock may have been set since the
    two met, it cannot say where the maker's stands, only that one of the two was set.
    """
    if courier is None or met is None:
        return phone, STRAIGHT
    courier_ms = now_ms - met.wall_ms
    offset_ms, taken_ms = courier_ms - met.ahead_ms, met.taken_ms + courier_ms
    if taken_ms > now_ms + TOLERANCE_MS or courier.may_be_set_since(taken_ms, courier_ms):
        return phone, DOUBTED if is_set(phone.offset_ms, offset_ms) else STRAIGHT
    if not is_set(phone.offset_ms, offset_ms):
        return phone, Way(taken_ms=taken_ms)
    was_ms = phone.offset_ms if phone.was_offset_ms is None else phone.was_offset_ms
    return replace(phone, offset_ms=offset_ms, was_offset_ms=was_ms), Way(taken_ms=taken_ms)


def keep_carriage(device: str, courier: Courier | None, brought: Iterable[tuple[Arrival, Verdict]], now_ms: int) -> bool:
    """Whether there was anything new."""
    new = [arrival.seq for arrival, verdict in brought if verdict.verdict != "duplicate"]
    if not new:
        return False
    by = courier and courier.id
    row = {"device": device, "courier": by, "from_seq": min(new), "to_seq": max(new), "records": len(new), "at_ms": now_ms}
    db.session.execute(insert(Carriage).values(row))
    return True


def carriages_of(device: str) -> Sequence[dict[str, Any]]:
    """The newest first."""
    asked = (
        select(Carriage.courier, Device.name.label("courier_name"), Carriage.from_seq, Carriage.to_seq, Carriage.records, Carriage.at_ms)
        .outerjoin(Device, Device.id == Carriage.courier)
        .where(Carriage.device == device)
        .order_by(Carriage.n.desc())
        .limit(MOST_TOLD)
    )
    return [dict(row) for row in db.session.execute(asked).mappings()]
