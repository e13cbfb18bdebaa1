"""A copy of the database that is whole even while people scan, and one put in its place."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, make_url
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from server.backup.cannot import CannotBackUp, CannotRestore

HEAD = "SELECT epoch, \"commit\", chain, entry FROM log_head"
OURS = ("--no-owner", "--no-privileges")
SIDE_FILES = ("-wal", "-shm")


def kind_of(database: str) -> str:
    return make_url(database).get_backend_name()


def dump(database: str, to: Path) -> dict[str, object] | None:
    """Copy everything to a file that is not there yet. Returns the ledger's head in that copy; None: nothing was ever written."""
    return _dump_sqlite(make_url(database), to) if kind_of(database) == "sqlite" else _dump_postgresql(make_url(database), to)


def _dump_sqlite(url: URL, to: Path) -> dict[str, object] | None:
    """SQLite's own backup, never a copy of the file."""
    if not url.database or not Path(url.database).exists():
        raise CannotBackUp(f"There is no database at {url.database}.")
    with closing(sqlite3.connect(f"file:{url.database}?mode=ro", uri=True)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy, pages=1000)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, not three
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            to.unlink()
            raise CannotBackUp(f"The copy is damaged: {found}")
        return _head(copy.execute(HEAD).fetchone())


def _dump_postgresql(url: URL, to: Path) -> dict[str, object] | None:
    """pg_dump, of the very snapshot in which the head is read."""
    with psycopg.connect(address(url)) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        head = connection.execute(HEAD).fetchone()
        assert snapshot is not None
        seen = ("--format=custom", f"--snapshot={snapshot[0]}")
        _run("pg_dump", url, *OURS, *seen, f"--file={to}", address(url, with_password=False))
    return _head(head)


def _head(row: tuple | None) -> dict[str, object] | None:
    return None if row is None else dict(zip(("epoch", "commit", "chain", "entries"), row, strict=True))


def put_in_place(file: Path, database: str, aside: Path) -> None:
    """The office is closed. What was there before goes to ``aside`` (SQLite: the file itself; PostgreSQL: a dump)."""
    url = make_url(database)
    if kind_of(database) == "sqlite":
        _swap_file(file, Path(url.database or ""), aside)
        return
    dump(database, aside)
    _load(file, url)


def _swap_file(file: Path, place: Path, aside: Path) -> None:
    """At every moment ``place`` is the old database, whole, or the new one."""
    if place.exists():
        _keep_old(place, aside)
    for side in SIDE_FILES:  # of a file that is gone or damaged: SQLite would read them into the new one
        Path(f"{place}{side}").unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{place.name}.part")
    shutil.copyfile(file, draft)
    with draft.open("rb+") as whole:
        os.fsync(whole.fileno())
    draft.replace(place)


def _keep_old(place: Path, aside: Path) -> None:
    """A copy of it in ``aside``; one that is damaged, which may be why a backup is put back, as it lies."""
    try:
        dump(f"sqlite:///{place}", aside)
        with closing(sqlite3.connect(place)) as old:
            old.execute("PRAGMA journal_mode=DELETE")  # what its side files hold goes into it, and they go
    except (sqlite3.DatabaseError, CannotBackUp):
        for part in ("", *SIDE_FILES):
            if Path(f"{place}{part}").exists():
                shutil.copyfile(f"{place}{part}", f"{aside}{part}")


def _load(file: Path, url: URL) -> None:
    """All or nothing: one transaction."""
    whole = ("--clean", "--if-exists", "--single-transaction")
    _run("pg_restore", url, *OURS, *whole, f"--dbname={address(url, with_password=False)}", str(file))


@contextmanager
def scratch(file: Path, kind: str, database: str, folder: Path) -> Iterator[str]:
    """A database of its own with the content of this copy, thrown away afterwards: its address. ``database``: the office's own."""
    if kind == "sqlite":
        place = folder / "scratch.sqlite"
        shutil.copyfile(file, place)
        yield f"sqlite:///{place}"
        return
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        raise CannotRestore("This is the backup of an office on PostgreSQL; set LOUPE_DATABASE_URL to one.")
    name = f"{url.database}_proof"
    with psycopg.connect(address(url), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')  # type: ignore[arg-type]
        try:
            _load(file, url.set(database=name))
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]


def is_in_use(database: str) -> bool:
    """PostgreSQL: whether anybody else is connected; of SQLite the lock in the office's home tells.

    Its own housekeeping is nobody: that makes way by itself.
    """
    if kind_of(database) == "sqlite":
        return False
    with psycopg.connect(address(make_url(database))) as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker'"
        told = connection.execute(f"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE {others})").fetchone()
    return bool(told and told[0])


def address(url: URL, with_password: bool = True) -> str:
    """As PostgreSQL itself takes it, whose own form names several servers differently.

    Everybody on a machine can read what a command was called with: there without the password.
    """
    _, named = PGDialect_psycopg().create_connect_args(url)
    return make_conninfo(**{key: value for key, value in named.items() if with_password or key != "password"})


def _run(tool: str, url: URL, *arguments: str) -> None:
    secret = {"PGPASSWORD": url.password} if url.password else {}
    try:
        done = subprocess.run([tool, *arguments], capture_output=True, text=True, env={**os.environ, **secret})
    except FileNotFoundError as error:
        raise CannotBackUp(f"{tool} is not installed here; PostgreSQL's client tools bring it.") from error
    if done.returncode:
        raise CannotBackUp(f"{tool}: {done.stderr.strip()[-500:]}")
