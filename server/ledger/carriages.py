"""Who brought the records of a phone that could not come itself: kept beside history, which says only who made them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert, select

from server.database import db
from server.ledger.arrivals import Arrival, Verdict
from server.ledger.tables import Carriage
from server.people.tables import Device

MOST_TOLD = 50


def keep_carriage(device: str, courier: str, token_hash: str | None, brought: Iterable[tuple[Arrival, Verdict]], now_ms: int) -> bool:
    """Whether there was anything new. The courier is whom its cookie proves, revoked or not: nothing it brings is less true for that."""
    new = [arrival.seq for arrival, verdict in brought if verdict.verdict != "duplicate"]
    if not new:
        return False
    proved = db.session.scalar(select(Device.id).where(Device.id == courier, Device.token_hash == token_hash)) if token_hash else None
    row = {"device": device, "courier": proved, "from_seq": min(new), "to_seq": max(new), "records": len(new), "at_ms": now_ms}
    db.session.execute(insert(Carriage).values(row))
    return True


def carriages_of(device: str) -> Sequence[dict[str, Any]]:
    """The newest first."""
    asked = (
        select(Carriage.courier, Device.name.label("courier_name"), Carriage.from_seq, Carriage.to_seq, Carriage.records, Carriage.at_ms)
        .outerjoin(Device, Device.id == Carriage.courier)
        .where(Carriage.device == device)
        .order_by(Carriage.n.desc())
        .limit(MOST_TOLD)
    )
    return [dict(row) for row in db.session.execute(asked).mappings()]
