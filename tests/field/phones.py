"""The line to the phones in Node: steps go out, what became of them comes back."""

import json
import os
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

from tests.field.clock import SetClock
from tests.office import ROOT

Step = dict[str, Any]
LONGEST_S = 600


class NodePhones:
    """One process with the engines of all phones of a story. Every step names its time, and the phones and the office live by it.

    It may tell several stories, one after the other: each begins with ``begin``.
    """

    def __init__(self, log: Path):
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(300)
        told = {"FAIR_PORT": str(self._listening.getsockname()[1]), "NO_COLOR": "1"}
        command = [shutil.which("node") or "node", "node_modules/vitest/vitest.mjs", "run", "--config", "vitest.field.config.ts"]
        self.log = log
        with log.open("wb") as said:
            self.process = subprocess.Popen(command, cwd=ROOT / "pwa", env={**os.environ, **told}, stdout=said, stderr=said)
        try:
            self._line = self._listening.accept()[0]
        except TimeoutError as error:
            raise AssertionError(f"no phone came: {log.read_text()}") from error
        self._line.settimeout(LONGEST_S)
        self._answers = self._line.makefile("rb")

    def begin(self, url: str, clock: SetClock, names: dict[str, str]) -> None:
        """New phones, for the office at this address, whose time this is; ``names`` of places and people, for who reads them."""
        self.do([{"at": 0, "phone": 0, "do": "begin", "url": url, "clock": str(clock.path)}])

    def do(self, steps: list[Step]) -> list[Any]:
        """What each gave back."""
        self._line.sendall(json.dumps(steps).encode() + b"\n")
        line = self._answers.readline()
        assert line, f"the phones are gone: {self.log.read_text()[-4000:]}"
        answer = json.loads(line)
        assert "wrong" not in answer, f"{steps[len(answer['told'])]}: {answer['wrong']}"
        return answer["told"]

    def close(self) -> None:
        self._line.close()
        self._answers.close()
        self._listening.close()
        assert self.process.wait(60) == 0, self.log.read_text()[-4000:]

    def kill(self) -> None:
        self.process.kill()
