"""What one process counts, kept in a small file of its own, so that whichever process is asked tells the sum of all.

Not Prometheus' own files for several processes: those are mapped into memory, where a full disk kills who counts, and are found by
an environment variable that must stand before the library is imported. Who starts takes over the file of one that ended, so that no
count runs backwards.
"""

import fcntl
import io
import os
import struct
import threading
from collections.abc import Iterable
from itertools import count
from pathlib import Path

import structlog

log = structlog.get_logger()
BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0, float("inf"))  # seconds
VERDICTS = ("accepted", "duplicate", "flagged", "held", "quarantined")
LINES, TOOK = "lines", "took_s"
NAMES = (LINES, TOOK, *VERDICTS, *map(str, BOUNDS))
FORM = struct.Struct(f"<{len(NAMES)}d")
KIND = f".counts{len(NAMES)}"  # a version that counts other things reads none of these


class Counts:
    """Of this process, and the sums of all of one office."""

    def __init__(self, folder: Path):
        self._folder, self._one_at_a_time = folder, threading.Lock()
        self._file: io.FileIO | None = None
        self._counted = dict.fromkeys(NAMES, 0.0)

    def push(self, took_s: float, verdicts: Iterable[str]) -> None:
        """One delivery was taken."""
        with self._one_at_a_time:
            self._counted[TOOK] += took_s
            self._counted[str(next(bound for bound in BOUNDS if took_s <= bound))] += 1
            for verdict in verdicts:
                self._counted[verdict] += 1
            self._keep()

    def line(self, more: int) -> None:
        """A live line was opened (1) or closed (-1)."""
        with self._one_at_a_time:
            self._counted[LINES] += more
            self._keep()

    def sums(self) -> dict[str, float]:
        """Over all processes, those that ended included; lines only of those that live."""
        summed = dict.fromkeys(NAMES, 0.0)
        for path in sorted(self._folder.glob(f"*{KIND}")):
            with path.open("rb", buffering=0) as file:
                for name, n in _read(file).items():
                    summed[name] += n if name != LINES or not _take(file) else 0.0
        return summed

    def _keep(self) -> None:
        """A disk that is full delays what is told, never a delivery."""
        try:
            if self._file is None:
                self._file = self._own_file()
            os.pwrite(self._file.fileno(), FORM.pack(*self._counted.values()), 0)
        except OSError as error:
            log.warning("counts_not_kept", error=str(error))

    def _own_file(self) -> io.FileIO:
        """The first that no living process holds; what its last one counted is counted on."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for n in count():
            file = io.FileIO(os.open(self._folder / f"{n}{KIND}", os.O_RDWR | os.O_CREAT, 0o600), "r+")
            if _take(file):
                break
            file.close()
        for name, before in _read(file).items():
            self._counted[name] += before if name != LINES else 0.0
        return file


def _take(file: io.FileIO) -> bool:
    """False: a living process holds it. It is given back when the file is closed, or its process ends however it ends."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(file: io.FileIO) -> dict[str, float]:
    content = os.pread(file.fileno(), FORM.size, 0)
    return dict(zip(NAMES, FORM.unpack(content), strict=True)) if len(content) == FORM.size else {}
