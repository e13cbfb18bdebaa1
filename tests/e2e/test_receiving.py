"""Goods come in: a delivery note typed or read from a file, counted, tagged, registered, and what was not as said settled."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.camera import Scene, spread
from tests.e2e.browser import DESK
from tests.e2e.deeds import offline, opened
from tests.firm import PIN, good

pytestmark = pytest.mark.browser
# Whether a sheet is up as soon as the tap that asks for it is over, before anything is painted.
OPENS = "(button) => (button.click(), Promise.resolve().then(() => document.querySelector('dialog[open]') !== null))"


def test_a_delivery_typed_offline_is_counted_tagged_registered_and_its_differences_are_settled(shop, firm, browser_of, tmp_path):
    firm.person("Ming", "keeper", "clerk", pin=PIN)
    firm.person("Ho Suk Yee", "supervisor", pin=PIN)
    tray = firm.place("Tray 7")
    temporary, second, lasting = firm.tags(3)
    ming = browser_of("ming")
    ming.show([Scene(spread([temporary, second], module=5.0), seconds=1.0)])
    opened(ming, firm, "Ming")
    page = ming.page

    with offline(shop):
        receipt = type_receipt(ming)
        count(ming, 0, "1")
        expect(page.locator(".receipt-line").nth(0)).to_contain_text("short")
        count(ming, 1, "1", "Damaged", note="clasp bent", photo=picture(tmp_path / "clasp.jpg"))
        expect(page.locator(".differences > ul > li")).to_have_count(2)
        expect(page.locator(".differences .photo-strip img")).to_have_count(1)
        expect(page.get_by_role("button", name="Settle")).to_have_count(0)  # not Ming's to decide
        tag_pieces(ming, 0, "Tray 7")
        tag_pieces(ming, 1)  # into the same tray as the last ones; the tag that is taken already stays in view
        expect(page.locator(".receipt-pieces a")).to_have_count(2)
    ming.wait_owed(0)
    told = good(firm.boss.get(f"/api/receipts/{receipt}"))["receipt"]
    assert (told["status"], [line["outcome"] for line in told["told"]["lines"]]) == ("differences", ["short", "damaged"])
    (ring,), (chain,) = (line["pieces"] for line in told["told"]["lines"])
    assert {firm.tag_of(ring), firm.tag_of(chain)} == {temporary, second}
    assert [firm.sample(one)["status"] for one in (ring, chain)] == ["unregistered"] * 2

    # registered with a tag for good: the temporary one is void
    before = firm.tag_of(ring)
    page.locator(".receipt-pieces a").first.click()
    page.wait_for_selector(".register")
    expect(page.get_by_label("Model")).to_have_value("R-102")
    ming.wedge(lasting)
    expect(page.get_by_label("Tag code")).to_have_value(lasting)
    page.get_by_label("Gross weight, g").fill("4.21")
    page.get_by_role("button", name="Register", exact=True).click()
    page.wait_for_selector(".facts")
    ming.wait_owed(0)
    row = firm.sample(ring)
    assert (row["tag"], row["status"], row["place"], row["facts"]["supplier"]) == (lasting, "in_store", tray, "Lux Gems")
    assert row["entry_no"].startswith("E-")
    ming.go(f"receipts/{receipt}")
    expect(page.locator(".receipt-pieces a").first).to_contain_text(row["archive_no"])
    ming.show([Scene(())])  # the camera is on since the tagging; here only the hand scanner speaks
    ming.go("scan")
    ming.aim("In", "Tray 7")
    ming.wedge(before)
    expect(page.locator(".basket-row.flagged")).to_contain_text("Void tag, it was replaced")
    ming.wedge(lasting)
    expect(page.locator(".basket-row").first).to_contain_text(row["archive_no"])

    # somebody who may decides, online, with a reason
    ho = opened(browser_of("ho", DESK), firm, "Ho Suk Yee")
    ho.go(f"receipts/{receipt}")
    settle(ho, "Accept", "sent after us next week")
    settle(ho, "Claim", "repaired at their cost")
    expect(ho.page.locator(".slip-face .chip")).to_have_text("Closed")
    told = good(firm.boss.get(f"/api/receipts/{receipt}"))["receipt"]
    assert [line["settled"]["decision"] for line in told["told"]["lines"]] == ["accept", "claim"]
    with ho.page.expect_response(lambda reply: "receipt.pdf" in reply.url) as paper:
        ho.page.get_by_role("button", name="Receipt (PDF)").click()
    assert paper.value.status == 200 and paper.value.headers["content-type"] == "application/pdf"
    assert shop.command("rebuild").returncode == 0


def test_a_delivery_note_is_read_from_a_file_and_what_it_cannot_mean_is_said(shop, firm, browser_of, tmp_path):
    firm.person("Ming", "keeper", "clerk", pin=PIN)
    ming = opened(browser_of("ming"), firm, "Ming")
    page = ming.page
    note = tmp_path / "note.csv"
    note.write_bytes("\ufeff類別,數量,款號,規格\r\n戒指,3,R-102,18K 0.5ct\r\n耳環,two,E-7,\r\n項鏈,1,N-1,45 cm\r\n".encode())
    ming.go("receipts/new")
    page.locator(".from-file input[type=file]").set_input_files(note)
    expect(page.get_by_label("Model").nth(0)).to_have_value("R-102")
    expect(page.get_by_label("Quantity").nth(0)).to_have_value("3")
    expect(page.locator(".from-file .notice")).to_contain_text("Line 3")
    page.get_by_label("Delivery note", exact=True).fill("DN-2")
    page.get_by_role("button", name="Keep").click()
    page.wait_for_selector(".receipt-line")
    ming.wait_owed(0)
    (receipt,) = good(firm.boss.get("/api/receipts"))["receipts"]
    assert (receipt["told"]["lines"][0]["type"], receipt["told"]["lines"][0]["quantity"]) == ("ring", 3)
    # what came on no line is a difference too
    page.get_by_role("button", name="Something on no line").click()
    page.locator("dialog[open] footer button").click()
    expect(page.locator(".differences > ul > li")).to_contain_text("On no line")


def test_three_alike_are_registered_from_one_view_and_a_copy_leaves_out_what_is_one_pieces_own(shop, firm, browser_of):
    firm.person("Anna", "clerk", pin=PIN)
    tray = firm.place("Tray 7")
    first, *others, copied = firm.tags(4)
    anna = browser_of("anna")
    anna.show([Scene(spread([first, *others], module=4.5), seconds=1.0)])
    opened(anna, firm, "Anna")
    page = anna.page
    with offline(shop):
        anna.go("register")
        expect(page.get_by_role("button", name="Register", exact=True)).to_be_disabled()  # nobody said where it lies
        anna.wedge(first)
        expect(page.get_by_label("Tag code")).to_have_value(first)
        assert page.get_by_role("button", name="More pieces alike").evaluate(OPENS), "what comes next would reach the screen below"
        page.locator("dialog[open]").get_by_role("button", name="Start the camera").click()
        page.locator("dialog[open] footer button", has_text="Done: 3 pieces").click()
        page.get_by_label("Gross weight, g").fill("4.2")
        page.locator(".pick").click()
        page.locator("dialog[open] .place-list button", has_text="Tray 7").click()
        page.locator(".form-section summary", has_text="Name, number").click()
        page.get_by_label("Model").fill("R-102")
        page.get_by_label("Sample number", exact=True).fill("R-008")
        page.locator(".form-section summary", has_text="Certificates").click()
        page.get_by_role("button", name="Add a certificate").click()
        page.get_by_label("Certificate number").fill("2141438171")
        page.get_by_role("button", name="Register 3 pieces").click()
        page.wait_for_selector(".samples")
        anna.wait_owed(3)
    anna.wait_owed(0)
    rows = sorted(good(firm.boss.get("/api/samples"))["samples"], key=lambda row: row["number"])
    assert {row["tag"] for row in rows} == {first, *others}
    assert [row["number"] for row in rows] == ["R-008", "R-009", "R-010"]
    assert len({row["archive_no"] for row in rows}) == 3
    assert ["certificates" in row["facts"] for row in rows] == [True, False, False]
    assert all(row["place"] == tray and row["facts"]["gross_g"] == "4.2" for row in rows)

    anna.go(f"register?like={rows[0]['id']}")
    anna.wedge(copied, at=".tag-field")  # a hand scanner does not wait for the screen to be painted
    expect(page.get_by_label("Tag code")).to_have_value(copied)
    page.locator(".form-section summary", has_text="Name, number").click()
    expect(page.get_by_label("Model")).to_have_value("R-102")
    page.get_by_role("button", name="Register", exact=True).click()
    page.wait_for_selector(".facts")
    anna.wait_owed(0)
    (copy,) = [row for row in good(firm.boss.get("/api/samples"))["samples"] if row["tag"] == copied]
    assert (copy["model"], copy["number"]) == ("R-102", None)
    assert "certificates" not in copy["facts"] and "gross_g" not in copy["facts"]


def type_receipt(phone) -> str:
    """The id of a receipt of two rings and a necklace."""
    page = phone.page
    phone.go("receipts/new")
    page.get_by_label("Delivery note", exact=True).fill("DN-778")
    page.get_by_label("Name of the sender").fill("Lux Gems")
    page.get_by_label("Model").fill("R-102")
    page.get_by_label("Quantity").fill("2")
    page.get_by_role("button", name="Add a line").click()
    page.get_by_label("Type", exact=True).nth(1).select_option("necklace")
    page.get_by_role("button", name="Keep").click()
    page.wait_for_selector(".receipt-line")
    return page.evaluate("() => location.hash.split('/')[2]")


def count(phone, line: int, number: str, thing: str = "", note: str = "", photo: Path | None = None) -> None:
    page = phone.page
    page.locator(".receipt-line").nth(line).get_by_role("button", name="Count").click()
    sheet = page.locator("dialog[open]")
    sheet.locator(".stepper input").fill(number)
    if thing:
        sheet.get_by_text(thing, exact=True).click()
    if note:
        sheet.get_by_label("Notes").fill(note)
    if photo:
        sheet.locator("input[type=file]").set_input_files(photo)
        expect(sheet.locator(".photo-strip img")).to_have_count(1)
    sheet.locator("footer button").click()
    expect(sheet).to_have_count(0)


def tag_pieces(phone, line: int, place: str = "") -> None:
    """One piece, before the camera."""
    page = phone.page
    page.locator(".receipt-line").nth(line).get_by_role("button", name="Tag the pieces").click()
    if place:
        page.locator("dialog[open] .pick").click()
        page.locator("dialog[open] .place-list button", has_text=place).click()
        page.locator("dialog[open]").get_by_role("button", name="Start the camera").click()
    expect(page.locator("dialog[open] .receipt-pieces li")).to_have_count(1, timeout=20_000)
    page.locator("dialog[open] footer button", has_text="Done").click()
    expect(page.locator("dialog[open]")).to_have_count(0)


def settle(phone, decision: str, reason: str) -> None:
    """The first difference that is open."""
    page = phone.page
    settled = page.locator(".differences li.settled").count()
    page.get_by_role("button", name="Settle").first.click()
    sheet = page.locator("dialog[open]")
    sheet.get_by_text(decision, exact=True).click()
    sheet.get_by_label("Reason").fill(reason)
    sheet.locator("footer button").click()
    expect(sheet).to_have_count(0)
    expect(page.locator(".differences li.settled")).to_have_count(settled + 1)


def picture(path: Path) -> Path:
    Image.new("RGB", (1200, 900), "#d9d2c5").save(path, quality=90)
    return path
