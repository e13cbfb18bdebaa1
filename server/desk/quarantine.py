"""What was kept apart, as readable as it can be made, and a supervisor's word on each record."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import func, select

from server.database import db
from server.ledger import bulk
from server.ledger.review import COLUMNS, Apart, CannotReview, look, review
from server.ledger.tables import Quarantined
from server.people.tables import Device
from server.stock.tables import Tag
from server.web.errors import Refused

MOST = 500
LONGEST = 4_000
_REFUSALS = {"not_found": 404, "reviewed_already": 409, "not_admissible": 409}
_COLUMNS = tuple(getattr(Quarantined, name) for name in COLUMNS)
_DEVICE = (Device.name, Device.state, Device.public_key, Device.offset_ms, Device.revoked_ms)


def list_quarantine() -> dict[str, Any]:
    """What nobody has looked at first, then the newest; the text is shown, never run through anything."""
    order = (Quarantined.decision.is_not(None), Quarantined.received_ms.desc(), Quarantined.seq, Quarantined.sha256)
    rows = list(db.session.execute(select(*_COLUMNS).order_by(*order).limit(MOST)))
    total = db.session.scalar(select(func.count()).select_from(Quarantined))
    waiting = db.session.scalar(select(func.count()).select_from(Quarantined).where(Quarantined.decision.is_(None)))
    return {"quarantine": _tell(rows), "total": total, "waiting": waiting}


def review_record(sha256: str, decision: str, reason: str, by: str) -> dict[str, Any]:
    """The record as it stands then. Raises 404, 409 reviewed_already, not_admissible."""
    try:
        review(sha256, decision, reason, by)
    except CannotReview as error:
        raise Refused(error.code, _REFUSALS[error.code]) from error
    row = db.session.execute(select(*_COLUMNS).where(Quarantined.sha256 == sha256)).one()
    return _tell([row])[0]


def _tell(rows: Sequence[Any]) -> list[dict[str, Any]]:
    asked = select(Device.id, *_DEVICE).where(Device.id.in_({row.device for row in rows}))
    devices = {row.id: row for row in db.session.execute(asked)}
    looked = [look(row, devices.get(row.device)) for row in rows]
    codes = {apart.action.tag for apart in looked if apart.action is not None and apart.action.tag}
    owners = {row.code: row.target for row in bulk.rows_by(Tag, ("code", "target"), "code", codes)}
    return [_told(apart, devices.get(apart.row.device), owners) for apart in looked]


def _told(apart: Apart, device: Any, owners: Mapping[str, str | None]) -> dict[str, Any]:
    row, action = apart.row, apart.action
    told = {name: getattr(row, name) for name in COLUMNS if name not in ("bytes", "sig")}
    told |= {"reasons": orjson.loads(row.reasons), "text": bytes(row.bytes[: LONGEST * 4]).decode("utf-8", "replace")[:LONGEST]}
    told |= {"phone": device.name if device else None, "revoked_ms": device.revoked_ms if device else None}
    said = None
    if action is not None:
        said = {name: getattr(action, name) for name in ("kind", "by", "tag", "to", "slip", "quantity")}
        said["sample"] = action.sample or owners.get(action.tag or "")
    return told | {
        "action": said, "happened_ms": apart.happened_ms, "admissible": apart.is_admissible and row.decision != "admit",
        "after_revocation": apart.is_after_revocation,
    }  # fmt: skip
