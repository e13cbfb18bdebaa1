"""The one database handle, and how a connection to SQLite or PostgreSQL is opened."""

from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event
from sqlalchemy.orm import DeclarativeBase

from server.floor import Speaker


class Base(DeclarativeBase):
    """Every table of every part hangs on this."""


db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:  # what db.Model is at run time; mypy cannot see through it
    Model = Base
else:
    Model = db.Model


def engine_options(url: str) -> dict[str, object]:
    """Enough connections for sixty phones at once, each tried before use; a full pool answers 503 after 10 s instead of hanging.

    A server whose machine lost its power says nothing at all: one that leaves what was sent unanswered is given up.
    """
    if url.startswith("sqlite"):
        return {"pool_size": 20, "max_overflow": 40, "pool_timeout": 10, "pool_use_lifo": True}  # the last used has its pages warm
    gone = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    return {"pool_size": 40, "max_overflow": 0, "pool_use_lifo": True, "pool_timeout": 10, "pool_pre_ping": True, "connect_args": gone}


_PRAGMAS = (
    *("page_size=16384", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "cache_size=-65536"),
    "recursive_triggers=ON",  # or INSERT OR REPLACE would take an entry of history away past the trigger that refuses it
)


@event.listens_for(Engine, "do_connect")
def _open_postgresql(dialect: Any, _record: object, given: Any, named: Any) -> Any:
    """A connection of ours; None: SQLAlchemy opens it."""
    return Speaker.connect(*given, **named) if dialect.driver == "psycopg" else None


@event.listens_for(Engine, "connect")
def _make_durable(connection: Any, _record: object) -> None:
    """What is committed is on the disk before anybody is told so, however the database was set up.

    SQLite: WAL, synchronous FULL, foreign keys, wait for the lock instead of failing. A ledger row takes a quarter of its usual page, so
    pages are four times that; only a new file heeds it, and only before WAL. The cache holds what a day's pushes touch.
    """
    if isinstance(connection, Speaker):
        connection.execute("SET synchronous_commit TO on")
        connection.commit()
    elif type(connection).__module__.startswith("sqlite3"):
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
