"""The office decides a case: an entry of history that says where the piece is, and a barrier for what comes late."""

from dataclasses import dataclass

from sqlalchemy import select, update

from server.database import db
from server.ledger import claims, samples
from server.ledger.cursor import writing
from server.ledger.firm import firm_now
from server.ledger.refold import fold_anew
from server.ledger.tables import Case
from server.ledger.watermark import promote
from server.stock.tables import Place


class CannotSettle(Exception):
    """Why not: ``not_found``, ``case_closed`` or ``unknown_place``."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Settled:
    """The commit and the id of the entry."""

    commit: int
    action: str


def settle(case_id: str, place: str | None, decision: str, reason: str, by: str) -> Settled:
    """Decide a case that is open or provisional; ``place`` None leaves the piece where it is. Raises CannotSettle."""
    with writing() as tx:
        sample = db.session.scalar(select(Case.sample).where(Case.id == case_id))
        samples.lock_rows([sample] if sample else [])
        if place is not None and db.session.get(Place, place) is None:
            raise CannotSettle("unknown_place")
        commit = tx.number
        # Under the lock of the head the case stands still: of two supervisors one decides.
        case = db.session.execute(select(Case.status, Case.sample, Case.tag).where(Case.id == case_id)).first()
        if case is None:
            raise CannotSettle("not_found")
        if case.status not in claims.STANDING:
            raise CannotSettle("case_closed")
        body = {"case": case_id, "decision": decision, "reason": reason}
        row = tx.office("settle", by, body, sample=sample, tag=case.tag, to=place)
        said = {"by": by, "at_ms": tx.now_ms, "decision": decision, "reason": reason}
        db.session.execute(update(Case).where(Case.id == case_id).values(status="settled", settled=said, waiting=[], commit=commit))
        if sample:
            fold_anew(tx, [sample], firm_now().kinds)  # it may bar what is already there
        promote(tx)
    return Settled(commit, row.id)
