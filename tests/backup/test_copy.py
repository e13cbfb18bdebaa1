"""A backup is whole, checked, never half written over another one, and says so where it cannot be made."""

import sqlite3
from pathlib import Path

import pytest

from server.backup.cannot import CannotBackUp
from server.backup.database import back_up
from server.config import Config
from tests.databases import Sqlite


def test_a_backup_taken_while_somebody_writes_is_whole(sqlite: Sqlite, tmp_path: Path) -> None:
    url = sqlite.fresh()
    writer = sqlite3.connect(url.removeprefix("sqlite:///"))
    writer.execute("INSERT INTO archive_numbers VALUES (2026, 1, 'a')")
    writer.commit()
    writer.execute("INSERT INTO archive_numbers VALUES (2026, 2, 'b')")  # not committed
    assert back_up(url, tmp_path / "copy.sqlite") == (tmp_path / "copy.sqlite").stat().st_size
    with sqlite3.connect(tmp_path / "copy.sqlite") as copy:
        assert copy.execute("SELECT n FROM archive_numbers").fetchall() == [(1,)]
    writer.close()
    assert [path.name for path in tmp_path.iterdir()] == ["copy.sqlite"]


def test_what_is_not_there_cannot_be_backed_up(tmp_path: Path) -> None:
    with pytest.raises(CannotBackUp, match="no database"):
        back_up("sqlite:////nowhere/at/all.sqlite", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_never_replaces_another(sqlite: Sqlite, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("the last good one")
    with pytest.raises(CannotBackUp, match="never replaces"):
        back_up(Config(home=sqlite.home, database_url=sqlite.fresh()).database, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "the last good one"
