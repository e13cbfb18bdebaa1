"""Keeping the floor: who holds the lock that all writers need is not made to wait behind who only reads.

Under gevent every wait for the database lets all others of the process have their turn first. Between taking the lock of the head and the
commit there are some ten such waits of a fraction of a millisecond; under load each became as long as all else the process had to do, and
for every writer of every process one after another. So there a connection waits without giving way: a moment at most, for a database that
does not answer stops nobody, and for as long as a push may take, not an import of thousands.
"""

import select
import time
from typing import Any

import psycopg
from gevent import monkey  # type: ignore[import-untyped]
from psycopg.waiting import READY_NONE, READY_R, READY_W, WAIT_R, WAIT_W
from sqlalchemy import Connection

MOMENT_MS = 50
LONGEST_S = 0.25
_poll = monkey.get_original("select", "poll")


class Speaker(psycopg.Connection[Any]):
    """A connection to PostgreSQL that may keep the floor."""

    _until = 0.0

    def keep_floor(self) -> None:
        self._until = time.monotonic() + LONGEST_S

    def give_way(self) -> None:
        self._until = 0.0

    def wait(self, gen: Any, *given: Any, **named: Any) -> Any:
        if time.monotonic() > self._until:
            return super().wait(gen, *given, **named)
        return _wait_still(gen, self.pgconn.socket)


def speaker_of(connection: Connection) -> Speaker | None:
    """None on SQLite, where nobody waits for an answer."""
    raw = connection.connection.dbapi_connection
    return raw if isinstance(raw, Speaker) else None


def _wait_still(gen: Any, fileno: int) -> Any:
    """What psycopg's own ``wait`` does, but at first without giving way."""
    try:
        wanted = next(gen)
        while True:
            wanted = gen.send(_ready(fileno, wanted))
    except StopIteration as done:
        return done.value


def _ready(fileno: int, wanted: int) -> int:
    """For what the socket is ready, READY_NONE if for nothing yet."""
    mask = (select.POLLIN if wanted & WAIT_R else 0) | (select.POLLOUT if wanted & WAIT_W else 0)
    found = _events(_poll(), fileno, mask) or _events(select.poll(), fileno, mask)
    ready = (READY_R if found & select.POLLIN else 0) | (READY_W if found & select.POLLOUT else 0)
    return ready or (READY_R if found else READY_NONE)  # an error is found by reading


def _events(poll: Any, fileno: int, mask: int) -> int:
    poll.register(fileno, mask)
    found = poll.poll(MOMENT_MS)
    return int(found[0][1]) if found else 0
