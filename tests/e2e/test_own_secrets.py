"""Another PIN and another password of one's own, on the glass."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESK, PHONE
from tests.e2e.looks import Look, look_at
from tests.e2e.rarity import dressed, press
from tests.firm import PASSWORD, PIN, Firm

pytestmark = pytest.mark.browser
LOOKS = [Look(PHONE, "zh-Hant", True), Look(DESK, "en")]
NEW_PIN, NEW_PASSWORD = "480261", "teapot under the bridge"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_SE18_a_person_chooses_another_pin_and_another_password(firm: Firm, browser_of, look: Look) -> None:
    firm.person("Sue", "supervisor", login=True, pin=PIN)
    browser = dressed(browser_of("sue", look.size, look.lang), look)
    page, sheet, faults = browser.page, browser.page.locator("dialog[open]"), []
    browser.enrol(firm.invite("sue"), "Sue's phone")
    with page.expect_response("**/api/session/unlock"):
        browser.unlock("Sue", PIN)
    browser.go("more/account")
    page.wait_for_selector(".account .card")

    def change(button: int, *typed: str) -> None:
        page.locator(".account .card .acts").last.locator(".button").nth(button).click()
        again(*typed)

    def again(*typed: str) -> None:
        for n, text in enumerate(typed):
            sheet.locator("input").nth(n).fill(text)
        sheet.locator("footer button").click()

    change(0, "902718", NEW_PIN)
    sheet.locator(".notice.refused").wait_for()
    faults += look_at(browser, "own-pin-wrong", look)
    again(PIN, NEW_PIN)
    expect(sheet).to_have_count(0)
    page.wait_for_selector(".account .notice.stored")
    change(1, PASSWORD, "password1234")
    sheet.locator(".notice.refused").wait_for()
    faults += look_at(browser, "own-password-weak", look)
    again(PASSWORD, NEW_PASSWORD)
    expect(sheet).to_have_count(0)
    faults += look_at(browser, "own-changed", look)

    browser.rest()
    page.evaluate("() => sessionStorage.clear()")
    page.reload()
    page.locator(".names-grid button", has_text="Sue").click()
    press(browser, PIN)
    page.wait_for_selector(".pin-says .notice.refused")
    press(browser, NEW_PIN)
    page.wait_for_selector(".account, .band")
    assert firm.browser().post("/api/session", {"login": "sue", "password": NEW_PASSWORD}).status == 200
    assert not faults, "\n".join(faults)
