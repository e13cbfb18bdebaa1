"""History, and how far it goes: the only tables people's work writes to; everything else about stock is a cache of them."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Integer, LargeBinary, String, Text, UniqueConstraint
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


class Held(Model):
    """An action whose predecessor is missing: kept, asked for, applied when the hole is filled or after five days."""

    __tablename__ = "held"
    device: Mapped[str] = mapped_column(Id, primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(Id)
    bytes: Mapped[Bytes] = mapped_column(LargeBinary)
    sig: Mapped[str | None] = mapped_column(Text)
    received_ms: Mapped[int] = mapped_column(BigInteger)


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
    commit: Mapped[int] = mapped_column(BigInteger, index=True)


Index("ix_cases_status", Case.status)


class Gone(Model):
    """A row of current state that was taken away, so that a pull can say so. Written by ``server.ledger.gone``."""

    __tablename__ = "gone"
    of: Mapped[str] = mapped_column(String(16), primary_key=True)  # the wire's name of the table
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    commit: Mapped[int] = mapped_column(BigInteger, index=True)
