"""Everything the office knows at one commit, written as compressed pages in small steps, so that no call waits long meanwhile."""

import time
import zlib
from collections.abc import Iterator

import orjson
from sqlalchemy import Connection, Select

from server.ledger.cursor import Head
from server.ledger.reads import TOLD_MS
from server.ledger.tables import Entry, Read
from server.sync import pull
from server.sync.position import SHORT, Position
from server.sync.rows import LAST_ENTRIES, TABLES, WireTable
from server.web import clock

STEP_ROWS = 500  # read, written and compressed in about 10 ms, then others get the processor
_GZIP = 16 + zlib.MAX_WBITS
_LEVEL = 6


class _Page:
    """One page of the reply, compressed as it grows."""

    def __init__(self, head: Head) -> None:
        self.rows = 0
        self._table: WireTable | None = None
        self._zip = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
        self._parts: list[bytes] = []
        self._add(orjson.dumps({"epoch": head.epoch, "to": head.commit, "chain": head.chain, "gone": {}})[:-1] + b',"tables":{')

    def add(self, table: WireTable, rows: list[list]) -> None:
        self._add(b"," if table is self._table else self._opening(table))
        self._add(orjson.dumps(rows)[1:-1])
        self._table = table
        self.rows += len(rows)

    def closed(self, following: Position) -> bytes:
        end = b"]}}" if self._table else b"}"
        self._add(end + b',"page":' + orjson.dumps(str(following)) + b"}")
        return b"".join([*self._parts, self._zip.flush()])

    def _opening(self, table: WireTable) -> bytes:
        before = b"]}," if self._table else b""
        return before + b'"%s":{"cols":%s,"rows":[' % (table.name.encode(), orjson.dumps(table.cols))

    def _add(self, piece: bytes) -> None:
        self._parts.append(self._zip.compress(piece))


def pages_of(connection: Connection, head: Head) -> tuple[tuple[bytes, ...], int]:
    """The pages, each naming the next, the last one the changes since; and how many rows there are."""
    epoch, chain, pages, rows = head.epoch[:SHORT], head.chain[:SHORT], [], 0
    page = _Page(head)
    for table, some in _steps(connection, head):
        if page.rows >= pull.PAGE_ROWS:
            pages.append(page.closed(Position("s", epoch, head.commit, chain, key=str(len(pages) + 1))))
            page = _Page(head)
        page.add(table, some)
        rows += len(some)
        time.sleep(0)
    pages.append(page.closed(Position("c", epoch, head.commit, chain)))
    return tuple(pages), rows


def _steps(connection: Connection, head: Head) -> Iterator[tuple[WireTable, list[list]]]:
    for table in TABLES:
        rows = connection.execution_options(yield_per=STEP_ROWS).execute(_query(table, head))
        for some in rows.partitions():
            yield table, [table.wire(row) for row in some]


def _query(table: WireTable, head: Head) -> Select:
    if table.name == "entries":
        return table.query.where(Entry.entry > head.entry - LAST_ENTRIES)
    return table.query.where(Read.at_ms > clock.now_ms() - TOLD_MS) if table.name == "reads" else table.query
