"""A real office: the very server people run, in its own process, that tests may stop, kill and start again."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.databases import free_port
from tests.nursery import Begun, Nursery

ROOT = Path(__file__).resolve().parent.parent
LONGEST_START_S = 60
LONGEST_COMMAND_S = 300


class Office:
    """``url`` is plain HTTP, ``https_url`` what phones use; both on loopback, the same over restarts. ``log`` is all it has written."""

    module = "server"
    nursery: Nursery | None = None  # where it begins; without one, Python is started for it

    def __init__(self, home: Path, database_url: str, **settings: str):
        self.home, self.database_url, self.settings = home, database_url, settings
        self.http_port, self.https_port = free_port(), free_port()
        self.url, self.https_url = f"http://127.0.0.1:{self.http_port}", f"https://127.0.0.1:{self.https_port}"
        self.process: subprocess.Popen[bytes] | Begun | None = None
        home.mkdir(parents=True, exist_ok=True)

    @property
    def log(self) -> str:
        path = self.home / "office.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def environment(self) -> dict[str, str]:
        """What ``python -m server …`` needs to work on this office."""
        own = {
            "LOUPE_HOME": str(self.home),
            "LOUPE_DATABASE_URL": self.database_url,
            "LOUPE_HTTP_PORT": str(self.http_port),
            "LOUPE_HTTPS_HOST": "127.0.0.1",
            "LOUPE_HTTPS_PORT": str(self.https_port),
            "PYTHONUNBUFFERED": "1",
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LOUPE_")}
        return {**kept, **own, **self.settings}

    def start(self, *arguments: str) -> "Office":
        """Returns when it answers."""
        if self.nursery:
            self.process = self.nursery.begin(self.module, ["serve", *arguments], self.environment(), self.home / "office.log")
        else:
            command = [sys.executable, "-m", self.module, "serve", *arguments]
            with (self.home / "office.log").open("ab") as log:
                self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment(), stdout=log, stderr=log, start_new_session=True)
        give_up = time.monotonic() + LONGEST_START_S
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"the office did not open:\n{self.log[-4000:]}")
            time.sleep(0.05)  # waits for another process, which has nothing to tell us by
        return self

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A ``loupe`` command on this office."""
        if self.nursery:
            return self.nursery.run("server", list(arguments), self.environment(), LONGEST_COMMAND_S)
        command = [sys.executable, "-m", "server", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, timeout=LONGEST_COMMAND_S)

    def kill(self) -> None:
        """SIGKILL to all of it at once: nothing is finished, nothing flushed."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """As Ctrl-C does."""
        self._signal(signal.SIGTERM)

    def restart(self) -> "Office":
        self.kill()
        return self.start()

    def freeze(self) -> None:
        """It holds its connections and answers nothing, as a server under a dead disk does."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGCONT)

    def setup_token(self) -> str:
        """Of the one-time link the terminal showed at the first start."""
        return self.log.rpartition("/#/setup/")[2].split()[0]

    def _signal(self, number: signal.Signals) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        group = self.process.pid
        if number == signal.SIGTERM:
            self.process.terminate()
        else:
            os.killpg(group, number)
        try:
            self.process.wait(20)
        finally:
            _end(group)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/status", timeout=2) as reply:
                return reply.status == 200
        except (urllib.error.URLError, OSError):
            return False


def _end(group: int) -> None:
    """A worker may outlive its master by a second; nobody may outlive the test."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
