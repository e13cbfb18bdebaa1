"""One consistent read: whatever is asked on this connection is answered as of the same commit."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from server.database import db

_AT_ONE_COMMIT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@contextmanager
def reading() -> Iterator[Connection]:
    """A read-only connection at one commit. The request's own session is given back first: a request never holds two."""
    db.session.close()
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")  # Python's sqlite3 opens none for a SELECT, and each would see its own commit
        else:
            connection = connection.execution_options(**_AT_ONE_COMMIT)
        yield connection
        connection.rollback()
