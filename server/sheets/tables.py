"""Imports that wait for a person's yes: the file as it came, and every line as it was read. The register knows nothing of them."""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Model

Bytes = bytes  # a column is called bytes, as in the ledger
Id = String(36)


class Import(Model):
    """One file: what was chosen for it, and what was found in it."""

    __tablename__ = "imports"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    status: Mapped[str] = mapped_column(String(12))  # ready | confirmed
    by: Mapped[str] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(8))  # csv | xlsx
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    signature: Mapped[str] = mapped_column(String(64), index=True)
    chosen: Mapped[dict[str, Any]] = mapped_column(JSON)
    found: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_ms: Mapped[int] = mapped_column(BigInteger)
    confirmed_ms: Mapped[int | None] = mapped_column(BigInteger)
    confirmed_by: Mapped[str | None] = mapped_column(Id)
    commit: Mapped[int | None] = mapped_column(BigInteger)


class ImportPart(Model):
    """A megabyte of the file."""

    __tablename__ = "import_parts"
    of: Mapped[str] = mapped_column(Id, ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    bytes: Mapped[Bytes] = mapped_column(LargeBinary)


class ImportRow(Model):
    """One line: ``sample`` is the id it will have, or has; JSON texts of the registration, and of what is wrong and doubtful."""

    __tablename__ = "import_rows"
    of: Mapped[str] = mapped_column(Id, ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    status: Mapped[str] = mapped_column(String(8))  # good | warned | bad | skipped
    sample: Mapped[str | None] = mapped_column(Id)
    told: Mapped[str] = mapped_column(Text)
    problems: Mapped[str] = mapped_column(Text)
    warnings: Mapped[str] = mapped_column(Text)


Index("ix_import_rows_status", ImportRow.of, ImportRow.status, ImportRow.line)
