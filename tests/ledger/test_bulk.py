"""Many rows at once, straight to the driver: whatever goes wrong is an error, and the connection goes on."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from server.database import db
from server.ledger import bulk
from server.stock.tables import ArchiveNumber, Tag

COLUMNS = ("year", "n", "sample")
TAG = ("code", "generation", "issued_ms", "commit")
ODD = ("plain", 'with "quotes"', "back\\slash", "com,ma", "{brace}", "NULL", "", "  ", "戒指")


def _rows(count: int) -> list[tuple[int, int, str]]:
    return [(2026, n, f"sample {n}") for n in range(1, count + 1)]


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(ArchiveNumber)) or 0


def test_what_is_done_meanwhile_is_done_once_and_the_rows_are_there(app: Flask) -> None:
    done: list[str] = []
    with app.app_context():
        bulk.insert_rows(ArchiveNumber, COLUMNS, _rows(2_000), meanwhile=lambda: done.append("moved"))
        assert (_count(), done) == (2_000, ["moved"])


def test_rows_the_database_refuses_are_an_error_whatever_was_done_meanwhile(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(DBAPIError), db.session.begin_nested():
            bulk.insert_rows(ArchiveNumber, COLUMNS, [*_rows(3), (2026, 3, "another")])
        assert _count() == 0
        bulk.insert_rows(ArchiveNumber, COLUMNS, _rows(3))
        assert _count() == 3


def test_a_failure_meanwhile_takes_the_rows_back_and_leaves_the_connection_usable(app: Flask) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with app.app_context():
        with pytest.raises(ZeroDivisionError), db.session.begin_nested():
            bulk.insert_rows(ArchiveNumber, COLUMNS, _rows(3), meanwhile=fail)
        assert _count() == 0


def test_a_row_the_driver_cannot_write_is_an_error_and_the_connection_goes_on(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(Exception), db.session.begin_nested():  # noqa: B017  # each driver has its own
            bulk.insert_rows(ArchiveNumber, COLUMNS, [*_rows(3), (2026, 4, object())])
        assert _count() == 0


def test_rows_are_found_by_keys_with_any_signs_in_them(app: Flask) -> None:
    with app.app_context():
        bulk.insert_rows(Tag, TAG, [(code, 1, 0, 1) for code in ODD])
        found = {row.code for row in bulk.rows_by(Tag, ("code",), "code", ODD)}
        assert found == set(ODD)
        assert [row.code for row in bulk.rows_by(Tag, ("code",), "code", ["{plain}", "nobody", "slash"])] == []
        assert len(bulk.rows_by(Tag, ("code",), "commit", [1, 2])) == len(ODD)


def test_a_new_sqlite_file_has_pages_that_hold_a_ledger_row_well(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            assert db.session.connection().exec_driver_sql("PRAGMA page_size").scalar() == 16_384
            assert db.session.connection().exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        else:
            assert db.session.connection().exec_driver_sql("show synchronous_commit").scalar() == "on"
