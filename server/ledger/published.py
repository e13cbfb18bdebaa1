"""Heads of history that are kept elsewhere, a line each, and whether the ledger still meets them: what no owner of a database can forge."""

import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
from sqlalchemy import select

from server.database import db
from server.ledger.cursor import GENESIS, OFFICE, head
from server.ledger.tables import Commit, Entry
from server.web import clock

FILE = "heads.txt"
LINE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) epoch ([0-9a-f-]{36}) commit (\d{1,18}) entry (\d{1,18}) chain ([0-9a-f]{64})\b")


class NoHead(Exception):
    """The line that was kept says no head; its number."""


@dataclass(frozen=True)
class Published:
    """Where history stood at a time: one line to be printed, mailed, written down."""

    at: str
    epoch: str
    commit: int
    entry: int
    chain: str

    def __str__(self) -> str:
        return f"{self.at} epoch {self.epoch} commit {self.commit} entry {self.entry} chain {self.chain}"


@dataclass(frozen=True)
class Against:
    """``apart``: the oldest head the ledger does not meet; ``vouched``: the last entry that an older head still vouches for.

    ``undone`` lie in what a backup that was put back took away, as the ledger itself says.
    """

    heads: int
    undone: int
    apart: Published | None
    vouched: int

    @property
    def good(self) -> bool:
        return self.apart is None

    def __str__(self) -> str:
        undone = f" {self.undone} lie in what a backup that was put back took away; was that you?" if self.undone else ""
        if self.apart is None:
            return f"All {self.heads - self.undone} kept heads fit.{undone}"
        where = f"history departs from it between entry {self.vouched + 1} and entry {self.apart.entry}"
        return f"The head kept on {self.apart.at} (commit {self.apart.commit}) no longer fits: {where}.{undone}"


def now() -> Published:
    """The head as it may be published now."""
    told = head()
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(clock.now_ms() / 1000))
    return Published(at, told.epoch, told.commit, told.entry, told.chain)


def keep_daily(home: Path) -> bool:
    """Add the head to the file in the office's home, once a day (UTC); nothing there is ever changed. Whether it was added."""
    told, path = now(), home / FILE
    last = path.read_text().splitlines()[-1:] if path.exists() else []
    if told.commit == 0 or any(line.startswith(told.at[:10]) for line in last):
        return False
    with path.open("a") as file:
        file.write(f"{told}\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def read(text: str) -> list[Published]:
    """The heads of a file, one a line with anything around it; blank lines and those that begin with # say nothing. Raises NoHead."""
    kept = []
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = LINE.search(line)
        if found is None:
            raise NoHead(n)
        at, epoch, commit, entry, chain = found.groups()
        kept.append(Published(at, epoch, int(commit), int(entry), chain))
    return kept


def against(kept: Sequence[Published]) -> Against:
    """Which of these heads the ledger does not meet, and since which entry. ``verify`` says whether the ledger meets itself."""
    back = _put_back()
    undone = vouched = 0
    for one in sorted(kept, key=lambda one: one.commit):
        if _chain_at(one.commit) == one.chain:
            vouched = one.entry
        elif one.commit > back.get(one.epoch, one.commit):
            undone += 1
        else:
            return Against(len(kept), undone, one, vouched)
    return Against(len(kept), undone, None, vouched)


def _chain_at(commit: int) -> str | None:
    return db.session.scalar(select(Commit.chain).where(Commit.commit == commit)) if commit else GENESIS


def _put_back() -> dict[str, int]:
    """By epoch that a backup ended: its last commit that is still history."""
    said = db.session.scalars(select(Entry.bytes).where(Entry.kind == "restored", Entry.device == OFFICE))
    bodies = [orjson.loads(one)["body"] for one in said]
    return {body["epoch"]: body["commit"] for body in bodies}
