"""The words come in two parts: no screen ever shows a key for a word, on a slow line, with no network, or in another language."""

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.deeds import offline
from tests.e2e.looks import IN_CODE
from tests.firm import PIN

pytestmark = pytest.mark.browser


def test_N7_no_key_shows_for_a_word_on_a_slow_line_offline_or_in_another_language(shop, firm, browser_of):
    firm.person("Ming", "keeper", pin=PIN)
    phone = browser_of("ming").open("/api/openapi.json")
    page, held = phone.page, list[Route]()
    page.route("**/assets/later-*.js", lambda route: held.append(route))
    page.goto(shop.url)
    page.wait_for_selector(".waiting")
    page.wait_for_function("() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/Welcome-'))")
    assert held and page.evaluate(IN_CODE) == [] and page.locator("form").count() == 0
    while held:
        held.pop().continue_()
    page.unroute("**/assets/later-*.js")
    page.wait_for_selector("form.form")
    phone.enrol(firm.invite("Ming"), "Ming's phone")
    with offline(shop):
        page.reload()
        page.locator(".lock-foot").get_by_text("繁體中文").click()
        page.wait_for_selector("html[lang=zh-Hant]")
        phone.unlock("Ming", PIN)
        for path, title in (("outbox", "待上傳"), ("counts", "盤點"), ("fairs", "展會")):
            phone.go(path)
            expect(page.locator(".head h1")).to_have_text(title)
            assert page.evaluate(IN_CODE) == []
        phone.go("more")
        page.locator(".segments").get_by_text("English", exact=True).click()
        expect(page.locator(".head h1")).to_have_text("More")
        assert page.evaluate(IN_CODE) == []
