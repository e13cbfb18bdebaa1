"""Registers many pieces for the office in one transaction: all of them or none, whatever happens to the server meanwhile."""

import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import select

from server.core.action import Action, Unreadable
from server.core.action import read as read_action
from server.core.fold import Fact, step
from server.core.state import SampleState
from server.core.tag import RANDOM_BYTES, mint
from server.database import db
from server.ledger import bulk, claims, entries, matters, registers, samples
from server.ledger.cursor import OFFICE, Tx
from server.ledger.facts import unbound
from server.ledger.firm import firm_now
from server.ledger.ids import uuid7
from server.ledger.subjects import Subjects, find_subjects
from server.ledger.tables import Entry

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """One registration: ``body`` as of a ``register`` action; without a tag it gets a new one."""

    sample: str
    body: dict[str, Any]
    to: str | None
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Last:
    """The office's newest entry: what the next one follows."""

    seq: int
    bytes: bytes


class NotPlain(Exception):
    """A registration the ledger could not read again; ``sample`` is its id, ``field`` what is wrong."""

    def __init__(self, sample: str, field: str | None):
        super().__init__(f"{sample}: {field}")
        self.sample, self.field = sample, field


class TagTaken(Exception):
    """A tag points at something else, or is void."""


def register_all(tx: Tx, by: str, pieces: Iterable[Piece], group: str | None = None) -> int:
    """Write them in this order, which is the order of their archive numbers; how many. Raises NotPlain, TagTaken: roll back then."""
    commit, waiting, count = tx.number, iter(pieces), 0
    newest = db.session.execute(select(Entry.seq, Entry.bytes).where(Entry.device == OFFICE).order_by(Entry.seq.desc()).limit(1)).first()
    last = Last(newest.seq, bytes(newest.bytes)) if newest else None
    while chunk := list(islice(waiting, CHUNK)):
        rows, actions = [], list[Action]()
        for piece in chunk:
            row, action = _entry(tx, by, piece, group, last)
            last = Last(row.seq, row.bytes)
            rows.append(row)
            actions.append(action)
        _write(tx, commit, rows, actions)
        count += len(chunk)
        time.sleep(0)  # one process serves everybody: readers get their turn between chunks
    return count


def _entry(tx: Tx, by: str, piece: Piece, group: str | None, last: Last | None) -> tuple[entries.Row, Action]:
    body = piece.body if piece.body.get("tag") else piece.body | {"tag": mint(secrets.token_bytes(RANDOM_BYTES))}
    named = {"sample": piece.sample, "to": piece.to, "quantity": piece.quantity, "group": group}
    made = entries.office_action(uuid7(tx.now_ms), "register", by, body, named, tx.now_ms, last)
    action = read_action(orjson.loads(orjson.dumps(made)))
    if isinstance(action, Unreadable):
        raise NotPlain(piece.sample, action.field)
    return entries.of_office(made, tx.number, tx.now_ms), action


def _write(tx: Tx, commit: int, rows: list[entries.Row], actions: list[Action]) -> None:
    """Entries, then the samples they make, then numbers and tags — as for a phone's batch."""
    subjects = find_subjects(actions)
    _check_tags(subjects, actions)
    tx.seal(rows)
    bulk.insert_rows(Entry, entries.COLUMNS, [row.values() for row in rows])
    states, _ = samples.lock_states(action.sample for action in actions if action.sample)
    kinds = firm_now().kinds
    tied = registers.register([(action, tx.now_ms) for action in actions], subjects, tx.now_ms, commit)
    scans = unbound(tied)
    again = {subjects.registered[row.tag] for row in scans} | set(_stepped(tx, states, actions, kinds))
    states |= samples.refold(again, kinds)
    samples.save_states(states, commit)
    if again:  # somebody scanned the tag before anybody knew what it hangs on
        claims.keep_of_samples(tx, {id: states[id] for id in again})
        claims.keep_of_tags(tx, (), (), sorted({row.tag for row in scans}))
        matters.keep(tx, matters.named_in(scans) | matters.carried(states), kinds)


def _check_tags(subjects: Subjects, actions: list[Action]) -> None:
    for action in actions:
        code = action.body["tag"]
        if action.sample is not None and subjects.is_taken(code, action.sample):
            raise TagTaken(code)


def _stepped(tx: Tx, states: dict[str, SampleState], actions: list[Action], kinds: dict[str, str]) -> Iterator[str]:
    """The samples that must be folded anew; the others are moved on in place."""
    for action in actions:
        assert action.sample is not None
        if not step(states[action.sample], Fact(tx.now_ms, OFFICE, action.seq, tx.now_ms, action), kinds):
            yield action.sample
