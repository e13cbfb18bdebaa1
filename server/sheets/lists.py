"""A list on its way to a file: its columns, and its lines one after the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from server.database import db
from server.stock.tables import Place

Value = str | int | Decimal | date | None
PAGE = 500


@dataclass(frozen=True, slots=True)
class Column:
    """``kind``: text, code (digits that are no number), number, weight, money or day."""

    key: str
    header: str
    kind: str = "text"
    width: int = 14


@dataclass(frozen=True, slots=True)
class Listed:
    """``name`` is the list's in the reader's language."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Named:
    """Places and people by what they are called; of several with one name, by the whole path."""

    names: Mapping[str, str]

    def of(self, id: str | None) -> str | None:
        return self.names.get(id, id) if id else None


def named(lang: str) -> Named:
    """Read once for a list."""
    rows = db.session.execute(select(Place.id, Place.parent, Place.names)).all()
    own = {row.id: row.names.get(lang) or next(iter(row.names.values()), row.id) for row in rows}
    parents = {row.id: row.parent for row in rows}
    several: dict[str, int] = {}
    for row in rows:
        for name in set(row.names.values()):
            several[name] = several.get(name, 0) + 1
    return Named({id: name if several.get(name, 0) < 2 else _path(id, own, parents) for id, name in own.items()})


def _path(id: str, own: Mapping[str, str], parents: Mapping[str, str | None]) -> str:
    path, at = list[str](), id
    while at is not None and len(path) < 20:
        path.append(own[at])
        at = parents.get(at)  # type: ignore[assignment]
    return " / ".join(reversed(path))


def day_of_ms(ms: Any) -> date | None:
    """The day a moment lies in, UTC, as archive numbers count years."""
    return datetime.fromtimestamp(ms / 1000, UTC).date() if isinstance(ms, int) and 0 <= ms < 253_402_300_800_000 else None


def day_of_text(text: Any) -> Value:
    """A day as the wire has it; what is none stays text."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return str(text)


def weight(text: Any) -> Value:
    """A decimal string as a number that keeps its digits."""
    try:
        found = Decimal(text) if isinstance(text, str) else None
    except ArithmeticError:
        return str(text)
    return found if found is None or found.is_finite() else str(text)


def money(told: Any) -> str | None:
    """``HKD 1,250.00`` of minor units."""
    if not isinstance(told, dict) or not isinstance(told.get("minor"), int):
        return None
    return f"{told.get('currency') or ''} {amount(told):,}".strip()


def amount(told: Mapping[str, Any]) -> Decimal:
    """Minor units as people count."""
    whole = told.get("currency") in ("JPY", "KRW")
    return Decimal(told["minor"]) if whole else (Decimal(told["minor"]) / 100).quantize(Decimal("0.01"))
