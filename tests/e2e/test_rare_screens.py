"""The screens people seldom see, each reached as people reach it: wrong PINs, lots, a new version, a lost phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.browser import Browser
from tests.e2e.looks import SOME, Look, look_at
from tests.e2e.rarity import FORGET, NO_STORAGE, SPOIL, Rarity, cut_line, dressed, open_rarity, press, put_back, slow_line, unlock

pytestmark = pytest.mark.browser
LOOKS = pytest.mark.parametrize("look", SOME, ids=str)
WAITS = "main > .notice:not(.refused, .flagged) .acts a"  # a restore waits to be confirmed
EASY_PIN, MOST_WRONG = "111111", 5  # nobody's: the office refuses it


@pytest.fixture(scope="module")
def rarity(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rarity]:
    yield (world := open_rarity(tmp_path_factory.mktemp("rarity")))
    world.office.kill()


@pytest.fixture(scope="module")
def desks(rarity: Rarity, playwright_here: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Browser]]:
    """A browser a look, not opened yet."""
    folder = tmp_path_factory.mktemp("desks")
    made = {str(look): Browser(playwright_here, folder / str(look), rarity.office, look.size, look.lang) for look in SOME}
    yield made
    for browser in made.values():
        browser.close()


@pytest.fixture
def at_work(desks: dict[str, Browser], rarity: Rarity, look: Look) -> Browser:
    """The browser of a look, with the boss at work on it."""
    browser = desks[str(look)]
    if browser.context is None:
        browser.open(dark=look.dark)
        browser.enrol(rarity.firm.invite(str(look)), str(look))
    if browser.page.locator(".names-grid, .welcome").count():
        unlock(browser, rarity.name("Boss", look))
    look.put_on(browser)
    return browser


@LOOKS
def test_a_new_phone_on_a_slow_line_and_a_forgotten_pin(rarity: Rarity, desks, look: Look):
    browser = dressed(desks[str(look)], look)
    page, mend = browser.page, slow_line(browser)
    page.wait_for_selector("form.form")
    faults = look_at(browser, "welcome", look)
    browser.go("signin")
    faults += look_at(browser, "signin", look)
    browser.go("enrol/WRNG-C0DE")
    page.locator("form.form input").nth(1).fill(str(look))
    page.locator("form.form button[type=submit]").click()
    page.wait_for_selector(".notice.refused")
    faults += look_at(browser, "enrol-refused", look)
    page.locator("form.form input").nth(0).fill(rarity.firm.invite(str(look)))
    page.locator("form.form button[type=submit]").click()
    page.wait_for_selector(".lock .waiting")
    faults += look_at(browser, "lock-first-sync", look)
    mend()
    page.locator(".names-grid button", has_text=rarity.name("Ming", look)).click()
    press(browser, EASY_PIN)
    page.wait_for_selector(".pin-says .refused")
    faults += look_at(browser, "pin-wrong", look)
    for _ in range(MOST_WRONG - 1):
        press(browser, EASY_PIN)
        page.wait_for_selector(".pin[aria-busy=false]")
    page.wait_for_selector(".pin-says .flagged")
    faults += look_at(browser, "pin-wait", look)
    page.reload()
    unlock(browser, rarity.name("Boss", look))
    assert not faults, "\n".join(faults)


@LOOKS
def test_what_the_phone_kept_is_torn_and_fetched_again(rarity: Rarity, at_work: Browser, look: Look):
    page, mend = at_work.page, slow_line(at_work)
    page.evaluate(SPOIL)
    page.reload()
    page.wait_for_selector(".shell main > .notice")
    faults = look_at(at_work, "stock-fetched-again", look)
    mend()
    expect(page.locator(".shell main > .notice")).to_have_count(0)
    assert not faults, "\n".join(faults)


@LOOKS
def test_the_four_outcomes_a_lot_and_an_undo(rarity: Rarity, at_work: Browser, look: Look):
    browser, page = at_work, at_work.page
    piece, lot, stray = rarity.register(), rarity.lot(12), rarity.firm.tags(1)[0]
    browser.go("samples")
    browser.go("scan")
    page.wait_for_selector(".band")
    browser.wedge("NOT-OURS")
    faults = outcome(browser, "refused", look)
    page.locator(".band > button").click()
    faults += look_at(browser, "scan-picker", look)
    page.keyboard.press("Escape")
    browser.aim("出庫" if look.is_chinese else "Out", rarity.name("Mei", look))
    rarity.wait_for(browser, piece)
    browser.wedge(rarity.firm.tag_of(piece))
    faults += outcome(browser, "stored", look)
    browser.wedge(rarity.firm.tag_of(piece))
    faults += outcome(browser, "again", look)
    browser.wedge(stray)
    faults += outcome(browser, "flagged", look)
    rarity.wait_for(browser, lot)
    browser.wedge(rarity.firm.tag_of(lot))
    page.wait_for_selector("dialog .stepper")
    faults += look_at(browser, "lot", look)
    page.locator("dialog .stepper input").fill("20")
    faults += look_at(browser, "lot-over", look)
    page.locator("dialog .stepper input").fill("5")
    page.locator("dialog .stepper .icon-button").first.click()
    page.locator("dialog footer .button").click()
    expect(page.locator(".basket-row.stored")).to_have_count(2)
    page.locator(".basket-row", has=page.locator(".icon-button")).last.locator(".icon-button").click()
    page.wait_for_selector(".basket-row.undone")
    faults += look_at(browser, "scan-undone", look)
    page.locator(".scan-acts .acts .button").first.click()
    page.locator("dialog input").fill("ring" if not look.is_chinese else "戒指")
    faults += look_at(browser, "scan-typed", look)
    page.keyboard.press("Escape")
    browser.wait_owed(0)
    browser.go(f"samples/{lot}")
    page.wait_for_selector(".lot-places")
    faults += look_at(browser, "sample-lot", look)
    assert not faults, "\n".join(faults)


def outcome(browser: Browser, what: str, look: Look) -> list[str]:
    browser.page.wait_for_selector(f".flash.{what}")
    return look_at(browser, f"scan-{what}", look)


@LOOKS
def test_a_case_from_open_to_settled(rarity: Rarity, at_work: Browser, look: Look):
    browser, page = at_work, at_work.page
    case = rarity.dispute(rarity.register())
    browser.go(f"more/cases/{case}")
    page.wait_for_selector(".case .claim-cards")
    faults = look_at(browser, "case-open", look)
    page.locator(".case .acts .button.main").click()
    page.locator("dialog .row-button").first.click()
    page.locator("dialog input").last.fill("在櫃面見到實物" if look.is_chinese else "It is on the counter")
    faults += look_at(browser, "case-settling", look)
    page.locator("dialog footer .button").click()
    page.wait_for_selector(".cases")
    browser.go(f"more/cases/{case}")
    page.wait_for_selector(".case .notice.stored")
    faults += look_at(browser, "case-settled", look)
    assert not faults, "\n".join(faults)


@LOOKS
def test_sheets_of_the_desk_and_pieces_seldom_seen(rarity: Rarity, at_work: Browser, look: Look):
    browser, page = at_work, at_work.page
    brooch, mock_up = rarity.register(type="brooch"), rarity.register(type="mock_up")
    faults: list[str] = []
    for name, sample in (("brooch", brooch), ("mock-up", mock_up), ("missing", rarity.desk.uuid())):
        browser.go("samples")
        if name != "missing":
            rarity.wait_for(browser, sample)
        browser.go(f"samples/{sample}")
        faults += look_at(browser, f"sample-{name}", look)
    browser.go(f"more/labels/{brooch}")
    page.locator(".labels .foot-acts .button:not([disabled])").wait_for()
    faults += look_at(browser, "labels-chosen", look)
    page.locator(".labels-settings .segments label").nth(2).click()
    faults += look_at(browser, "labels-blank", look)
    for path in ("people", "places"):
        faults += sheet(browser, f"more/{path}", ".foot-acts .button", f"{path}-new", look)
    faults += sheet(browser, "more/people", ".row-button", "people", look)
    browser.go("more/places")
    page.locator(".row-button").first.click()
    page.wait_for_selector(".place")
    faults += look_at(browser, "place", look)
    place = page.evaluate("() => location.hash.slice(2)")
    faults += sheet(browser, place, ".place .head-side .icon-button", "place", look)
    browser.go("more/phones")
    page.locator(".phone-row").first.click()
    page.wait_for_selector(".phone-detail")
    phone = page.evaluate("() => location.hash.slice(2)")
    faults += sheet(browser, phone, ".phone-detail .button.danger", "phone-shut-out", look)
    faults += sheet(browser, f"samples/{brooch}", ".sample .acts button", "tag-anew", look)
    browser.go("more/phones")
    page.locator(".phones:has(.phone-row) .foot-acts .button").click()
    page.locator("dialog input").fill("櫃面手機 2" if look.is_chinese else "Counter phone 2")
    page.locator("dialog footer .button").click()
    page.wait_for_selector("dialog .invite")
    faults += look_at(browser, "phone-invited", look)
    page.keyboard.press("Escape")
    assert not faults, "\n".join(faults)


def sheet(browser: Browser, path: str, opener: str, name: str, look: Look) -> list[str]:
    """Looks at the sheet that ``opener`` opens, and closes it."""
    browser.go(path)
    browser.page.locator(opener).first.click()
    browser.page.wait_for_selector("dialog[open]")
    faults = look_at(browser, f"sheet-{name}", look)
    browser.page.keyboard.press("Escape")
    browser.page.wait_for_selector("dialog[open]", state="detached")
    return faults


@LOOKS
def test_p13_a_new_version_waits_until_it_is_let_in(rarity: Rarity, at_work: Browser, look: Look):
    browser, page = at_work, at_work.page
    mark = rarity.build_anew()
    page.goto(f"{rarity.office.url}/#/samples")
    page.reload()
    page.wait_for_selector(".shell main > .notice .button")
    assert page.evaluate("() => document.body.dataset.build") != mark
    faults = look_at(browser, "update", look)
    browser.go("scan")
    faults += look_at(browser, "update-scan", look)
    page.locator(".shell main > .notice .button").click()
    page.wait_for_function("(mark) => document.body.dataset.build === mark", arg=mark)
    page.wait_for_selector(".band")
    expect(page.locator(".shell main > .notice .button")).to_have_count(0)
    assert not faults, "\n".join(faults)


@LOOKS
def test_OB6_while_a_restore_waits_people_are_calm_and_supervisors_know_what_to_do(rarity: Rarity, at_work: Browser, look: Look):
    page = at_work.page
    with put_back(rarity.office):
        page.reload()
        page.wait_for_selector(WAITS).click()
        page.wait_for_selector(".care .notice.flagged code")
        faults = look_at(at_work, "restored", look)
        at_work.go("scan")
        faults += look_at(at_work, "restored-scan", look)
    page.reload()
    page.wait_for_selector(".band")
    expect(page.locator(WAITS)).to_have_count(0)  # a new version may be offered all the same
    at_work.go("more/phones")
    page.wait_for_selector(".care .pairs .flagged-text")  # no backup was ever made
    faults += look_at(at_work, "phones-care", look)
    assert not faults, "\n".join(faults)


@LOOKS
def test_p10_a_lost_phone_is_shut_out_then_reset_then_broken(rarity: Rarity, at_work: Browser, look: Look):
    browser, page = at_work, at_work.page
    piece = rarity.register()
    browser.go("samples")
    rarity.wait_for(browser, piece)
    browser.go("scan")
    browser.aim("出庫" if look.is_chinese else "Out", rarity.name("Mei", look))
    mend = cut_line(browser)
    browser.wedge(rarity.firm.tag_of(piece))
    browser.wait_owed(1)
    browser.go("outbox")
    page.wait_for_selector(".head .link-badge.offline")
    faults = look_at(browser, "outbox-owing", look)
    browser.go(f"samples/{piece}")
    faults += look_at(browser, "sample-waiting", look)
    rarity.revoke(str(look))  # heard over the open line, while deliveries do not get through
    page.wait_for_selector(".alone .acts")
    faults += look_at(browser, "revoked-owing", look)
    mend()
    page.locator(".alone .acts .button").first.click()
    expect(page.locator(".alone .acts")).to_have_count(0)
    faults += look_at(browser, "revoked", look)
    page.goto(f"{rarity.office.url}/api/openapi.json")  # of the same house, and no app on it that holds the storage open
    page.evaluate(FORGET)
    page.goto(rarity.office.url + "/")
    page.wait_for_selector(".welcome .notice.flagged")
    faults += look_at(browser, "reset", look)
    page.add_init_script(NO_STORAGE)
    page.reload()
    page.wait_for_selector(".alone .notice.refused")
    expect(page.locator(".alone p.small")).to_contain_text(re.compile("[0-9a-f]{16}"))  # of the call that was refused before
    faults += look_at(browser, "broken", look)
    assert not faults, "\n".join(faults)
