"""The conflict desk in a person's hand: two phones that knew nothing of each other, and a supervisor who scans where the piece is."""

import sqlite3

import pytest
from playwright.sync_api import expect

from tests.camera import Scene, Tag
from tests.e2e.browser import DESK, PHONE, Browser
from tests.e2e.deeds import opened
from tests.e2e.looks import Look, look_at
from tests.firm import PIN, Firm, good
from tests.office import Office
from tests.phone import Phone

pytestmark = pytest.mark.browser
LOOKS = (Look(PHONE, "zh-Hant", True), Look(PHONE, "en"), Look(DESK, "en", True), Look(DESK, "zh-Hant"))
RUBY = {
    "metals": [{"metal": "white_gold", "fineness": 750}], "insured": {"minor": 12_800_000, "currency": "HKD"},
    "stones": [{"kind": "ruby", "shape": "oval", "count": 1, "ct": "0.52"}],
}  # fmt: skip
SIX_DAYS_MS = 6 * 24 * 60 * 60 * 1000


def test_two_offline_phones_claim_one_ring_and_a_scan_of_the_place_settles_it(shop, firm, browser_of):
    for name, role in (("Mei Chan", "holder"), ("Anna Tam", "holder"), ("Ming", "keeper"), ("Ho Suk Yee", "holder"), ("Sue", "supervisor")):
        firm.person(name, role, pin=PIN)
    tray = firm.place("Tray 7")
    [ring] = firm.samples(firm.phone(name="desk"), 1, tray, facts=RUBY)
    tag = firm.tag_of(ring)
    mei, ming = opened(browser_of("mei"), firm, "Mei Chan"), opened(browser_of("ming"), firm, "Ming")
    shop.kill()
    give(mei, tag, "Anna Tam")
    give(ming, tag, "Ho Suk Yee")
    shop.start()
    for phone in (mei, ming):
        phone.wait_owed(0)

    # both are told on their own phones
    for phone in (mei, ming):
        expect(phone.page.locator(".my-cases")).to_have_text("You are in 1 conflict")

    sue = browser_of("sue")
    sue.show([Scene((Tag(firm.places["Tray 7"]["tag"]),))])
    opened(sue, firm, "Sue")
    sue.go("more/cases")
    page = sue.page
    page.locator(".case-group .row-link").click()
    expect(page.locator(".claim-cards")).to_contain_text("Mei Chan gave it out to Anna Tam at")
    expect(page.locator(".claim-cards")).to_contain_text("Ming gave it out to Ho Suk Yee at")
    expect(page.locator(".claim-cards")).to_contain_text("Phone “Ming's phone” says")
    expect(page.locator(".case")).to_contain_text("either may have been first")
    expect(page.locator(".case-sure")).to_contain_text("registered it in Tray 7")

    # Mei may look, and is told that she does not decide it
    mei.page.locator(".my-cases").click()
    expect(mei.page.locator(".case")).to_contain_text("A store supervisor settles this")

    page.get_by_role("button", name="Settle", exact=True).click()
    sheet = page.locator("dialog[open]")
    sue.start_camera()
    expect(sheet.locator(".evidence")).to_contain_text("Place scanned: Tray 7")
    sue.wedge(tag)
    expect(sheet.locator(".evidence")).to_contain_text("Piece scanned")
    sheet.get_by_label("Reason").fill("it lies in the tray before me")
    sheet.get_by_role("button", name="Settle: it is at Tray 7").click()
    expect(sheet).to_have_count(0)

    assert (firm.sample(ring)["place"], firm.sample(ring)["claims"]) == (tray, 0)
    [case] = good(firm.boss.get(f"/api/cases?status=settled&sample={ring}"))["cases"]
    assert case["settled"]["evidence"] == {"place_tag": firm.places["Tray 7"]["tag"], "piece_tag": tag}
    assert case["settled"]["decision"] == "scanned"
    for phone in (mei, ming):
        expect(phone.page.locator(".my-cases")).to_have_count(0)
    expect(mei.page.locator(".case .notice.stored")).to_contain_text("the piece and the place")
    assert shop.command("verify").returncode == shop.command("rebuild").returncode == 0


def give(phone: Browser, tag: str, to: str) -> None:
    phone.go("scan")
    phone.aim("Out", to)
    phone.wedge(tag)
    phone.wait_owed(1)


@pytest.fixture
def troubled(shop: Office, firm: Firm) -> str:
    """A firm in trouble: a dispute the boss is in and one he is not, a shut-out phone's scans, a hole in another's. The second case."""
    names = {"Mei": ("Mei Chan", "陳美", "holder"), "Tom": ("Tom Lau", "劉湯", "holder"), "Kit": ("Kit Wong", "黃傑", "keeper")}
    for key, (en, hant, role) in names.items():
        firm.person(key, role, pin=PIN, names={"en": en, "zh-Hant": hant})
    mei, tom, kit = (firm.people[key]["id"] for key in names)
    asked = {"kind": "store", "parent": None, "names": {"en": "Cabinet 3", "zh-Hant": "三號櫃"}, "keeper": None}
    tray = good(firm.boss.post("/api/places", asked), 201)["place"]["id"]
    counter, other = firm.phone(kit, name="櫃面 Counter"), firm.phone(kit, name="Fair phone 2")
    rings = firm.samples(counter, 6, tray, facts=RUBY)
    for ring, by in ((rings[0], kit), (rings[1], firm.boss_id)):
        counter.record("scan_out", sample=ring, to=mei)
        other.record("scan_out", sample=ring, to=tom, by=by)
    shut_out(firm, firm.phone(mei, name="Mei’s lost phone"), rings[2], mei)
    deliver(counter, other)
    for ring in rings[3:]:
        other.record("scan_in", sample=ring, to=tray)
    lost, *_ = other.waiting()
    good(other.send([made for made in other.waiting() if made is not lost]))
    give_up_waiting(shop)
    return next(case["id"] for case in good(firm.boss.get("/api/cases"))["cases"] if case["sample"] == rings[0])


def shut_out(firm: Firm, phone: Phone, ring: str, mei: str) -> None:
    phone.record("scan_out", sample=ring, to=mei)
    phone.keep(b'{"kind": NaN, "note": "half a record"')
    good(firm.boss.post(f"/api/devices/{phone.id}/revoke"))
    good(phone.push())


def deliver(*phones: Phone) -> None:
    for phone in phones:
        for reply in phone.drain():
            good(reply)


def give_up_waiting(shop: Office) -> None:
    """Five days go by for what waits behind a hole; the office gives it up as it opens."""
    shop.kill()
    with sqlite3.connect(shop.database_url.removeprefix("sqlite:///")) as database:
        database.execute("update held set received_ms = received_ms - ?", (SIX_DAYS_MS,))
    database.close()
    shop.start()


def test_every_screen_of_the_desk_is_whole_and_usable_by_all(shop, firm, browser_of, troubled):
    faults: list[str] = []
    for look in LOOKS:
        browser = browser_of(str(look), look.size, look.lang).open(dark=look.dark)
        browser.enrol(firm.invite(str(look)), str(look))
        browser.unlock("老闆" if look.is_chinese else "Boss", PIN)
        faults += walk(browser, look, troubled)
        browser.close()
    assert not faults, "\n".join(faults)


def walk(browser: Browser, look: Look, case: str) -> list[str]:
    page = browser.page
    look.put_on(browser)
    faults: list[str] = []
    expect(page.locator(".my-cases")).to_be_visible()
    faults += look_at(browser, "scan-my-cases", look)
    browser.go("outbox")
    expect(page.locator(".my-cases")).to_be_visible()
    faults += look_at(browser, "outbox-my-cases", look)
    browser.go("more/cases")
    expect(page.locator(".case-group .row-link")).to_have_count(2)
    expect(page.locator(".desk-tabs a")).to_have_count(4)  # the office knows who it is by now
    faults += look_at(browser, "desk-cases", look)
    browser.go(f"more/cases/{case}")
    expect(page.locator(".case-sure")).to_be_visible()
    faults += look_at(browser, "desk-case", look)
    page.locator(".likely .button").click()
    expect(page.locator("dialog[open] .row-button[aria-pressed=true]")).to_have_count(1)
    faults += look_at(browser, "desk-settle", look)
    page.keyboard.press("Escape")
    browser.go("more/cases")
    page.locator(".row-link", has=page.locator(".chip.mine")).click()
    expect(page.locator(".case > .notice.flagged").last).to_be_visible()
    faults += look_at(browser, "desk-own-case", look)
    browser.go("more/cases/apart")
    expect(page.locator(".record")).to_have_count(2)
    faults += look_at(browser, "desk-apart", look)
    page.locator(".record .button", has=page.locator("svg")).first.click()
    page.locator("dialog[open] input").wait_for()
    faults += look_at(browser, "desk-review", look)
    page.keyboard.press("Escape")
    browser.go("more/cases/recounts")
    page.locator(".recount-line").first.wait_for()
    faults += look_at(browser, "desk-recounts", look)
    browser.go("more/cases/changes")
    page.locator(".changes .empty").wait_for()
    return faults + look_at(browser, "desk-changes", look)
