"""Folds the whole ledger anew and compares with the rows of current state, bit for bit; can replace those that differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, union

from server.core.case import cases
from server.core.state import SampleState
from server.database import db
from server.ledger import bulk, claims, details, finding, reads, rebuild_matters, rebuild_reviews, registers, samples
from server.ledger.cursor import Tx, writing
from server.ledger.firm import firm_now
from server.ledger.tables import Case, Entry
from server.stock.tables import ArchiveNumber, Sample

PAGE = 500
SHOWN = 20
_STATE = samples.STATE_COLUMNS[:-1]  # the commit stamp says when, not what
_OF_SAMPLES = (Case.tag.is_(None), Case.kind != claims.OFF_SLIP)  # others come from a code or from a slip
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """``differing`` names what was not as the ledger says: ``sample <id>: <columns>``, ``case <id>``, ``archive number …``."""

    samples: int
    differing: tuple[str, ...]
    written: bool = False

    @property
    def good(self) -> bool:
        return not self.differing or self.written

    def __str__(self) -> str:
        if not self.differing:
            return f"{self.samples} samples folded anew; every row is as the ledger says, bit for bit."
        shown = "".join(f"\n  {one}" for one in self.differing[:SHOWN])
        more = f"\n  … and {len(self.differing) - SHOWN} more" if len(self.differing) > SHOWN else ""
        end = "They were replaced." if self.written else "Run it with --write to replace them."
        return f"{self.samples} samples folded anew; {len(self.differing)} rows differ:{shown}{more}\n{end}"


def rebuild(write: bool = False) -> Report:
    """Page by page, each in a transaction of its own, so that work goes on meanwhile."""
    total, differing = 0, [*_archive_faults(), *rebuild_matters.links_apart(write), *rebuild_matters.numbers_apart(write)]
    after = ""
    while ids := _next_ids(after):
        total, after = total + len(ids), ids[-1]
        with writing() as tx:
            differing += _check(tx, ids, write)
    differing += [*rebuild_matters.rows_apart(write), *rebuild_reviews.reviews_apart(write), *reads.apart(write)]
    return Report(total, tuple(differing), write and not any(one.startswith("archive") for one in differing))


def _next_ids(after: str) -> list[str]:
    """Samples the ledger or the register knows, in the order of their ids."""
    known = union(
        select(Sample.id.label("id")).where(Sample.id > after),
        select(Entry.sample.label("id")).where(Entry.sample > after).distinct(),
    ).subquery()
    return list(db.session.scalars(select(known.c.id).order_by(known.c.id).limit(PAGE)))


def _check(tx: Tx, ids: Sequence[str], write: bool) -> Iterator[str]:
    if write:
        samples.lock_rows(ids)
        tx.number  # noqa: B018  nobody writes between the reading and the writing
    states = samples.refold(ids, firm_now().kinds)
    wanted = _rows_wanted(states)
    rows = _rows_kept(ids)
    wrong = [id for id in ids if rows.get(id) != wanted[id]]
    for id in wrong:
        yield f"sample {id}: {_columns_apart(rows.get(id), wanted[id])}"
    told = {id: dict(zip(details.DETAILS, (id, *row[len(_STATE) :]), strict=True)) for id, row in wanted.items()}
    lost = _findings_apart(told)
    yield from (f"sample {id}: what it is found by" for id in lost)
    bad_cases = _cases_apart(states)
    yield from (f"case {id}" for id in bad_cases)
    if write and wrong:
        samples.save_states({id: states[id] for id in wrong}, tx.number)
        bulk.update_rows(Sample, details.DETAILS, [(id, *wanted[id][len(_STATE) :]) for id in wrong])
    if write and lost:
        finding.keep([told[id] for id in lost])
    if write and bad_cases:
        claims.keep_of_samples(tx, states)


def _rows_wanted(states: Mapping[str, SampleState]) -> dict[str, Row]:
    """State and details as the ledger alone gives them."""
    told = details.of_samples(states)
    return {id: (*samples.columns_of(id, state, 0)[:-1], *told[id]) for id, state in states.items()}


def _rows_kept(ids: Sequence[str]) -> dict[str, Row]:
    columns = (*_STATE, *details.DETAILS[1:])
    return {row[0]: tuple(row) for row in bulk.rows_by(Sample, columns, "id", ids)}


def _columns_apart(kept: Row | None, wanted: Row) -> str:
    if kept is None:
        return "no row"
    names = (*_STATE, *details.DETAILS[1:])
    return ", ".join(name for name, a, b in zip(names, kept, wanted, strict=True) if a != b)


def _findings_apart(told: Mapping[str, dict[str, Any]]) -> list[str]:
    kept = finding.kept(list(told))
    return [id for id, row in told.items() if kept.get(id) != (finding.row_of(row) if finding.is_known(row) else None)]


def _cases_apart(states: Mapping[str, SampleState]) -> list[str]:
    """Cases that are missing, say other things, or stand open though nothing claims them. A settled one is a person's word."""
    wanted = {case.id: case for state in states.values() for case in cases(state, 0)}
    columns = (Case.id, Case.status, Case.claims, Case.order_unknown, Case.short, Case.settled)
    rows = {row.id: row for row in db.session.execute(select(*columns).where(Case.sample.in_(list(states)), *_OF_SAMPLES))}
    apart = [id for id, row in rows.items() if id not in wanted and claims.is_stale(row.status, row.settled)]
    for id, case in wanted.items():
        row = rows.get(id)
        if row is None or (row.status != "settled" and _told(row) != _told(case)):
            apart.append(id)
    return sorted(apart)


def _told(case: Any) -> tuple[Any, ...]:
    return case.claims, case.order_unknown, case.short, _stage(case.status)


def _stage(status: str) -> str:
    """Whether a standing case is provisional or open depends on who has been heard since, not on the ledger."""
    return "standing" if status in claims.STANDING else status


def _archive_faults() -> Iterator[str]:
    """Numbers run from 1 in each year, in the order in which the registrations came into the ledger."""
    first = select(Entry.sample, func.min(Entry.entry).label("entry")).where(Entry.kind == "register").group_by(Entry.sample).subquery()
    asked = (
        select(ArchiveNumber.year, ArchiveNumber.n, Entry.order_ms, Entry.entry)
        .outerjoin(first, first.c.sample == ArchiveNumber.sample)
        .outerjoin(Entry, Entry.entry == first.c.entry)
        .order_by(ArchiveNumber.year, ArchiveNumber.n)
    )
    year, n, entry = 0, 0, 0
    for row in db.session.execute(asked.execution_options(yield_per=PAGE)):
        if row.year != year:
            year, n, entry = row.year, 0, 0
        n += 1
        if row.entry is None or row.n != n or row.entry < entry or registers.year_of(row.order_ms) != year:
            yield f"archive number {details.written(row.year, row.n)}"
            n = row.n
        entry = row.entry or entry


run = rebuild
