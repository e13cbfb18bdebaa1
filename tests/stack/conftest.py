"""One stack for all stories of production; each tells its own with phones of its own."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.firm import Firm
from tests.stack.seats import Seat
from tests.stack.stack import Stack


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    stack = Stack(Path(tempfile.mkdtemp(prefix="loupe-stack-")))  # pytest's own folders let the database's user not through
    try:
        yield stack.start()
    finally:
        stack.stop()


@pytest.fixture(scope="module")
def firm(stack: Stack) -> Firm:
    return Firm(lambda: Seat(stack.url), stack.setup_token)
