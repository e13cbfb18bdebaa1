"""A piece is damaged, assessed, mended and looked at again; or written off, which takes two people."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESK
from tests.e2e.deeds import offline, opened
from tests.firm import PIN, good

pytestmark = pytest.mark.browser


def test_a_repair_goes_from_damage_to_a_good_inspection_with_the_office_away(shop, firm, browser_of):
    firm.person("Ming", "keeper", "repairer", pin=PIN)
    tray, workshop = firm.place("Tray 7"), firm.place("Goldsmith Lam", "workshop")
    (ring,) = firm.samples(firm.phone(name="counter"), 1, tray, facts={"gross_g": "4.210"})
    ming = opened(browser_of("ming"), firm, "Ming")
    page = ming.page
    with offline(shop):
        damage(ming, ring, "claw bent")
        ming.go("repairs")
        page.locator(".slip-card", has_text="claw bent").click()
        expect(page.locator(".slip-face")).to_contain_text("Number follows")
        page.get_by_role("button", name="Assess").click()
        page.get_by_label("Fault").fill("claw bent, stone safe")
        page.get_by_label("Estimate").fill("1,200.50")
        keep(ming)
        page.get_by_role("button", name="Send to workshop").click()
        page.locator("dialog[open] .place-list button", has_text="Goldsmith Lam").click()
        expect(page.locator(".slip-face .chip")).to_have_text("At the workshop")
        page.get_by_role("button", name="Work and cost").click()
        page.get_by_label("Cost", exact=True).fill("980")
        page.get_by_label("Work done").fill("claw rebuilt")
        keep(ming)
    ming.wait_owed(0)
    assert firm.sample(ring)["place"] == workshop
    (repair,) = good(firm.boss.get("/api/repairs"))["repairs"]
    assert (repair["status"], repair["told"]["cost"]["minor"], repair["told"]["estimate"]["minor"]) == ("at_workshop", 98_000, 120_050)
    expect(page.locator(".slip-no")).to_contain_text("D-")
    with offline(shop):
        page.get_by_role("button", name="Back from workshop").click()
        page.locator("dialog[open] .place-list button", has_text="Tray 7").click()
        page.get_by_role("link", name="Inspect").click()
        page.get_by_label("Gross weight now, g").fill("4.218")
        page.get_by_role("button", name="Take back and put away").click()
        page.wait_for_selector(".facts")
    ming.wait_owed(0)
    (repair,) = good(firm.boss.get("/api/repairs"))["repairs"]
    assert (repair["status"], repair["told"]["outcome"]) == ("repaired", "repaired")
    row = firm.sample(ring)
    assert (row["status"], row["place"], row["repair"], row["claims"]) == ("in_store", tray, None, 0)
    ming.go("repairs")
    page.get_by_text("Over", exact=True).click()
    expect(page.locator(".slip-card")).to_contain_text("Repaired")
    assert shop.command("rebuild").returncode == 0


def test_nothing_is_written_off_by_the_one_who_assessed_it(shop, firm, browser_of):
    firm.person("Ho", "supervisor", pin=PIN, login=True)
    firm.person("Cheung", "supervisor", pin=PIN)
    tray = firm.place("Tray 7")
    (ring,) = firm.samples(firm.phone(name="counter"), 1, tray)
    ho = opened(browser_of("ho"), firm, "Ho")
    damage(ho, ring, "crushed")
    ho.go("repairs")
    ho.page.locator(".slip-card", has_text="crushed").click()
    ho.page.get_by_role("button", name="Assess").click()
    ho.page.get_by_label("Fault").fill("beyond repair")
    ho.page.get_by_text("Scrap", exact=True).click()
    expect(ho.page.locator("dialog[open]")).to_contain_text("Needs a second person")
    keep(ho)
    ho.wait_owed(0)
    repair = ho.page.evaluate("() => location.hash.split('/')[2]")
    expect(ho.page.get_by_role("button", name="Assess again")).to_be_visible()
    expect(ho.page.get_by_role("button", name="Write off")).to_have_count(0)
    asked = {"to": "sink-scrapped", "reason": "beyond repair", "repair": repair}
    refused = firm.sign_in("Ho").post(f"/api/samples/{ring}/write-off", asked)
    assert (refused.status, refused.json["code"]) == (403, "own_assessment")
    assert firm.sample(ring)["status"] == "in_store"

    cheung = opened(browser_of("cheung", DESK), firm, "Cheung")
    cheung.go(f"repairs/{repair}")
    cheung.page.get_by_role("button", name="Write off").click()
    sheet = cheung.page.locator("dialog[open]")
    expect(sheet).to_contain_text("Ho proposes: Scrap")
    expect(sheet.locator("footer button")).to_be_disabled()  # a reason is needed
    sheet.get_by_label("Reason").fill("melted down, weight noted")
    sheet.locator("footer button").click()
    expect(cheung.page.locator(".slip-face .chip")).to_have_text("Scrapped")
    assert firm.sample(ring)["status"] == "scrapped"
    expect(ho.page.locator(".slip-face .chip")).to_have_text("Scrapped")
    assert shop.command("rebuild").returncode == 0


def damage(phone, ring: str, what: str) -> None:
    page = phone.page
    phone.go(f"samples/{ring}")
    page.get_by_role("button", name="More to do with this piece").click()
    page.locator("dialog[open]").get_by_text("Report damage").first.click()
    page.get_by_label("What happened").fill(what)
    page.locator("dialog[open]").get_by_role("button", name="Report").click()
    expect(page.locator("dialog[open]")).to_have_count(0)


def keep(phone) -> None:
    phone.page.locator("dialog[open] footer button").click()
    expect(phone.page.locator("dialog[open]")).to_have_count(0)
