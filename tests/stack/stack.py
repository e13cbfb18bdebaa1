"""The whole of production on this machine, without Docker: database, queue, web processes, worker, proxy (``make stack``)."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from server.backup.database import address
from tests.databases import as_owner, free_port, postgres_binaries
from tests.office import ROOT
from tests.stack.compose import PORTS, Service, caddyfile, composed, folder_in

PASSWORDS = {"POSTGRES_PASSWORD": "aTestOnly1", "OFFICE_PASSWORD": "aTestOnly3", "REDIS_PASSWORD": "aTestOnly2"}
LONGEST_START_S = 90
WEB = ("web-1", "web-2")


class Stack:
    """Every process by the name of its service; any of them may be stopped, killed, frozen and started again by its name."""

    def __init__(self, home: Path):
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o711)  # the database runs as a user of its own
        self.ports = {name: free_port() for name in PORTS}
        self.https_port, self.http_port = free_port(), free_port()
        self.domain = f"localhost:{self.https_port}"
        self.url = f"https://{self.domain}"
        self.composed = composed(PASSWORDS | {"LOUPE_DOMAIN": self.domain}, lambda name: f"127.0.0.1:{self.ports[name]}")
        self.services = {one.name: one for one in self.composed.services}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, has_standby: bool = False) -> "Stack":
        """All of them, each when what it needs is up."""
        for service in self.composed.services:
            self.start_one(service.name)
            if has_standby and service.name == "database":
                self._add_standby()
        self._wait(self._is_open, "proxy")
        return self

    def start_one(self, name: str, waits: bool = True) -> None:
        self._run(name, *self._as_here(self.services[name]))
        if waits:
            self._wait(lambda: self._is_up(name), name)
        if name == "database":
            self._make_database()

    def _run(self, name: str, command: list[str], environment: dict[str, str], folder: Path) -> None:
        with self.log_of(name).open("ab") as log:
            self.processes[name] = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)

    def send(self, name: str, number: signal.Signals) -> None:
        os.killpg(self.processes[name].pid, number)

    def kill(self, name: str) -> None:
        """As when its machine loses power."""
        self._end(name, signal.SIGKILL)

    def stop_one(self, name: str) -> None:
        self._end(name, signal.SIGINT if name == "database" else signal.SIGTERM)

    def stop(self) -> None:
        for name in reversed(self.processes):
            with suppress(ProcessLookupError):
                self.send(name, signal.SIGCONT)
            self.kill(name)
        shutil.rmtree(self.home, ignore_errors=True)

    def direct(self, name: str) -> str:
        """The address of one web process, past the proxy."""
        return f"http://127.0.0.1:{self.ports[name]}"

    def command(self, *words: str, **more: str) -> subprocess.Popen[str]:
        """``python -m server …`` as in the worker's container; what it says is in ``stdout``."""
        own = folder_in(self.services["worker"].environment, self.home / "office")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LOUPE_")}
        run = [sys.executable, "-m", "server", *words]
        return subprocess.Popen(run, cwd=ROOT, env=kept | own | more, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def log_of(self, name: str) -> Path:
        return self.home / f"{name}.log"

    @property
    def setup_token(self) -> str:
        """Each web process prints a link as it starts; any of them is good."""
        return self.log_of("web-1").read_text(errors="replace").rpartition("/#/setup/")[2].split()[0]

    def connect(self, **more: Any) -> psycopg.Connection[Any]:
        """To the database, as the role the office works as."""
        return psycopg.connect(address(make_url(self.database_url)), **more)

    @property
    def database_url(self) -> str:
        """What the office is told of it."""
        return self.services["web-1"].environment["LOUPE_DATABASE_URL"]

    @property
    def owner_url(self) -> str:
        return self.services["worker"].environment["LOUPE_OWNER_DATABASE_URL"]

    # a second database

    def _add_standby(self) -> None:
        """It has every commit before anybody is told of it; the office knows both, and works on the one that may write."""
        first, second = self.ports["database"], free_port()
        self.ports["standby"] = second
        copy = [str(postgres_binaries() / "pg_basebackup"), "-D", "standby", "-R", "--no-sync", "--checkpoint=fast", "-d", _admin(first)]
        subprocess.run([*as_owner(self._cluster), *copy], cwd=self._cluster, check=True, capture_output=True)
        self._run("standby", self._server_in("standby", self.services["database"].command[1:]), dict(os.environ), self._cluster)
        with psycopg.connect(_admin(first), autocommit=True) as session:
            session.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            session.execute("SELECT pg_reload_conf()")
            in_step = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
            self._wait(lambda: session.execute(in_step).fetchone() is not None, "standby")
        for service in self.services.values():
            told = {key: _either(url, first, second) for key, url in service.environment.items() if key.endswith("DATABASE_URL")}
            service.environment.update(told)

    def promote(self) -> None:
        """The standby becomes the one that may write."""
        with psycopg.connect(_admin(self.ports["standby"]), autocommit=True) as session:
            session.execute("SELECT pg_promote()")

    # how each runs here

    def _as_here(self, service: Service) -> tuple[list[str], dict[str, str], Path]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LOUPE_")}
        environment = kept | folder_in(service.environment, self.home / "office") | {"PYTHONUNBUFFERED": "1"}
        tool, *arguments = service.command
        match tool:
            case "postgres":
                return self._postgres(arguments), environment, self._cluster
            case "redis-server":
                return [tool, *self._redis(arguments)], environment, self.home
            case "caddy":
                file = self.home / "Caddyfile"
                file.write_text(caddyfile(self.composed.files, self.https_port, self.http_port))
                own = {"XDG_DATA_HOME": str(self.home / "caddy"), "XDG_CONFIG_HOME": str(self.home / "caddy"), "HOME": str(self.home)}
                return [tool, *(str(file) if part in self.composed.files else part for part in arguments)], environment | own, self.home
            case "python":
                here = {"LOUPE_HTTP_HOST": "127.0.0.1", "LOUPE_HTTP_PORT": str(self.ports.get(service.name, 0))}
                environment |= {key: value for key, value in here.items() if key in environment}
                return [sys.executable, *arguments], environment, ROOT
        raise AssertionError(f"{service.name} runs {tool}, which this machine has no way to run")

    @property
    def _cluster(self) -> Path:
        return self.home / "database"

    def _postgres(self, arguments: list[str]) -> list[str]:
        self._cluster.mkdir(exist_ok=True)
        if not (self._cluster / "data").exists():
            first = [str(postgres_binaries() / "initdb"), "-D", "data", "-U", "loupe", "-A", "trust", "-E", "UTF8", "--no-sync"]
            subprocess.run([*as_owner(self._cluster), *first], cwd=self._cluster, check=True, capture_output=True)
        (self._cluster / "data" / "postmaster.pid").unlink(missing_ok=True)  # of one that was killed
        return self._server_in("data", arguments)

    def _server_in(self, folder: str, arguments: list[str]) -> list[str]:
        port = self.ports["standby" if folder == "standby" else "database"]
        where = ["-D", folder, "-h", "127.0.0.1", "-p", str(port), "-c", f"unix_socket_directories={self._cluster}"]
        return [*as_owner(self._cluster), str(postgres_binaries() / "postgres"), *where, *arguments]

    def _redis(self, arguments: list[str]) -> list[str]:
        return [str(self.ports["queue"]) if part == str(PORTS["queue"]) else part for part in arguments]

    def _make_database(self) -> None:
        with psycopg.connect(_admin(self.ports["database"]), autocommit=True) as session:
            if not session.execute("SELECT 1 FROM pg_database WHERE datname = 'loupe'").fetchone():
                session.execute("CREATE DATABASE loupe")

    # whether it is up

    def _is_up(self, name: str) -> bool:
        if name == "worker":
            return True
        if name == "proxy":
            return self._is_open()
        if name == "database":
            with suppress(psycopg.OperationalError):
                psycopg.connect(_admin(self.ports["database"]), connect_timeout=2).close()
                return True
            return False
        if name == "queue":
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.ports["queue"]), 1).close()
                return True
            return False
        return self._answers(f"{self.direct(name)}/api/status")

    def _is_open(self) -> bool:
        return self._answers(f"{self.url}/api/status")

    def _answers(self, url: str) -> bool:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=3, context=_UNCHECKED) as reply:
            return reply.status == 200
        return False

    def _wait(self, is_so: Callable[[], bool], name: str) -> None:
        give_up = time.monotonic() + LONGEST_START_S
        while not is_so():
            if self.processes[name].poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"{name} did not come up:\n{self.log_of(name).read_text(errors='replace')[-3000:]}")
            time.sleep(0.05)  # waits for another process, which has nothing to tell us by

    def _end(self, name: str, number: signal.Signals) -> None:
        process = self.processes[name]
        if process.poll() is not None:
            return
        os.killpg(process.pid, number) if number == signal.SIGKILL else process.send_signal(number)
        process.wait(40)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # a worker may outlive its master by a second


def _admin(port: int) -> str:
    return f"host=127.0.0.1 port={port} user=loupe dbname=postgres"


def _either(url: str, first: int, second: int) -> str:
    """Whichever of the two may write, as ``docs/operations.md`` says to name them."""
    who, at, where = url.partition(f"@127.0.0.1:{first}/")
    assert at, url
    return f"{who}@/{where}?host=127.0.0.1:{first}&host=127.0.0.1:{second}&target_session_attrs=read-write"


_UNCHECKED = ssl._create_unverified_context()  # Caddy's own authority, of this run
