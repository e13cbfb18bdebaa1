"""Temperature and humidity as read: entries of the ledger, by people or sensors, judged by what their place offers."""

from typing import Any

import orjson
from sqlalchemy import literal_column, select

from server.database import db
from server.ledger.tables import Entry
from server.stock.conditions import MEASURED, Surrounding, limits, outside
from server.stock.tables import Place
from server.web.errors import Refused

MOST = 500
_IS_READING = Entry.kind == literal_column("'reading'")  # said in full, or no database would use its index of readings
_COLUMNS = (Entry.id, Entry.by, Entry.to, Entry.order_ms, Entry.received_ms, Entry.bytes)


def readings_of(place: str) -> dict[str, Any]:
    """Of this very place, newest first, with what is allowed there. Raises 404."""
    places = surroundings()
    if place not in places:
        raise Refused("not_found", 404)
    allowed = limits(place, places)
    newest = select(*_COLUMNS).where(_IS_READING, Entry.to == place).order_by(Entry.order_ms.desc(), Entry.entry.desc()).limit(MOST)
    return {"readings": [_wire(row, allowed) for row in db.session.execute(newest)], "limits": allowed}


def newest_readings() -> list[dict[str, Any]]:
    """The newest of each place that has any, as they are judged now: two queries and the places."""
    places = surroundings()
    newest = select(Entry.entry).where(_IS_READING, Entry.to == Place.id).order_by(Entry.order_ms.desc(), Entry.entry.desc()).limit(1)
    of_places = select(newest.correlate(Place).scalar_subquery()).where(Place.retired.is_(False))
    wanted = [entry for entry in db.session.scalars(of_places) if entry is not None]
    rows = db.session.execute(select(*_COLUMNS).where(Entry.entry.in_(wanted)).order_by(Entry.to)) if wanted else ()
    return [_wire(row, limits(row.to, places)) for row in rows]


def surroundings() -> dict[str, Surrounding]:
    rows = db.session.execute(select(Place.id, Place.parent, Place.offers))
    return {row.id: Surrounding(row.parent, row.offers) for row in rows}


def _wire(row: Any, allowed: dict[str, tuple[float, float]]) -> dict[str, Any]:
    """Whatever a phone once wrote: what is no text is left out."""
    body = orjson.loads(row.bytes).get("body") or {}
    texts = {name: body[name] if isinstance(body.get(name), str) else None for name in (*MEASURED.values(), "sensor", "note")}
    times = {"happened_ms": row.order_ms, "known_ms": row.received_ms}
    return {"id": row.id, "place": row.to, "by": row.by, **texts, **times, "outside": outside(body, allowed)}
