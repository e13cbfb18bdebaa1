"""A piece ends with us: scrapped, lost, sold or returned to its owner, by somebody other than who assessed it."""

from typing import Any

from sqlalchemy import select

from server.database import db
from server.ledger import samples
from server.ledger.cursor import writing
from server.ledger.tables import Matter
from server.repairs.lateness import OPEN
from server.stock.authority import decide
from server.stock.matters import wire
from server.stock.tables import Sample
from server.web.errors import Refused

SINKS = ("sink-scrapped", "sink-lost", "sink-returned_to_owner", "sink-sold")
RETIRED = tuple(sink.removeprefix("sink-") for sink in SINKS)


def write_off(sample: str, asked: dict[str, Any], by: str) -> None:
    """Raises 404, 422 quantity, 403 own_assessment, 409 retired_already, not_assessed, 422 repair_wrong, replacement_wrong."""
    with writing() as tx:
        if db.session.scalar(select(Sample.id).where(Sample.id == sample)) is None:
            raise Refused("not_found", 404)
        samples.lock_rows([sample])
        _ = tx.number  # piece and head are locked before anything is asked
        piece = db.session.execute(select(Sample.status, Sample.repair, Sample.quantity).where(Sample.id == sample)).one()
        if asked["quantity"] > piece.quantity:
            raise Refused("invalid", 422, field="quantity")
        if piece.status == asked["to"].removeprefix("sink-"):
            raise Refused("retired_already", 409, field="to")
        repair = _repair_of(sample, asked["repair"] or piece.repair, is_named=asked["repair"] is not None)
        _check_two_people(repair, asked["to"], by)
        _check_replacement(asked["replacement"], sample)
        body = {"reason": asked["reason"], "replacement": asked["replacement"]}
        repair_id = repair["id"] if repair else None
        decide(tx, "write_off", by, body, sample=sample, to=asked["to"], repair=repair_id, quantity=asked["quantity"])


def _repair_of(sample: str, repair: str | None, is_named: bool) -> dict[str, Any] | None:
    """The one named, which must be an open one of this piece; else the one that is open, if any."""
    if repair is None:
        return None
    columns = (Matter.of, Matter.id, Matter.year, Matter.n, Matter.status, Matter.told, Matter.due_ms, Matter.commit)
    row = db.session.execute(select(*columns).where(Matter.of == "repair", Matter.id == repair)).first()
    found = wire(row) if row else None
    if found is None or found["status"] not in OPEN or found["told"]["sample"] != sample:
        if is_named:
            raise Refused("repair_wrong", 422, field="repair")
        return None
    return found


def _check_two_people(repair: dict[str, Any] | None, to: str, by: str) -> None:
    """One assesses, another decides. Nothing is scrapped on the word of one person alone."""
    assessed_by = repair["told"]["assessed_by"] if repair else None
    if assessed_by == by:
        raise Refused("own_assessment", 403)
    if assessed_by is None and to == "sink-scrapped":
        raise Refused("not_assessed", 409, field="repair")


def _check_replacement(replacement: str | None, sample: str) -> None:
    """Another piece that is in the register and still ours."""
    if replacement is None:
        return
    row = db.session.execute(select(Sample.archive_no, Sample.status).where(Sample.id == replacement)).first()
    if replacement == sample or row is None or row.archive_no is None or row.status in RETIRED:
        raise Refused("replacement_wrong", 422, field="replacement")
