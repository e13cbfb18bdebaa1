"""Many rows in one statement on either database, straight to the driver: the ORM costs more than all the rest of a push."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import BigInteger, Boolean, Connection, Integer, LargeBinary, Table

from server.database import db

Rows = Sequence[tuple[Any, ...]]


def insert_rows(table: Any, columns: tuple[str, ...], rows: Rows) -> int:
    """Insert all rows or fail; how many were written."""
    return _write(_insert(_of(table), columns, _on_sqlite(), keep_first=False), rows)


def insert_missing(table: Any, columns: tuple[str, ...], rows: Rows) -> int:
    """Insert the rows that are not there yet; the unique key of the database decides which."""
    return _write(_insert(_of(table), columns, _on_sqlite(), keep_first=True), rows)


def update_rows(table: Any, columns: tuple[str, ...], rows: Rows) -> int:
    """Update rows by their key, which is the first of ``columns``."""
    return _write(_update(_of(table), columns, _on_sqlite()), rows)


def rows_by(table: Any, columns: tuple[str, ...], key: str, keys: Iterable[Any], lock: bool = False) -> list[Any]:
    """The rows whose ``key`` is among ``keys``; ``lock`` takes their locks in the order of the key."""
    asked = list(keys)
    if not asked:
        return []
    sql = _select(_of(table), columns, key, _on_sqlite(), lock)
    parameter = orjson.dumps(asked).decode() if _on_sqlite() else asked
    return list(_connection().exec_driver_sql(sql, (parameter,)).fetchall())


def _connection() -> Connection:
    return db.session.connection()


def _on_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def _of(table: Any) -> Table:
    return table.__table__  # type: ignore[no-any-return]


def _write(sql: str, rows: Rows) -> int:
    """SQLite takes the rows one after the other inside the driver, PostgreSQL one array a column."""
    if not rows:
        return 0
    if _on_sqlite():
        return _connection().exec_driver_sql(sql, list(rows)).rowcount
    arrays = tuple(map(list, zip(*rows, strict=True)))
    return _connection().exec_driver_sql(sql, arrays).rowcount


@lru_cache
def _insert(table: Table, columns: tuple[str, ...], sqlite: bool, keep_first: bool) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    rows = f"values ({', '.join('?' * len(columns))})" if sqlite else f"select * from {_unnest(table, columns)}"
    return f'insert into "{table.name}" ({names}) {rows}' + (" on conflict do nothing" if keep_first else "")


@lru_cache
def _update(table: Table, columns: tuple[str, ...], sqlite: bool) -> str:
    key, *others = columns
    if sqlite:
        return f'update "{table.name}" set ' + ", ".join(f'"{name}" = ?{n}' for n, name in enumerate(others, 2)) + f' where "{key}" = ?1'
    sets = ", ".join(f'"{name}" = new."{name}"' for name in others)
    names = ", ".join(f'"{name}"' for name in columns)
    return f'update "{table.name}" old set {sets} from {_unnest(table, columns)} new ({names}) where old."{key}" = new."{key}"'


@lru_cache
def _select(table: Table, columns: tuple[str, ...], key: str, sqlite: bool, lock: bool) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    among = "in (select value from json_each(?))" if sqlite else "= any(%s)"
    locked = f' order by "{key}" for update' if lock and not sqlite else ""
    return f'select {names} from "{table.name}" where "{key}" {among}{locked}'


def _unnest(table: Table, columns: tuple[str, ...]) -> str:
    return f"unnest({', '.join(f'%s::{_type(table, name)}[]' for name in columns)})"


def _type(table: Table, name: str) -> str:
    """The element type of an array parameter. Text stays text: a cast to varchar(36) would cut in silence what must fail."""
    kind = table.columns[name].type
    names = ((Boolean, "boolean"), (BigInteger, "bigint"), (Integer, "bigint"), (LargeBinary, "bytea"))
    return next((word for known, word in names if isinstance(kind, known)), "text")

