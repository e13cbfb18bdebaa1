"""The first sync, compressed once and kept: everything at one commit, in pages that lie ready in memory and on disk."""

import fcntl
import logging
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from server.ledger.cursor import Head
from server.sync.position import SHORT, Position
from server.sync.pull import head_of, stands_in
from server.sync.reading import reading
from server.sync.snapshot_pages import pages_of

log = logging.getLogger(__name__)
_OURS = re.compile(r"[0-9a-f-]{36}(_[0-9a-f]+){3,4}|draft-.*")
KEPT = 2  # the newest, and the one before it for clients in the middle of it
_FEWEST_BEHIND, _MOST_BEHIND = 500, 5_000  # changes a client gets on top before a new snapshot is worth making


@dataclass(frozen=True)
class Snapshot:
    """All rows at ``commit``, where the chain hash begins so; ``pages`` are gzip bodies, the last leads on into the changes since."""

    epoch: str
    commit: int
    chain: str
    entry: int
    rows: int
    pages: tuple[bytes, ...]

    @property
    def name(self) -> str:
        return f"{self.epoch}_{self.commit}_{self.chain}_{self.entry}_{self.rows}"

    def serves(self, head: Head) -> bool:
        """Near enough to the head: what is missing costs the client less than a new snapshot costs the office."""
        behind = (head.commit - self.commit) + (head.entry - self.entry)
        return self.epoch == head.epoch and 0 <= behind <= min(_MOST_BEHIND, max(_FEWEST_BEHIND, self.rows // 10))


def of(app: Flask) -> "Snapshots":
    """The snapshots of this app."""
    return app.extensions.setdefault("loupe_snapshots", Snapshots(app.config["LOUPE"].home / "snapshots"))


class Snapshots:
    """The newest snapshots, in memory and in ``folder``, which other processes of this office may share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: list[Snapshot] = []

    def fresh(self) -> Snapshot:
        """One that serves the head as it is now; made by the first who needs it, the others wait for that one."""
        found = self._serving()
        if found is None:
            with _alone_in(self.folder):
                found = self._serving() or self._keep(self._lying_there() or self._make())
        return found

    def page(self, position: Position) -> bytes | None:
        """The page a client goes on with; None when that snapshot is gone."""
        number = int(position.key) if position.key.isdecimal() else 0
        for one in self.kept:
            if (one.commit, one.chain) == (position.commit, position.chain) and one.epoch.startswith(position.epoch):
                return one.pages[number] if number < len(one.pages) else None
        lying = self.folder.glob(f"{position.epoch}*_{position.commit}_{position.chain}_*/{number:04}.gz")
        return next((page.read_bytes() for page in lying), None)

    def _serving(self) -> Snapshot | None:
        return next(_of_this_history(self.kept), None)

    def _lying_there(self) -> Snapshot | None:
        """Made by another process, or before this one was started."""
        found = [one for path in self.folder.glob("*_*") if (one := _read(path))]
        return max(_of_this_history(found), key=lambda one: one.commit, default=None)

    def _keep(self, one: Snapshot) -> Snapshot:
        self.kept = [one, *(other for other in self.kept if other.name != one.name)][:KEPT]
        return one

    def _make(self) -> Snapshot:
        began = time.perf_counter()
        with reading() as connection:
            head = head_of(connection)
            pages, rows = pages_of(connection, head)
        made = Snapshot(head.epoch, head.commit, head.chain[:SHORT], head.entry, rows, pages)
        self._write(made)
        log.info("snapshot of %d rows at %d made in %.2f s", rows, head.commit, time.perf_counter() - began)
        return made

    def _write(self, made: Snapshot) -> None:
        """Whole or not at all; a full disk costs the copy, not the sync."""
        try:
            draft = Path(tempfile.mkdtemp(prefix="draft-", dir=self.folder))
            for number, page in enumerate(made.pages):
                (draft / f"{number:04}.gz").write_bytes(page)
            shutil.rmtree(self.folder / made.name, ignore_errors=True)
            os.rename(draft, self.folder / made.name)
            self._sweep()
        except OSError as error:
            log.warning("snapshot kept in memory only: %s", error)

    def _sweep(self) -> None:
        """Only folders of the shape written here are touched."""
        ours = [path for path in self.folder.iterdir() if _OURS.fullmatch(path.name)]
        for path in sorted(ours, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
            shutil.rmtree(path, ignore_errors=True)


def _read(path: Path) -> Snapshot | None:
    try:
        epoch, commit, chain, entry, rows = path.name.split("_")
        pages = tuple(page.read_bytes() for page in sorted(path.glob("*.gz")))
        return Snapshot(epoch, int(commit), chain, int(entry), int(rows), pages) if pages else None
    except (OSError, ValueError):
        return None  # swept away by another process in this moment, or not ours


def _of_this_history(some: Iterable[Snapshot]) -> Iterator[Snapshot]:
    """Those that serve the head as it is now and were made of the history that leads to it: a backup may have been put back since."""
    with reading() as connection:
        head = head_of(connection)
        good = [one for one in some if one.serves(head) and stands_in(connection, head, one.commit, one.chain)]
    return iter(good)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Among all requests and all processes of this office. Asks again instead of waiting in the lock, which would stop every greenlet."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(folder / "lock", "w") as lock:
        while not _locked(lock.fileno()):
            time.sleep(0.05)
        yield


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
