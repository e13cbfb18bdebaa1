"""The newest changes, read from the database once for all who ask: two hundred phones that hear of one commit ask the same question."""

import threading
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

import orjson
from flask import Flask
from orjson import Fragment
from sqlalchemy import Connection, select

from server.database import db
from server.ledger.cursor import Head
from server.ledger.tables import Commit
from server.sync import pull
from server.sync.position import SHORT, Position
from server.sync.pull import Found
from server.sync.reading import reading

MOST_ROWS = MOST_COMMITS = 5_000  # kept of what changed lately; who stands further back is answered from the database
LATELY = 500  # commits
PATIENCE_S = 5.0  # for another's read; then everybody reads for themselves, as if there were nothing here


@dataclass(frozen=True)
class Window:
    """Every row that changed after the first of ``chains``, as it is at ``head``, in the order of the wire.

    ``chains``: the chain hash at each commit from there to ``head``; who does not stand on one of them is not answered from here.
    """

    head: Head
    chains: dict[int, str]
    rows: tuple[Found, ...] = ()

    def answer(self, start: Position, chain: str) -> bytes | None:
        """The reply to who stands at ``start`` with this chain hash, as ``pull.changes`` gives it. None: ask the database."""
        here = self.chains.get(start.commit)
        is_ours = here is not None and here.startswith(chain) and here.startswith(start.chain)
        if not is_ours or start.table or start.epoch != self.head.epoch[:SHORT]:
            return None
        found = self.rows[bisect_right(self.rows, start.commit, key=lambda one: one.commit) :]
        return orjson.dumps(pull.reply(self.head, found, None)) if len(found) <= pull.PAGE_ROWS else None


def of(app: Flask) -> "Recent":
    """The recent changes of this app's office."""
    return app.extensions.setdefault("loupe_recent", Recent())


class Recent:
    """One window, moved on by whoever asks first; who comes meanwhile waits for the read after that one, and so reads nothing old."""

    def __init__(self) -> None:
        self._moving = threading.Lock()
        self._begun = 0
        self._window: Window | None = None

    def now(self) -> Window | None:
        """The window at a head that was read after this was called; None: not in time. Nobody waits with a connection in hand."""
        db.session.close()
        came = self._begun
        if not self._moving.acquire(timeout=PATIENCE_S):
            return None
        try:
            if self._begun == came or self._window is None:
                self._begun += 1
                with reading() as connection:
                    self._window = _moved(self._window, connection)
            return self._window
        finally:
            self._moving.release()


def _moved(old: Window | None, connection: Connection) -> Window:
    """The window at the head of this read; after too much at once, one that holds nothing yet."""
    head = pull.head_of(connection)
    if old is not None and head == old.head:
        return old
    if old is None or old.head.epoch != head.epoch or not pull.stands_in(connection, head, old.head.commit, old.head.chain):
        old = _lately(connection, head)
    new = pull.found(connection, head, Position("c", head.epoch[:SHORT], old.head.commit, ""), MOST_ROWS + 1)
    if len(new) > MOST_ROWS:
        return Window(head, {head.commit: head.chain})
    asked = select(Commit.commit, Commit.chain).where(Commit.commit > old.head.commit, Commit.commit <= head.commit)
    chains = old.chains | {row.commit: row.chain for row in connection.execute(asked)}
    return _trimmed(head, chains, [*_still(old.rows, new), *map(_ready, new)])


def _lately(connection: Connection, head: Head) -> Window:
    """Where to begin: when an office is started anew, all who had a line come back at once, and were here a moment ago."""
    commit = max(head.commit - LATELY, 0)
    chain = pull.chain_at(connection, commit)
    return Window(head, {head.commit: head.chain}) if chain is None else Window(Head(head.epoch, commit, chain, 0), {commit: chain})


def _still(old: Iterable[Found], new: Iterable[Found]) -> list[Found]:
    """What of the old rows is still so: neither changed again nor taken away."""
    moved = {(one.table, one.key) for one in new} | {one.takes_away for one in new if one.takes_away}
    return [one for one in old if (one.table, one.key) not in moved]


def _ready(one: Found) -> Found:
    """Its row as bytes: it is sent many times; and without what the driver hangs on a row, which takes more room than the row."""
    return one if one.takes_away else replace(one, row=tuple(one.row), sent=Fragment(orjson.dumps(one.wire)))


def _trimmed(head: Head, chains: dict[int, str], rows: list[Found]) -> Window:
    """The oldest commits go, whole, until few enough are left."""
    floor = max(min(chains), head.commit - MOST_COMMITS, rows[-MOST_ROWS - 1].commit if len(rows) > MOST_ROWS else 0)
    kept = tuple(one for one in rows if one.commit > floor)
    return Window(head, {commit: chain for commit, chain in chains.items() if commit >= floor}, kept)
