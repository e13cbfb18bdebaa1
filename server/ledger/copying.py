"""The end of a COPY, said before its answer is wanted: PostgreSQL inserts the rows while this process does something else."""

from collections.abc import Callable, Generator
from typing import Any

from psycopg import Cursor
from psycopg.copy import LibpqWriter
from psycopg.errors import error_from_result
from psycopg.generators import fetch_many
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn
from psycopg.waiting import Wait


class AheadWriter(LibpqWriter):
    """Calls ``meanwhile`` when everything is sent; it must leave the connection alone.

    Rows in the binary form are inserted when their end is known, not as they come, so waiting for the answer first would be idle time.
    """

    def __init__(self, cursor: Cursor[Any], meanwhile: Callable[[], None]):
        super().__init__(cursor)
        self.meanwhile = meanwhile

    def finish(self, exc: BaseException | None = None) -> None:
        if exc is not None:
            super().finish(exc)
            return
        self.connection.wait(_send_end(self.connection.pgconn))
        try:
            self.meanwhile()
        finally:  # the answer is taken off the line in any case, or the connection could not go on
            result = self.connection.wait(fetch_many(self.connection.pgconn))[-1]
        if result.status != ExecStatus.COMMAND_OK:
            raise error_from_result(result)


def _send_end(pgconn: PGconn) -> Generator[Wait, Any, None]:
    while pgconn.put_copy_end() == 0:
        yield Wait.W
    while pgconn.flush():
        yield Wait.W
