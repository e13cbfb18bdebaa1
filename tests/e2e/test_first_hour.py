"""The first hour of a firm: from the link the terminal shows, over the form, to registers with nothing in them."""

import pytest

from tests.e2e.looks import SOME, Look, look_at
from tests.e2e.rarity import dressed, press
from tests.firm import PIN
from tests.office import Office

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("look", SOME, ids=str)
def test_a_firm_that_is_not_there_yet(shop: Office, browser_of, look: Look):
    browser = dressed(browser_of("first", look.size, look.lang), look)
    page = browser.page
    page.wait_for_selector(".welcome .notice")
    faults = look_at(browser, "setup-needed", look)
    browser.go("setup")
    faults += look_at(browser, "setup-no-link", look)
    browser.go(f"setup/{shop.setup_token()}")
    who, desk = ("林雅雯", "倉庫電腦") if look.is_chinese else ("Lam Nga Man", "Store desk")
    for n, text in enumerate((who, "man", "correct horse", PIN, desk)):
        page.locator("form.form input:not([type=radio])").nth(n).fill(text)
    faults += look_at(browser, "setup", look)
    page.locator("form.form button[type=submit]").click()
    page.locator(".names-grid button").click()
    press(browser, PIN)
    page.wait_for_selector(".band")
    for name in ("scan", "samples", "outbox", "board", "more/labels", "more/places", "more/cases", "more/people", "more/phones"):
        browser.go(name)
        faults += look_at(browser, f"empty-{name.replace('/', '-')}", look)
    assert not faults, "\n".join(faults)
