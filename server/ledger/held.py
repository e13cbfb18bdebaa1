"""Records whose predecessor is missing: kept until the hole is filled, or for five days."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from server.database import db
from server.ledger import bulk
from server.ledger.arrivals import Arrival, Sent, arrive
from server.ledger.tables import Held

MOST_AT_ONCE = 2000  # of one device in one transaction; the rest follows with its next push
_COLUMNS = ("device", "seq", "id", "bytes", "sig", "received_ms")
_T = Held.__table__.c
_OF_DEVICE = select(_T.id, _T.seq, _T.bytes, _T.sig).where(_T.device == bindparam("phone")).order_by(_T.seq).limit(MOST_AT_ONCE)


def held_of(device: str) -> list[Arrival]:
    """What waits of this device, lowest number first."""
    rows = db.session.connection().execute(_OF_DEVICE, {"phone": device})
    return [arrive(Sent(*row), device, was_held=True) for row in rows]


def hold(device: str, arrivals: Sequence[Arrival], now_ms: int) -> None:
    """Keep them as they came."""
    bulk.insert_missing(Held, _COLUMNS, [(device, a.seq, a.sent.id, a.sent.bytes, a.sent.sig, now_ms) for a in arrivals])


def let_go(device: str, up_to_seq: int) -> None:
    """They are in the ledger or in quarantine now."""
    db.session.execute(delete(Held).where(Held.device == device, Held.seq <= up_to_seq))
