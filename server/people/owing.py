"""Which phones there are, and what each still owes the office."""

from typing import Any

from sqlalchemy import select

from server.database import db
from server.ledger.watermark import watermark
from server.people.tables import Device
from server.web import clock

_COLUMNS = (
    *("id", "name", "state", "contact_ms", "drained_ms", "owes", "owes_since_ms"),
    *("offset_ms", "seq", "app", "enrolled_ms", "revoked_ms"),
)


def list_devices() -> dict[str, Any]:
    """Every phone ever enrolled, the one heard last first, and the time before which none that is waited for has anything unsent."""
    mark = watermark(clock.now_ms())
    columns = [getattr(Device, name) for name in _COLUMNS]
    newest = (Device.contact_ms.desc().nulls_last(), Device.id)
    rows = db.session.execute(select(*columns).where(Device.public_key.is_not(None)).order_by(*newest)).mappings()
    return {"devices": [dict(row) | {"waited_for": row["id"] in mark.delivered} for row in rows], "watermark_ms": mark.ms}
