"""An approver decides about a slip, online, under the one lock of history: of two at once one wins."""

from collections.abc import Sequence
from typing import Any

from server.ledger.cursor import writing
from server.slips.booking import RESERVING, Misfit
from server.slips.calendar import told_of, unfit
from server.stock.authority import decide
from server.stock.matters import one_matter
from server.web.errors import Refused

# Not approved yet, though pieces may have left already: that was a flagged fact, and may still be made good.
_UNDECIDED = ("submitted", "picking", "issued", "partly_returned")


def approve(slip: str, request: str, reason: str | None, by: str) -> None:
    """Raises 404, 403 own_slip, 409 slip_changed, slip_not_waiting, double_booked, not_enough."""
    with writing() as tx:
        _ = tx.number  # the head is locked before anything is asked: nobody else promises these pieces meanwhile
        _check_fit(unfit(_waiting(slip, request, by)))
        decide(tx, "slip_approve", by, {"request": request, "reason": reason}, slip=slip)


def reject(slip: str, request: str, reason: str, by: str) -> None:
    """Raises 404, 403 own_slip, 409 slip_changed, slip_not_waiting."""
    with writing() as tx:
        _ = tx.number
        _waiting(slip, request, by)
        decide(tx, "slip_reject", by, {"request": request, "reason": reason}, slip=slip)


def extend(slip: str, back_ms: int, reason: str | None, by: str) -> None:
    """Raises 404, 403 own_slip, 409 slip_not_running, not_later, double_booked."""
    with writing() as tx:
        _ = tx.number
        found = one_matter("slip", slip)
        _check_not_own(found, by)
        if found["status"] not in RESERVING:
            raise Refused("slip_not_running", 409)
        if found["told"]["back_ms"] is None or back_ms <= found["told"]["back_ms"]:
            raise Refused("not_later", 409, field="back_ms")
        _check_fit(unfit(found, back_ms))
        decide(tx, "slip_extend", by, {"back_ms": back_ms, "reason": reason}, slip=slip)


def _waiting(slip: str, request: str, by: str) -> dict[str, Any]:
    """The slip, if it is this very request that waits for somebody who is not its own."""
    found = one_matter("slip", slip)
    told = found["told"]
    _check_not_own(found, by)
    if told["request"] != request:
        raise Refused("slip_changed", 409, field="request")
    is_waiting = told["submitted_by"] and not told["approved_by"] and told["reject_reason"] is None
    if not is_waiting or found["status"] not in _UNDECIDED:
        raise Refused("slip_not_waiting", 409)
    return found


def _check_not_own(slip: dict[str, Any], by: str) -> None:
    """Neither who asked for it now, nor who submitted it for somebody, nor who will hold the pieces; who asked before, the ledger knows."""
    if by in (slip["told"]["by"], slip["told"]["submitted_by"], slip["told"]["to"]):
        raise Refused("own_slip", 403)


def _check_fit(found: Sequence[Misfit]) -> None:
    if not found:
        return
    conflicts = [told_of(misfit) for misfit in found]
    if short := [misfit.line.line for misfit in found if misfit.is_short]:
        raise Refused("not_enough", 409, extra={"conflicts": conflicts}, lines=", ".join(dict.fromkeys(short)))
    slips = sorted({other.no for misfit in found for other in misfit.others})
    raise Refused("double_booked", 409, extra={"slips": slips, "conflicts": conflicts}, slips=", ".join(slips))
