"""Two phones at a fair without a network: one shows its unsent scans, the other films the glass, and comes home first."""

import time
from typing import Any

import orjson
import pytest

from tests.e2e.browser import PHONE
from tests.e2e.deeds import offline, opened
from tests.e2e.glass import film_of_frames, frames_on
from tests.e2e.looks import Look, look_at
from tests.firm import PIN, Firm, good
from tests.office import Office

pytestmark = pytest.mark.browser
SCANS = 200
AHEAD_MS = 5 * 3_600_000


def phone_of_mei(firm: Firm) -> dict[str, Any]:
    return next(row for row in good(firm.boss.get("/api/devices"))["devices"] if row["name"] == "Mei's phone")


def test_Q8_200_scans_shown_by_one_phone_and_filmed_by_another_reach_the_office_once(shop: Office, firm: Firm, browser_of) -> None:
    for name in ("Mei", "Tom"):
        firm.person(name, "keeper", pin=PIN)
    booth, stock = firm.place("Booth", kind="booth"), firm.phone(name="Desk", seed=5)
    firm.samples(stock, SCANS, firm.place("Cabinet 3"))
    giver, courier = opened(browser_of("mei"), firm, "Mei"), opened(browser_of("tom"), firm, "Tom")
    giver.aim("Out", "Booth")
    with offline(shop):
        giver.page.evaluate("(ms) => { const true_now = Date.now; Date.now = () => true_now() + ms; }", AHEAD_MS)  # somebody sets its clock
        for made in stock.outbox:
            giver.wedge(orjson.loads(made.bytes)["body"]["tag"])
        giver.wait_owed(SCANS, 120_000)
        shown = time.monotonic()  # the code tells the giver's clock as it is now, whenever it is filmed
        giver.go("relay/show")
        film_of_frames(courier.film, frames_on(giver, 80))
        faults = look_at(giver, "relay-show", Look(PHONE, "en"))
        courier.go("relay/take")
        courier.page.wait_for_selector(".relay-take")
        begun = time.monotonic()
        courier.page.locator(".notice.stored", has_text=f"Took {SCANS} scans").wait_for()
        took_s, since_shown_ms = time.monotonic() - begun, (time.monotonic() - shown) * 1000
        print(f"{SCANS} scans taken in {took_s:.1f} s")
        faults += look_at(courier, "relay-taken", Look(PHONE, "en"))
        courier.go("outbox")
        courier.page.get_by_text(f"Carrying {SCANS} scans").wait_for()
        courier.wait_owed(0)
        courier.kill()
        giver.close()  # or it would be home first
    courier.open()  # the battery was pulled: what was taken is on the disk, and goes out by itself
    courier.unlock("Tom", PIN)
    courier.go("relay")
    courier.page.get_by_text("in the office since").wait_for()
    assert -2_000 < phone_of_mei(firm)["offset_ms"] + AHEAD_MS < since_shown_ms + 2_000, "the courier saw it on the glass"
    giver.open()
    giver.unlock("Mei", PIN)
    giver.go("outbox")
    giver.wait_owed(0)  # by its own push, in which each is a duplicate
    mei = phone_of_mei(firm)
    assert mei["carried_ms"] and mei["seq"] == SCANS and mei["forked_ms"] is None
    assert good(firm.boss.get(f"/api/samples?place={booth}"))["total"] == SCANS
    assert took_s < 30 and not faults, faults
