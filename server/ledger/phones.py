"""The row of the device that is delivering: its key, how far its sequence has come, its clock, what it still owes."""

from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select, update

from server.database import db
from server.ledger.bulk import table_of
from server.people.tables import Device


@dataclass(frozen=True, slots=True)
class Phone:
    """A device as the ledger sees it; ``seq`` is the highest number without a hole below, ``head_hash`` the hash of that record."""

    id: str
    public_key: str | None
    token_hash: str | None
    state: str
    seq: int
    head_hash: str | None
    order_ms: int
    offset_ms: int
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


def lock_phone(id: str) -> Phone | None:
    """The device, its row locked to the end of the transaction: two pushes of one phone go one after the other."""
    row = db.session.connection().execute(_LOCK, {"phone": id}).first()
    return Phone(*row) if row else None


def learn_offset(phone: Phone, word: Word, now_ms: int) -> Phone:
    """How far the server's clock is ahead of this phone's, as of this exchange."""
    return phone if word.wall_ms is None else replace(phone, offset_ms=now_ms - word.wall_ms)


def keep_phone(phone: Phone, word: Word, now_ms: int, owes_more: bool) -> None:
    """Write down how far it has come. ``owes_more``: the office itself holds records that wait for a predecessor."""
    drained = now_ms if word.is_drained and not owes_more else max(phone.drained_ms or 0, phone.order_ms)
    owing_since = None if word.owes_since_ms is None else word.owes_since_ms + phone.offset_ms
    line = {"seq": phone.seq, "head_hash": phone.head_hash, "order_ms": phone.order_ms, "offset_ms": phone.offset_ms}
    owed = {"contact_ms": now_ms, "drained_ms": drained, "owes": word.owes, "owes_since_ms": owing_since, "app": word.app}
    db.session.connection().execute(_KEEP, {"phone": phone.id, **line, **owed})


def keep_place_in_line(phone: Phone) -> None:
    """Write down the sequence alone: the phone itself has not been heard."""
    line = {"seq": phone.seq, "head_hash": phone.head_hash, "order_ms": phone.order_ms}
    db.session.connection().execute(_KEEP, {"phone": phone.id, **line})
