"""The rows that changed since a commit: commits in order, in pages that never mix, each row once, with a position to go on from."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, or_, select

from server.ledger.cursor import GENESIS, Head
from server.ledger.tables import Commit, LogHead
from server.sync.position import SHORT, Position
from server.sync.rows import GONE, TABLES, WireTable, worth_telling

PAGE_ROWS = 5_000
_IN_ORDER = (GONE, *TABLES)
_AT = {table.name: at for at, table in enumerate(_IN_ORDER)}
_AFTER_ALL = len(_IN_ORDER)
_NEWEST = select(*(table.newest.scalar_subquery() for table in _IN_ORDER))
_LARGEST = 2**63 - 1


class BadPosition(Exception):
    """A page that this office never gave out."""


@dataclass(frozen=True)
class Found:
    """A row that changed. ``at``: its table, in the order of the wire; ``sent``: the row as bytes, where it is sent many times."""

    commit: int
    at: int
    row: Row | tuple[Any, ...]
    sent: Any = None

    @property
    def table(self) -> str:
        return _IN_ORDER[self.at].name

    @property
    def key(self) -> Any:
        return self.row[_IN_ORDER[self.at].key_at]

    @property
    def takes_away(self) -> tuple[str, str] | None:
        """(table, key) of the row that is deleted; None: this is a row of its own."""
        return (self.row.of, self.row.id) if self.at == 0 else None

    @property
    def wire(self) -> Any:
        return _IN_ORDER[self.at].wire(self.row) if self.sent is None else self.sent


def head_of(connection: Connection) -> Head:
    """The newest commit in this consistent read."""
    row = connection.execute(select(LogHead.epoch, LogHead.commit, LogHead.chain, LogHead.entry).where(LogHead.id == 1)).one()
    return Head(*row)


def chain_at(connection: Connection, commit: int) -> str | None:
    return connection.scalar(select(Commit.chain).where(Commit.commit == commit)) if commit else GENESIS


def stands_in(connection: Connection, head: Head, commit: int, chain: str) -> bool:
    """Whether this office's history has this chain hash (or one that begins so) at this commit."""
    return commit <= head.commit and (chain_at(connection, commit) or "").startswith(chain)


def changes(connection: Connection, head: Head, start: Position) -> dict:
    """One page of the reply. A row that changes between two pages moves behind the position, so nothing is missed.

    The last page is everything up to this read's head: what the client then holds is the office at ``to``."""
    page = found(connection, head, start, PAGE_ROWS + 1)
    more = len(page) > PAGE_ROWS
    page = page[:PAGE_ROWS]
    return reply(head, page, str(_position(connection, head, page[-1])) if more else None)


def found(connection: Connection, head: Head, start: Position, most: int) -> list[Found]:
    """The first rows behind ``start``, in the order of the wire. Most tables have none, which one question tells of all.

    Raises BadPosition."""
    if start.table:
        _key(_IN_ORDER[_stands_at(start)], start.key)
    newest = connection.execute(_NEWEST).one()
    lists = [_after(connection, at, head, start, most) for at in range(_AFTER_ALL) if (newest[at] or 0) >= start.commit]
    return list(islice(merge(*lists, key=lambda one: (one.commit, one.at)), most))


def reply(head: Head, page: Sequence[Found], following: str | None) -> dict:
    """Only tables with rows are named. Removals are to be applied before rows."""
    rows: dict[int, list] = {}
    gone: dict[str, list[str]] = {}
    for one in page:
        if one.takes_away:
            gone.setdefault(one.takes_away[0], []).append(one.takes_away[1])
        else:
            rows.setdefault(one.at, []).append(one.wire)
    tables = {_IN_ORDER[at].name: {"cols": _IN_ORDER[at].cols, "rows": rows[at]} for at in rows}
    return {"epoch": head.epoch, "to": head.commit, "chain": head.chain, "tables": tables, "gone": gone, "page": following}


def _position(connection: Connection, head: Head, last: Found) -> Position:
    table = _IN_ORDER[last.at]
    chain = chain_at(connection, last.commit) or ""
    return Position("c", head.epoch[:SHORT], last.commit, chain[:SHORT], table.name, str(last.row[table.key_at]))


def _after(connection: Connection, at: int, head: Head, start: Position, limit: int) -> list[Found]:
    table = _IN_ORDER[at]
    commit = table.cols.index("commit")
    query = _query(table, at, start).limit(limit)
    rows = connection.execute(query.where(worth_telling(head.entry)) if table.name == "entries" else query).all()
    return [Found(row[commit], at, row) for row in rows]


def _query(table: WireTable, at: int, start: Position) -> Select:
    """Rows of this table behind the position, which stands in one commit, at one table, at one key."""
    stands = _stands_at(start)
    if at < stands:
        return table.query.where(table.commit > start.commit)
    if at > stands:
        return table.query.where(table.commit >= start.commit)
    further = and_(table.commit == start.commit, table.key > _key(table, start.key))
    return table.query.where(or_(table.commit > start.commit, further))


def _stands_at(start: Position) -> int:
    if not start.table:
        return _AFTER_ALL
    if start.table not in _AT:
        raise BadPosition(start.table)
    return _AT[start.table]


def _key(table: WireTable, key: str) -> str | int:
    if table.name != "entries":
        return key
    if not key.isdecimal() or int(key) > _LARGEST:
        raise BadPosition(key)
    return int(key)
