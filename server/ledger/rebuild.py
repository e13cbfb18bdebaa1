"""Folds the whole ledger anew and compares with the rows of current state, bit for bit; can replace those that differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import func, select, union

from server.core.action import Unreadable
from server.core.action import read as read_action
from server.core.case import cases
from server.core.state import SampleState
from server.database import db
from server.ledger import bulk, claims, registers, samples
from server.ledger.cursor import Tx, writing
from server.ledger.firm import firm_now
from server.ledger.tables import Case, Entry
from server.stock.tables import ArchiveNumber, Sample

PAGE = 500
SHOWN = 20
_STATE = samples.STATE_COLUMNS[:-1]  # the commit stamp says when, not what
Row = tuple[Any, ...]
_UNREGISTERED: Row = (None, None, None, None, None, None, None, "{}")


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
    total, differing = 0, list(_archive_faults())
    after = ""
    while ids := _next_ids(after):
        total, after = total + len(ids), ids[-1]
        with writing() as tx:
            differing += _check(tx, ids, write)
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
    bad_cases = _cases_apart(states)
    yield from (f"case {id}" for id in bad_cases)
    if write and wrong:
        samples.save_states({id: states[id] for id in wrong}, tx.number)
        bulk.update_rows(Sample, registers.DETAILS, [(id, *wanted[id][len(_STATE) :]) for id in wrong])
    if write and bad_cases:
        claims.keep_of_samples(tx, states)


def _rows_wanted(states: Mapping[str, SampleState]) -> dict[str, Row]:
    """State and details as the ledger alone gives them."""
    details = _details(list(states))
    return {id: (*samples.columns_of(id, state, 0)[:-1], *details[id]) for id, state in states.items()}


def _rows_kept(ids: Sequence[str]) -> dict[str, Row]:
    columns = (*_STATE, *registers.DETAILS[1:])
    return {row[0]: tuple(row) for row in bulk.rows_by(Sample, columns, "id", ids)}


def _columns_apart(kept: Row | None, wanted: Row) -> str:
    if kept is None:
        return "no row"
    names = (*_STATE, *registers.DETAILS[1:])
    return ", ".join(name for name, a, b in zip(names, kept, wanted, strict=True) if a != b)


def _details(ids: list[str]) -> dict[str, Row]:
    """What the first registration in the ledger said; the tag is the newest re-issued one, if there was any."""
    given = bulk.rows_by(ArchiveNumber, ("sample", "year", "n"), "sample", ids)
    numbers = {row.sample: registers.written(row.year, row.n) for row in given}
    found: dict[str, Row] = dict.fromkeys(ids, _UNREGISTERED)
    seen: set[str] = set()
    asked = select(Entry.sample, Entry.kind, Entry.device, Entry.reasons, Entry.bytes)
    kinds = Entry.kind.in_(("register", "retag"))
    for row in db.session.execute(asked.where(Entry.sample.in_(ids), kinds).order_by(Entry.entry)):
        if row.kind == "retag" and row.device == "office":
            archive_no, number, _, *others = found[row.sample]
            found[row.sample] = (archive_no, number, orjson.loads(row.bytes)["body"]["code"], *others)
        elif row.kind == "register" and row.sample not in seen:
            seen.add(row.sample)
            found[row.sample] = _registered(row, numbers.get(row.sample))
    return found


def _registered(row: Any, archive_no: str | None) -> Row:
    action = read_action(orjson.loads(row.bytes))
    assert not isinstance(action, Unreadable)
    tag = None if '"tag_taken"' in row.reasons else action.body.get("tag")
    return registers.details(action, archive_no or "", tag)[1:]


def _cases_apart(states: Mapping[str, SampleState]) -> list[str]:
    """Cases that are missing, say other things, or stand open though nothing claims them. A settled one is a person's word."""
    wanted = {case.id: case for state in states.values() for case in cases(state, 0)}
    columns = (Case.id, Case.status, Case.claims)
    rows = {row.id: row for row in db.session.execute(select(*columns).where(Case.sample.in_(list(states)), Case.tag.is_(None)))}
    apart = [id for id, row in rows.items() if id not in wanted and row.status in claims.STANDING]
    for id, case in wanted.items():
        row = rows.get(id)
        if row is None or (row.status != "settled" and (row.claims, _stage(row.status)) != (case.claims, _stage(case.status))):
            apart.append(id)
    return sorted(apart)


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
            yield f"archive number {registers.written(row.year, row.n)}"
            n = row.n
        entry = row.entry or entry


run = rebuild
