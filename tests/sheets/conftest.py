"""One office for everything that is only read: what a file says does not depend on the database, and a preview changes nothing."""

from collections.abc import Iterator

import pytest

from server.app import create_app
from server.config import Config
from server.database import db
from tests.databases import Sqlite
from tests.firm import firm_in
from tests.sheets.desk import Desk


@pytest.fixture(scope="module")
def one_desk(sqlite: Sqlite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(Config(home=tmp_path_factory.mktemp("office"), database_url=sqlite.fresh(), jobs=False))
    app.testing, app.config["PROPAGATE_EXCEPTIONS"] = True, False
    yield Desk(app, firm_in(app))
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
