"""The least it can cost: the same rows written raw, in one transaction, with no check at all."""

import os
import sqlite3
import tempfile
import time
from pathlib import Path

import psycopg

from tests.phone import Made

_COLUMNS = "entry bigint primary key, id text unique, device text, seq bigint, bytes {blob}, sig text, chain {blob}"
_INSERT = "insert into floor values (?, ?, ?, ?, ?, ?, ?)"


def rows_of(made: list[Made]) -> list[tuple[int, str, str, int, bytes, str, bytes]]:
    return [(n, one.id, "device", one.seq, one.bytes, one.sig, os.urandom(32)) for n, one in enumerate(made, 1)]


def on_sqlite(made: list[Made], rounds: int) -> list[float]:
    """executemany, WAL, synchronous FULL."""
    rows, took = rows_of(made), []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as home:
            connection = sqlite3.connect(Path(home) / "floor.sqlite", isolation_level=None)
            connection.execute("pragma journal_mode=wal")
            connection.execute("pragma synchronous=full")
            connection.execute(f"create table floor ({_COLUMNS.format(blob='blob')})")
            began = time.perf_counter()
            connection.execute("begin immediate")
            connection.executemany(_INSERT, rows)
            connection.execute("commit")
            took.append(time.perf_counter() - began)
            connection.close()
    return took


def on_postgresql(url: str, made: list[Made], rounds: int) -> list[float]:
    """COPY, one durable commit."""
    rows, took = rows_of(made), []
    with psycopg.connect(url) as connection:
        for _ in range(rounds):
            connection.execute("drop table if exists floor")
            connection.execute(f"create table floor ({_COLUMNS.format(blob='bytea')})")
            connection.commit()
            began = time.perf_counter()
            with connection.cursor() as cursor, cursor.copy("copy floor from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
            connection.commit()
            took.append(time.perf_counter() - began)
    return took
