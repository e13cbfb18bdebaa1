"""Samples, the places that answer for them, and the tags on both."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Model

Id = String(36)


class Place(Model):
    """Anything that can hold samples. Its kind never changes."""

    __tablename__ = "places"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    parent: Mapped[str | None] = mapped_column(Id)
    names: Mapped[dict[str, Any]] = mapped_column(JSON)
    keeper: Mapped[str | None] = mapped_column(Id)
    retired: Mapped[bool] = mapped_column(default=False)
    offers: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # server.stock.conditions
    commit: Mapped[int] = mapped_column(BigInteger, index=True)


class Sample(Model):
    """The office's row of one sample: its registration and the fold of its actions. ``loupe rebuild`` makes it anew from the ledger."""

    __tablename__ = "samples"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    archive_no: Mapped[str | None] = mapped_column(String(16), unique=True)
    number: Mapped[str | None] = mapped_column(String(80))
    tag: Mapped[str | None] = mapped_column(String(16))
    type: Mapped[str | None] = mapped_column(String(24))
    category: Mapped[str | None] = mapped_column(String(40))
    model: Mapped[str | None] = mapped_column(String(80))
    name: Mapped[str | None] = mapped_column(String(200))
    facts: Mapped[str] = mapped_column(Text, default="{}")  # JSON text, as it goes on the wire
    quantity: Mapped[int] = mapped_column(Integer, default=1)
    status: Mapped[str] = mapped_column(String(20))
    place: Mapped[str | None] = mapped_column(Id)
    holder: Mapped[str | None] = mapped_column(Id)
    home: Mapped[str | None] = mapped_column(Id)
    at: Mapped[str | None] = mapped_column(Text)  # JSON text {place: n}, lots only
    condition: Mapped[str | None] = mapped_column(String(40))
    happened_ms: Mapped[int | None] = mapped_column(BigInteger)
    known_ms: Mapped[int | None] = mapped_column(BigInteger)
    last_by: Mapped[str | None] = mapped_column(Id)
    last_kind: Mapped[str | None] = mapped_column(String(24))
    claims: Mapped[int] = mapped_column(Integer, default=0)
    slip: Mapped[str | None] = mapped_column(Id)  # under which it is out
    repair: Mapped[str | None] = mapped_column(Id)  # which is open
    photos: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")  # JSON text list of sha256; the first is its picture
    entry_no: Mapped[str | None] = mapped_column(String(24))  # of its arrival: E-2026-0007-2
    fold: Mapped[str] = mapped_column(Text, default="")  # JSON text of the whole SampleState
    commit: Mapped[int] = mapped_column(BigInteger)


Index("ix_samples_commit", Sample.commit, Sample.id)
Index("ix_samples_place", Sample.place)
Index("ix_samples_status", Sample.status, Sample.archive_no)
Index("ix_samples_holder", Sample.holder, sqlite_where=Sample.holder.is_not(None), postgresql_where=Sample.holder.is_not(None))
Index("ix_samples_model", Sample.model)


class Finding(Model):
    """What a sample can be found by, told from its registration by ``server.ledger.finding``; no scan touches it.

    ``grams`` are indexed: on SQLite by the full-text table ``findings_index``, on PostgreSQL by ``loupe_grams(grams)``.
    """

    __tablename__ = "findings"
    n: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    sample: Mapped[str] = mapped_column(Id, unique=True)
    text: Mapped[str] = mapped_column(Text)
    codes: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    client: Mapped[str | None] = mapped_column(Id, index=True)
    grams: Mapped[str] = mapped_column(Text)


class Tag(Model):
    """A code and what it points at, for ever; void from ``void_ms`` on. An unbound minted code has no target yet."""

    __tablename__ = "tags"
    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    target_kind: Mapped[str | None] = mapped_column(String(8))  # sample | place
    target: Mapped[str | None] = mapped_column(Id, index=True)
    generation: Mapped[int] = mapped_column(default=1)
    issued_ms: Mapped[int] = mapped_column(BigInteger)
    void_ms: Mapped[int | None] = mapped_column(BigInteger)
    commit: Mapped[int] = mapped_column(BigInteger, index=True)


class ArchiveNumber(Model):
    """Archive numbers given out, never again: ``2026-000123`` is year 2026, n 123."""

    __tablename__ = "archive_numbers"
    year: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    sample: Mapped[str] = mapped_column(Id)
    __table_args__ = (UniqueConstraint("sample"),)


class Material(Model):
    """What metals and stones need where they lie; the id is the word of a sample's facts (``silver``, ``pearl``)."""

    __tablename__ = "materials"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    names: Mapped[dict[str, Any]] = mapped_column(JSON)
    needs: Mapped[dict[str, Any]] = mapped_column(JSON)  # server.stock.conditions
    commit: Mapped[int] = mapped_column(BigInteger, index=True)


class Setting(Model):
    """What a firm decides for itself: its own fields, grades, categories, the tolerance of a scale."""

    __tablename__ = "settings"
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    commit: Mapped[int] = mapped_column(BigInteger, index=True)


class Sensor(Model):
    """A thermometer that posts by itself, for one place, with a token of its own. Its readings are entries of the ledger."""

    __tablename__ = "sensors"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    place: Mapped[str] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(120))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    by: Mapped[str] = mapped_column(Id)
    made_ms: Mapped[int] = mapped_column(BigInteger)
    revoked_ms: Mapped[int | None] = mapped_column(BigInteger)
    heard_ms: Mapped[int] = mapped_column(BigInteger, default=0)
