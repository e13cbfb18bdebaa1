"""Which phones there are, what each still owes the office, and what is odd about it."""

from typing import Any

from sqlalchemy import func, select

from server.database import db
from server.ledger.carriages import carriages_of
from server.ledger.tables import Held, Quarantined
from server.ledger.watermark import Watermark, watermark
from server.people.tables import Device
from server.web import clock
from server.web.errors import Refused

_COLUMNS = (
    *("id", "name", "state", "contact_ms", "drained_ms", "owes", "owes_since_ms"),
    *("offset_ms", "seq", "app", "enrolled_ms", "revoked_ms"),
    *("health", "health_ms", "carried_ms", "forked_ms", "reset_ms", "reset_owed", "replaced_by"),
)
_ROWS = select(*(getattr(Device, name) for name in _COLUMNS)).where(Device.public_key.is_not(None))


def list_devices() -> dict[str, Any]:
    """Every phone ever enrolled, the one heard last first, and the time before which none that is waited for has anything unsent."""
    mark = watermark(clock.now_ms())
    rows = db.session.execute(_ROWS.order_by(Device.contact_ms.desc().nulls_last(), Device.id)).mappings()
    held, apart = _counts(Held), _counts(Quarantined)
    return {"devices": [_told(row, mark, held, apart) for row in rows], "watermark_ms": mark.ms}


def one_device(id: str) -> dict[str, Any]:
    """One of them, and who brought its records. Raises 404."""
    row = db.session.execute(_ROWS.where(Device.id == id)).mappings().first()
    if row is None:
        raise Refused("not_found", 404)
    told = _told(row, watermark(clock.now_ms()), _counts(Held), _counts(Quarantined))
    return {"device": told, "carriages": carriages_of(id)}


def _told(row: Any, mark: Watermark, held: dict[str, int], apart: dict[str, int]) -> dict[str, Any]:
    waits = held.get(row["id"], 0)
    odd = {"held": waits, "missing": row["seq"] + 1 if waits else None, "apart": apart.get(row["id"], 0)}
    return dict(row) | odd | {"waited_for": row["id"] in mark.delivered}


def _counts(table: type[Held] | type[Quarantined]) -> dict[str, int]:
    counted = select(table.device, func.count().label("records")).group_by(table.device)
    return {row.device: row.records for row in db.session.execute(counted)}
