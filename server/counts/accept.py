"""A supervisor says what becomes of the differences of a count: a settlement of each piece, and the count is closed, all or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import select

from server.core.action import read as read_action
from server.database import db
from server.ledger import matters, samples
from server.ledger.cursor import Tx, writing
from server.ledger.firm import firm_now
from server.ledger.refold import fold_anew
from server.ledger.settle import is_own
from server.stock.authority import decide
from server.stock.matters import one_matter
from server.stock.tables import Place, Sample
from server.web.errors import Refused

LOST = "sink-lost"
Told = Mapping[str, Any]


def accept(count: str, adjust: Sequence[Mapping[str, str]], reason: str | None, by: str) -> None:
    """Raises 404, 403 own_count, own_case, 409 count_closed, count_running, seen_since, 422 no_difference, decision_wrong."""
    named = {one["sample"]: one["decision"] for one in adjust}
    with writing() as tx:
        _lock(named)
        _ = tx.number  # pieces and head are locked before anything is asked
        told = _finished(one_matter("count", count), by)
        pieces = _pieces(named)
        moves = {}
        for sample, decision in named.items():
            to = _where_to(told, pieces[sample], decision)
            if to is not None:
                moves[sample] = to
        _check_still(told, [pieces[sample] for sample in moves])
        if any(is_own(sample, by) for sample in moves):
            raise Refused("own_case", 403)
        if moves:
            _settle(tx, count, moves, reason, by)
        decide(tx, "count_accept", by, {"adjust": [dict(one) for one in adjust], "reason": reason}, count=count)


def _lock(named: Mapping[str, str]) -> None:
    known = set(db.session.scalars(select(Sample.id).where(Sample.id.in_(list(named)))))
    if known != set(named):
        raise Refused("no_difference", 422, field="adjust")
    samples.lock_rows(named)


def _finished(count: dict[str, Any], by: str) -> Told:
    """What it tells, if it waits for somebody who did not count."""
    told: Told = count["told"]
    if count["status"] in ("accepted", "dropped"):
        raise Refused("count_closed", 409)
    if count["status"] != "finished":
        raise Refused("count_running", 409)
    if by in told["counters"]:
        raise Refused("own_count", 403)
    return told


def _pieces(named: Mapping[str, str]) -> dict[str, Any]:
    columns = (Sample.id, Sample.archive_no, Sample.number, Sample.quantity, Sample.place, Sample.happened_ms)
    return {row.id: row for row in db.session.execute(select(*columns).where(Sample.id.in_(list(named))))}


def _where_to(told: Told, piece: Any, decision: str) -> str | None:
    """None leaves it as it is. A lot is put right on its own screen, where one says how many of it."""
    sights = {one["sample"]: one for one in told["unexpected"]}
    lots = {one["sample"] for one in told["lots"] if one["expected"] != one["counted"]}
    if piece.id not in sights and piece.id not in told["missing"] and piece.id not in lots:
        raise Refused("no_difference", 422, field="adjust")
    if decision == "leave":
        return None
    if piece.quantity > 1 or (decision == "lost" and piece.id in sights):
        raise Refused("decision_wrong", 422, field="adjust")
    if decision == "lost":
        return LOST
    if piece.id in sights:
        return sights[piece.id]["place"] or told["place"]
    return piece.place if _lies_in(piece.place, told["place"]) else told["place"]


def _lies_in(place: str | None, counted: str | None) -> bool:
    """Missing there and found after all: in the very tray of the place that was counted."""
    seen: set[str] = set()
    while place is not None and place not in seen:
        if place == counted:
            return True
        seen.add(place)
        place = db.session.scalar(select(Place.parent).where(Place.id == place))
    return False


def _check_still(told: Told, pieces: Sequence[Any]) -> None:
    """A scan made after the count knows better than the count does."""
    seen = {one["sample"]: one["at_ms"] for one in told["unexpected"]}
    moved = [one for one in pieces if one.happened_ms and one.happened_ms > max(told["finished_ms"], seen.get(one.id, 0))]
    if moved:
        said = [one.archive_no or one.number or one.id[-4:] for one in moved]
        raise Refused("seen_since", 409, field="adjust", extra={"samples": [one.id for one in moved]}, pieces=", ".join(said))


def _settle(tx: Tx, count: str, moves: Mapping[str, str], reason: str | None, by: str) -> None:
    """One entry of history for each piece, so that its own timeline says it, and everything about where it is closes."""
    kinds, linked = firm_now().kinds, []
    for sample, to in sorted(moves.items()):
        if to not in kinds:
            raise Refused("place_wrong", 422, field="adjust")
        body = {"decision": "lost" if to == LOST else "put", "reason": reason}
        row = tx.office("settle", by, body, sample=sample, to=to, count=count)
        linked.append((row.entry, row.order_ms, read_action(orjson.loads(row.bytes))))
    matters.link(linked, tx.number)
    fold_anew(tx, moves, kinds)
