"""The office decides a case: an entry of history that says where the piece is, and a barrier for what comes late."""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select, update

from server.core.case import parties
from server.database import db
from server.ledger import claims, samples
from server.ledger.cursor import writing
from server.ledger.firm import firm_now
from server.ledger.refold import fold_anew
from server.ledger.tables import Case
from server.ledger.watermark import promote
from server.stock.tables import Place, Sample, Setting, Tag

LIMIT = "settle_limit"
DEEPEST = 50  # a tree of places that is deeper is a circle


class CannotSettle(Exception):
    """Why not: ``not_found``, ``case_closed``, ``unknown_place``, ``own_case`` or ``evidence_wrong``."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Settled:
    """The commit and the id of the entry."""

    commit: int
    action: str


def settle(case_id: str, place: str | None, decision: str, reason: str, by: str, evidence: dict[str, str] | None = None) -> Settled:
    """Decide a case that is open or provisional; ``place`` None leaves the piece where it is. Raises CannotSettle.

    ``evidence``: what was scanned to see it, ``place_tag`` and ``piece_tag``.
    """
    with writing() as tx:
        sample = db.session.scalar(select(Case.sample).where(Case.id == case_id))
        samples.lock_rows([sample] if sample else [])
        if place is not None and db.session.get(Place, place) is None:
            raise CannotSettle("unknown_place")
        commit = tx.number
        # Under the lock of the head the case stands still: of two supervisors one decides.
        case = db.session.execute(select(Case.status, Case.sample, Case.tag, Case.claims).where(Case.id == case_id)).first()
        if case is None:
            raise CannotSettle("not_found")
        if case.status not in claims.STANDING:
            raise CannotSettle("case_closed")
        if by in parties(case.claims, _answering(case.sample)) and not _is_small(case.sample):
            raise CannotSettle("own_case")
        _check_evidence(evidence or {}, case, place)
        shown = {"evidence": evidence} if evidence else {}
        row = tx.office(
            "settle", by, {"case": case_id, "decision": decision, "reason": reason} | shown, sample=sample, tag=case.tag, to=place
        )
        said = {"by": by, "at_ms": tx.now_ms, "decision": decision, "reason": reason} | shown
        db.session.execute(update(Case).where(Case.id == case_id).values(status="settled", settled=said, waiting=[], commit=commit))
        if sample:
            fold_anew(tx, [sample], firm_now().kinds)  # it may bar what is already there
        promote(tx)
    return Settled(commit, row.id)


def parties_of(claimed: list[dict[str, Any]], sample: str | None) -> frozenset[str]:
    """Whose case it is now: those in its claims and who answers for the piece."""
    return parties(claimed, _answering(sample))


def is_own(sample: str, by: str) -> bool:
    """Would putting this piece somewhere close a case that this person is a party of, and may not decide?"""
    standing = select(Case.claims).where(Case.sample == sample, Case.tag.is_(None), Case.status.in_(claims.STANDING))
    return any(by in parties_of(claimed, sample) for claimed in db.session.scalars(standing)) and not _is_small(sample)


def _answering(sample: str | None) -> list[str | None]:
    """The holder; of a piece in a store the keeper of the nearest place that has one."""
    at = holder = db.session.scalar(select(Sample.holder).where(Sample.id == sample)) if sample else None
    for _ in range(DEEPEST):
        place = db.session.execute(select(Place.keeper, Place.parent).where(Place.id == at)).first() if at else None
        if place is None or place.keeper:
            return [holder, place.keeper if place else None]
        at = place.parent
    return [holder]


def _is_small(sample: str | None) -> bool:
    """Is the piece insured for no more than the firm lets parties settle themselves? Without a limit, or a value, it is not."""
    limit = db.session.scalar(select(Setting.value).where(Setting.key == LIMIT))
    facts = db.session.scalar(select(Sample.facts).where(Sample.id == sample)) if sample else None
    insured = orjson.loads(facts).get("insured") if facts else None
    if not isinstance(limit, dict) or not isinstance(insured, dict) or type(insured.get("minor")) is not int:
        return False
    return bool(insured.get("currency") == limit["currency"] and insured["minor"] <= limit["minor"])


def _check_evidence(evidence: dict[str, str], case: Any, place: str | None) -> None:
    """What was scanned is the place it is put to and the piece it is about; a void tag is no place's any more."""
    for name, code in evidence.items():
        tag = db.session.execute(select(Tag.target, Tag.void_ms).where(Tag.code == code)).first()
        of_place = name == "place_tag" and tag is not None and tag.void_ms is None and tag.target == place
        of_piece = name == "piece_tag" and (code == case.tag or (tag is not None and tag.target is not None and tag.target == case.sample))
        if not (of_place or of_piece):
            raise CannotSettle("evidence_wrong")
