"""Pieces come back over the counter: each beside its registration, weighed and read, with the office away."""

import pytest
from playwright.sync_api import expect

from tests.camera import Scene, one_by_one
from tests.e2e.deeds import offline, opened
from tests.firm import PIN, good

pytestmark = pytest.mark.browser
FACTS = {"gross_g": "4.210", "certificates": [{"lab": "GIA", "number": "2141438171"}]}


def test_what_comes_back_is_weighed_and_read_beside_its_registration(shop, firm, browser_of):
    ming_id, mei_id = firm.person("Ming", "keeper", pin=PIN), firm.person("Mei Chan", "holder", pin=PIN)
    tray = firm.place("Tray 7")
    counter = firm.phone(name="counter")
    wrong, right, own, gone = firm.samples(counter, 4, tray, facts=FACTS)
    for sample, to in ((wrong, mei_id), (right, mei_id), (own, ming_id), (gone, mei_id)):
        counter.record("scan_out", sample=sample, to=to)
    for reply in counter.drain():
        good(reply)
    ming = browser_of("ming")
    ming.show([Scene(()), *one_by_one([firm.tag_of(wrong)], seconds=2.0)])
    opened(ming, firm, "Ming")
    page = ming.page

    with offline(shop):
        # found by its tag before the camera; too light, and the inscription misread or another stone's
        ming.go("returns")
        ming.start_camera()
        page.wait_for_selector(".inspection")
        assert page.evaluate("() => location.hash").endswith(wrong)
        expect(page.get_by_label("Returned by")).to_have_value(mei_id)
        page.get_by_label("Gross weight now, g").fill("4.100")
        expect(page.locator(".notice.refused", has_text="Weight does not agree")).to_contain_text("−0.110 g")
        page.get_by_label("Inscription as read").fill("2141438l77")
        expect(page.locator(".notice.refused", has_text="Inscription is not on any certificate")).to_be_visible()
        take_back(ming, "Take back and put away")

        # as it went out
        ming.go(f"returns/{right}")
        page.get_by_label("Gross weight now, g").fill("4.215")
        page.get_by_label("Inscription as read").fill("2141438171")
        expect(page.locator(".notice.stored")).to_have_count(2)
        page.get_by_text("Complete", exact=True).click()
        page.get_by_label("Condition").select_option("worn")
        take_back(ming, "Take back and put away")

        # nobody takes back from himself unseen
        ming.go(f"returns/{own}")
        expect(page.locator(".notice.flagged", has_text="You would take it back from yourself")).to_be_visible()
        take_back(ming, "Take back and put away")

        # not there at all: a reason is asked for
        ming.go(f"returns/{gone}")
        page.get_by_text("Lost", exact=True).click()
        expect(page.get_by_role("button", name="Declare lost")).to_be_disabled()
        page.get_by_label("Notes").fill("not in the box Mei brought")
        take_back(ming, "Declare lost")
    ming.wait_owed(0)

    cases = good(firm.boss.get("/api/cases"))["cases"]
    assert sorted(case["kind"] for case in cases) == ["certificate_unmatched", "weight_off"]
    assert {case["sample"] for case in cases} == {wrong}
    assert [firm.sample(one)["place"] for one in (wrong, right, own)] == [tray] * 3
    assert (firm.sample(right)["condition"], firm.sample(gone)["status"]) == ("worn", "lost")
    assert "receiver_is_returner" in flags_of(firm, own)
    assert "receiver_is_returner" not in flags_of(firm, right)
    assert shop.command("rebuild").returncode == 0


def test_what_is_no_sample_is_said_and_the_counter_goes_on(shop, firm, browser_of):
    firm.person("Ming", "keeper", pin=PIN)
    tray = firm.place("Tray 7")
    (piece,) = firm.samples(firm.phone(name="counter"), 1, tray)
    ming = opened(browser_of("ming"), firm, "Ming")
    ming.go("returns")
    ming.page.wait_for_selector(".returns")
    ming.wedge(firm.places["Tray 7"]["tag"])
    expect(ming.page.locator(".notice.flagged")).to_contain_text("This is no sample’s tag")
    ming.wedge(firm.tag_of(piece))
    ming.page.wait_for_selector(".inspection")


def take_back(phone, act: str) -> None:
    phone.page.get_by_role("button", name=act).click()
    phone.page.wait_for_selector(".facts")


def flags_of(firm, sample: str) -> set[str]:
    timeline = good(firm.boss.get(f"/api/samples/{sample}/timeline"))["entries"]
    return {flag for entry in timeline for flag in entry["reasons"]}
