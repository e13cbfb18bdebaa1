"""Slips, receipts, repairs, counts and fairs as caches of their folds: which entries name them, their numbers, rows and cases."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import aliased

from server.core.action import Action
from server.core.case import Case as Wanted
from server.core.count import fold_count
from server.core.fair import fold_fair
from server.core.receipt import fold_receipt
from server.core.repair import fold_repair
from server.core.slip import TAKES, SlipState, case_of, fold_slip
from server.core.state import Fact, SampleState
from server.database import db
from server.ledger import bulk, claims, facts, registers
from server.ledger.cursor import Tx
from server.ledger.tables import Entry, Matter, MatterEntry
from server.stock.tables import Sample, Tag

OF = ("slip", "receipt", "repair", "count", "fair")
UNDO = "undo"
Name = tuple[str, str]  # of which sort, and its id
_COLUMNS = tuple(getattr(Entry, name) for name in ("sample", "tag", *facts.COLUMNS))


class Folded(NamedTuple):
    """What the row of a matter holds; ``cases`` stand, ``scans`` may ever have founded one."""

    status: str
    told: str
    due_ms: int | None
    cases: list[Wanted] = []
    scans: dict[str, str | None] = {}  # id of the case, and the piece if it is out under the slip no more


def matter(of: str, id: str) -> Matter | None:
    """The row as it stands in this transaction."""
    return db.session.scalar(select(Matter).where(Matter.of == of, Matter.id == id).execution_options(populate_existing=True))


def matters(of: str, status: str | None = None) -> list[Matter]:
    """Newest number first."""
    wanted = select(Matter).where(Matter.of == of, *([Matter.status == status] if status else []))
    return list(db.session.scalars(wanted.order_by(Matter.year.desc(), Matter.n.desc()).execution_options(populate_existing=True)))


def slip_state(id: str, kinds: Mapping[str, str]) -> SlipState:
    """The whole fold, for what the row does not say."""
    found = facts_of("slip", [id])[id]
    return fold_slip(found, _carried(found), kinds, id)


def names(action: Action) -> bool:
    """Does it touch a matter, or may it by what it takes back?"""
    return bool(action.slip or action.receipt or action.repair or action.count or action.fair or action.kind == UNDO)


def named_by(action: Action) -> list[Name]:
    """The matters an action names; of an undo also the action it takes back."""
    named = (action.slip, action.receipt, action.repair, action.count, action.fair)
    found = [(of, id) for of, id in zip(OF, named, strict=True) if id]
    return [*found, (UNDO, action.reverses)] if action.reverses else found


def carried(states: Mapping[str, SampleState]) -> set[Name]:
    """The slips these samples are out under."""
    return {("slip", state.slip) for state in states.values() if state.slip is not None}


def link(some: Iterable[tuple[int, int, Action]], commit: int) -> set[Name]:
    """Note which entries (number, order time, action) name what, give new matters their numbers; every matter these entries touch."""
    entries = [entry for entry in some if names(entry[2])]
    if not entries:
        return set()
    links = [(of, id, entry) for entry, _, action in entries for of, id in named_by(action)]
    bulk.insert_missing(MatterEntry, ("of", "id", "entry"), links)
    times = {entry: order_ms for entry, order_ms, _ in entries}
    touched: dict[Name, int] = {}
    for of, id, entry in links:
        if of != UNDO:
            touched.setdefault((of, id), times[entry])
    _number([(of, id, order_ms) for (of, id), order_ms in touched.items()], commit)
    reversed_ids = [id for of, id, _ in links if of == UNDO]
    return set(touched) | named_in(bulk.rows_by(Entry, facts.COLUMNS, "id", reversed_ids))


def of_samples(ids: Iterable[str]) -> set[Name]:
    """Every matter that some action about these samples names."""
    wanted = list(ids)
    codes = select(Tag.code).where(Tag.target.in_(wanted), Tag.target_kind == "sample")
    is_about = Entry.sample.in_(wanted) | (Entry.sample.is_(None) & Entry.tag.in_(codes))
    asked = select(MatterEntry.of, MatterEntry.id).join(Entry, Entry.entry == MatterEntry.entry).where(is_about, MatterEntry.of != UNDO)
    return {(row.of, row.id) for row in db.session.execute(asked.distinct())}


def keep(tx: Tx, touched: Iterable[Name], kinds: Mapping[str, str]) -> None:
    """Fold these anew and write what changed. The samples they are about are saved already."""
    wanted = sorted(set(touched))
    for of in OF:
        ids = [id for one, id in wanted if one == of]
        for id, folded in fold_matters(of, ids, kinds).items():
            _save(tx, of, id, folded)


def fold_matters(of: str, ids: Sequence[str], kinds: Mapping[str, str]) -> dict[str, Folded]:
    """By id, as the whole ledger has them now."""
    if not ids:
        return {}
    found = facts_of(of, ids)
    if of == "receipt":
        return {id: _folded(fold_receipt(one), None) for id, one in found.items()}
    if of == "repair":
        return {id: _folded(state := fold_repair(one, kinds), state.due_ms) for id, one in found.items()}
    if of == "count":
        return {id: _folded(fold_count(one), None) for id, one in found.items()}
    if of == "fair":
        return {id: _folded(fair := fold_fair(one, kinds), fair.to_ms) for id, one in found.items()}
    out_under = _carried([fact for one in found.values() for fact in one])
    return {id: _folded_slip(id, one, fold_slip(one, out_under, kinds, id)) for id, one in found.items()}


def facts_of(of: str, ids: Sequence[str]) -> dict[str, list[Fact]]:
    """Everything the ledger has of these matters, and what takes any of it back."""
    naming, entry, undoing, undo = aliased(MatterEntry), Entry, aliased(MatterEntry), aliased(Entry)
    is_of = (naming.of == of, naming.id.in_(ids))
    rows = list(db.session.execute(select(naming.id.label("matter"), *_COLUMNS).join(entry, entry.entry == naming.entry).where(*is_of)))
    undone = select(naming.id.label("matter"), *(getattr(undo, column.key) for column in _COLUMNS)).join(entry, entry.entry == naming.entry)
    undone = undone.join(undoing, (undoing.of == UNDO) & (undoing.id == entry.id)).join(undo, undo.entry == undoing.entry)
    rows += db.session.execute(undone.where(*is_of))
    owners = {row.code: row.target for row in bulk.rows_by(Tag, ("code", "target"), "code", {row.tag for row in rows if row.tag})}
    found: dict[str, list[Fact]] = {id: [] for id in ids}
    for row in rows:
        fact = facts.fact_of(row, row.sample or owners.get(row.tag))
        if fact is not None:
            found[row.matter].append(fact)
    return found


def named_in(rows: Iterable[Any]) -> set[Name]:
    """The matters that the actions in these rows name."""
    read = (facts.fact_of(row, None) for row in rows)
    return {name for fact in read if fact is not None for name in named_by(fact.action) if name[0] != UNDO}


def _number(wanted: Sequence[tuple[str, str, int]], commit: int) -> None:
    """The next numbers of their years, in the order of the entries. The head is locked, so nobody else is counting."""
    known = {(row.of, row.id) for row in bulk.rows_by(Matter, ("of", "id"), "id", {id for _, id, _ in wanted})}
    last: dict[tuple[str, int], int] = {}
    rows = []
    for of, id, order_ms in wanted:
        if (of, id) not in known:
            key = (of, registers.year_of(order_ms))
            last[key] = (last[key] if key in last else _last(*key)) + 1
            rows.append((of, id, key[1], last[key], "", "{}", commit))
    bulk.insert_rows(Matter, ("of", "id", "year", "n", "status", "told", "commit"), rows)


def _last(of: str, year: int) -> int:
    return db.session.scalar(select(func.max(Matter.n)).where(Matter.of == of, Matter.year == year)) or 0


def _carried(found: Iterable[Fact]) -> dict[str, str | None]:
    """By sample, the slip its row says it is out under."""
    ids = {fact.action.sample for fact in found if fact.action.kind in TAKES and fact.action.sample}
    return {row.id: row.slip for row in bulk.rows_by(Sample, ("id", "slip"), "id", ids)}


def _folded(state: Any, due_ms: int | None) -> Folded:
    return Folded(state.status, orjson.dumps(state.told()).decode(), due_ms)


def _folded_slip(id: str, found: Sequence[Fact], state: SlipState) -> Folded:
    taking = [fact.action for fact in found if fact.action.kind in TAKES]
    scans = {case_of(id, action.id): None if action.sample in state.out else action.sample for action in taking}
    return _folded(state, state.due_ms)._replace(cases=state.cases(id), scans=scans)


def _save(tx: Tx, of: str, id: str, folded: Folded) -> None:
    is_it = (Matter.of == of, Matter.id == id)
    row = db.session.execute(select(Matter.status, Matter.told, Matter.due_ms).where(*is_it)).first()
    if row is not None and tuple(row) != folded[:3]:
        values = {"status": folded.status, "told": folded.told, "due_ms": folded.due_ms}
        db.session.execute(update(Matter).where(*is_it).values(**values, commit=tx.number).execution_options(synchronize_session=False))
    if folded.scans:
        claims.keep_of_slip(tx, folded.cases, folded.scans)


def insert_matter(of: str, id: str, year: int, n: int, commit: int) -> None:
    """A row to be filled by ``keep``."""
    db.session.execute(insert(Matter).values(of=of, id=id, year=year, n=n, status="", told="{}", commit=commit))
