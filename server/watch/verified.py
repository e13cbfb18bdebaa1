"""The ledger is walked from its first entry once a day, and what was found is kept for whoever asks."""

import json
from dataclasses import dataclass

from server.backup.kept import folder_of, keep
from server.config import Config
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
    keep(folder_of(config) / NAME, Verified(now, report.good, good_ms, report.entries, report.head.commit, str(report)))
    return report


def last_verified(config: Config) -> Verified | None:
    try:
        return Verified(**json.loads((folder_of(config) / NAME).read_text()))
    except (OSError, ValueError, TypeError):
        return None
