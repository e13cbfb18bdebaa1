"""Which photos the office has, by the sha256 of what a phone sent."""

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Model

Id = String(36)


class Photo(Model):
    """One picture. ``sha256``, of what was sent, is its name in every action; type and sizes are those of what is kept."""

    __tablename__ = "photos"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    type: Mapped[str] = mapped_column(String(16))  # image/jpeg or image/png
    width: Mapped[int]
    height: Mapped[int]
    bytes: Mapped[int]
    device: Mapped[str | None] = mapped_column(Id)
    person: Mapped[str | None] = mapped_column(Id)
    at_ms: Mapped[int] = mapped_column(BigInteger)
