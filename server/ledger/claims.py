"""The conflict desk's rows: made from the claims the folds carry, closed when a refold drops them, never once a person has decided."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, or_, select, update

from server.core.case import LATE_ACTION, cases, unknown_tag_case, void_tag_case
from server.core.case import Case as Wanted
from server.core.state import Fact, SampleState
from server.database import db
from server.ledger import bulk, facts
from server.ledger.cursor import Tx
from server.ledger.tables import Case, Entry
from server.stock.tables import Tag

_COLUMNS = ("id", "kind", "status", "sample", "tag", "claims", "settled", "order_unknown", "short")
_TOLD = ("claims", "settled", "sample", "order_unknown", "short")
STANDING = ("provisional", "open")
TAG_REGISTERED = "tag_registered"
OFF_SLIP, PIECE_RETURNED = "off_slip", "piece_returned"  # these cases come from the fold of a slip, not of a sample


def keep_of_samples(tx: Tx, states: Mapping[str, SampleState]) -> None:
    """Bring the cases of these samples in line with their folds."""
    wanted = [case for state in states.values() for case in cases(state, 0)]
    rows = _rows(Case.sample.in_(list(states)), Case.tag.is_(None), Case.kind != OFF_SLIP)
    _keep(tx, wanted, rows)
    still = {case.id for case in wanted}
    _explain(tx, [row for row in rows if is_stale(row.status, row.settled)], still, LATE_ACTION)


def is_stale(status: str, settled: Mapping[str, Any] | None) -> bool:
    """Of a case its fold claims no longer: whether it must be said that a late action explained it.

    Also where a scan had explained it before: or the desk would depend on who came home first.
    """
    return status in STANDING or (status == "explained" and (settled or {}).get("reason") != LATE_ACTION)


def keep_of_tags(tx: Tx, unknown: Iterable[str], void: Iterable[str], bound: Sequence[str]) -> None:
    """Bring the cases of codes nobody knows and of void ones in line; those of codes that are known now are explained."""
    codes = {*unknown, *void, *bound}
    if not codes:
        return
    wanted = [*unknown_cases(set(unknown) - set(bound)), *void_cases(void)]
    rows = _rows(Case.tag.in_(codes))
    _keep(tx, wanted, rows)
    rows = [row for row in rows if row.status in STANDING]
    _explain(tx, [row for row in rows if row.kind == "unknown_tag" and row.tag in bound], set(), TAG_REGISTERED)
    _explain(tx, [row for row in rows if row.kind == "void_tag" and row.tag in void], {case.id for case in wanted}, LATE_ACTION)


def keep_of_slip(tx: Tx, wanted: Sequence[Wanted], scans: Mapping[str, str | None]) -> None:
    """Bring the cases of one slip in line. ``scans``: every case it may ever have had, and the piece if that is back."""
    rows = _rows(Case.id.in_(list(scans)))
    _keep(tx, wanted, rows)
    rows = [row for row in rows if row.status in STANDING]
    still = {case.id for case in wanted}
    _explain(tx, [row for row in rows if scans[row.id] is not None], still, PIECE_RETURNED)
    _explain(tx, [row for row in rows if scans[row.id] is None], still, LATE_ACTION)


def unknown_cases(codes: Iterable[str]) -> list[Wanted]:
    """One for each code, with everything the ledger has of it."""
    of_code: dict[str, list[Fact]] = {}
    for row in facts.unbound(codes):
        fact = facts.fact_of(row, None)
        if fact is not None and fact.action.kind != "settle":
            of_code.setdefault(row.tag, []).append(fact)
    return [unknown_tag_case(code, of_code[code]) for code in sorted(of_code)]


def void_cases(codes: Iterable[str]) -> list[Wanted]:
    """One for each code, with the scans that were made after it was replaced."""
    return [void_tag_case(code, found) for code in sorted(codes) if (found := _void_scans(code))]


def _void_scans(code: str) -> list[Fact]:
    """What a scan was flagged with when it came is stored with it, and so is the same ever after."""
    owner = bulk.rows_by(Tag, ("target",), "code", [code])
    of_sample = Entry.sample == (owner[0].target if owner else None)
    asked = select(Entry.sample, *(getattr(Entry, name) for name in facts.COLUMNS)).where(
        Entry.tag == code, or_(Entry.sample.is_(None), of_sample), Entry.reasons.contains('"void_tag"')
    )
    found = (facts.fact_of(row, row.sample) for row in db.session.execute(asked))
    return [fact for fact in found if fact is not None]


def _rows(*where: Any) -> list[Any]:
    return list(db.session.execute(select(*(getattr(Case, name) for name in _COLUMNS)).where(*where)))


def _keep(tx: Tx, wanted: Sequence[Wanted], rows: Sequence[Any]) -> None:
    known = {row.id: row for row in rows}
    for case in {case.id: case for case in wanted}.values():
        row = known.get(case.id)
        if row is None:
            _open(tx, case)
        elif row.status != "settled":
            _renew(tx, case, row)


def _open(tx: Tx, case: Wanted) -> None:
    ours = {"opened_ms": tx.now_ms, "waiting": [], "commit": tx.number}
    db.session.execute(insert(Case).values(**case._asdict(), **ours))


def _renew(tx: Tx, case: Wanted, row: Any) -> None:
    """What has been shown as open is not made provisional again; what was explained and is claimed anew is."""
    status = "open" if row.status == "open" and case.status == "provisional" else case.status
    values = {name: getattr(case, name) for name in _TOLD}
    if status != row.status or any(getattr(row, name) != value for name, value in values.items()):
        waiting = Case.waiting if status == "provisional" else []
        changed = update(Case).where(Case.id == case.id)
        db.session.execute(changed.values(**values, status=status, at_ms=case.at_ms, waiting=waiting, commit=tx.number))


def _explain(tx: Tx, rows: Sequence[Any], still: set[str], reason: str) -> None:
    """Close what is no longer claimed."""
    gone = [row.id for row in rows if row.id not in still]
    if gone:
        said = {"by": None, "at_ms": tx.now_ms, "decision": "explained", "reason": reason}
        db.session.execute(update(Case).where(Case.id.in_(gone)).values(status="explained", settled=said, waiting=[], commit=tx.number))
