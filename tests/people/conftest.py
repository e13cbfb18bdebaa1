"""Whose second step it is."""

import pytest

from tests.firm import PIN, Firm, Seat


@pytest.fixture
def sue(firm: Firm) -> Seat:
    """Sue, a supervisor, signed in with her password."""
    firm.person("Sue", "supervisor", login=True, pin=PIN)
    return firm.sign_in("Sue")
