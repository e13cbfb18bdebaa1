"""History is kept by the database too: what the office's own code, or whoever speaks SQL to it, would change there is refused."""

from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from server.backup.database import dump, kind_of, scratch
from server.database import db
from server.ledger.verify import verify
from tests.ledger.conftest import Story
from tests.tamper import TABLES

COLUMN = {"ledger": "verdict", "commits": "chain", "carriages": "courier", "quarantine": "bytes"}
ROWS = (
    "INSERT INTO carriages (device, from_seq, to_seq, records, at_ms) VALUES ('d', 1, 1, 1, 1)",
    "INSERT INTO quarantine (sha256, device, id, bytes, reasons, received_ms) VALUES ('s', 'd', 'i', 'x', '[]', 1)",
)
REVIEW = "UPDATE quarantine SET decision = 'reject', reason = 'r', reviewed_by = 'b', reviewed_ms = 1"


def forbidden(kind: str) -> list[str]:
    told = [f"UPDATE {table} SET {column} = NULL" for table, column in COLUMN.items()] + [f"DELETE FROM {table}" for table in TABLES]
    if kind == "sqlite":
        return [*told, "INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE entry = 2", "UPDATE OR IGNORE ledger SET entry = 1"]
    return [*told, *(f"TRUNCATE {table} CASCADE" for table in TABLES)]


def refused(connection, statement: str) -> bool:
    try:
        connection.execute(text(statement))
    except IntegrityError as error:
        return "is never changed" in str(error)
    finally:
        connection.rollback()
    return False


def test_SE1_the_database_refuses_to_change_history_and_so_does_its_copy(story: Story, database_url: str, tmp_path: Path) -> None:
    story.samples(story.phone(1), 2)
    kind = kind_of(database_url)
    with story.app.app_context(), db.engine.connect() as connection:
        for row in ROWS:
            connection.execute(text(row))
        connection.commit()
        assert [told for told in forbidden(kind) if not refused(connection, told)] == []
        connection.execute(text(REVIEW))
        connection.rollback()
        if kind == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
            assert refused(connection, "DELETE FROM ledger"), "nor as a replica, where triggers rest"
    dump(story.app.config["LOUPE"].database, tmp_path / "copy")
    with scratch(tmp_path / "copy", kind, story.app.config["LOUPE"].database, tmp_path) as url:
        copy = create_engine(url)
        with copy.connect() as connection:
            assert [told for told in forbidden(kind) if not refused(connection, told)] == []
        copy.dispose()
    with story.app.app_context():
        assert verify().good
