"""The whole life of a ring: three people, three phones, films of printed tags before their cameras, and the office away for every fact."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.camera import Scene, one_by_one
from tests.e2e.deeds import ask, draw, film_of_glass, offline, opened
from tests.firm import PIN, good

pytestmark = pytest.mark.browser

RECORDED, WRONG = "4.210", "4.100"
GPS = 0x8825  # where EXIF keeps it


def test_the_life_of_a_ring(shop, firm, browser_of, tmp_path):
    firm.person("Ming", "keeper", "clerk", "repairer", pin=PIN)
    mei_id = firm.person("Mei Chan", "holder", pin=PIN)
    ho_id = firm.person("Ho Suk Yee", "approver", "supervisor", "holder", pin=PIN)
    cabinet = firm.place("Cabinet 3")
    tray, other_tray = firm.place("Tray 7", parent=cabinet), firm.place("Tray 8", parent=cabinet)
    firm.place("Workshop", "workshop")
    firm.place("Maison Aurelle", "client")
    stranger = firm.samples(firm.phone(name="desk"), 1, tray)[0]
    temporary, lasting = firm.tags(2)

    ming, mei, ho = (opened(browser_of(name.split()[0]), firm, name) for name in ("Ming", "Mei Chan", "Ho Suk Yee"))

    with offline(shop):
        receipt = receive(ming, temporary, tray)
    ming.wait_owed(0)
    told = good(firm.boss.get(f"/api/receipts/{receipt}"))["receipt"]
    assert told["status"] == "differences"
    assert [(line["outcome"], len(line["pieces"])) for line in told["told"]["lines"]] == [("right", 1), ("short", 0)]
    ring = told["told"]["lines"][0]["pieces"][0]
    assert (firm.sample(ring)["status"], firm.sample(ring)["place"]) == ("unregistered", tray)

    with offline(shop):
        register(ming, ring, lasting, picture(tmp_path / "ring.jpg", "ring"))
        put_away(ming, lasting, "Tray 8")
    ming.wait_owed(0)
    row = firm.sample(ring)
    assert (row["status"], row["place"], row["tag"], row["facts"]["gross_g"]) == ("in_store", other_tray, lasting, RECORDED)
    assert row["archive_no"] and row["photos"]

    knows(mei, row["archive_no"])
    with offline(shop):
        slip = ask(mei, [row["archive_no"]])
    mei.wait_owed(0)
    approve(ho)

    ming.show(one_by_one([firm.tag_of(stranger), lasting], seconds=1.0, gap=0.4))
    ming.go("slips")
    ming.page.locator(".slip-card", has_text="Maison Aurelle").click()
    ming.page.get_by_role("link", name="Pick", exact=True).wait_for()
    with offline(shop):
        pick(ming, slip)
    ming.wait_owed(0)
    assert firm.sample(ring)["holder"] == mei_id
    assert firm.sample(stranger)["place"] == tray
    mei.wait_owed(0)

    mei.go("handover")
    expect(mei.page.locator(".handover .row-button, .handover input")).not_to_have_count(0)
    with offline(shop):
        hand_over(mei, ho)
        show_and_damage(ho, ring, picture(tmp_path / "damage.jpg", "damage"))
    for phone in (mei, ho):
        phone.wait_owed(0)
    row = firm.sample(ring)
    assert row["holder"] == ho_id and row["repair"] and row["claims"] == 0

    ming.go(f"samples/{ring}")
    expect(ming.page.locator(".standing-where")).to_contain_text("Ho Suk Yee")  # what the others did has come to this phone
    with offline(shop):
        take_back(ming, ring, WRONG, "To repair", "claw bent")
    ming.wait_owed(0)
    assert good(firm.boss.get(f"/api/slips/{slip}"))["slip"]["status"] == "closed"
    cases = good(firm.boss.get(f"/api/cases?sample={ring}"))["cases"]
    assert [case["kind"] for case in cases] == ["weight_off"]
    settle(ho, "weight")
    assert good(firm.boss.get(f"/api/cases?sample={ring}"))["cases"] == []

    repair = firm.sample(ring)["repair"]
    ming.go(f"repairs/{repair}")
    ming.page.get_by_role("button", name="Assess").wait_for()
    with offline(shop):
        mend(ming, repair, "Tray 8")
        take_back(ming, ring, RECORDED, "Put away")
    ming.wait_owed(0)
    ended = {one["id"]: one for one in good(firm.boss.get("/api/repairs"))["repairs"]}[repair]
    assert (ended["status"], ended["told"]["cost"]["minor"]) == ("repaired", 78_000)
    row = firm.sample(ring)
    assert (row["status"], row["place"], row["repair"], row["claims"]) == ("in_store", tray, None, 0)  # its home

    read_dossier(ming, ring, row)
    assert shop.command("verify").returncode == 0
    assert shop.command("rebuild").returncode == 0


def knows(phone, number: str) -> None:
    """This phone has heard of the piece."""
    phone.go("samples")
    phone.page.locator("input[type=search]").fill(number)
    expect(phone.page.locator(".samples")).to_contain_text(number)


def picture(path: Path, what: str) -> Path:
    """A photo as a phone's camera app leaves it: large, and saying where the safe is."""
    image = Image.new("RGB", (2400, 1800), "#d9d2c5")
    pen = ImageDraw.Draw(image)
    pen.ellipse((700, 500, 1700, 1500), outline="#b8862f", width=120)
    pen.text((80, 80), what, fill="black")
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (22.0, 17.0, 30.0), 3: "E", 4: (114.0, 9.0, 30.0)}
    image.save(path, quality=90, exif=exif)
    return path


def receive(phone, temporary: str, tray: str) -> str:
    """The id of a receipt: one ring as said, and of two pairs of earrings only one; the ring tagged and put in the tray."""
    page = phone.page
    phone.show([Scene(()), *one_by_one([temporary], seconds=2.0)])
    phone.go("receipts/new")
    page.get_by_label("Delivery note", exact=True).fill("DN-778")
    page.get_by_label("Name of the sender", exact=True).fill("Lux Gems")
    page.get_by_label("Model", exact=True).fill("R-102")
    page.get_by_role("button", name="Add a line").click()
    page.get_by_label("Type", exact=True).nth(1).select_option("earrings")
    page.get_by_label("Quantity", exact=True).nth(1).fill("2")
    page.get_by_role("button", name="Keep").click()
    page.wait_for_selector(".receipt-line")
    for line, count in enumerate(("1", "1")):
        page.locator(".receipt-line").nth(line).get_by_role("button", name="Count").click()
        page.locator("dialog[open] .stepper input").fill(count)
        page.locator("dialog[open] footer button").click()
        expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator(".receipt-line").first.get_by_role("button", name="Tag the pieces").click()
    page.locator("dialog[open] .pick").click()
    page.locator(".place-list button", has_text="Tray 7").click()
    page.locator("dialog[open]").get_by_role("button", name="Start the camera").click()
    expect(page.locator("dialog[open] .receipt-pieces li")).to_have_count(1)
    page.locator("dialog[open] footer button").last.click()
    expect(page.locator(".receipt-pieces a")).to_have_count(1)
    return page.evaluate("() => location.hash.split('/')[2]")


def register(phone, ring: str, tag: str, photo: Path) -> None:
    """Tag by camera, a photo, the weight and the certificate; the rest the delivery note said."""
    page = phone.page
    phone.show([Scene(()), *one_by_one([tag], seconds=2.0)])
    page.locator(".receipt-pieces a").first.click()
    page.wait_for_selector(".register")
    page.get_by_role("button", name="Scan the tag").click()
    expect(page.get_by_label("Tag code")).to_have_value(tag)  # the camera is on since the last time
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator(".register-look input[type=file]").set_input_files(photo)
    expect(page.locator(".photo-strip img")).to_have_count(1)
    page.get_by_label("Gross weight, g", exact=True).fill(RECORDED)
    expect(page.get_by_label("Gross weight, g", exact=True)).to_have_value(RECORDED)
    page.locator(".form-section summary", has_text="Certificates").click()
    page.get_by_role("button", name="Add a certificate").click()
    page.get_by_label("Certificate number", exact=True).fill("2141438171")
    page.get_by_role("button", name="Register", exact=True).click()
    expect(page.locator(".facts")).to_contain_text("4.21")
    expect(page).to_have_url(re.compile(f"/samples/{ring}$"))


def put_away(phone, tag: str, tray: str) -> None:
    """In, to the tray, before the camera."""
    phone.show([Scene(()), *one_by_one([tag], seconds=2.0)])
    phone.go("scan")
    phone.aim("In", tray)
    expect(phone.page.locator(".basket-row.stored")).to_have_count(1, timeout=20_000)


def approve(phone) -> None:
    phone.go("slips")
    phone.page.locator(".slip-card", has_text="Maison Aurelle").click()
    phone.page.get_by_role("button", name="Approve").click()
    phone.page.locator("dialog").get_by_role("button", name="Approve").click()
    expect(phone.page.locator(".slip-face .chip")).to_have_text("Approved")


def pick(phone, slip: str) -> None:
    """The wrong piece is left, the right one taken; the receiver signs on the glass."""
    page = phone.page
    page.get_by_role("link", name="Pick", exact=True).click()
    question = page.locator(".pick-result.flagged", has_text="Not on this slip")
    question.get_by_role("button", name="Leave it").click()
    page.locator(".picked-row li").first.wait_for(timeout=20_000)
    phone.go(f"slips/{slip}/issue")
    draw(phone)
    page.get_by_role("button", name="Received: 1 piece").click()
    expect(page.locator(".signed")).to_contain_text("Mei Chan")


def hand_over(giver, taker) -> None:
    """The giver shows a code, the taker's camera reads it; neither has a network."""
    giver.page.get_by_role("button", name="Choose all").click()
    giver.page.get_by_role("button", name="Show the code for 1 piece").click()
    film_of_glass(taker.film, giver.page.locator(".qr-code").screenshot())
    taker.go("scan")
    taker.start_camera()
    asked = taker.page.locator("dialog", has_text="Mei Chan")
    asked.get_by_role("button", name="Take 1 piece over").click()
    expect(asked).to_have_count(0)


def show_and_damage(phone, ring: str, photo: Path) -> None:
    """The client has seen it and likes it; a claw is bent, with a photo."""
    page = phone.page
    phone.go(f"samples/{ring}")
    page.get_by_role("button", name="More to do with this piece").click()
    page.locator("dialog[open]").get_by_text("Shown to a client").click()
    page.locator("dialog[open] .pick").click()
    page.locator("dialog .row-button", has_text="Maison Aurelle").click()
    page.locator("dialog[open] .mood label").nth(3).click()
    page.get_by_label("Remark", exact=True).fill("asks for the price")
    page.locator("dialog[open]").get_by_role("button", name="Keep, 1 piece").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.get_by_role("button", name="More to do with this piece").click()
    page.locator("dialog[open]").get_by_text("Report damage").first.click()
    page.get_by_label("What happened", exact=True).fill("claw bent")
    page.locator("dialog[open] input[type=file]").set_input_files(photo)
    expect(page.locator("dialog[open] .photo-strip img")).to_have_count(1)
    page.locator("dialog[open]").get_by_role("button", name="Report").click()
    expect(page.locator("dialog[open]")).to_have_count(0)


def take_back(phone, ring: str, weight: str, outcome: str, note: str = "") -> None:
    """Beside its registration: weighed, inscription read, put in its tray."""
    page = phone.page
    phone.go(f"returns/{ring}")
    page.wait_for_selector(".inspection")
    page.get_by_label("Gross weight now, g", exact=True).fill(weight)
    page.get_by_label("Inscription as read", exact=True).fill("GIA 2141438171".removeprefix("GIA "))
    page.get_by_text("Complete", exact=True).click()
    page.get_by_text(outcome, exact=True).first.click()
    if note:
        page.get_by_label("Notes", exact=True).fill(note)
    page.locator(".inspection .foot-acts button").click()
    page.wait_for_selector(".facts")


def settle(phone, kind: str) -> None:
    page = phone.page
    phone.go("more/cases")
    page.locator(".row-link", has_text=kind).click()
    page.get_by_role("button", name="Settle").first.click()
    sheet = page.locator("dialog[open]")
    sheet.locator(".field input").last.fill("weighed again with the chain, agreed")
    sheet.locator("footer button").last.click()
    expect(sheet).to_have_count(0)


def mend(phone, repair: str, tray: str) -> None:
    """Assessed, sent to the workshop, paid for, and back."""
    page = phone.page
    phone.go(f"repairs/{repair}")
    page.get_by_role("button", name="Assess").click()
    page.get_by_label("Fault", exact=True).fill("claw bent, stone safe")
    page.locator("dialog[open] footer button").click()
    page.get_by_role("button", name="Send to workshop").click()
    page.locator("dialog[open] .place-list button", has_text="Workshop").click()
    page.get_by_role("button", name="Work and cost").click()
    page.locator("dialog[open] .money input").fill("780")
    page.locator("dialog[open] footer button").click()
    page.get_by_role("button", name="Back from workshop").click()
    page.locator("dialog[open] .place-list button", has_text=tray).click()
    page.get_by_role("link", name="Inspect").wait_for()


def read_dossier(phone, ring: str, row: dict) -> None:
    """Everything about the ring on paper, in words and pictures, and nothing about where the safe is."""
    pdf = fetched(phone, f"/api/samples/{ring}/dossier.pdf?lang=en")
    reader = PdfReader(io.BytesIO(pdf))
    text = "\n".join(page.extract_text() for page in reader.pages)
    people = ("Maison Aurelle", "Ho Suk Yee", "Mei Chan")
    for said in (row["archive_no"], "2141438171", *people, "claw bent", "asks for the price", WRONG, RECORDED):
        assert said in text, f"{said} is not in the dossier"
    assert sum(len(page.images) for page in reader.pages) >= 2
    with zipfile.ZipFile(io.BytesIO(fetched(phone, f"/api/samples/{ring}/dossier.zip?lang=en"))) as packed:
        photos = [packed.read(name) for name in packed.namelist() if name.lower().endswith((".jpg", ".jpeg", ".png", ".webp"))]
    assert len(photos) >= 2
    assert all(b"Exif" not in photo and not Image.open(io.BytesIO(photo)).getexif() for photo in photos)


def fetched(phone, path: str) -> bytes:
    read = "(path) => fetch(path).then((reply) => reply.arrayBuffer()).then((bytes) => [...new Uint8Array(bytes)])"
    return bytes(phone.page.evaluate(read, path))
