"""One person with two phones in the hand at once: every scan once and under the right phone, one picture on both, each on its own feet."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import PATIENCE_MS, Browser
from tests.e2e.deeds import offline
from tests.e2e.disk import rows, wait_at_one
from tests.firm import PIN, Firm, good

pytestmark = pytest.mark.browser
EACH = 6
WHO = "() => fetch('/api/session').then((reply) => reply.json())"


def at_work(phone: Browser, firm: Firm, name: str) -> Browser:
    """Mei has unlocked it, and the office knows."""
    phone.open()
    phone.enrol(firm.invite(name), name)
    with phone.page.expect_response("**/api/session/unlock"):
        phone.unlock("Mei", PIN)
    return phone


def outs(firm: Firm, piece: str) -> list[tuple[str, str, str]]:
    """Who gave it out on which phone to whom, the first first."""
    entries = good(firm.boss.get(f"/api/samples/{piece}/timeline"))["entries"]
    return [(one["by"], one["device"], one["to"]) for one in reversed(entries) if one["kind"] == "scan_out"]


def test_p2_p7_two_phones_of_one_person_lose_nothing_and_do_not_disturb_each_other(shop, firm, browser_of):
    mei, tom, ann = (firm.person(name, role, pin=PIN) for name, role in (("Mei", "keeper"), ("Tom", "holder"), ("Ann", "holder")))
    *pieces, both, last = firm.samples(firm.phone(), 4 * EACH + 2, firm.place("Tray 7"))
    left, right = (at_work(browser_of(name), firm, name) for name in ("left", "right"))
    ids = {row["name"]: row["id"] for row in good(firm.boss.get("/api/devices"))["devices"]}
    gave = {left: (mei, ids["left"], tom), right: (mei, ids["right"], ann)}
    mine = {left: pieces[:EACH], right: pieces[EACH : 2 * EACH]}
    later = {left: pieces[2 * EACH : 3 * EACH], right: pieces[3 * EACH : 4 * EACH]}
    tags = {piece: firm.tag_of(piece) for piece in [*pieces, both, last]}
    for phone, name in ((left, "Tom"), (right, "Ann")):
        phone.page.wait_for_function("() => !document.querySelector('main > .notice')")  # it has all rows
        phone.aim("Out", name)

    with offline(shop):
        for phone in (left, right):
            for piece in [*mine[phone], both]:
                phone.wedge(tags[piece])
            phone.wait_owed(EACH + 1)
    for phone in (left, right):
        phone.wait_owed(0)
    for pair in zip(later[left], later[right], strict=True):
        for phone, piece in zip((left, right), pair, strict=True):
            phone.wedge(tags[piece])
    for phone in (left, right):
        phone.wait_owed(0)

    for phone in (left, right):
        assert [outs(firm, piece) for piece in mine[phone] + later[phone]] == [[gave[phone]]] * 2 * EACH
    assert sorted(outs(firm, both)) == sorted(gave.values()), "two phones at once, one piece: both said what they saw"
    for phone in (left, right):
        expect(phone.page.locator(".bar .news:visible")).to_have_text("1", timeout=PATIENCE_MS)

    left.go("notices")
    left.page.get_by_role("button", name="Mark all as read").click()
    left.wait_owed(0)
    expect(right.page.locator(".bar .news:visible")).to_have_count(0, timeout=PATIENCE_MS)
    wait_at_one(left, right)
    assert rows(left) == rows(right)

    left.go("more")
    with left.page.expect_response("**/api/session"):
        left.page.get_by_role("button", name="Lock").click()
    left.page.wait_for_selector(".names-grid")
    assert right.page.evaluate(WHO)["person"]["id"] == mei
    before = right.page.locator(".basket li").count()
    right.wedge(tags[last])
    expect(right.page.locator(".basket li")).to_have_count(before + 1)  # or the word below would be that of the scans before
    expect(right.page.locator(".basket header")).to_contain_text("All in the office")
    assert outs(firm, last) == [gave[right]]
