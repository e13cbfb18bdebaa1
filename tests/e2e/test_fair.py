"""A fair from its plan to the way home: packed by camera, locked up, brought back but for one piece, the office away for all of it."""

import pytest
from playwright.sync_api import expect

from tests.camera import one_by_one
from tests.e2e.browser import PHONE
from tests.e2e.deeds import opened
from tests.e2e.looks import Look, look_at
from tests.firm import PIN, good

pytestmark = pytest.mark.browser
LOOK = Look(PHONE, "en")


def test_a_fair_is_packed_offline_locked_up_counted_and_brought_back_but_for_one(shop, firm, browser_of):
    firm.person("Ming", "keeper", pin=PIN)
    tray = firm.place("Tray 7")
    firm.place("Booth 12", "booth")
    safe = firm.place("Hall safe", "booth")
    pieces = firm.samples(firm.phone(name="desk"), 4, tray, facts={"gross_g": "4.210", "insured": {"minor": 100_000, "currency": "HKD"}})
    tags = [firm.tag_of(sample) for sample in pieces]
    numbers = [firm.sample(sample)["archive_no"] for sample in pieces]

    # planned at the counter: where, when, and which three of the four
    ming = browser_of("ming")
    ming.show(one_by_one([tags[0], tags[3], tags[1], tags[2]], seconds=0.9, gap=0.3))
    page = opened(ming, firm, "Ming").page
    ming.go("fairs/new")
    page.get_by_label("Name of the fair").fill("Basel")
    for field, name in (("Booth", "Booth 12"), ("Safe for the night", "Hall safe")):
        page.locator(".field", has=page.get_by_text(field, exact=True)).locator(".pick").click()
        page.locator("dialog .row-button", has_text=name).last.click()
    page.get_by_role("button", name="Add pieces").click()
    for number in numbers[:3]:
        page.locator("dialog input[type=search]").fill(number)
        page.locator("dialog .row-button", has_text=number).click()
    page.locator("dialog").get_by_role("button", name="Done, 3 lines").click()
    faults = look_at(ming, "fair-plan", LOOK)
    page.get_by_role("button", name="Keep").click()
    page.wait_for_selector(".fair-figures")
    ming.wait_owed(0)
    fair = page.evaluate("() => location.hash.split('/')[2]")

    # packed out before the camera with no office; what is not on the list is left
    shop.kill()
    page.get_by_role("link", name="Pack out").click()
    ming.start_camera()
    question = page.locator(".pick-result.flagged", has_text="Not on the list")
    expect(question).to_contain_text(numbers[3])
    faults += look_at(ming, "fair-pack", LOOK)
    question.get_by_role("button", name="Leave it").click()
    expect(page.locator(".pick-count")).to_contain_text("3of 3")
    page.locator(".camera-tools .icon-button").last.click()
    page.get_by_role("link", name="Border list").click()
    expect(page.locator(".customs-line")).to_have_count(3)
    expect(page.locator(".customs-totals .all")).to_contain_text("12.630 g")
    faults += look_at(ming, "fair-border", LOOK)

    # at the fair: into the safe at night, which is the count as well
    ming.go(f"fairs/{fair}")
    expect(page.locator(".fair-worth")).to_contain_text("HK$3,000")
    faults += look_at(ming, "fair-out", LOOK)
    ming.go(f"fairs/{fair}/safe")
    page.get_by_role("button", name="Begin: 3 pieces").click()
    page.wait_for_selector(".packing-safe")
    for n, tag in enumerate(tags[:3], 1):
        ming.wedge(tag)
        expect(page.locator(".pick-count")).to_contain_text(f"{n}of 3")
    faults += look_at(ming, "fair-safe", LOOK)
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".fair-worth")).to_contain_text("0 pieces")

    # home again, each to its tray, but for one
    ming.go(f"fairs/{fair}/back")
    page.wait_for_selector(".packing-back")
    for n, tag in enumerate(tags[:2], 1):
        ming.wedge(tag)
        expect(page.locator(".pick-count")).to_contain_text(f"{n}of 3")
    faults += look_at(ming, "fair-back", LOOK)
    ming.go(f"fairs/{fair}")
    expect(page.locator(".fair-out summary")).to_contain_text("Hall safe")
    expect(page.locator(".fair-out .piece")).to_contain_text(numbers[2])
    ming.wait_owed(3 + 8 + 2)

    shop.start()
    ming.wait_owed(0)
    row = good(firm.boss.get(f"/api/fairs/{fair}"))["fair"]
    told = row["told"]
    assert row["status"] == "out" and {one["sample"] for one in told["packed"]} == {*pieces[:3]}  # the film may have begun anywhere
    assert sorted(one["line"] for one in told["packed"]) == ["1", "2", "3"] and [one["sample"] for one in told["back"]] == pieces[:2]
    assert len(told["counts"]) == 1 and firm.sample(pieces[2])["place"] == safe and firm.sample(pieces[3])["place"] == tray
    assert good(firm.boss.get("/api/cases"))["cases"] == []
    with page.expect_response(lambda reply: "manifest.pdf" in reply.url) as paper:
        page.get_by_role("button", name="Manifest").click()
    assert paper.value.status == 200
    assert shop.command("rebuild").returncode == 0 and shop.command("verify").returncode == 0
    assert not faults, "\n".join(faults)
