"""P15: a view says how old it is. The badge of a phone whose office does not answer, and what it knows once it does."""

import time

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import Browser
from tests.firm import PIN, Firm
from tests.office import Office

pytestmark = pytest.mark.browser
PROMISED_S, SLACK_S = 10, 2  # a busy machine tells the time late


@pytest.fixture
def phone(firm: Firm, browser_of) -> Browser:
    firm.person("Mei", "keeper", pin=PIN)
    phone = browser_of("mei").open()
    phone.enrol(firm.invite("mei"), "Mei's phone")
    with phone.page.expect_response("**/api/session/unlock"):  # the line is opened anew for who is here
        phone.unlock("Mei", PIN)
    phone.go("samples")
    phone.page.wait_for_timeout(1_000)
    expect(phone.page.locator(".head .link-badge.live")).to_be_visible()
    return phone


def seconds_until(phone: Browser, selector: str, at_most_s: float) -> float:
    began = time.monotonic()
    expect(phone.page.locator(selector)).to_be_visible(timeout=at_most_s * 1000)
    return time.monotonic() - began


def test_P15_a_dead_line_shows_within_ten_seconds_and_all_is_there_within_five_of_its_return(
    shop: Office, firm: Firm, phone: Browser
) -> None:
    shop.freeze()  # it holds the line and says nothing, as behind a dead access point
    shown = seconds_until(phone, ".head .link-badge:not(.live)", 15)
    phone.page.wait_for_timeout(15_000)
    expect(phone.page.locator(".head .link-badge")).to_contain_text("old")  # it says how old
    shop.thaw()
    (piece,) = firm.samples(firm.phone(name="desk"), 1, firm.place("Tray 7"))
    number = firm.sample(piece)["archive_no"]
    came = seconds_until(phone, f"text={number}", 30)
    back = seconds_until(phone, ".head .link-badge.live", 30)
    print(f"\nthe badge after {shown:.1f} s; the piece after {came:.1f} s, the line {back:.1f} s later")
    assert shown < PROMISED_S + SLACK_S and came < 5, (shown, came)
