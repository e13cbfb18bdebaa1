"""A slip from the wish to the return, and pieces handed from phone to phone: real browsers and films, the office away for every fact."""

import pytest
from playwright.sync_api import expect

from tests.camera import Scene, one_by_one
from tests.e2e.browser import DESK
from tests.e2e.deeds import ask, draw, film_of_glass, opened
from tests.firm import PIN, good

pytestmark = pytest.mark.browser


def test_a_slip_is_asked_for_offline_approved_picked_signed_and_closed_by_the_return(shop, firm, browser_of):
    for name, role in (("Mei Chan", "holder"), ("Ho Suk Yee", "approver"), ("Ming", "keeper")):
        firm.person(name, role, pin=PIN)
    tray = firm.place("Tray 7")
    firm.place("Maison Aurelle", "client")
    pieces = firm.samples(firm.phone(name="desk"), 3, tray)
    tags = [firm.tag_of(sample) for sample in pieces]
    numbers = [firm.sample(sample)["archive_no"] for sample in pieces]

    # Mei asks for two pieces at the client's, with no office in sight
    mei = opened(browser_of("mei"), firm, "Mei Chan")
    shop.kill()
    slip = ask(mei, numbers[:2])
    expect(mei.page.locator(".slip")).to_contain_text("Not in the office yet")
    expect(mei.page.locator(".slip-face .chip")).to_have_text("To approve")
    mei.wait_owed(2)
    shop.start()
    mei.wait_owed(0)
    expect(mei.page.locator(".slip-no")).to_contain_text("S-")
    expect(mei.page.locator(".slip-acts")).to_contain_text("Waiting for approval")

    # somebody else approves it, at a desk
    ho = opened(browser_of("ho", DESK), firm, "Ho Suk Yee")
    ho.go("slips")
    ho.page.locator(".slip-card", has_text="Maison Aurelle").click()
    ho.page.get_by_role("button", name="Approve").click()
    ho.page.locator("dialog").get_by_role("button", name="Approve").click()
    expect(ho.page.locator(".slip-face .chip")).to_have_text("Approved")

    # Ming picks before the camera, offline; one piece that is not on the slip is left
    ming = browser_of("ming")
    ming.show(one_by_one([tags[0], tags[2], tags[1]], seconds=0.9, gap=0.3))
    opened(ming, firm, "Ming")
    ming.go("slips")
    ming.page.locator(".slip-card", has_text="Maison Aurelle").click()
    ming.page.get_by_role("link", name="Pick", exact=True).wait_for()
    shop.kill()
    ming.page.get_by_role("link", name="Pick", exact=True).click()
    expect(ming.page.locator(".stop.next")).to_contain_text("Tray 7")
    ming.start_camera()
    question = ming.page.locator(".pick-result.flagged", has_text="Not on this slip")
    expect(question).to_contain_text(numbers[2])
    question.get_by_role("button", name="Leave it").click()
    expect(ming.page.locator(".pick-count")).to_contain_text("2")
    ming.page.locator(".picked-row li:nth-child(2)").wait_for()
    ming.wait_owed(2)

    # Mei signs on his glass, still offline
    ming.go(f"slips/{slip}/issue")
    draw(ming)
    ming.page.get_by_role("button", name="Received: 2 pieces").click()
    expect(ming.page.locator(".signed")).to_contain_text("Mei Chan")
    ming.wait_owed(3)
    shop.start()
    ming.wait_owed(0)
    told = good(firm.boss.get(f"/api/slips/{slip}"))["slip"]
    assert (told["status"], told["told"]["flags"], told["told"]["off_slip"]) == ("issued", [], [])
    assert [line["issued"] for line in told["told"]["lines"]] == [[pieces[0]], [pieces[1]]]
    assert told["told"]["signed"][0]["signature"]

    # the issue note is a PDF
    ming.page.get_by_role("button", name="More to do with this slip").click()
    with ming.page.expect_response(lambda reply: "note.pdf" in reply.url) as note:
        ming.page.get_by_role("button", name="Issue note").click()
    assert note.value.status == 200 and note.value.headers["content-type"] == "application/pdf"
    read = "(url) => fetch(url).then((reply) => reply.text())"
    assert ming.page.evaluate(read, note.value.url).startswith("%PDF-")

    # both come back: the slip closes by itself
    ming.show([Scene(())])
    ming.page.reload()  # the sheet with the acts goes, and the film is put in anew
    ming.page.wait_for_selector(".bar")
    ming.go("scan")
    ming.aim("In", "Tray 7")
    for tag in tags[:2]:
        ming.wedge(tag)
    expect(ming.page.locator(".basket-row.stored")).to_have_count(2)
    ming.wait_owed(0)
    assert good(firm.boss.get(f"/api/slips/{slip}"))["slip"]["status"] == "closed"
    mei.go(f"slips/{slip}")
    expect(mei.page.locator(".slip-face .chip")).to_have_text("Closed")
    assert shop.command("rebuild").returncode == 0
    assert shop.command("verify").returncode == 0


def test_pieces_go_from_phone_to_phone_with_both_offline(shop, firm, browser_of):
    mei_id, anna_id = (firm.person(name, "holder", pin=PIN) for name in ("Mei Chan", "Anna Tam"))
    tray = firm.place("Tray 7")
    counter = firm.phone(name="desk")
    pieces = firm.samples(counter, 3, tray)
    for sample in pieces:
        counter.record("scan_out", sample=sample, to=mei_id)
    for reply in counter.drain():
        good(reply)

    mei = opened(browser_of("mei"), firm, "Mei Chan")
    anna = opened(browser_of("anna"), firm, "Anna Tam")
    shop.kill()

    # Mei chooses what she hands over and shows the code
    mei.go("handover")
    mei.page.get_by_role("button", name="Choose all").click()
    mei.page.get_by_role("button", name="Show the code for 3 pieces").click()
    glass = mei.page.locator(".qr-code").screenshot()
    mei.wait_owed(3)

    # Anna's camera sees the glass of Mei's phone
    film_of_glass(anna.film, glass)
    anna.go("scan")
    anna.start_camera()
    asked = anna.page.locator("dialog", has_text="Take 3 pieces from Mei Chan?")
    asked.get_by_role("button", name="Take 3 pieces over").click()
    anna.wait_owed(3)
    anna.go("handover")
    expect(anna.page.locator(".row-button")).to_have_count(3)

    # the taker's half comes first; the office pairs them all the same
    mei.page.context.set_offline(True)
    shop.start()
    anna.wait_owed(0)
    mei.page.context.set_offline(False)
    mei.wait_owed(0)
    assert {firm.sample(sample)["holder"] for sample in pieces} == {anna_id}
    assert good(firm.boss.get("/api/cases"))["cases"] == []
    expect(mei.page.locator(".codes")).to_contain_text("3 pieces taken over")
    assert shop.command("rebuild").returncode == 0
