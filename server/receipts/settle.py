"""What becomes of a difference on a receipt: accepted, sent back, or claimed from whoever sent it."""

from typing import Any

from server.ledger.cursor import writing
from server.stock.authority import decide
from server.stock.matters import one_matter
from server.web.errors import Refused


def settle_line(receipt: str, line: str, decision: str, reason: str, by: str) -> None:
    """Raises 404, 422 no_such_line, 409 nothing_to_settle, line_settled."""
    with writing() as tx:
        _ = tx.number
        found = _found(one_matter("receipt", receipt)["told"], line)
        if found["outcome"] in (None, "right"):
            raise Refused("nothing_to_settle", 409, field="line")
        if found["settled"] is not None:
            raise Refused("line_settled", 409, field="line")
        decide(tx, "receipt_settle", by, {"line": line, "decision": decision, "reason": reason}, receipt=receipt)


def _found(told: dict[str, Any], line: str) -> dict[str, Any]:
    """The line of the note, or the thing on no line whose check has this id."""
    for one in told["lines"]:
        if one["line"] == line:
            return one
    for one in told["extras"]:
        if one["action"] == line:
            return one
    raise Refused("no_such_line", 422, field="line")
