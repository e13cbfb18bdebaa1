"""Records that may not be applied: kept verbatim with the reason, until a supervisor looks at them."""

from collections.abc import Sequence
from hashlib import sha256

import orjson

from server.ledger import bulk
from server.ledger.arrivals import Arrival, Sent, Verdict
from server.ledger.tables import Quarantined

_COLUMNS = ("sha256", "device", "id", "seq", "bytes", "sig", "reasons", "received_ms")


def name_of(device: str, sent: Sent) -> str:
    """The same record sent again has the same name; the same bytes under another number or from another phone have not."""
    return sha256(f"{device}\0{sent.id}\0{sent.seq}\0".encode() + sent.bytes).hexdigest()


def set_apart(device: str, arrivals: Sequence[Arrival], now_ms: int) -> dict[int, Verdict]:
    """Keep them, once; their verdicts by ``id()`` of the arrival."""
    rows = [
        (name_of(device, a.sent), device, a.sent.id, a.seq, a.sent.bytes, a.sent.sig, orjson.dumps(a.reasons).decode(), now_ms)
        for a in arrivals
    ]
    bulk.insert_missing(Quarantined, _COLUMNS, rows)
    return {id(a): Verdict(a.sent.id, "quarantined", tuple(a.reasons)) for a in arrivals}


def remembered(device: str, sent: Sequence[Sent]) -> dict[str, list[str]]:
    """Reasons of those that were set apart before, by ``name_of``."""
    names = [name_of(device, one) for one in sent]
    return {name: orjson.loads(reasons) for name, reasons in bulk.rows_by(Quarantined, ("sha256", "reasons"), "sha256", names)}
