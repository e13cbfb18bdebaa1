"""A person looks at what was kept apart: a fact is let into the ledger with its own bytes, flagged, or it is set aside for good."""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select, update

from server.core.action import AUTHORITY, Action
from server.database import db
from server.ledger.apply import Way, apply
from server.ledger.arrivals import Arrival, Sent, arrive
from server.ledger.cursor import Tx, writing
from server.ledger.entries import Row
from server.ledger.phones import Phone, keep_place_in_line, lock_phone
from server.ledger.signature import is_signed
from server.ledger.tables import Quarantined
from server.ledger.watermark import promote
from server.people.tables import Device

KIND = "quarantine_review"
ADMIT, REJECT = "admit", "reject"
ADMITTED, AFTER_REVOCATION = "admitted", "after_revocation"
REVOKED = "device_revoked"
COLUMNS = (
    *("sha256", "device", "id", "seq", "bytes", "sig", "reasons", "received_ms"),
    *("decision", "reason", "reviewed_by", "reviewed_ms"),
)
_T = Quarantined.__table__.c


class CannotReview(Exception):
    """Why not: ``not_found``, ``reviewed_already``, ``not_admissible``."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Apart:
    """A record kept apart as it can be judged now: ``action`` when it can be read, ``happened_ms`` by its phone's corrected clock."""

    row: Any
    action: Action | None
    happened_ms: int | None
    is_admissible: bool
    is_after_revocation: bool


def look(row: Any, device: Any) -> Apart:
    """``row`` has COLUMNS; ``device`` its phone's row, or None. Only a fact of a revoked phone, signed by it, may be let in."""
    arrival = _arrival(row)
    action = arrival.action
    happened = None if action is None or device is None else min(action.hlc[0] + device.offset_ms, row.received_ms)
    after = happened is not None and device.revoked_ms is not None and happened > device.revoked_ms
    return Apart(row, action, happened, device is not None and _may_come_in(arrival, row, device.public_key), after)


def review(sha256: str, decision: str, reason: str, by: str) -> str | None:
    """Decide; the id of the review's entry, or None when the very same was decided before. Raises CannotReview.

    What was set aside may still be let in; what is in the ledger stays there.
    """
    with writing() as tx:
        device = db.session.scalar(select(Quarantined.device).where(Quarantined.sha256 == sha256))
        phone = lock_phone(device) if device else None
        if phone is None:
            raise CannotReview("not_found")
        row = _locked(sha256)
        if row.decision == decision:
            return None
        if row.decision == ADMIT:
            raise CannotReview("reviewed_already")
        if decision == ADMIT:
            _let_in(tx, phone, row)
        entry = tx.office(KIND, by, {"sha256": sha256, "decision": decision, "reason": reason})
        _note(sha256, decision, reason, entry)
        promote(tx)
    return entry.id


def _locked(sha256: str) -> Any:
    """The phone is locked by now, so of two who decide at once the second one reads what the first has written."""
    return db.session.execute(select(*(_T[name] for name in COLUMNS)).where(_T.sha256 == sha256)).one()


def _let_in(tx: Tx, phone: Phone, row: Any) -> None:
    """As its phone would have delivered it, no later than it came; where its id or number is taken the database refuses."""
    arrival = _arrival(row)
    seen = look(row, db.session.execute(select(Device.offset_ms, Device.revoked_ms, Device.public_key).where(Device.id == phone.id)).one())
    if not seen.is_admissible:
        raise CannotReview("not_admissible")
    also = (ADMITTED, AFTER_REVOCATION) if seen.is_after_revocation else (ADMITTED,)
    after, told = apply(tx, phone, [arrival], None, Way(also=also, heard_ms=row.received_ms))
    if id(arrival) not in told:
        raise CannotReview("not_admissible")
    keep_place_in_line(after)


def _arrival(row: Any) -> Arrival:
    return arrive(Sent(row.id, row.seq or 0, bytes(row.bytes), row.sig), row.device)


def _may_come_in(arrival: Arrival, row: Any, public_key: str | None) -> bool:
    action = arrival.action
    if action is None or arrival.reasons or orjson.loads(row.reasons) != [REVOKED] or not action.is_known or action.kind in AUTHORITY:
        return False
    return is_signed(public_key, row.sig, bytes(row.bytes))


def _note(sha256: str, decision: str, reason: str, entry: Row) -> None:
    values = {"decision": decision, "reason": reason, "reviewed_by": entry.by, "reviewed_ms": entry.order_ms}
    db.session.execute(update(Quarantined).where(Quarantined.sha256 == sha256).values(**values))
