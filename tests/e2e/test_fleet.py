"""The firm's phones on the screen: is this one ready, what does that one owe, who brought its scans, and a file taken for it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESK, PHONE
from tests.e2e.deeds import opened
from tests.e2e.looks import Look, look_at
from tests.firm import PIN, Firm, good
from tests.phone import Phone
from tests.pwa.words import messages

pytestmark = pytest.mark.browser


def file_of(phone: Phone, path: Path) -> Path:
    """What "Save unsent as a file" writes on a phone."""
    actions = [{"id": m.id, "seq": m.seq, "bytes": m.bytes.decode(), "sig": m.sig} for m in phone.waiting()]
    delivery = {"install": phone.id, "public_key": phone.public_key, "actions": actions}
    head = {"format": "loupe-outbox", "v": 1, "id": phone.uuid(), "install": phone.id, "name": phone.name, "made_ms": phone.clock.wall()}
    content = json.dumps(head | {"deliveries": [delivery]})
    path.write_text(json.dumps({"content": content, "sig": phone.sign(content.encode())}))
    return path


def test_Q9_Q11_a_phone_says_whether_it_is_ready_and_takes_a_file_for_another(firm: Firm, browser_of, tmp_path) -> None:
    booth = firm.place("Booth", kind="booth")
    far, lost = firm.phone(name="Far phone", seed=7), firm.phone(name="Lost phone", seed=8)
    since_ms = lost.clock.wall() - 7_200_000
    good(lost.push(owes=12, owes_since_ms=since_ms, drained=False, health={"battery": {"percent": 9, "charging": False}}))
    for _ in range(3):
        far.record("sighting", sample=far.uuid(), to=booth)
    firm.person("Ann", "supervisor", pin=PIN)
    looks = {"ann": Look(PHONE, "en"), "ann desk": Look(DESK, "zh-Hant", True)}
    faults = []
    for name, look in looks.items():
        ann = browser_of(name.replace(" ", "-"), look.size, look.lang)
        opened(ann, firm, "Ann")
        look.put_on(ann)
        page = ann.page
        ann.go("more/readiness")
        page.wait_for_selector(".ready-verdict.nearly")
        expect(page.locator(".finding.good")).not_to_have_count(0)
        faults += look_at(ann, "readiness", look)
        ann.go("relay")
        faults += look_at(ann, "relay", look)
        page.locator("input[type=file]").set_input_files(file_of(far, tmp_path / "unsent.json"))
        page.wait_for_selector(".notice.stored")
        page.locator(".cargo-line").first.wait_for()
        faults += look_at(ann, "relay-file", look)
        ann.go("more/phones")
        page.locator(".phone-row", has_text="Lost phone").wait_for()
        page.locator(".phone-row", has_text=messages(look.lang)["verdict.nearly"]).first.wait_for()
        faults += look_at(ann, "phones", look)
        page.locator(".phone-row", has_text="Far phone").click()
        page.locator(".phone-detail .cargo-line").first.wait_for()
        faults += look_at(ann, "phone", look)
    rows = {row["name"]: row for row in good(firm.boss.get("/api/devices"))["devices"]}
    assert rows["Far phone"]["seq"] == 3 and rows["Ann's phone"]["health"]["ready"]["verdict"] == "nearly"
    assert not faults, faults
