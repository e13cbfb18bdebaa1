"""The only wall clock of the server."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_shift_ms: ContextVar[int] = ContextVar("shift_ms", default=0)


def now_ms() -> int:
    """UTC milliseconds since 1970. Tests shift it by replacing ``clock.now_ms``; so call it as ``clock.now_ms()``."""
    return time.time_ns() // 1_000_000 + _shift_ms.get()


@contextmanager
def as_of(ms: int) -> Iterator[None]:
    """Inside, and only for this thread of work, it is about ``ms``: the demo firm's past is entered on the day it happened."""
    token = _shift_ms.set(ms - time.time_ns() // 1_000_000)
    try:
        yield
    finally:
        _shift_ms.reset(token)
