"""Whether an office is open: who serves it holds a lock in its home, so that nobody changes its database under it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from server.config import Config

NAME = "office.lock"


@contextmanager
def held_open(config: Config) -> Iterator[None]:
    """While this process and those it starts live. Several may serve one office."""
    config.home.mkdir(parents=True, exist_ok=True)
    with (config.home / NAME).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def is_open(config: Config) -> bool:
    try:
        with (config.home / NAME).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
