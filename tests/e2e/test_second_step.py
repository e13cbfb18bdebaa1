"""The second step on glass: adding a passkey and a code app, signing in with either, and what a firm that requires one shows."""

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import DESK, PHONE, Browser
from tests.e2e.looks import Look, look_at
from tests.e2e.rarity import FORGET, dressed, press
from tests.firm import PASSWORD, PIN, Firm, firm_at, good
from tests.office import Office
from tests.people.test_second_step import code_app, code_of

pytestmark = pytest.mark.browser
LOOKS = [Look(PHONE, "zh-Hant", True), Look(DESK, "en")]
A_FINGER = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def firm(shop: Office) -> Firm:
    """By name: passkeys work under no bare address. The boss has a code app."""
    shop.url = shop.url.replace("127.0.0.1", "localhost")
    firm = firm_at(shop)
    firm.person("Sue", "supervisor", "admin", login=True, pin=PIN)
    code_app(firm.boss)
    return firm


def give_finger(browser: Browser) -> None:
    assert browser.context is not None
    line = browser.context.new_cdp_session(browser.page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": A_FINGER})


def sign_in(browser: Browser) -> None:
    """On a browser that knows nothing of the firm any more."""
    page = browser.page
    page.evaluate(FORGET)
    page.reload()
    page.wait_for_selector(".welcome form")
    browser.go("signin")
    page.locator("input[autocomplete=username]").wait_for()
    for n, text in enumerate(("sue", PASSWORD, "Desk")):
        page.locator("form.form input").nth(n).fill(text)
    page.locator("form.form button[type=submit]").click()


def at_work(browser: Browser) -> None:
    browser.page.locator(".names-grid button", has_text="Sue").click()
    with browser.page.expect_response("**/api/session/unlock"):
        press(browser, PIN)
    browser.page.wait_for_selector(".band")


def add_code_app(browser: Browser, look: Look, password: str | None) -> tuple[str, list[str]]:
    """From the open sheet to a code that was right; its secret."""
    page, sheet = browser.page, browser.page.locator("dialog[open]")
    if password:
        sheet.locator("input[type=password]").fill(password)
    sheet.locator("footer button").click()
    page.wait_for_selector("dialog .secret")
    secret = page.locator("dialog .secret").inner_text().replace(" ", "")
    assert pyotp.TOTP(secret).digits == 6
    sheet.locator("input[inputmode=numeric]").fill(code_of(secret))
    faults = look_at(browser, "step-code-app", look)
    sheet.locator("footer button").click()
    expect(sheet).to_have_count(0)
    return secret, faults


def add_button(page: Page, n: int):
    """The passkey's, then the code app's."""
    return page.locator(".acts > .button").nth(n)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_SE8_a_passkey_and_a_code_app_are_added_and_sign_in(shop: Office, firm: Firm, browser_of, look: Look) -> None:
    is_required = look.is_chinese
    if is_required:
        good(firm.boss.send("PUT", "/api/settings", {"second_step_required": True}, {}))
    browser = dressed(browser_of("sue", look.size, look.lang), look)
    page, faults = browser.page, []
    give_finger(browser)
    sign_in(browser)
    if is_required:
        add_button(page, 1).wait_for()
        faults += look_at(browser, "step-required", look)
        add_button(page, 1).click()
        secret, found = add_code_app(browser, look, None)
        faults += found
    page.wait_for_selector(".names-grid")
    at_work(browser)
    browser.go("more/account")
    add_button(page, 0).click()
    sheet = page.locator("dialog[open]")
    sheet.locator("input").nth(0).fill("小明的手機" if look.is_chinese else "My laptop")
    sheet.locator("input").nth(1).fill(PASSWORD)
    faults += look_at(browser, "step-passkey", look)
    sheet.locator("footer button").click()
    expect(page.locator(".step-line")).to_have_count(2 if is_required else 1)
    if not is_required:
        add_button(page, 1).click()
        secret, found = add_code_app(browser, look, PASSWORD)
        faults += found
    expect(page.locator(".step-line")).to_have_count(2)
    faults += look_at(browser, "step-account", look)
    for name in ("more/settings", "more/people"):
        browser.go(name)
        faults += look_at(browser, f"step-{name.removeprefix('more/')}", look)
    page.locator(".row-button", has_text="老闆" if look.is_chinese else "Boss").click()
    sheet.locator(".sheet-body > .button").click()
    faults += look_at(browser, "step-take-away", look)
    sign_in(browser)
    page.locator("input[autocomplete=one-time-code]").wait_for()
    faults += look_at(browser, "step-prove", look)
    page.locator("input[autocomplete=one-time-code]").fill("123 456")
    page.locator("form.form button[type=submit]").click()
    page.wait_for_selector(".notice.refused")
    faults += look_at(browser, "step-prove-wrong", look)
    page.locator("form.form .button.main").click()
    page.wait_for_selector(".names-grid, .band")
    sign_in(browser)
    page.locator("input[autocomplete=one-time-code]").fill(code_of(secret, 1))
    page.locator("form.form button[type=submit]").click()
    page.wait_for_selector(".names-grid, .band")
    assert not faults, "\n".join(faults)
