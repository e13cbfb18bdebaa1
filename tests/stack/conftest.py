"""One stack for all stories of production but one; each tells its own with phones of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.firm import Firm
from tests.stack.seats import Seat
from tests.stack.stack import Stack


@contextmanager
def installed() -> Iterator[Stack]:
    """In a folder of its own: pytest's let the database's user not through."""
    stack = Stack(Path(tempfile.mkdtemp(prefix="loupe-stack-")))
    try:
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with installed() as stack:
        yield stack.start()


@pytest.fixture
def doubled() -> Iterator[Stack]:
    """One whose database has a standby, as the operations page says to have one."""
    with installed() as stack:
        yield stack.start(has_standby=True)


@pytest.fixture(scope="module")
def firm(stack: Stack) -> Firm:
    return Firm(lambda: Seat(stack.url), stack.setup_token)
