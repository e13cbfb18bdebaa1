"""The two databases every test may ask for: a fresh SQLite file, or a fresh database of one PostgreSQL cluster started for this run."""

import atexit
import os
import random
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psycopg

from server.app import create_app
from server.config import Config
from server.database import db

AHEAD = 3  # databases laid while the tests before them run

_given: set[int] = set()


def free_port() -> int:
    """Never the same twice, and below the range outgoing connections take theirs from: a restarted office finds it free again."""
    while True:
        port = random.SystemRandom().randrange(15_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if port not in _given:
                _given.add(port)
                return port


def migrate(url: str, home: Path) -> None:
    """Lay the tables by the real migrations."""
    from flask_migrate import upgrade

    app = create_app(Config(home=home, database_url=url))
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()


class Sqlite:
    """Each test gets a copy of one migrated file."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="loupe-sqlite-"))
        atexit.register(shutil.rmtree, self.home, ignore_errors=True)
        self.template = self.home / "template.sqlite"
        migrate(f"sqlite:///{self.template}", self.home)

    def fresh(self) -> str:
        path = self.home / f"{uuid.uuid4().hex}.sqlite"
        shutil.copyfile(self.template, path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        for path in self.home.glob(f"{Path(url).stem}.*"):
            path.unlink()


class Postgres:
    """One throw-away cluster; each test gets a copy of one migrated database. ``durable``: as in production, for benchmarks."""

    def __init__(self, durable: bool = False) -> None:
        self.fsync = "on" if durable else "off"
        self.home = Path(tempfile.mkdtemp(prefix="loupe-postgres-"))
        self.bin, self.port = postgres_binaries(), free_port()
        self._as_owner = as_owner(self.home)
        self._aside = ThreadPoolExecutor(1, "databases")
        self._laid: deque[Future[str]] = deque()
        self._run("initdb", "-D", "cluster", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.server = self._start()
        atexit.register(self.stop)
        self._admin("CREATE DATABASE template_loupe")
        migrate(self.url("template_loupe"), self.home / "office")

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def fresh(self) -> str:
        while len(self._laid) <= AHEAD:
            self._laid.append(self._aside.submit(self._lay))
        try:
            return self._laid.popleft().result()
        except psycopg.OperationalError:
            return self._lay()  # the cluster was down when it was to be laid

    def _lay(self) -> str:
        name = f"t{uuid.uuid4().hex}"
        self._admin(f"CREATE DATABASE {name} TEMPLATE template_loupe STRATEGY FILE_COPY")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Soon; a cluster that was stopped takes it along."""
        self._aside.submit(self._admin, f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def kill(self) -> None:
        """As when the machine loses power: no checkpoint, no goodbye. ``restart`` brings it back."""
        self._signal("immediate")

    def restart(self) -> None:
        self.server = self._start()

    def stop(self) -> None:
        self._aside.shutdown(cancel_futures=True)
        if self.server.poll() is None:
            self._signal("fast")
        shutil.rmtree(self.home, ignore_errors=True)

    def _start(self) -> subprocess.Popen[bytes]:
        durable = ("-c", f"fsync={self.fsync}", "-c", "max_connections=300", "-c", f"unix_socket_directories={self.home}")
        command = [*self._as_owner, str(self.bin / "postgres"), "-D", "cluster", "-h", "127.0.0.1", "-p", str(self.port), *durable]
        with (self.home / "postgres.log").open("ab") as log:
            server = subprocess.Popen(command, cwd=self.home, stdout=log, stderr=log, start_new_session=True)
        for _try in range(600):
            if server.poll() is not None:
                break
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
                return server
            except psycopg.OperationalError:
                time.sleep(0.05)  # waits for a process outside this one; there is nothing to be told by
        raise RuntimeError((self.home / "postgres.log").read_text())

    def _signal(self, mode: str) -> None:
        self._run("pg_ctl", "-D", "cluster", "-m", mode, "-w", "stop")
        self.server.wait(20)

    def _admin(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    def _run(self, tool: str, *arguments: str) -> None:
        command = [*self._as_owner, str(self.bin / tool), *arguments]
        done = subprocess.run(command, cwd=self.home, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{tool}: {done.stderr or done.stdout}")


def postgres_binaries() -> Path:
    """Debian keeps the server's programs out of PATH, one folder a version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise RuntimeError("PostgreSQL is not installed (Debian: apt-get install postgresql); make test installs it.")


def as_owner(home: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as its own user, who owns the folder."""
    if os.geteuid() != 0:
        return []
    shutil.chown(home, "postgres", "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
