"""History, and how far it goes: the only tables people's work writes to; everything else about stock is a cache of them."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Integer, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Model

Bytes = bytes  # a column is called bytes, after the wire
Id = String(36)
Big = BigInteger().with_variant(Integer, "sqlite")


class LogHead(Model):
    """One row: the newest commit number, and the chain so far. Locked by every writer, updated last."""

    __tablename__ = "log_head"
    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str] = mapped_column(Id)
    commit: Mapped[int] = mapped_column(BigInteger)
    entry: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[str] = mapped_column(String(64))
    unconfirmed_ms: Mapped[int | None] = mapped_column(BigInteger)  # a backup was put back then, and nobody has confirmed it


class Commit(Model):
    """When each commit was made and the chain hash at it."""

    __tablename__ = "commits"
    commit: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    at_ms: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[str] = mapped_column(String(64))


class Entry(Model):
    """One action in the ledger, verbatim, with what the office decided about it once and for ever."""

    __tablename__ = "ledger"
    entry: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    commit: Mapped[int] = mapped_column(BigInteger)
    id: Mapped[str] = mapped_column(Id)
    device: Mapped[str] = mapped_column(Id)
    seq: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(32))
    by: Mapped[str | None] = mapped_column(Id)
    sample: Mapped[str | None] = mapped_column(Id)
    tag: Mapped[str | None] = mapped_column(String(64))
    to: Mapped[str | None] = mapped_column(Id)
    order_ms: Mapped[int] = mapped_column(BigInteger)
    received_ms: Mapped[int] = mapped_column(BigInteger)
    verdict: Mapped[str] = mapped_column(String(12))
    reasons: Mapped[str] = mapped_column(Text)  # JSON text list of codes
    bytes: Mapped[Bytes] = mapped_column(LargeBinary)
    sig: Mapped[str | None] = mapped_column(Text)
    chain: Mapped[Bytes] = mapped_column(LargeBinary)
    __table_args__ = (
        UniqueConstraint("id", name="uq_ledger_id"),
        UniqueConstraint("device", "seq", name="uq_ledger_device_seq"),
    )


Index("ix_ledger_sample", Entry.sample, Entry.order_ms)
Index("ix_ledger_tag", Entry.tag, sqlite_where=Entry.sample.is_(None), postgresql_where=Entry.sample.is_(None))
Index("ix_ledger_commit", Entry.commit)
_FLAGGED = Entry.verdict == "flagged"
Index("ix_ledger_flagged", Entry.device, Entry.seq, sqlite_where=_FLAGGED, postgresql_where=_FLAGGED)  # few, and asked for by what they say
_READING = Entry.kind == "reading"
Index("ix_ledger_reading", Entry.to, Entry.order_ms, sqlite_where=_READING, postgresql_where=_READING)  # the newest of a place


class Held(Model):
    """An action whose predecessor is missing: kept, asked for, applied when the hole is filled or after five days."""

    __tablename__ = "held"
    device: Mapped[str] = mapped_column(Id, primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(Id)
    bytes: Mapped[Bytes] = mapped_column(LargeBinary)
    sig: Mapped[str | None] = mapped_column(Text)
    received_ms: Mapped[int] = mapped_column(BigInteger)


class Carriage(Model):
    """Who brought records of a phone that could not come itself. ``courier`` is null where its cookie did not prove it."""

    __tablename__ = "carriages"
    n: Mapped[int] = mapped_column(Big, primary_key=True)
    device: Mapped[str] = mapped_column(Id, index=True)
    courier: Mapped[str | None] = mapped_column(Id)
    from_seq: Mapped[int] = mapped_column(BigInteger)
    to_seq: Mapped[int] = mapped_column(BigInteger)
    records: Mapped[int] = mapped_column(Integer)
    at_ms: Mapped[int] = mapped_column(BigInteger)


class Quarantined(Model):
    """What was sent but may not be applied, verbatim, with the reason, until a supervisor looks at it."""

    __tablename__ = "quarantine"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    device: Mapped[str] = mapped_column(Id, index=True)
    id: Mapped[str] = mapped_column(String(64), index=True)
    seq: Mapped[int | None] = mapped_column(BigInteger)
    bytes: Mapped[Bytes] = mapped_column(LargeBinary)
    sig: Mapped[str | None] = mapped_column(Text)
    reasons: Mapped[str] = mapped_column(Text)
    received_ms: Mapped[int] = mapped_column(BigInteger)
    # What the newest quarantine_review of the ledger says of it; ``loupe rebuild`` makes them anew.
    decision: Mapped[str | None] = mapped_column(String(8))  # admit | reject
    reason: Mapped[str | None] = mapped_column(Text)
    reviewed_by: Mapped[str | None] = mapped_column(Id)
    reviewed_ms: Mapped[int | None] = mapped_column(BigInteger)


class Case(Model):
    """Claims that cannot all be true. The id is computed from them, so a refold never makes a second one."""

    __tablename__ = "cases"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    status: Mapped[str] = mapped_column(String(12))
    sample: Mapped[str | None] = mapped_column(Id, index=True)
    tag: Mapped[str | None] = mapped_column(String(64), index=True)
    claims: Mapped[list[Any]] = mapped_column(JSON)
    at_ms: Mapped[int] = mapped_column(BigInteger)  # order time of the claim: open once the watermark has passed it
    opened_ms: Mapped[int] = mapped_column(BigInteger)
    waiting: Mapped[list[Any]] = mapped_column(JSON)
    settled: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    order_unknown: Mapped[bool] = mapped_column(default=False, server_default=false())  # either of the two may have been first
    short: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # of a lot: how many pieces too many were taken
    commit: Mapped[int] = mapped_column(BigInteger, index=True)


Index("ix_cases_status", Case.status)


class Matter(Model):
    """A slip, a receipt, a repair, a count or a fair: the fold of the actions that name it. ``loupe rebuild`` makes it anew."""

    __tablename__ = "matters"
    of: Mapped[str] = mapped_column(String(8), primary_key=True)  # slip | receipt | repair | count | fair
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    year: Mapped[int] = mapped_column(Integer)
    n: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(16))
    told: Mapped[str] = mapped_column(Text)  # JSON text, as it goes on the wire
    due_ms: Mapped[int | None] = mapped_column(BigInteger)
    commit: Mapped[int] = mapped_column(BigInteger)
    __table_args__ = (UniqueConstraint("of", "year", "n", name="uq_matters_no"),)

    @property
    def no(self) -> str:
        """What people call it: ``S-2026-0012``."""
        return number(self.of, self.year, self.n)


_LETTERS = {"slip": "S", "receipt": "R", "repair": "D", "count": "C", "fair": "F"}
Index("ix_matters_commit", Matter.of, Matter.commit)
Index("ix_matters_status", Matter.of, Matter.status)


def number(of: str, year: int, n: int) -> str:
    return f"{_LETTERS[of]}-{year}-{n:04}"


class MatterEntry(Model):
    """Which entries name a matter; of ``undo``, which take back the action of that id."""

    __tablename__ = "matter_entries"
    of: Mapped[str] = mapped_column(String(8), primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    entry: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)


Index("ix_matter_entries_entry", MatterEntry.entry)


class Read(Model):
    """A notice somebody has read, on whatever phone: a cache of the ``notice_read`` actions (``server.ledger.reads``)."""

    __tablename__ = "reads"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)  # computed from the two below
    person: Mapped[str] = mapped_column(Id)
    notice: Mapped[str] = mapped_column(String(64))
    at_ms: Mapped[int] = mapped_column(BigInteger)
    commit: Mapped[int] = mapped_column(BigInteger, index=True)


class Gone(Model):
    """A row of current state that was taken away, so that a pull can say so. Written by ``server.ledger.gone``."""

    __tablename__ = "gone"
    of: Mapped[str] = mapped_column(String(16), primary_key=True)  # the wire's name of the table
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    commit: Mapped[int] = mapped_column(BigInteger, index=True)
