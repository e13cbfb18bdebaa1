"""Where pieces lie: what does not suit a place is said at the scan, a tray goes whole, readings are typed or come by themselves."""

import pytest
import requests
from playwright.sync_api import expect

from tests.e2e.browser import DESK
from tests.e2e.deeds import offline, opened
from tests.firm import PIN, good

pytestmark = pytest.mark.browser
SILVER = {"metals": [{"metal": "silver", "fineness": 925}]}
PEARL = {"stones": [{"kind": "pearl", "count": 1}]}


def test_putting_a_pearl_beside_silver_is_stored_and_said_in_words(shop, firm, browser_of):
    firm.person("Ming", "keeper", pin=PIN)
    shelf, tray = firm.place("Shelf"), firm.place("Tray 7")
    counter = firm.phone(name="counter")
    firm.samples(counter, 1, tray, facts=SILVER)
    (pearl,) = firm.samples(counter, 1, shelf, facts=PEARL)
    tag = firm.tag_of(pearl)
    ming = opened(browser_of("ming"), firm, "Ming")
    page = ming.page
    with offline(shop):
        ming.go("scan")
        ming.aim("In", "Tray 7")
        ming.wedge(tag)
        expect(page.locator(".basket-row.flagged")).to_contain_text("Does not go with what lies here")
        ming.go(f"more/places/{tray}")
        expect(page.locator(".place .notice.flagged")).to_contain_text("2 pieces should not lie here")
        expect(page.locator(".place .notice.flagged")).to_contain_text("Pearl: Does not go with what lies here")
    ming.wait_owed(0)
    assert firm.sample(pearl)["place"] == tray  # a warning, never a refusal


def test_a_tray_moves_whole_with_the_office_away(shop, firm, browser_of):
    mei_id = firm.person("Mei Chan", "holder", pin=PIN)
    firm.person("Ming", "keeper", pin=PIN)
    cabinet, other = firm.place("Cabinet 3"), firm.place("Cabinet 4")
    tray = firm.place("Tray 7", parent=cabinet)
    pieces = firm.samples(firm.phone(name="counter"), 3, tray)
    ming = opened(browser_of("ming"), firm, "Ming")
    page = ming.page
    with offline(shop):
        ming.go("more/places")
        page.locator(".place-list button", has_text="Tray 7").click()
        page.get_by_role("button", name="Move all 3 pieces").click()
        page.locator("dialog[open] .place-list button", has_text="Cabinet 4").click()
        expect(page.locator(".place")).to_contain_text("Nothing lies here")
        ming.go(f"more/places/{other}")
        expect(page.locator(".place .row-button")).to_have_count(3)
        page.get_by_role("button", name="Move all 3 pieces").click()
        page.locator("dialog[open] .place-list button", has_text="Mei Chan").click()
        expect(page.locator(".place")).to_contain_text("Nothing lies here")
        ming.wait_owed(8)
    ming.wait_owed(0)
    assert {firm.sample(one)["holder"] for one in pieces} == {mei_id}
    assert good(firm.boss.get("/api/cases"))["cases"] == []
    assert shop.command("rebuild").returncode == 0


def test_a_reading_out_of_range_is_a_reminder_and_a_sensor_has_a_token_once(shop, firm, browser_of):
    firm.person("Ho", "supervisor", "keeper", pin=PIN)
    tray = firm.place("Tray 7")
    ho = opened(browser_of("ho", DESK), firm, "Ho")
    page = ho.page
    ho.go(f"more/places/{tray}")
    page.get_by_role("button", name="Change").click()
    sheet = page.locator("dialog[open]")
    sheet.get_by_label("Humidity, least").fill("55")
    sheet.get_by_label("Humidity, most").fill("40")
    expect(sheet.get_by_role("button", name="Save")).to_be_disabled()
    sheet.get_by_label("Humidity, most").fill("60")
    sheet.get_by_role("button", name="Save").click()
    expect(page.locator(".slip-about .pairs")).to_contain_text("55 – 60 %")

    with offline(shop):
        read(ho, "21.5", "38")
        ho.wait_owed(1)
        ho.go("notices")
        expect(page.locator(".notices")).to_contain_text("Temperature and humidity come from the office")
    ho.wait_owed(0)
    ho.go("more")
    ho.go("notices")
    page.locator(".notices .row-button", has_text="Out of range").click()
    expect(page.locator(".measure.out")).to_contain_text("38 %")
    read(ho, "21.5", "57")
    expect(page.locator(".measure", has_text="Humidity")).to_contain_text("57 %")
    assert good(firm.boss.get("/api/reminders"))["reminders"] == []

    page.get_by_role("button", name="Add a sensor").click()
    page.get_by_label("Name of the sensor").fill("probe 1")
    page.get_by_role("button", name="Make a token").click()
    token = page.locator("dialog[open] .token").inner_text().strip()
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".sensors li")).to_contain_text("probe 1")
    assert token not in page.content()
    assert post(shop, token).status_code == 201
    page.get_by_role("button", name="Revoke").click()
    page.locator("dialog[open]").get_by_role("button", name="Revoke").click()
    expect(page.locator(".sensors li")).to_have_count(0)
    assert post(shop, token).status_code == 401


def read(phone, temperature: str, humidity: str) -> None:
    page = phone.page
    page.get_by_role("button", name="Take a reading").click()
    page.get_by_label("Temperature, °C").fill(temperature)
    page.get_by_label("Humidity, %").fill(humidity)
    page.locator("dialog[open] footer button").click()
    expect(page.locator("dialog[open]")).to_have_count(0)


def post(shop, token: str) -> requests.Response:
    """As a sensor does."""
    return requests.post(f"{shop.url}/api/readings", json={"humidity_pct": "56"}, headers={"Authorization": f"Bearer {token}"}, timeout=10)
