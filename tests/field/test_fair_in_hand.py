"""The fair once more, with a ninth phone that is a real browser: the built app, its disk and its screen, among eight engines in Node."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.e2e.browser import Browser
from tests.field.checks import MOST_FALSE, check_all, check_every_order
from tests.field.fair import Fair, Size, fair_office
from tests.field.held_phone import HeldPhone, WithOneHeld
from tests.field.phones import NodePhones
from tests.field.report import lines_of
from tests.field.truth import MINUTE

pytestmark = pytest.mark.browser
SIZE = Size(actions=450, phones=9)


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[NodePhones]:
    running = NodePhones(tmp_path / "log")
    yield running
    running.close()


def test_P8_a_browser_among_the_phones_of_a_fair_comes_home_as_they_do(
    phones: NodePhones, playwright_here: Playwright, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = fair_office(tmp_path, f"sqlite:///{tmp_path / 'office' / 'loupe.sqlite'}")
    browser = Browser(playwright_here, tmp_path / "held", office)
    held = HeldPhone(browser)
    try:
        fair = Fair(office, WithOneHeld(phones, held, SIZE.phones - 1), tmp_path, 3, SIZE)
        fair.run()
        others = check_every_order(fair, monkeypatch)
        fair.come_home()
        figures, told = check_all(fair, others)
        assert not told.missed, lines_of(fair, told)
        assert figures.false_per_1000 <= MOST_FALSE, lines_of(fair, told)
        check_words(fair, held, told.true)
        assert held.made > SIZE.actions / 20 and not browser_faults(browser), (held.made, browser_faults(browser))
    finally:
        browser.close()
        office.kill()


def check_words(fair: Fair, held: HeldPhone, cases: list[dict[str, Any]]) -> None:
    """Each claim at the desk is a sentence with who, to whom or where, and when, as it truly happened."""
    deeds = {deed.action: deed for deed in fair.deeds}
    told = [case for case in cases if all(claim["action"] in deeds for claim in case["claims"])]
    assert len(told) > 1
    for case in told:
        for claim, words in zip(case["claims"], held.claims_shown(case["id"], len(case["claims"])), strict=True):
            deed = deeds[claim["action"]]
            minute = datetime.fromtimestamp(claim["happened_ms"] / 1000).strftime("%H:%M")
            assert fair.setting.names[deed.by] in words and minute in words, (words, deed)
            assert deed.to == deed.by or fair.setting.names[deed.to] in words, (words, deed)
            assert claim["unsure"] or abs(claim["happened_ms"] - deed.at) < MINUTE, (words, deed)


def browser_faults(browser: Browser) -> list[str]:
    return [line for line in browser.said if line.startswith("pageerror")]
