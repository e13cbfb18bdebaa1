"""What only one process of an office may do at a time: said in PostgreSQL, as some may run elsewhere; else in its home."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from flask import Flask
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from server.database import db

_TRY, _WAIT, _LEAVE = (text(f"SELECT {call}(:key)") for call in ("pg_try_advisory_lock", "pg_advisory_lock", "pg_advisory_unlock"))
_ALIVE = text("SELECT 1")


def key_of(name: str) -> int:
    """The number PostgreSQL knows it by."""
    return int.from_bytes(sha256(f"loupe/{name}".encode()).digest()[:8], "big", signed=True)


def _lock_file(app: Flask, name: str) -> Path:
    home: Path = app.config["LOUPE"].home
    home.mkdir(parents=True, exist_ok=True)
    return home / f"{name}.lock"


def _is_postgres(engine: Engine) -> bool:
    return engine.dialect.name == "postgresql"


def _session(engine: Engine) -> Connection:
    """Its own, and outside any transaction: the lock lives as long as this connection."""
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")


@contextmanager
def one_by_one(app: Flask, name: str) -> Iterator[None]:
    """Whoever comes second waits until the first has done it. In an app context."""
    if not _is_postgres(db.engine):
        with _lock_file(app, name).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with _session(db.engine) as session:
        session.execute(_WAIT, {"key": key_of(name)})
        try:
            yield
        finally:
            session.execute(_LEAVE, {"key": key_of(name)})


class Sole:
    """The right to something that one process has; it goes with that process's life, or with its connection to the database."""

    def __init__(self, app: Flask, name: str):
        self._app, self._name = app, name
        self._held: Connection | IO[str] | None = None

    def is_mine(self) -> bool:
        """Asked before each use; takes it where nobody has it. False as well where the database cannot be asked."""
        if self._held is None:
            self._held = self._take()
        elif isinstance(self._held, Connection) and not self._is_alive(self._held):
            self._held = None  # the server let the lock go with the session: another may have it by now
        return self._held is not None

    def let_go(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def _take(self) -> Connection | IO[str] | None:
        with self._app.app_context():
            return self._take_in_database(db.engine) if _is_postgres(db.engine) else self._take_in_home()

    def _take_in_database(self, engine: Engine) -> Connection | None:
        try:
            session = _session(engine)
            if session.execute(_TRY, {"key": key_of(self._name)}).scalar():
                session.detach()  # a pool would hand it on with the lock in it
                return session
            session.close()
        except DBAPIError:
            return None
        return None

    def _take_in_home(self) -> IO[str] | None:
        lock = _lock_file(self._app, self._name).open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return None
        return lock

    @staticmethod
    def _is_alive(session: Connection) -> bool:
        try:
            session.execute(_ALIVE)
        except DBAPIError:
            session.invalidate()
            session.close()
            return False
        return True
