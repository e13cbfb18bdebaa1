"""What every test may ask for: a fresh database of either kind, an app on it, a client of the app, or a real office in its own process."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Playwright, sync_playwright
from sqlalchemy import Dialect, Engine
from werkzeug.routing import Rule

from server.app import create_app
from server.config import Config
from server.database import db
from server.people import password, pin
from server.web import clock
from tests.databases import Postgres, Sqlite
from tests.firm import Firm, firm_in
from tests.nursery import Nursery
from tests.office import Office

COMPILED: dict[str, tuple[Dialect, Any]] = {}
SLOW = ("sync/test_convergence", "house/test_fuzz", "field/", "sync/test_hammer", "core/test_matter_laws", "core/test_fold_laws", "sheets/")


def pytest_configure() -> None:
    """An app's addresses are the same each time; compiling how each is built was most of making an app, and each test makes one."""
    compiled, compile_builder = dict[object, Callable[..., tuple[str, str]]](), Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        what = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if what not in compiled:
            compiled[what] = compile_builder(rule, append_unknown)
        return compiled[what]

    Rule._compile_builder = once  # type: ignore[method-assign]
    Office.nursery = Nursery()


def pytest_collection_finish() -> None:
    """As the office does when it has loaded: what is there stays, and is not looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def share_compiled(engine: Engine) -> None:
    """Each test has an engine of its own, and each would compile the same statements anew: a sixth of a story."""
    if engine.name not in COMPILED:
        engine.connect().close()  # the first connection of its own engine tells a dialect what it speaks with
    dialect, compiled = COMPILED.setdefault(engine.name, (engine.dialect, engine._compiled_cache))
    engine.dialect = engine.pool._dialect = dialect
    engine._compiled_cache = compiled


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, those with a browser before all, so that two processes end together; each file stays whole."""
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, not any(name in item.nodeid for name in SLOW)))


@pytest.fixture(scope="session")
def sqlite() -> Sqlite:
    return Sqlite()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    cluster = Postgres()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def playwright_here() -> Iterator[Playwright]:
    """One for all tests of a process: a second beside it is refused."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh, migrated, empty database; the test runs once on each kind."""
    kind = request.getfixturevalue("sqlite" if request.param == "sqlite" else "postgres")
    url = kind.fresh()
    yield url
    kind.drop(url)


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    return Config(home=tmp_path / "office", database_url=database_url, jobs=False)


@pytest.fixture
def easy_secrets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing costs nothing but where a test is about it (``real_work``) or an office runs by itself: it was a third of a story."""
    password._decoy.cache_clear()
    if request.node.get_closest_marker("real_work") is None:
        monkeypatch.setattr(pin, "ITERATIONS", 1_000)
        monkeypatch.setattr(password, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def app(config: Config, easy_secrets: None) -> Iterator[Flask]:
    """No app context is left open (a client would share its ``g``): use ``with app.app_context():`` to look into the database."""
    app = create_app(config)
    app.testing = True
    # Errors must take the way they take in production, or no test would ever see the 500 handler.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        share_compiled(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """A running office on a fresh database, in its own process; killed at the end."""
    running = Office(tmp_path / "office", database_url).start()
    yield running
    running.kill()


@pytest.fixture
def firm(app: Flask) -> Firm:
    """A small firm, set up through the API of ``app``."""
    return firm_in(app)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """``later(minutes)``: from now on the office's clock is that far ahead."""
    real = clock.now_ms
    return lambda minutes: monkeypatch.setattr(clock, "now_ms", lambda: real() + int(minutes * 60_000))
