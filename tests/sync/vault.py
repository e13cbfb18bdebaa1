"""Backups of a test's database, and putting one back, on either kind."""

import shutil
from pathlib import Path

import psycopg

from server.backup.database import dump


class Vault:
    """Holds one backup. ``put_back`` needs the office closed; so does ``keep`` on PostgreSQL, which copies whole databases."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.url, self.folder, self.number = database_url, folder, 0
        self.is_sqlite = database_url.startswith("sqlite")
        self.live = database_url.removeprefix("sqlite:///") if self.is_sqlite else database_url.rpartition("/")[2]
        self.kept = ""

    def keep(self) -> None:
        self.number += 1
        if self.is_sqlite:
            self.kept = str(self.folder / f"backup-{self.number}.sqlite")
            dump(self.url, Path(self.kept))
        else:
            self.drop()
            self.kept = f"{self.live}_b{self.number}"
            self._copy(self.live, self.kept)

    def put_back(self) -> None:
        if self.is_sqlite:
            for more in ("-wal", "-shm"):
                Path(self.live + more).unlink(missing_ok=True)
            shutil.copyfile(self.kept, self.live)
        else:
            self._admin(f"DROP DATABASE {self.live} WITH (FORCE)")
            self._copy(self.kept, self.live)

    def drop(self) -> None:
        if self.kept and not self.is_sqlite:
            self._admin(f"DROP DATABASE {self.kept} WITH (FORCE)")

    def _copy(self, source: str, to: str) -> None:
        self._admin(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{source}'")
        self._admin(f"CREATE DATABASE {to} TEMPLATE {source}")

    def _admin(self, statement: str) -> None:
        with psycopg.connect(self.url.rpartition("/")[0] + "/postgres", autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]
