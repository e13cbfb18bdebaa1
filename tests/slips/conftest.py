"""The shop of the stories; afterwards history is whole and every row as the ledger says."""

from collections.abc import Iterator

import pytest
from flask import Flask

from server.ledger.rebuild import rebuild
from server.ledger.verify import verify
from tests.firm import Firm
from tests.slips.shop import Shop


@pytest.fixture
def shop(app: Flask, firm: Firm) -> Iterator[Shop]:
    yield Shop(firm)
    with app.app_context():
        walked, folded = verify(), rebuild()
    assert walked.good, str(walked)
    assert folded.good, str(folded)
