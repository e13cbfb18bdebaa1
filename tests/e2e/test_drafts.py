"""What was typed and not kept when a phone locked itself: there again for who typed it, for nobody else, and not after they left it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import Browser
from tests.e2e.deeds import opened
from tests.firm import PIN, Firm, good

pytestmark = pytest.mark.browser
# Two minutes pass at once, by both clocks of the page.
PASS_TWO_MINUTES = """() => {
  const [wall, mono] = [Date.now, performance.now.bind(performance)];
  Date.now = () => wall() + 120_000;
  performance.now = () => mono() + 120_000;
}"""
NOTE = "For Madame Aurelle, before noon; she is allergic to nickel"


@pytest.fixture
def phone(firm: Firm, browser_of) -> Browser:
    """Ming's and Ann's, whose firm says one minute."""
    firm.person("Ming", "holder", pin=PIN)
    firm.person("Ann", "holder", pin=PIN)
    firm.samples(firm.phone(name="desk"), 2, firm.place("Tray 7"))
    good(firm.boss.send("PUT", "/api/settings", {"idle_lock_min": 1}, {}))
    return opened(browser_of("ming"), firm, "Ming")


def is_back(phone: Browser, name: str) -> None:
    """On the screen where the phone locked itself."""
    page = phone.page
    page.locator(".names-grid button", has_text=name).click()
    page.keyboard.type(PIN)
    expect(page.locator(".keypad")).to_have_count(0)


def locks_itself(phone: Browser) -> None:
    phone.rest()
    phone.page.evaluate(PASS_TWO_MINUTES)
    phone.page.wait_for_selector(".names-grid")


def test_KD1_a_form_is_there_again_for_who_typed_it_and_for_nobody_else(phone: Browser) -> None:
    page = phone.page
    phone.go("slips")
    page.get_by_role("link", name="Ask for pieces").click()
    page.get_by_role("button", name="Add pieces").click()
    page.locator("dialog .row-button").first.click()
    page.locator("dialog").get_by_role("button", name="Done, 1 line").click()
    page.locator("textarea").fill(NOTE)
    locks_itself(phone)
    is_back(phone, "Ann")
    page.wait_for_selector(".slip-form")
    expect(page.locator("textarea")).to_have_value("")
    expect(page.locator(".slip-lines li.piece")).to_have_count(0)
    phone.go("samples")
    page.wait_for_selector(".list-head")
    locks_itself(phone)
    is_back(phone, "Ming")
    phone.go("slips/new")
    expect(page.locator("textarea")).to_have_value(NOTE)
    expect(page.locator(".slip-lines li.piece")).to_have_count(1)
    phone.go("slips")
    page.get_by_role("link", name="Ask for pieces").click()
    expect(page.locator("textarea")).to_have_value("")


def test_KD1_what_stood_in_a_sheet_is_there_when_it_is_opened_again(phone: Browser) -> None:
    page = phone.page
    phone.go("samples")
    page.locator(".row-link").first.click()

    def report() -> None:
        page.get_by_role("button", name="More to do with this piece").click()
        page.locator("dialog").get_by_role("button", name="Report damage").click()

    report()
    page.locator("dialog textarea").fill("A claw is bent")
    locks_itself(phone)
    is_back(phone, "Ming")
    report()
    expect(page.locator("dialog textarea")).to_have_value("A claw is bent")
    page.locator("dialog").get_by_role("button", name="Close").click()
    report()
    expect(page.locator("dialog textarea")).to_have_value("")


def test_KD1_an_amendment_changes_nothing_that_another_amended_meanwhile(firm: Firm, browser_of) -> None:
    firm.person("Sue", "supervisor", pin=PIN)
    (piece,) = firm.samples(firm.phone(name="desk"), 1, firm.place("Tray 7"))
    phone = browser_of("sue").open()
    phone.enrol(firm.invite("Sue"), "Sue's phone")
    page = phone.page
    with page.expect_response("**/api/session/unlock"):  # amending is the office's act: it must know who is here
        phone.unlock("Sue", PIN)
    phone.go(f"register?amend={piece}")
    page.get_by_label("Model").fill("R-2231")
    good(firm.boss.send("PATCH", f"/api/samples/{piece}", {"name": "Peony"}, {}))
    page.wait_for_function("(id) => document.querySelector('h1')?.textContent.includes('Peony')", arg=piece)
    page.get_by_role("button", name="Save the changes").click()
    page.wait_for_function("(id) => location.hash === `#/samples/${id}`", arg=piece)
    told = firm.sample(piece)
    assert (told["model"], told["name"]) == ("R-2231", "Peony")
