"""The conflict desk: cases of claims that cannot all be true, and what was kept apart unapplied."""

from typing import Any

import orjson
from sqlalchemy import func, select

from server.database import db
from server.ledger.settle import CannotSettle, settle
from server.ledger.tables import Case, Quarantined
from server.web.errors import Refused

MOST = 500
_REFUSALS = {
    "not_found": ("not_found", 404, None),
    "case_closed": ("case_closed", 409, None),
    "unknown_place": ("place_wrong", 422, "place"),
}
_CASE = (
    *(Case.id, Case.kind, Case.status, Case.sample, Case.tag, Case.claims),
    *(Case.opened_ms, Case.waiting, Case.settled, Case.commit),
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
    """The case as it is then. Raises 404, 409 case_closed, 422 place_wrong."""
    try:
        settle(case, asked["place"], asked["decision"], asked["reason"], by)
    except CannotSettle as error:
        raise Refused(*_REFUSALS[error.code]) from error
    return one_case(case)


def list_quarantine() -> dict[str, Any]:
    """Newest first; the text is shown, never run through anything."""
    columns = (Quarantined.id, Quarantined.device, Quarantined.seq, Quarantined.reasons, Quarantined.received_ms, Quarantined.bytes)
    rows = db.session.execute(select(*columns).order_by(Quarantined.received_ms.desc(), Quarantined.sha256).limit(MOST)).mappings()
    return {"quarantine": [_kept_apart(row) for row in rows], "total": db.session.scalar(select(func.count()).select_from(Quarantined))}


def _kept_apart(row: Any) -> dict[str, Any]:
    told = {name: value for name, value in row.items() if name != "bytes"}
    return told | {"reasons": orjson.loads(row["reasons"]), "text": row["bytes"][:16_000].decode("utf-8", "replace")[:4_000]}
