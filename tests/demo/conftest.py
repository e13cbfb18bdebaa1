"""The demo firm, loaded once on each kind of database for all who only look at it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from server.app import create_app
from server.config import Config
from server.database import db
from server.demo.load import load


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """The app, and what the loading said."""
    kind = request.getfixturevalue("sqlite" if request.param == "sqlite" else "postgres")
    url = kind.fresh()
    app = create_app(Config(home=tmp_path_factory.mktemp("demo"), database_url=url, jobs=False))
    with app.app_context():
        said = load()
        db.session.remove()
    yield app, said
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    kind.drop(url)


@pytest.fixture
def demo(told: tuple[Flask, str]) -> Iterator[str]:
    """What the loading said, inside the app."""
    app, said = told
    with app.app_context():
        yield said
        db.session.remove()
