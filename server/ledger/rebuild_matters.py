"""The part of a rebuild that is about slips, receipts and repairs: which entries name them, their numbers, their rows and their cases."""

from collections.abc import Iterator

import orjson
from sqlalchemy import ColumnElement, delete, func, select, tuple_

from server.core.action import Unreadable
from server.core.action import read as read_action
from server.database import db
from server.ledger import bulk, claims, matters, registers
from server.ledger.cursor import Tx, head, writing
from server.ledger.firm import firm_now
from server.ledger.gone import take_away
from server.ledger.tables import Case, Entry, Matter, MatterEntry, number

PAGE = 2_000
FEW = 100
Link = tuple[str, str, int]


def links_apart(write: bool) -> Iterator[str]:
    """Entries that name a matter and are not noted, or the reverse."""
    for after in range(0, head().entry, PAGE):
        with writing() as tx:
            if write:
                tx.number  # noqa: B018  nobody writes between the reading and the writing
            wanted, kept = _links_wanted(after), _links_kept(after)
            yield from (f"{of} {id}: entry {entry}" for of, id, entry in sorted(wanted ^ kept))
            if write and wanted != kept:
                db.session.execute(delete(MatterEntry).where(_links(list(kept - wanted))))
                bulk.insert_missing(MatterEntry, ("of", "id", "entry"), sorted(wanted - kept))


def numbers_apart(write: bool) -> Iterator[str]:
    """Numbers run from 1 in each year, in the order in which the matters came into the ledger."""
    with writing() as tx:
        if write:
            tx.number  # noqa: B018
        wanted = _numbers_wanted()
        rows = db.session.execute(select(Matter.of, Matter.id, Matter.year, Matter.n))
        kept = {(of, id): (year, n) for of, id, year, n in rows}
        apart = sorted(name for name in wanted.keys() | kept.keys() if wanted.get(name) != kept.get(name))
        yield from (f"{of} {id}: number {number(of, *(wanted.get((of, id)) or kept[of, id]))}" for of, id in apart)
        if write and apart:
            _renumber(tx, apart, wanted)


def rows_apart(write: bool) -> Iterator[str]:
    """Rows that are not as the fold says, and cases of slips that are missing, say other things or stand though nothing claims them."""
    for of in matters.OF:
        after = ""
        while ids := list(db.session.scalars(select(Matter.id).where(Matter.of == of, Matter.id > after).order_by(Matter.id).limit(FEW))):
            after = ids[-1]
            with writing() as tx:
                yield from _check(tx, of, ids, write)


def _check(tx: Tx, of: str, ids: list[str], write: bool) -> Iterator[str]:
    if write:
        tx.number  # noqa: B018
    kinds = firm_now().kinds
    wanted = matters.fold_matters(of, ids, kinds)
    rows = {row.id: row for row in db.session.execute(select(Matter).where(Matter.of == of, Matter.id.in_(ids))).scalars()}
    apart = {id for id in ids if (rows[id].status, rows[id].told, rows[id].due_ms) != wanted[id][:3]}
    bad_cases = {id: bad for id in ids if (bad := _cases_apart(wanted[id]))}
    yield from (f"{of} {id}: {rows[id].no}" for id in sorted(apart))
    yield from (f"case {case}" for bad in bad_cases.values() for case in bad)
    if write and (apart or bad_cases):
        matters.keep(tx, [(of, id) for id in apart | bad_cases.keys()], kinds)


def _cases_apart(folded: matters.Folded) -> list[str]:
    if not folded.scans:
        return []
    wanted = {case.id: case for case in folded.cases}
    rows = {row.id: row for row in db.session.execute(select(Case.id, Case.status, Case.claims).where(Case.id.in_(list(folded.scans))))}
    apart = [id for id, row in rows.items() if id not in wanted and row.status in claims.STANDING]
    for id, case in wanted.items():
        row = rows.get(id)
        if row is None or (row.status != "settled" and (row.claims != case.claims or row.status not in claims.STANDING)):
            apart.append(id)
    return sorted(apart)


def _links_wanted(after: int) -> set[Link]:
    found: set[Link] = set()
    asked = select(Entry.entry, Entry.bytes).where(Entry.entry > after, Entry.entry <= after + PAGE)
    for row in db.session.execute(asked):
        action = read_action(orjson.loads(row.bytes))
        if not isinstance(action, Unreadable) and matters.names(action):
            found |= {(of, id, row.entry) for of, id in matters.named_by(action)}
    return found


def _links_kept(after: int) -> set[Link]:
    asked = select(MatterEntry.of, MatterEntry.id, MatterEntry.entry).where(MatterEntry.entry > after, MatterEntry.entry <= after + PAGE)
    return {(row.of, row.id, row.entry) for row in db.session.execute(asked)}


def _links(of_these: list[Link]) -> ColumnElement[bool]:
    return tuple_(MatterEntry.of, MatterEntry.id, MatterEntry.entry).in_(of_these)


def _numbers_wanted() -> dict[matters.Name, tuple[int, int]]:
    first = select(MatterEntry.of, MatterEntry.id, func.min(MatterEntry.entry).label("entry")).where(MatterEntry.of != matters.UNDO)
    grouped = first.group_by(MatterEntry.of, MatterEntry.id).subquery()
    asked = select(grouped.c.of, grouped.c.id, Entry.order_ms).join(Entry, Entry.entry == grouped.c.entry)
    last: dict[tuple[str, int], int] = {}
    wanted: dict[matters.Name, tuple[int, int]] = {}
    for row in db.session.execute(asked.order_by(grouped.c.entry, grouped.c.of)):
        key = (row.of, registers.year_of(row.order_ms))
        last[key] = last.get(key, 0) + 1
        wanted[row.of, row.id] = (key[1], last[key])
    return wanted


def _renumber(tx: Tx, apart: list[matters.Name], wanted: dict[matters.Name, tuple[int, int]]) -> None:
    """Away with what is wrong, then as it should be; the rows are folded after this."""
    for of, id in apart:
        db.session.execute(delete(Matter).where(Matter.of == of, Matter.id == id))
        if (of, id) not in wanted:
            take_away(f"{of}s", id, tx.number)
    for of, id in apart:
        if (of, id) in wanted:
            matters.insert_matter(of, id, *wanted[of, id], tx.number)
