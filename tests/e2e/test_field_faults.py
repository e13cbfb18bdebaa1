"""Faults of the field in a real browser: clocks that are set, an update with fifty waiting and two tabs open, storage gone."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright

from tests.e2e.browser import Browser
from tests.e2e.rarity import NAMES, Rarity, cut_line, open_rarity, unlock
from tests.firm import good

pytestmark = pytest.mark.browser
DAY_S = 86_400
MEI = NAMES["Mei"]["en"]
# The wall clock of the page is off by what the page keeps of it: somebody sets the phone's clock while the app runs.
SET_CLOCK = "{ const true_now = Date.now; Date.now = () => true_now() + Number(sessionStorage.getItem('off') ?? 0); }"
PATIENCE_MS = 120_000


@pytest.fixture(scope="module")
def rarity(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rarity]:
    yield (world := open_rarity(tmp_path_factory.mktemp("rarity")))
    world.office.kill()


@pytest.fixture(scope="module")
def phone(rarity: Rarity, playwright_here: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """At work on the Scan screen, with the boss signed in."""
    browser = Browser(playwright_here, tmp_path_factory.mktemp("phones") / "mine", rarity.office).open()
    assert browser.context is not None
    browser.context.add_init_script(SET_CLOCK)
    browser.enrol(rarity.firm.invite("mine"), "mine")
    browser.page.reload()
    unlock(browser, "Boss")
    yield browser
    browser.close()


def out_to_mei(rarity: Rarity, phone: Browser, count: int) -> list[str]:
    """The tags of new pieces this phone has heard of; it is ready to give them to Mei."""
    pieces = rarity.firm.samples(rarity.desk, count, rarity.tray)
    phone.go("samples")
    rarity.wait_for(phone, pieces[-1])
    phone.go("scan")
    phone.aim("Out", MEI)
    return [rarity.firm.tag_of(piece) for piece in pieces]


def entries_of(rarity: Rarity, tag: str) -> list[dict]:
    found = good(rarity.firm.boss.get(f"/api/samples?q={tag}"))["samples"]
    return good(rarity.firm.boss.get(f"/api/samples/{found[0]['id']}/timeline"))["entries"]


def with_mei(rarity: Rarity) -> int:
    mei = rarity.firm.people["Mei"]["id"]
    return good(rarity.firm.boss.get(f"/api/samples?place={mei}"))["total"]


def test_p11_a_clock_three_days_slow_or_set_a_year_on_in_mid_shift_moves_no_scan_out_of_its_hour(rarity: Rarity, phone: Browser) -> None:
    tags = out_to_mei(rarity, phone, 3)
    phone.wait_owed(0)
    mend, began_ms = cut_line(phone), time.time() * 1000
    for tag, off_s in zip(tags, (-3 * DAY_S, 365 * DAY_S, 3_600), strict=True):
        phone.page.evaluate("(ms) => sessionStorage.setItem('off', ms)", off_s * 1000)
        phone.wedge(tag)
        phone.wait_owed(tags.index(tag) + 1)
    mend()
    phone.wait_owed(0, PATIENCE_MS)
    ended_ms = time.time() * 1000
    scans = [next(one for one in entries_of(rarity, tag) if one["kind"] == "scan_out") for tag in tags]
    assert all(began_ms - 120_000 <= one["happened_ms"] <= one["known_ms"] <= ended_ms for one in scans), scans
    assert [one["happened_ms"] for one in scans] == sorted(one["happened_ms"] for one in scans)
    assert any({"clock_clamped", "clock_stepped"} & set(one["reasons"]) for one in scans), scans
    phone.page.evaluate("() => sessionStorage.removeItem('off')")


def test_p13_an_update_with_fifty_waiting_and_two_tabs_open_eats_nothing(rarity: Rarity, phone: Browser) -> None:
    assert phone.context is not None
    tags, before = out_to_mei(rarity, phone, 50), with_mei(rarity)
    second: Page = phone.context.new_page()
    second.goto(f"{rarity.office.url}/#/outbox")
    mend = cut_line(phone)
    for tag in tags:
        phone.wedge(tag)
    phone.wait_owed(50, PATIENCE_MS)
    mark = rarity.build_anew()
    phone.page.reload()
    phone.page.locator(".shell main > .notice .button").click(timeout=PATIENCE_MS)
    phone.page.wait_for_function("(mark) => document.body.dataset.build === mark", arg=mark, timeout=PATIENCE_MS)
    second.reload()  # the other tab goes on as it was until somebody loads it anew
    for page in (phone.page, second):
        page.wait_for_function("(mark) => document.body.dataset.build === mark", arg=mark, timeout=PATIENCE_MS)
        page.wait_for_selector(".bar, .names-grid")
    phone.wait_owed(50, PATIENCE_MS)
    mend()
    phone.wait_owed(0, PATIENCE_MS)
    assert with_mei(rarity) == before + 50
    second.close()


def test_p14_a_phone_whose_storage_was_cleared_says_that_it_was_reset(rarity: Rarity, phone: Browser) -> None:
    assert phone.context is not None
    cdp = phone.context.new_cdp_session(phone.page)
    phone.page.goto(f"{rarity.office.url}/api/openapi.json")  # of the same house, and no app on it that holds the storage open
    cdp.send("Storage.clearDataForOrigin", {"origin": rarity.office.url, "storageTypes": "indexeddb"})
    phone.page.goto(rarity.office.url + "/")
    phone.page.wait_for_selector(".welcome .notice.flagged")
