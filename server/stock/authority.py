"""The office's own decisions, with a refusal of the ledger said as an error of the wire."""

from typing import Any

from server.ledger import authority
from server.ledger.authority import CannotDecide, Decided
from server.ledger.cursor import Tx
from server.web.errors import Refused

_REFUSALS = {
    "not_found": ("not_found", 404, None),
    "unknown_place": ("place_wrong", 422, "to"),
    "own_slip": ("own_slip", 403, None),
    "slip_changed": ("slip_changed", 409, "request"),
    "own_assessment": ("own_assessment", 403, None),
    "own_count": ("own_count", 403, None),
}


def decide(tx: Tx, kind: str, by: str, body: dict[str, Any], **named: Any) -> Decided:
    """As ``server.ledger.authority.decide``. Raises Refused."""
    try:
        return authority.decide(tx, kind, by, body, **named)
    except CannotDecide as error:
        raise Refused(*_REFUSALS.get(error.code, ("invalid", 422, error.field))) from error
