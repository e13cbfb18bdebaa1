"""Walks all of history from its first entry: chain, signatures, each phone's own chain, commits; the first bad entry is named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import func, select

from server.database import db
from server.ledger.cursor import OFFICE, Head, head
from server.ledger.entries import COLUMNS, link
from server.ledger.signature import is_signed
from server.ledger.tables import Commit, Entry
from server.people.tables import Device

PAGE = 1_000
_NAMED = ("id", "device", "seq", "kind", "by", "tag", "to")
_EXCUSED = ('"fork"', '"gap"')


@dataclass(frozen=True, slots=True)
class Report:
    """``entry`` is the first bad one, None when all is well or when only a commit or the head is wrong; ``fault`` says what."""

    entries: int
    commits: int
    head: Head
    entry: int | None = None
    fault: str | None = None

    @property
    def good(self) -> bool:
        return self.fault is None

    def __str__(self) -> str:
        walked = f"{self.entries} entries, {self.commits} commits, head {self.head.commit} {self.head.chain}"
        if self.good:
            return f"The ledger is whole: {walked}."
        where = f"entry {self.entry}: " if self.entry is not None else ""
        return f"The ledger is NOT whole: {where}{self.fault}. Walked {walked}."


class Fault(Exception):
    """What is wrong, and with which entry."""

    def __init__(self, fault: str, entry: int | None = None):
        super().__init__(fault)
        self.fault, self.entry = fault, entry


@dataclass(slots=True)
class Walk:
    """How far the walk has come. ``unsigned``: by device, the first entry that only a later one of its device can still vouch for."""

    keys: dict[str, str | None]
    chain: bytes = bytes(32)
    entry: int = 0
    commit: int = 0
    last: dict[str, tuple[int, str]] = field(default_factory=dict)
    unsigned: dict[str, int] = field(default_factory=dict)


def verify(published: tuple[int, str] | None = None) -> Report:
    """Check everything; memory stays flat. ``published``: a commit and its chain hash, from a report or a phone: no cut tail meets it."""
    now = head()
    walk = Walk({device.id: device.public_key for device in db.session.execute(select(Device.id, Device.public_key))})
    fault: Fault | None = None
    try:
        _walk(walk, now)
        _check_published(published)
    except Fault as found:
        fault = found
    finally:
        db.session.rollback()
    told = (fault.entry, fault.fault) if fault else (None, None)
    return Report(walk.entry, walk.commit, now, *told)


def _walk(walk: Walk, now: Head) -> None:
    """Entries and commits side by side, both from the first."""
    commits = _stream(select(Commit.commit, Commit.chain).where(Commit.commit <= now.commit).order_by(Commit.commit))
    newest = select(*(getattr(Entry, name) for name in COLUMNS)).where(Entry.commit <= now.commit).order_by(Entry.entry)
    for row in _stream(newest):
        _check_link(walk, row)
        _close_commits(walk, commits, row.commit)
        _check_entry(walk, row)
    _close_commits(walk, commits, now.commit + 1)
    if walk.unsigned:
        raise Fault("its signature is not its device's", min(walk.unsigned.values()))
    if (walk.chain.hex(), walk.entry, walk.commit) != (now.chain, now.entry, now.commit):
        raise Fault(f"the head does not meet the last entry {walk.entry}: something after it was cut off, or the head was changed")
    beyond = db.session.scalar(select(func.min(Entry.entry)).where(Entry.commit > now.commit))
    if beyond is not None and head().commit == now.commit:
        raise Fault("it lies beyond the head", beyond)


def _stream(wanted: Any) -> Iterator[Any]:
    return iter(db.session.execute(wanted.execution_options(yield_per=PAGE)))


def _close_commits(walk: Walk, commits: Iterator[Any], before: int) -> None:
    """Every commit below ``before`` is there, and carries the chain as it was when its last entry was written."""
    while walk.commit < before - 1:
        row = next(commits, None)
        if row is None or row.commit != walk.commit + 1:
            raise Fault(f"commit {walk.commit + 1} is missing")
        walk.commit += 1
        if row.chain != walk.chain.hex():
            raise Fault(f"commit {row.commit} does not meet the chain: it was changed, or its last entries were", walk.entry or None)


def _check_link(walk: Walk, row: Any) -> None:
    """Before anything else: the first entry that does not hang on the chain is the bad one, whatever follows from it."""
    if row.entry != walk.entry + 1:
        raise Fault("it is missing" if row.entry > walk.entry else "it stands there twice", walk.entry + 1)
    if link(walk.chain, row) != row.chain:
        raise Fault("it was changed, or one was put in or taken out before it", row.entry)
    if row.commit <= walk.commit:
        raise Fault(f"it claims commit {row.commit}, which was over before", row.entry)


def _check_entry(walk: Walk, row: Any) -> None:
    action = orjson.loads(row.bytes)
    if any(action.get(name) != getattr(row, name) for name in _NAMED) or action.get("sample") not in (None, row.sample):
        raise Fault("its columns are not what its bytes say", row.entry)
    _check_origin(walk, row, action)
    walk.chain, walk.entry = row.chain, row.entry


def _check_origin(walk: Walk, row: Any, action: dict[str, Any]) -> None:
    """It follows what its device wrote before, and its device signed it or signed what follows it."""
    hash = sha256(row.bytes).hexdigest()
    seq, before = walk.last.get(row.device, (0, ""))
    follows = row.seq == seq + 1 and (action.get("prev") == before if seq else action.get("prev") is None)
    if row.device in walk.unsigned and not follows:
        raise Fault("its signature is not its device's", walk.unsigned[row.device])
    if row.seq == seq + 1 and not follows and not any(word in row.reasons for word in _EXCUSED):
        raise Fault("it does not follow what its device wrote before it", row.entry)
    if row.device != OFFICE and not is_signed(walk.keys.get(row.device), row.sig, row.bytes):
        walk.unsigned.setdefault(row.device, row.entry)
    else:
        walk.unsigned.pop(row.device, None)
    if row.seq > seq:
        walk.last[row.device] = (row.seq, hash)


def _check_published(published: tuple[int, str] | None) -> None:
    if published is None:
        return
    commit, chain = published
    known = db.session.scalar(select(Commit.chain).where(Commit.commit == commit))
    if known is None and commit:
        raise Fault(f"commit {commit} was published, but the ledger ends before it: its tail was cut off")
    if known is not None and known != chain:
        raise Fault(f"commit {commit} was published with another chain hash: history up to it was replaced")


run = verify
