"""The ledger is walked from its first entry once a day, and what was found is kept for whoever asks."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass

from server.backup.kept import folder_of
from server.config import ROOT, Config, to_environment
from server.ledger.verify import Report, verify
from server.web import clock

NAME = "verified.json"
YOUNG_MS = 20 * 3_600_000  # the office may have been started again since


@dataclass(frozen=True)
class Verified:
    """What the last walk found. ``good_ms``: when one last found everything whole, perhaps an earlier one."""

    at_ms: int
    good: bool
    good_ms: int | None
    entries: int
    commit: int
    said: str


def verify_daily(config: Config) -> Report | None:
    """In an app context. None: the last walk is young enough."""
    last = last_verified(config)
    return None if last and clock.now_ms() - last.at_ms < YOUNG_MS else verify_and_keep(config)


def verify_and_keep(config: Config, published: tuple[int, str] | None = None) -> Report:
    """In an app context."""
    report = verify(published)
    now, last = clock.now_ms(), last_verified(config)
    good_ms = now if report.good else last and last.good_ms
    _keep(config, Verified(now, report.good, good_ms, report.entries, report.head.commit, str(report)))
    return report


def last_verified(config: Config) -> Verified | None:
    try:
        return Verified(**json.loads((folder_of(config) / NAME).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _keep(config: Config, found: Verified) -> None:
    file = folder_of(config) / NAME
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f"{NAME}.{os.getpid()}.part")
    draft.write_text(json.dumps(asdict(found)))
    draft.replace(file)


def verify_apart(config: Config) -> None:
    """In a process of its own, as the nightly backup: reading a whole ledger must hold up nobody's scan. Raises if it is not whole."""
    command = [sys.executable, "-m", "server", "verify", "--daily"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **to_environment(config)}, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-1000:] or done.stdout.strip()[-1000:])
