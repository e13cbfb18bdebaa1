"""A copy of the database is whole though somebody writes meanwhile, and says so where it cannot be made."""

import sqlite3
from pathlib import Path

import pytest

from server.backup.cannot import CannotBackUp
from server.backup.database import dump
from tests.databases import Sqlite


def test_a_backup_taken_while_somebody_writes_is_whole(sqlite: Sqlite, tmp_path: Path) -> None:
    url = sqlite.fresh()
    writer = sqlite3.connect(url.removeprefix("sqlite:///"))
    writer.execute("INSERT INTO archive_numbers VALUES (2026, 1, 'a')")
    writer.commit()
    writer.execute("INSERT INTO archive_numbers VALUES (2026, 2, 'b')")  # not committed
    dump(url, tmp_path / "copy.sqlite")
    with sqlite3.connect(tmp_path / "copy.sqlite") as copy:
        assert copy.execute("SELECT n FROM archive_numbers").fetchall() == [(1,)]
    writer.close()
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite"]


def test_what_is_not_there_cannot_be_backed_up(tmp_path: Path) -> None:
    with pytest.raises(CannotBackUp, match="no database"):
        dump("sqlite:////nowhere/at/all.sqlite", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []
