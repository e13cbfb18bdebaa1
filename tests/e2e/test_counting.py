"""Two phones count one tray with no office in sight, one by a picture of the whole of it; a supervisor who did not count decides."""

import pytest
from playwright.sync_api import expect

from tests.camera import Scene, one_by_one, spread
from tests.e2e.browser import DESK, PATIENCE_MS
from tests.e2e.deeds import film_of_glass, opened
from tests.e2e.looks import SOME, look_at
from tests.firm import PIN, good

pytestmark = pytest.mark.browser


def test_two_phones_count_one_tray_offline_and_a_supervisor_accepts(shop, firm, browser_of):
    for name, role in (("Ming", "keeper"), ("Lily", "keeper"), ("Sue", "supervisor")):
        firm.person(name, role, pin=PIN)
    desk = firm.phone(name="desk")
    tray, other = firm.place("Tray 7"), firm.place("Tray 8")
    pieces, [foreign] = firm.samples(desk, 12, tray), firm.samples(desk, 1, other)
    tags, stray, [unknown] = [firm.tag_of(one) for one in pieces], firm.tag_of(foreign), firm.tags(1)
    missing = pieces[11]
    ming, lily = browser_of("ming"), browser_of("lily")
    ming.show([Scene(spread([*tags[:7], stray], seed=3, module=3.0))])
    opened(ming, firm, "Ming")
    opened(lily, firm, "Lily")
    for phone in (ming, lily):
        phone.go("counts")
        phone.page.get_by_role("link", name="Begin a count").wait_for()
    shop.kill()

    # Ming begins it and shows the code; Lily joins
    ming.go(f"counts/new?place={tray}")
    ming.page.locator(".segments").get_by_text("Guided", exact=True).click()
    ming.page.get_by_role("button", name="Count", exact=True).click()
    expect(ming.page.locator(".pick-count")).to_contain_text("of 12")
    count = ming.page.evaluate("() => location.hash.split('/')[2]")
    ming.page.get_by_role("link", name="Second phone").click()
    film_of_glass(lily.film, ming.page.locator(".qr-code").screenshot())
    lily.go("scan")
    lily.start_camera()
    expect(lily.page.locator(".pick-count")).to_contain_text("of 12")

    # one picture reads what lies before Ming, and says what does not belong
    ming.go(f"counts/{count}/shot")
    ming.page.get_by_role("button", name="Take the picture").click()
    expect(ming.page.locator(".shot-sum")).to_contain_text("8 tags read · 7 right, 1 not expected, 5 missing", timeout=PATIENCE_MS)
    expect(ming.page.locator(".shot-picture .mark-right")).to_have_count(7)
    expect(ming.page.locator(".shot-picture .mark-wrong")).to_have_count(1)
    faults = [fault for look in SOME[:2] for fault in _looked(ming, "tray-shot", look)]
    ming.page.get_by_role("button", name="Count 8 pieces").click()
    expect(ming.page.locator(".pick-count")).to_contain_text("7")
    ming.wait_owed(9)

    # Lily films the others, one that Ming has seen, and a code that nobody knows
    lily.go("outbox")
    lily.page.wait_for_selector(".owed")
    lily.show(one_by_one([*tags[7:11], tags[0], unknown], seconds=0.9, gap=0.3))
    lily.go(f"counts/{count}/run")
    lily.wait_owed(7)
    expect(lily.page.locator(".pick-count")).to_contain_text("5")
    faults += [fault for look in SOME[:2] for fault in _looked(lily, "count-run", look)]
    lily.go("outbox")

    # both come home: one count
    shop.start()
    for phone in (ming, lily):
        phone.wait_owed(0)
    ming.go(f"counts/{count}")
    ming.page.get_by_role("button", name="End", exact=True).click()
    ming.page.get_by_role("button", name="The count is done").click()
    ming.wait_owed(0)
    told = good(firm.boss.get(f"/api/counts/{count}"))["count"]
    assert told["status"] == "finished" and told["told"]["missing"] == [missing]
    assert sorted(told["told"]["found"]) == sorted(pieces[:11]) and len(told["told"]["counters"]) == 2
    assert [(one["sample"], one["believed_from"]) for one in told["told"]["unexpected"]] == [(foreign, other)]
    assert [one["tag"] for one in told["told"]["unknown"]] == [unknown]

    # Sue decides at a desk
    sue = opened(browser_of("sue", DESK), firm, "Sue")
    sue.go("counts")
    sue.page.locator(".slip-card", has_text="Tray 7").click()
    faults += [fault for look in SOME[2:] for fault in _looked(sue, "count-result", look)]
    sue.page.get_by_role("button", name="Decide").click()
    rows = sue.page.locator(".accept-list > li")
    expect(rows).to_have_count(2)
    rows.nth(0).get_by_text("Lost", exact=True).click()
    rows.nth(1).get_by_text("It is here", exact=True).click()
    sue.page.locator("dialog textarea").fill("looked twice")
    faults += [fault for look in SOME[2:] for fault in _looked(sue, "count-accept", look)]
    sue.page.get_by_role("button", name="Accept and close").click()
    expect(sue.page.locator(".chip.count-accepted")).to_be_visible()
    assert firm.sample(missing)["status"] == "lost"
    assert firm.sample(foreign)["holder"] == tray

    # a blind count names nothing that should be there
    ming.go(f"counts/new?place={other}")
    faults += [fault for look in SOME[:2] for fault in _looked(ming, "count-begin", look)]
    ming.page.locator(".segments").get_by_text("Blind", exact=True).click()
    [left] = firm.samples(desk, 1, other)
    ming.page.get_by_role("button", name="Count", exact=True).click()
    expect(ming.page.locator(".counting .stops")).to_contain_text("Shows only what was counted")
    said = ming.page.locator(".counting").inner_text()
    assert firm.sample(left)["archive_no"] not in said and " of " not in ming.page.locator(".pick-count").inner_text()
    ming.go("counts")
    faults += [fault for look in SOME[:2] for fault in _looked(ming, "counts", look)]
    assert faults == []


def _looked(browser, name, look):
    """In this dress, and then as before."""
    size, lang = browser.page.viewport_size, browser.page.evaluate("() => document.documentElement.lang")
    assert size == look.size
    browser.page.emulate_media(color_scheme="dark" if look.dark else "light", reduced_motion="reduce")
    found = look_at(browser, f"{name}-{lang}", look)
    browser.page.emulate_media(color_scheme="light")
    return found
