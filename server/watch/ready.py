"""What keeps the office from working: its database, its tables, its home."""

import os
import tempfile
from functools import cache
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import exc, text

from server.config import ROOT
from server.database import db

PAGE = bytes(4096)


def what_is_wrong(home: Path) -> list[str]:
    """Codes, never details: anybody may ask. Empty when all is well."""
    return [*_wrong_database(), *([] if _is_writable(home) else ["home_not_writable"])]


def _wrong_database() -> list[str]:
    try:
        found = db.session.scalars(text("SELECT version_num FROM alembic_version")).all()
    except (exc.ProgrammingError, exc.OperationalError) as error:
        return ["database_not_migrated" if _has_no_table(error) else "database_unreachable"]
    except exc.SQLAlchemyError:
        return ["database_unreachable"]
    return [] if list(found) == [newest()] else ["database_not_migrated"]


def _has_no_table(error: exc.DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) == "42P01" or "no such table" in str(error.orig)


@cache
def newest() -> str | None:
    """The revision this version of the office works with."""
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()


def _is_writable(home: Path) -> bool:
    """Tried, not asked: a full disk grants every right."""
    try:
        with tempfile.TemporaryFile(dir=home) as file:
            os.write(file.fileno(), PAGE)
    except OSError:
        return False
    return True
