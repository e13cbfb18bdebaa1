"""Many rows in one statement on either database, straight to the driver: the ORM costs more than all the rest of a push."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

import orjson
import psycopg
from sqlalchemy import BigInteger, Boolean, Connection, Integer, LargeBinary, Table
from sqlalchemy.exc import DBAPIError

from server.database import db
from server.ledger.copying import AheadWriter

Rows = Sequence[tuple[Any, ...]]


def insert_rows(table: Any, columns: tuple[str, ...], rows: Rows, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Insert all rows or fail. ``meanwhile`` needs no database: PostgreSQL takes the rows in while it runs."""
    if _on_sqlite():
        _write(table_of(table), _insert(table_of(table), columns, True, keep_first=False), columns, rows)
        meanwhile()
    else:
        _copy(table_of(table), columns, rows, meanwhile)


def insert_missing(table: Any, columns: tuple[str, ...], rows: Rows) -> int:
    """Insert the rows that are not there yet; the unique key of the database decides which."""
    return _write(table_of(table), _insert(table_of(table), columns, _on_sqlite(), keep_first=True), columns, rows)


def update_rows(table: Any, columns: tuple[str, ...], rows: Rows) -> int:
    """Update rows by their key, which is the first of ``columns``."""
    return _write(table_of(table), _update(table_of(table), columns, _on_sqlite()), columns, rows)


def rows_by(table: Any, columns: tuple[str, ...], key: str, keys: Iterable[Any], lock: bool = False) -> list[Any]:
    """The rows whose ``key`` is among ``keys``; ``lock`` takes their locks in the order of the key."""
    asked = list(keys)
    if not asked:
        return []
    sql = _select(table_of(table), columns, key, _on_sqlite(), lock)
    parameter = orjson.dumps(asked).decode() if _on_sqlite() else _as_array(asked)
    return list(_connection().exec_driver_sql(sql, (parameter,)).fetchall())


def _connection() -> Connection:
    return db.session.connection()


def _on_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def table_of(table: Any) -> Table:
    """The table behind a model, for statements that go around the ORM."""
    return table.__table__  # type: ignore[no-any-return]


def _write(table: Table, sql: str, columns: tuple[str, ...], rows: Rows) -> int:
    """SQLite takes the rows one after the other inside the driver, PostgreSQL all of them as one JSON text.

    One array a column would be the usual way there, but psycopg writes arrays in Python: six times the cost of all the rest.
    """
    if not rows:
        return 0
    if _on_sqlite():
        return _connection().exec_driver_sql(sql, list(rows)).rowcount
    return _connection().exec_driver_sql(sql, (_as_json(table, columns, rows),)).rowcount


def _copy(table: Table, columns: tuple[str, ...], rows: Rows, meanwhile: Callable[[], None]) -> None:
    """PostgreSQL's COPY in its binary form: half the time of any insert. Its errors become SQLAlchemy's, as everywhere else."""
    connection = _connection()
    names = ", ".join(f'"{name}"' for name in columns)
    types = [_type(table, name) for name in columns]
    statement = f'copy "{table.name}" ({names}) from stdin (format binary)'
    try:
        with connection.connection.cursor() as cursor, cursor.copy(statement, writer=AheadWriter(cursor, meanwhile)) as copy:  # type: ignore[attr-defined]
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        raise DBAPIError.instance(statement, None, error, psycopg.Error, dialect=connection.dialect) from error


def _as_array(values: list[Any]) -> str:
    """Texts or whole numbers as PostgreSQL writes an array."""
    if type(values[0]) is int:
        return "{" + ",".join(map(str, values)) + "}"
    escaped = [text.replace("\\", "\\\\").replace('"', '\\"') for text in values]
    return '{"' + '","'.join(escaped) + '"}'


def _as_json(table: Table, columns: tuple[str, ...], rows: Rows) -> str:
    """Objects by column; JSON has no bytes, so those go as base64."""
    binary = [at for at, name in enumerate(columns) if _type(table, name) == "bytea"]
    objects = [dict(zip(columns, row, strict=True)) for row in rows]
    for at in binary:
        name = columns[at]
        for one in objects:
            one[name] = b64encode(one[name]).decode()
    return orjson.dumps(objects).decode()


@lru_cache
def _insert(table: Table, columns: tuple[str, ...], sqlite: bool, keep_first: bool) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    rows = f"values ({', '.join('?' * len(columns))})" if sqlite else f"select {_values(table, columns)} from {_rows(table, columns)}"
    return f'insert into "{table.name}" ({names}) {rows}' + (" on conflict do nothing" if keep_first else "")


@lru_cache
def _update(table: Table, columns: tuple[str, ...], sqlite: bool) -> str:
    key, *others = columns
    if sqlite:
        return f'update "{table.name}" set ' + ", ".join(f'"{name}" = ?{n}' for n, name in enumerate(others, 2)) + f' where "{key}" = ?1'
    sets = ", ".join(f'"{name}" = {_values(table, (name,))}' for name in others)
    return f'update "{table.name}" old set {sets} from {_rows(table, columns)} where old."{key}" = new."{key}"'


@lru_cache
def _select(table: Table, columns: tuple[str, ...], key: str, sqlite: bool, lock: bool) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    among = "in (select value from json_each(?))" if sqlite else f"= any(%s::{_type(table, key)}[])"
    locked = f' order by "{key}" for update' if lock and not sqlite else ""
    return f'select {names} from "{table.name}" where "{key}" {among}{locked}'


def _rows(table: Table, columns: tuple[str, ...]) -> str:
    """The JSON text as a table called ``new``."""
    typed = ", ".join(f'"{name}" {_json_type(table, name)}' for name in columns)
    return f"json_to_recordset(%s::json) new ({typed})"


def _values(table: Table, columns: tuple[str, ...]) -> str:
    return ", ".join(f"decode(new.\"{name}\", 'base64')" if _type(table, name) == "bytea" else f'new."{name}"' for name in columns)


def _json_type(table: Table, name: str) -> str:
    kind = _type(table, name)
    return "text" if kind == "bytea" else kind


def _type(table: Table, name: str) -> str:
    """What PostgreSQL is to take a value for. Text stays text: a cast to varchar(36) would cut in silence what must fail."""
    kind = table.columns[name].type
    names = ((Boolean, "boolean"), (BigInteger, "bigint"), (Integer, "integer"), (LargeBinary, "bytea"))
    return next((word for known, word in names if isinstance(kind, known)), "text")
