"""Faults of the field in a real browser: clocks that are set, an update with fifty waiting and two tabs open, storage full or gone."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.browser import WEDGE, Browser
from tests.e2e.browser import unlock as unlock_tab
from tests.e2e.disk import IS_AT, Disk, rows, scanned
from tests.e2e.rarity import NAMES, Rarity, cut_line, drain, open_rarity, unlock
from tests.firm import PIN, good
from tests.sync.vault import Vault

pytestmark = pytest.mark.browser
DAY_S = 86_400
MEI = NAMES["Mei"]["en"]
# The wall clock of the page is off by what the page keeps of it: somebody sets the phone's clock while the app runs.
SET_CLOCK = "{ const true_now = Date.now; Date.now = () => true_now() + Number(sessionStorage.getItem('off') ?? 0); }"
PASS_TWO_MINUTES = """() => {
  const now = performance.now.bind(performance);
  performance.now = () => now() + 120_000;
  sessionStorage.setItem('off', 120_000);
}"""
# What the phone does in the hand, to be asked for afterwards; `refused` is three long.
FEEL = "navigator.vibrate = (pattern) => { (globalThis.felt ??= []).push(String(pattern)); return true; }"
LONG_THREE = "250,90,250,90,250"
OUTCOMES = "() => [...document.querySelectorAll('.basket-row')].reverse().map((row) => row.classList[1])"
SETTLED = "(count) => document.querySelectorAll('.basket-row:not(.storing)').length >= count"
# What the head of the list has said from now on.
WATCH_LIST = """() => {
  const head = document.querySelector('.list-head');
  const look = () => globalThis.listed.add(head.innerText.match(/\\d+ samples/)?.[0]);
  globalThis.listed = new Set();
  look();
  new MutationObserver(look).observe(head, { subtree: true, childList: true, characterData: true });
}"""
# What a newer app would have done to a database of this one: another version, and one store more.
GROW = """(name) => new Promise((done, failed) => {
  const opening = indexedDB.open(name, 2);
  opening.onupgradeneeded = () => opening.result.createObjectStore('of-a-newer-app');
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => done(opening.result.close());
})"""
PATIENCE_MS = 120_000


@pytest.fixture(scope="module")
def rarity(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rarity]:
    yield (world := open_rarity(tmp_path_factory.mktemp("rarity")))
    world.office.kill()


@dataclass
class Hand:
    """The phone of these tests and the red ones so far when it was taken: one that a test went wrong on is no place for the next."""

    disk: Disk | None = None
    failed: int = 0


@pytest.fixture(scope="module")
def hand() -> Iterator[Hand]:
    yield (hand := Hand())
    if hand.disk:
        hand.disk.phone.close()


@pytest.fixture
def disk(
    hand: Hand, rarity: Rarity, request: pytest.FixtureRequest, playwright_here: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Disk:
    failed = request.session.testsfailed
    if hand.disk and hand.failed != failed:
        hand.disk.phone.close()
        hand.disk = None
    if hand.disk is None:
        hand.failed = failed
        hand.disk = Disk(Browser(playwright_here, tmp_path_factory.mktemp("phones") / "mine", rarity.office).open())
        at_work(rarity, hand.disk.phone)
    return hand.disk


def at_work(rarity: Rarity, browser: Browser) -> None:
    """On the Scan screen, with the boss signed in."""
    assert browser.context is not None
    browser.context.add_init_script(SET_CLOCK)
    browser.context.add_init_script(FEEL)
    browser.enrol(rarity.firm.invite("mine"), "mine")
    browser.page.reload()
    unlock(browser, "Boss")


@pytest.fixture
def phone(disk: Disk) -> Browser:
    return disk.phone


def out_to_mei(rarity: Rarity, phone: Browser, count: int) -> list[str]:
    """The tags of new pieces this phone has heard of; it is ready to give them to Mei."""
    pieces = rarity.firm.samples(rarity.desk, count, rarity.tray)
    phone.go("samples")
    rarity.wait_for(phone, pieces[-1])
    phone.go("scan")
    phone.aim("Out", MEI)
    return [json.loads(made.bytes)["body"]["tag"] for made in rarity.desk.outbox[-count:]]


def scan_all(phone: Browser, tags: list[str], owed: int = 0) -> None:
    """With the line cut; until they lie in the outbox beside what is owed already."""
    for tag in tags:
        phone.wedge(tag)
    phone.wait_owed(owed + len(tags))


def go_on_without(rarity: Rarity, tag: str) -> None:
    """The office goes past where the phone has been: a piece is given to Mei in the very commit in which the phone knows of another."""
    rarity.desk.record("scan_out", tag=tag, to=rarity.firm.people["Mei"]["id"])
    drain(rarity.desk)
    for _ in range(2):
        rarity.register()


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


@contextmanager
def left_alone(rarity: Rarity, minutes: int) -> Iterator[None]:
    """A phone of the firm asks again for a PIN after so long."""
    good(rarity.firm.boss.send("PUT", "/api/settings", {"idle_lock_min": minutes}, {}))
    try:
        yield
    finally:
        good(rarity.firm.boss.send("PUT", "/api/settings", {"idle_lock_min": 15}, {}))


def test_p17_a_phone_nobody_touches_asks_who_is_there_and_keeps_what_it_scanned(rarity: Rarity, phone: Browser) -> None:
    """Two minutes pass for the page at once, for a phone whose firm says one."""
    with left_alone(rarity, 1):
        (tag,) = out_to_mei(rarity, phone, 1)  # heard after the setting
        mend = cut_line(phone)
        phone.wedge(tag)
        phone.wait_owed(1)
        phone.rest()  # a scan counts as a touch once it is signed, which is after it is counted
        phone.page.evaluate(PASS_TWO_MINUTES)
        phone.page.wait_for_selector(".names-grid")
        phone.page.reload()
        phone.page.wait_for_selector(".names-grid")
        mend()
        unlock(phone, "Boss")
        phone.wait_owed(0)
        assert entries_of(rarity, tag)[0]["kind"] == "scan_out"
        phone.page.evaluate("() => sessionStorage.removeItem('off')")


def test_p13_an_update_with_fifty_waiting_and_two_tabs_open_eats_nothing(rarity: Rarity, phone: Browser) -> None:
    assert phone.context is not None
    tags, before = out_to_mei(rarity, phone, 50), with_mei(rarity)
    second: Page = phone.context.new_page()
    second.goto(f"{rarity.office.url}/#/scan")
    unlock_tab(second, "Boss", PIN)
    mend = cut_line(phone)
    for mine, other in zip(tags[:25], tags[25:], strict=True):  # both tabs number what they record
        phone.wedge(mine)
        second.evaluate(WEDGE, [[*other, "Enter"], None])
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


@pytest.mark.parametrize(
    ("is_told", "unsent", "was_ahead"),
    [(True, 2, True), (False, 0, True), (False, 0, False)],
    ids=["with a word", "in silence", "unseen"],
)
def test_p13_a_backup_put_back_in_the_office_loses_nothing_a_phone_still_holds(
    rarity: Rarity, phone: Browser, tmp_path: Path, is_told: bool, unsent: int, was_ahead: bool
) -> None:
    *tags, other = out_to_mei(rarity, phone, 4 + unsent)
    before, vault = with_mei(rarity), Vault(rarity.office.database_url, tmp_path)
    vault.keep()
    at, mend = rows(phone)["head"]["at"][0], cut_line(phone)
    scan_all(phone, tags[:3])
    hear = cut_line(phone, "**/api/sync/pull*")
    mend()
    phone.wait_owed(0)
    assert with_mei(rarity) == before + 3
    if was_ahead:
        hear()
        phone.page.wait_for_function(IS_AT, arg=at + 1)
    mend = cut_line(phone)
    scan_all(phone, tags[3:])
    rarity.office.kill()
    vault.put_back()
    if is_told:
        assert rarity.office.command("restored").returncode == 0
    rarity.office.start()
    assert with_mei(rarity) == before
    go_on_without(rarity, other)
    shown = before + len(tags)
    phone.go(f"samples?holder={rarity.firm.people['Mei']['id']}")
    head = phone.page.locator(".list-head")
    expect(head).to_contain_text(f"{shown} samples")
    phone.page.evaluate(WATCH_LIST)
    mend()
    hear()
    expect(head).to_contain_text(f"{shown + 1} samples", timeout=PATIENCE_MS)
    phone.wait_owed(0)
    assert with_mei(rarity) == shown + 1
    assert [[one["kind"] for one in entries_of(rarity, tag)].count("scan_out") for tag in tags] == [1] * len(tags)
    assert phone.page.evaluate("() => [...globalThis.listed]") == [f"{shown} samples", f"{shown + 1} samples"], "what it shows stays"


def test_p13_an_older_app_put_back_on_a_phone_eats_nothing_of_what_waits_and_goes_on(rarity: Rarity, phone: Browser) -> None:
    tags, before = out_to_mei(rarity, phone, 5), with_mei(rarity)
    mend = cut_line(phone)
    scan_all(phone, tags[:3])
    for name in ("loupe-outbox", "loupe-rows", "loupe-photos"):
        phone.page.evaluate(GROW, name)
    mark = rarity.build_anew()
    phone.page.reload()
    phone.page.locator(".shell main > .notice .button").click(timeout=PATIENCE_MS)
    phone.page.wait_for_function("(mark) => document.body.dataset.build === mark", arg=mark, timeout=PATIENCE_MS)
    phone.wait_owed(3)
    scan_all(phone, tags[3:], owed=3)
    mend()
    phone.wait_owed(0)
    assert with_mei(rarity) == before + 5


def test_p14_on_a_full_phone_two_hundred_scans_are_each_stored_or_red_and_none_is_lost(rarity: Rarity, phone: Browser, disk: Disk) -> None:
    tags, before = out_to_mei(rarity, phone, 200), with_mei(rarity)
    phone.wait_owed(0)
    page, mend, kept_before = phone.page, cut_line(phone), len(scanned(phone))
    page.reload()  # with an empty basket
    page.wait_for_selector(".scan")
    disk.fill(left=20_000)
    disk.resize(disk.size - 240_000)  # others take of the disk too: even without the ballast there is not room for all
    warning, lost = page.locator("main > .notice.refused"), page.locator(".basket-lost")
    one_by_one = 0
    while not warning.count():
        phone.wedge(tags[one_by_one])
        one_by_one += 1
        page.wait_for_function(SETTLED, arg=one_by_one)
    assert set(page.evaluate(OUTCOMES)) == {"stored"}, "the first scan that finds no room is stored all the same, on the ballast"

    for tag in tags[one_by_one:]:
        phone.wedge(tag)
    page.wait_for_function(SETTLED, arg=200, timeout=PATIENCE_MS)
    outcomes = dict(zip(tags, page.evaluate(OUTCOMES), strict=True))
    green, red = ([tag for tag in tags if outcomes[tag] == outcome] for outcome in ("stored", "refused"))
    assert scanned(phone)[kept_before:] == green and len(green) + len(red) == 200
    assert len(green) > one_by_one + 50, "a shift goes on where the ballast lay"
    assert red and page.evaluate("() => globalThis.felt").count(LONG_THREE) == len(red)
    expect(lost).to_have_text(f"{len(red)} · Not stored")
    expect(page.locator(".flash.refused")).to_be_visible()

    page.reload()
    expect(warning).to_be_visible()
    phone.wait_owed(len(green))
    disk.resize(2 * disk.size)
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")  # as when somebody comes back from deleting photos
    expect(warning).to_have_count(0)
    for _round in range(5):  # Chromium may go on for a moment believing the smaller disk: then it says so, and one scans again
        for tag in (left := [tag for tag in red if tag not in scanned(phone)]):
            phone.wedge(tag)
        page.wait_for_function("() => !document.querySelector('.basket-row.storing')")
        if not left:
            break
    phone.wait_owed(200, PATIENCE_MS)
    mend()
    phone.wait_owed(0, PATIENCE_MS)
    assert with_mei(rarity) == before + 200
    assert scanned(phone)[kept_before:][: len(green)] == green and sorted(scanned(phone)[kept_before:]) == sorted(tags)


def test_p14_a_phone_whose_storage_was_cleared_says_that_it_was_reset(rarity: Rarity, phone: Browser) -> None:
    assert phone.context is not None
    cdp = phone.context.new_cdp_session(phone.page)
    phone.page.goto(f"{rarity.office.url}/api/openapi.json")  # of the same house, and no app on it that holds the storage open
    cdp.send("Storage.clearDataForOrigin", {"origin": rarity.office.url, "storageTypes": "indexeddb"})
    phone.page.goto(rarity.office.url + "/")
    phone.page.wait_for_selector(".welcome .notice.flagged")
