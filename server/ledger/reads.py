"""Who has read which notices: the set of all ``notice_read`` of a person, kept as rows that phones are told."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import delete, select

from server.core.action import Action, Unreadable
from server.core.action import read as read_action
from server.database import db
from server.ledger import bulk
from server.ledger.cursor import head, writing
from server.ledger.gone import take_away
from server.ledger.tables import Entry, Read

READ = "notice_read"
PAGE = 20_000
TOLD_MS = 60 * 86_400_000  # a notice is no older than this, so an older reading need not be told to a new phone
_COLUMNS = ("id", "person", "notice", "at_ms", "commit")
Readings = dict[tuple[str, str], int]  # person and notice → the order time of the first reading


def id_of(person: str, notice: str) -> str:
    """A name both databases and the pages of a pull can carry, whatever a phone calls its notices."""
    return sha256(f"{person} {notice}".encode()).hexdigest()[:32]


def keep(some: Iterable[tuple[int, Action]], commit: int) -> None:
    """Note what these actions (order time, action) say was read. A reading that is known stays, unless this one was earlier."""
    wanted = _readings(some)
    if not wanted:
        return
    ids = {id_of(*key): (*key, at_ms) for key, at_ms in wanted.items()}
    known = {row.id: row.at_ms for row in bulk.rows_by(Read, ("id", "at_ms"), "id", ids)}
    bulk.insert_missing(Read, _COLUMNS, [(id, *told, commit) for id, told in ids.items() if id not in known])
    bulk.update_rows(Read, ("id", "at_ms", "commit"), [(id, ids[id][2], commit) for id, at_ms in known.items() if ids[id][2] < at_ms])


def apart(write: bool) -> Iterator[str]:
    """Rows that are not as the ledger says; ``write`` puts them right."""
    with writing() as tx:
        if write:
            tx.number  # noqa: B018  nobody writes between the reading and the writing
        wanted = {id_of(*key): (*key, at_ms) for key, at_ms in _readings(_in_the_ledger()).items()}
        rows = db.session.execute(select(Read.id, Read.person, Read.notice, Read.at_ms))
        kept = {row.id: (row.person, row.notice, row.at_ms) for row in rows}
        wrong = sorted(id for id in wanted.keys() | kept.keys() if wanted.get(id) != kept.get(id))
        for id in wrong:
            person, notice, _ = wanted.get(id) or kept[id]
            yield f"read {notice} by {person}"
            if not write:
                continue
            db.session.execute(delete(Read).where(Read.id == id))
            if id not in wanted:
                take_away("reads", id, tx.number)
        if write:
            bulk.insert_rows(Read, _COLUMNS, [(id, *wanted[id], tx.number) for id in wrong if id in wanted])


def _readings(some: Iterable[tuple[int, Action]]) -> Readings:
    """A union with the earliest time of each: any order and repetition gives the same."""
    found: Readings = {}
    for order_ms, action in some:
        if action.kind != READ or not action.is_known or action.by is None:
            continue
        for notice in action.body["notices"]:
            key = (action.by, notice)
            found[key] = min(order_ms, found.get(key, order_ms))
    return found


def _in_the_ledger() -> Iterator[tuple[int, Action]]:
    for after in range(0, head().entry, PAGE):
        asked = select(Entry.order_ms, Entry.bytes).where(Entry.entry > after, Entry.entry <= after + PAGE, Entry.kind == READ)
        for row in db.session.execute(asked):
            action: Any = read_action(orjson.loads(row.bytes))
            if not isinstance(action, Unreadable):
                yield row.order_ms, action
