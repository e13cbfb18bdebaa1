"""A copy of the database that is whole even while people scan: SQLite's own backup, never a copy of the file; and of the photos."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url


class CannotBackUp(Exception):
    """With the reason, and what to do instead."""


def back_up(database: str, to: Path) -> int:
    """Copy, check the copy, and only then give it its name. Returns its size in bytes."""
    url = make_url(database)
    if url.get_backend_name() != "sqlite":
        address = url.set(drivername="postgresql").render_as_string(hide_password=True)
        raise CannotBackUp(
            "This office keeps its data in PostgreSQL; use its own tools. "
            f'For a copy: pg_dump --format=custom --file={to} "{address}"; for a running backup: pgBackRest or WAL-G.'
        )
    if to.exists():
        raise CannotBackUp(f"{to} is there already; a backup never replaces another one.")
    if not url.database or not Path(url.database).exists():
        raise CannotBackUp(f"There is no database at {url.database}.")
    draft = to.with_name(f"{to.name}.part")
    _copy(url.database, draft)
    return draft.rename(to).stat().st_size


def _copy(database: str, draft: Path) -> None:
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as source, closing(sqlite3.connect(draft)) as copy:
        source.backup(copy, pages=1000)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, not three
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        draft.unlink()
        raise CannotBackUp(f"The copy is damaged: {found}")


def back_up_photos(photos: Path, to: Path) -> int:
    """Bring the folder ``to`` up to ``photos``; returns how many files were new. Photos never change, so one folder serves every backup.

    To be called after the database was copied: a row's files are there before the row."""
    new = 0
    for path in sorted(photos.glob("*/*")):
        copy = to / path.relative_to(photos)
        if copy.exists() or path.suffix not in (".jpg", ".png"):  # a draft somebody is writing right now
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        draft = copy.with_name(f"{copy.name}.part")
        shutil.copy2(path, draft)
        draft.rename(copy)
        new += 1
    return new
