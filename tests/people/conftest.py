"""A firm on each kind of database, and a clock that may be moved on."""

from collections.abc import Callable

import pytest
from flask import Flask

from server.web import clock
from tests.firm import Firm, firm_in


@pytest.fixture
def firm(app: Flask) -> Firm:
    return firm_in(app)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """``later(minutes)``: from now on the office's clock is that far ahead."""
    real = clock.now_ms
    return lambda minutes: monkeypatch.setattr(clock, "now_ms", lambda: real() + int(minutes * 60_000))
