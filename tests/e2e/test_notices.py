"""A notice is read once, whatever phone is in the hand; the board moves by itself, leads to its pieces, and says how old it is."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESK, PATIENCE_MS, Browser
from tests.e2e.deeds import offline, opened
from tests.firm import PIN, good

pytestmark = pytest.mark.browser
FITS = "() => document.documentElement.scrollHeight <= innerHeight + 1 && document.documentElement.scrollWidth <= innerWidth"
OUTSIDE_AT_START, WITH_TOM = "HK$30,000", "HK$50,000"


def news(phone: Browser):
    return phone.page.locator(".bar .news:visible")


def test_I11_what_is_read_in_one_hand_is_read_in_the_other_and_needs_no_network(shop, firm, browser_of):
    firm.person("Mei", "holder", pin=PIN)  # she may not issue: her scan is taken, and flagged
    firm.person("Tom", "holder", pin=PIN)
    ring = firm.samples(firm.phone(), 1, firm.place("Tray 7"))[0]
    hers, other = (opened(browser_of(name), firm, "Mei") for name in ("hers", "other"))
    hers.aim("Out", "Tom")
    hers.wedge(firm.tag_of(ring))
    hers.wait_owed(0)
    expect(news(hers)).to_have_text("1", timeout=PATIENCE_MS)
    expect(news(other)).to_have_text("1", timeout=PATIENCE_MS)

    hers.go("notices")
    line = hers.page.locator(".notice-row.unread")
    expect(line).to_contain_text("A scan of yours was flagged")
    expect(line).to_contain_text("Outside this person’s role")
    with offline(shop):
        line.locator("a").click()
        hers.page.wait_for_selector(".sample .portrait")
        hers.go("notices")
        expect(hers.page.locator(".notice-row:not(.unread)")).to_contain_text("A scan of yours was flagged")
        expect(news(hers)).to_have_count(0)
        expect(news(other)).to_have_text("1")
    hers.wait_owed(0)
    expect(news(other)).to_have_count(0, timeout=PATIENCE_MS)  # the other phone asks again when it has waited a while

    tom = opened(browser_of("tom"), firm, "Tom")
    tom.go("notices")
    expect(tom.page.locator(".notice-row.unread")).to_contain_text("A piece is with you now")
    tom.page.get_by_role("button", name="Mark all as read").click()
    expect(tom.page.locator(".notice-row.unread")).to_have_count(0)
    tom.wait_owed(0)
    read = good(firm.boss.get(f"/api/samples/{ring}/timeline"))["entries"]
    assert "notice_read" not in {entry["kind"] for entry in read}


def test_Z8_the_board_moves_by_itself_leads_to_its_pieces_and_says_how_old_it_is(shop, firm, browser_of):
    tom, mei = firm.person("Tom", "holder"), firm.person("Mei", "holder")
    tray = firm.place("Tray 7")
    counter = firm.phone()
    value = {"insured": {"minor": 1_000_000, "currency": "HKD"}}
    pieces = firm.samples(counter, 9, tray, facts=value)
    for piece in pieces[:3]:
        counter.record("scan_out", sample=piece, to=mei)
    counter.drain()
    board = browser_of("board", DESK).open()
    board.enrol(firm.invite("board"), "Wall")
    board.unlock("Boss", PIN)
    board.go("board")
    page = board.page
    outside, holders = page.locator(".board-outside"), page.locator(".board-holders")
    expect(outside.locator(".outside-value")).to_have_text(OUTSIDE_AT_START)
    tile = page.locator(".place-map a", has_text="Tray 7")
    expect(tile).to_contain_text("6")

    for piece in pieces[3:5]:
        counter.record("scan_out", sample=piece, to=tom)
    counter.drain()
    expect(outside.locator(".outside-value")).to_have_text(WITH_TOM)
    expect(holders.locator("li", has_text="Tom")).to_contain_text("HK$20,000")
    expect(page.locator(".activity li").first).to_contain_text("Tom")
    expect(tile).to_contain_text("4")

    for where, number in ((tile, "4"), (holders.locator("a", has_text="Tom"), "2"), (page.locator(".board-status a", has_text="Out"), "5")):
        where.click()
        expect(page.locator(".samples .list-head")).to_contain_text(f"{number} samples")
        page.go_back()
        page.wait_for_selector(".board")

    board.go("board?wall=dark")
    page.wait_for_selector(".shell.wall.dark")
    expect(page.locator(".bar, .head")).to_have_count(0)
    assert page.evaluate(FITS), "a wall has nobody to scroll it"
    age = page.locator(".board-age")
    expect(age).to_have_text("Live")
    shop.freeze()
    expect(age).to_contain_text("s old", timeout=10_000)
    shop.thaw()
    expect(age).to_have_text("Live")
    page.keyboard.press("Escape")
    page.wait_for_selector(".bar")
    expect(page.locator(".shell.wall")).to_have_count(0)
