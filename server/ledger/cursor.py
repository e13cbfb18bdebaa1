"""How far history goes: one dense commit number per writing transaction, taken under one lock and written last."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from server.database import db
from server.floor import Speaker, speaker_of
from server.ledger import entries
from server.ledger.bulk import table_of
from server.ledger.ids import uuid4, uuid7
from server.ledger.tables import Commit, Entry, LogHead
from server.web import clock

log = logging.getLogger(__name__)
GENESIS = "0" * 64
OFFICE = "office"

# SQLite's busy handler sleeps inside C and would stop every greenlet, the one with the lock included: writers of one process wait here.
_one_writer = threading.Lock()
_listeners: list[Callable[[str, int], None]] = []


class Unconfirmed(Exception):
    """A backup was put back, and nobody has said yet that it is the right one: nothing is written."""


@dataclass(frozen=True)
class Head:
    """The newest commit, the chain hash at it and the number of the last ledger entry. ``restored_ms``: see ``LogHead.unconfirmed_ms``."""

    epoch: str
    commit: int
    chain: str
    entry: int
    restored_ms: int | None = None


class Tx:
    """One writing transaction. ``number`` is its commit: asking for it locks the head, so ask last."""

    def __init__(self) -> None:
        self.now_ms = clock.now_ms()
        self.head: Head | None = None
        self.chain = b""
        self.entry = 0
        self._speaker: Speaker | None = None

    @property
    def number(self) -> int:
        """The commit this transaction will be; the head stays locked until it ends."""
        if self.head is None:
            self.head = _locked_head()
            self._keep_floor()
            self.chain, self.entry = bytes.fromhex(self.head.chain), self.head.entry
        return self.head.commit + 1

    def _keep_floor(self) -> None:
        """All who write wait for this transaction now: it does not give way to those who read."""
        self._speaker = speaker_of(db.session.connection())
        if self._speaker is not None:
            self._speaker.keep_floor()

    def close(self) -> None:
        """The lock is free again, or will be at once."""
        if self._speaker is not None:
            self._speaker.give_way()

    def office(
        self, kind: str, by: str | None, body: dict[str, Any], sample: str | None = None, tag: str | None = None, to: str | None = None,
        slip: str | None = None, receipt: str | None = None, repair: str | None = None, count: str | None = None, quantity: int = 1,
    ) -> entries.Row:  # fmt: skip
        """Append one entry of the office itself (a settlement, a change of people, places, phones); its row is returned."""
        matters = {"slip": slip, "receipt": receipt, "repair": repair, "count": count}
        named = {"sample": sample, "tag": tag, "to": to, "quantity": quantity} | matters
        commit = self.number
        last = db.session.execute(select(Entry.seq, Entry.bytes).where(Entry.device == OFFICE).order_by(Entry.seq.desc()).limit(1)).first()
        action = entries.office_action(uuid7(self.now_ms), kind, by, body, named, self.now_ms, last)
        row = entries.of_office(action, commit, self.now_ms)
        self.seal([row])
        db.session.execute(insert(Entry), [row.columns()])
        return row

    def seal(self, rows: list[entries.Row]) -> None:
        """Number the rows and hang them on the chain, in this order; nothing is written."""
        assert self.head is not None
        self.chain, self.entry = entries.seal(rows, self.chain, self.entry)


@contextmanager
def writing() -> Iterator[Tx]:
    """One writing transaction on ``db.session``; an error rolls all of it back, and the head has not moved."""
    on_sqlite = db.engine.dialect.name == "sqlite"
    with _one_writer if on_sqlite else nullcontext():
        try:
            if on_sqlite:
                db.session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            with closing(Tx()) as tx:
                yield tx
                if tx.head is not None:
                    _move_head(tx)
                db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
    if tx.head is not None:
        _tell(tx.head.epoch, tx.number)


def on_commit(listener: Callable[[str, int], None]) -> None:
    """Call ``listener(epoch, commit)`` after every commit, in a thread of its own: nobody's push waits for it."""
    if listener not in _listeners:
        _listeners.append(listener)


def head() -> Head:
    """The newest commit as everybody may see it now."""
    row = db.session.connection().execute(_SELECT_HEAD).first()
    if row is None:
        with writing():
            _lay_head()
        row = db.session.connection().execute(_SELECT_HEAD).one()
    return Head(row.epoch, row.commit, row.chain, row.entry, row.unconfirmed_ms)


_T = LogHead.__table__.c
_SELECT_HEAD = select(_T.epoch, _T.commit, _T.chain, _T.entry, _T.unconfirmed_ms).where(_T.id == 1)
_SELECT_UNCONFIRMED = select(_T.unconfirmed_ms).where(_T.id == 1)
_LOCK_HEAD = _SELECT_HEAD.with_for_update()
_NEW_HEAD = update(table_of(LogHead)).where(_T.id == 1)
_NEW_COMMIT = insert(table_of(Commit))


def _locked_head() -> Head:
    row = db.session.connection().execute(_LOCK_HEAD).first()
    if row is None:
        _lay_head()
        row = db.session.connection().execute(_LOCK_HEAD).one()
    _refuse_if(row.unconfirmed_ms)
    return Head(row.epoch, row.commit, row.chain, row.entry)


def refuse_unconfirmed() -> None:
    """For what is kept beside the ledger, without asking for a commit. Raises Unconfirmed while a backup that was put back waits."""
    _refuse_if(db.session.connection().execute(_SELECT_UNCONFIRMED).scalar())


def _refuse_if(unconfirmed_ms: int | None) -> None:
    if unconfirmed_ms is not None:
        raise Unconfirmed


def _lay_head() -> None:
    """The first row of an empty house; whoever comes second finds it there."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    first = {"id": 1, "epoch": uuid4(), "commit": 0, "entry": 0, "chain": GENESIS}
    db.session.execute(dialect.insert(LogHead).values(first).on_conflict_do_nothing())


def _move_head(tx: Tx) -> None:
    """Last of all: whoever reads this commit number finds everything that belongs to it."""
    db.session.flush()
    chain = tx.chain.hex()
    connection = db.session.connection()
    connection.execute(_NEW_COMMIT, {"commit": tx.number, "at_ms": tx.now_ms, "chain": chain})
    connection.execute(_NEW_HEAD, {"commit": tx.number, "chain": chain, "entry": tx.entry})


def _tell(epoch: str, commit: int) -> None:
    if _listeners:
        threading.Thread(target=_call_listeners, args=(epoch, commit), daemon=True).start()


def _call_listeners(epoch: str, commit: int) -> None:
    for listener in list(_listeners):
        try:
            listener(epoch, commit)
        except Exception:
            log.exception("a listener to commits failed at %s", commit)
