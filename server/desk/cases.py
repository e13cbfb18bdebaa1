"""Cases over HTTP: claims that cannot all be true, and a person's decision about them."""

from typing import Any

from sqlalchemy import select

from server.database import db
from server.ledger.settle import CannotSettle, settle
from server.ledger.tables import Case
from server.web.errors import Refused

MOST = 500
_REFUSALS = {
    "not_found": ("not_found", 404, None),
    "case_closed": ("case_closed", 409, None),
    "unknown_place": ("place_wrong", 422, "place"),
    "own_case": ("own_case", 403, None),
    "evidence_wrong": ("evidence_wrong", 422, "evidence"),
}
_CASE = (
    *(Case.id, Case.kind, Case.status, Case.sample, Case.tag, Case.claims),
    *(Case.opened_ms, Case.waiting, Case.settled, Case.order_unknown, Case.short, Case.commit),
)


def list_cases(status: str | None, sample: str | None) -> list[dict[str, Any]]:
    """Unless a status is asked for: those that are not over. Newest first."""
    wanted = select(*_CASE).where(Case.status.in_([status] if status else ["provisional", "open"]))
    if sample:
        wanted = wanted.where(Case.sample == sample)
    newest = wanted.order_by(Case.opened_ms.desc(), Case.id).limit(MOST)
    return [dict(row) for row in db.session.execute(newest).mappings()]


def one_case(case: str) -> dict[str, Any]:
    row = db.session.execute(select(*_CASE).where(Case.id == case)).mappings().first()
    if row is None:
        raise Refused("not_found", 404)
    return dict(row)


def settle_case(case: str, asked: dict[str, Any], by: str) -> dict[str, Any]:
    """The case as it is then. Raises 404, 403 own_case, 409 case_closed, 422 place_wrong, evidence_wrong."""
    try:
        settle(case, asked["place"], asked["decision"], asked["reason"], by, asked["evidence"])
    except CannotSettle as error:
        raise Refused(*_REFUSALS[error.code]) from error
    return one_case(case)
