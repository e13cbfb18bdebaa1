"""Slow hashing beside the event loop, so that one person's sign-in does not hold up everybody's scans."""

from collections.abc import Callable
from typing import TypeVar

import gevent
from gevent import monkey

T = TypeVar("T")


def aside(work: Callable[..., T], *given: object) -> T:
    """``work(*given)``; under gevent in a real thread, while the other greenlets go on."""
    if not monkey.is_module_patched("threading"):
        return work(*given)
    return gevent.get_hub().threadpool.apply(work, given)
