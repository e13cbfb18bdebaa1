"""Browsers for the tests of what a person touches; each test its own profiles, all closed at the end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.browser import PATIENCE_MS, PHONE, SHELL, Browser
from tests.firm import Firm, firm_at
from tests.office import Office

expect.set_options(timeout=PATIENCE_MS)  # two browsers and their offices share two cores here


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Office]:
    """A running office on SQLite, as `make run` opens it."""
    office = Office(tmp_path / "office", f"sqlite:///{tmp_path / 'office' / 'loupe.sqlite'}").start()
    yield office
    office.kill()


@pytest.fixture
def firm(shop: Office) -> Firm:
    return firm_at(shop)


@pytest.fixture
def browser_of(playwright_here: Playwright, tmp_path: Path, shop: Office) -> Iterator[Callable[..., Browser]]:
    """``browser_of("mei")`` is a browser with a profile of that name; called again with it, the same profile."""
    made: list[Browser] = []

    def make(name: str, size: dict[str, int] = PHONE, lang: str = "en", program: str = SHELL) -> Browser:
        made.append(Browser(playwright_here, tmp_path / name, shop, size, lang, program))
        return made[-1]

    yield make
    for browser in made:
        browser.close()
