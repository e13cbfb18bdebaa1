"""Nothing is registered before the yes; then everything is, in order, once — or nothing, whenever the office dies."""

import threading
import time
from contextlib import suppress
from typing import Any

import pytest
import requests
from flask import Flask
from sqlalchemy import func, select

from server.database import db
from server.ledger.rebuild import rebuild
from server.ledger.tables import Entry
from server.ledger.verify import verify
from server.stock.tables import ArchiveNumber, Sample, Tag
from tests.firm import PASSWORD, Firm, firm_at, good
from tests.office import Office
from tests.sheets.desk import Desk, codes, doubts, row

SHEET = "編號,類別,總重,存放位置,數量,標籤\nA1,戒指,4.21,Tray 1,1,{tag}\nA2,x,bad,,1,\nA3,耳環,2.5,Nowhere,12,\nA1,吊墜,1.1,Tray 1,1,\n"


@pytest.fixture
def desk(app: Flask, firm: Firm) -> Desk:
    firm.place("Tray 1")
    return Desk(app, firm)


def counted(app: Flask) -> tuple[int, ...]:
    with app.app_context():
        return tuple(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (Sample, ArchiveNumber, Tag, Entry))


def checked(app: Flask) -> None:
    """History is whole, and every row is as it says."""
    with app.app_context():
        assert verify().good, str(verify())
        assert rebuild().differing == ()


def test_a_preview_changes_nothing_and_the_yes_registers_every_good_line_in_order(app: Flask, firm: Firm, desk: Desk) -> None:
    tag = firm.tags(1)[0]
    before = counted(app)
    preview = desk.preview(SHEET.format(tag=tag))
    assert counted(app) == before
    assert (preview["import"]["counts"]["bad"], codes(preview, 3)) == (1, [("not_a_number", "總重")])
    assert (doubts(preview, 4), doubts(preview, 5)) == (["unknown_place"], ["double_number"])
    done = desk.confirm(preview["import"]["id"])
    assert (done["import"]["status"], done["import"]["registered"]) == ("confirmed", 3)
    numbers = [row(done, line)["archive_no"] for line in (2, 3, 4, 5)]
    year = numbers[0][:4]
    assert numbers == [f"{year}-000001", None, f"{year}-000002", f"{year}-000003"]
    assert (done["import"]["archive_first"], done["import"]["archive_last"]) == (numbers[0], numbers[3])
    first, lot = (firm.sample(row(done, line)["sample"]) for line in (2, 4))
    assert (first["tag"], first["status"], first["place"], first["number"]) == (tag, "in_store", firm.places["Tray 1"]["id"], "A1")
    assert (lot["quantity"], lot["type"], len(lot["tag"]), lot["facts"]) == (12, "earrings", 16, {"gross_g": "2.5"})
    checked(app)


def test_asked_again_the_yes_does_nothing_and_a_confirmed_import_stays(app: Flask, desk: Desk) -> None:
    id = desk.preview(SHEET.format(tag=""))["import"]["id"]
    first = desk.confirm(id)
    before = counted(app)
    assert desk.confirm(id) == first
    assert counted(app) == before
    assert desk.client.patch(f"/api/imports/{id}", json={}).json["code"] == "import_confirmed"
    assert desk.client.delete(f"/api/imports/{id}").status_code == 409
    again = desk.preview(SHEET.format(tag=""))
    assert again["import"]["imported_before"]["id"] == id
    assert doubts(again, 2) == ["known_number"]
    skipped = desk.change(again["import"]["id"], skip_known=True)
    assert skipped["import"]["counts"] == {"rows": 4, "good": 0, "warned": 0, "bad": 1, "skipped": 3}
    assert desk.client.post(f"/api/imports/{again['import']['id']}/confirm").json["code"] == "nothing_to_import"
    assert desk.client.delete(f"/api/imports/{again['import']['id']}").status_code == 204
    assert desk.client.get(f"/api/imports/{again['import']['id']}").status_code == 404
    assert counted(app) == before


def test_two_who_say_yes_at_once_register_it_once(app: Flask, firm: Firm, desk: Desk) -> None:
    preview = desk.preview("no,type\n" + "".join(f"B{n},ring\n" for n in range(700)))
    others = [Desk(app, firm) for _ in range(3)]
    replies: list[int] = []
    path = f"/api/imports/{preview['import']['id']}/confirm"
    threads = [threading.Thread(target=lambda one=one: replies.append(one.client.post(path).status_code)) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert replies == [200, 200, 200]
    assert counted(app)[:2] == (700, 700)
    checked(app)


def test_what_the_register_no_longer_fits_is_refused_whole(app: Flask, firm: Firm, desk: Desk) -> None:
    tag = firm.tags(1)[0]
    preview = desk.preview("no,type,tag\n" + "".join(f"C{n},ring,\n" for n in range(600)) + f"C600,ring,{tag}\n")
    phone = firm.phone()
    phone.record("register", sample=phone.uuid(), to=firm.places["Tray 1"]["id"], body={"tag": tag, "facts": {}})
    assert [good(reply)["verdicts"][0]["verdict"] for reply in phone.drain()] == ["accepted"]
    before = counted(app)
    refused = desk.client.post(f"/api/imports/{preview['import']['id']}/confirm")
    assert (refused.status_code, refused.json["code"]) == (409, "import_changed")
    assert counted(app) == before
    again = desk.change(preview["import"]["id"])
    assert desk.client.get(f"/api/imports/{again['import']['id']}?show=bad").json["rows"][0]["problems"][0]["code"] == "tag_in_use"
    assert desk.confirm(again["import"]["id"])["import"]["registered"] == 600
    checked(app)


def test_a_tag_scanned_before_anybody_knew_it_finds_its_piece(app: Flask, firm: Firm, desk: Desk) -> None:
    tag = firm.tags(1)[0]
    phone = firm.phone()
    phone.record("scan_out", tag=tag, to=phone.by)
    assert [good(reply)["verdicts"][0]["reasons"] for reply in phone.drain()] == [["unknown_tag"]]
    done = desk.confirm(desk.preview(f"no,type,tag\nD1,ring,{tag}\n")["import"]["id"])
    assert firm.sample(row(done, 2)["sample"])["tag"] == tag
    checked(app)


def test_a_mapping_a_person_made_is_remembered_for_the_same_headings(desk: Desk) -> None:
    sheet = "甲,乙,丙\nA1,ring,4.2\nA2,ring,4.3\n"
    preview = desk.preview(sheet)
    changed = desk.change(preview["import"]["id"], mapping={"0": "number", "1": "type", "2": "gross_g"})
    desk.confirm(changed["import"]["id"])
    again = desk.preview(sheet.replace("A", "B"))
    assert [(column["field"], column["by"]) for column in again["import"]["columns"]] == [
        ("number", "remembered"), ("type", "remembered"), ("gross_g", "remembered"),
    ]  # fmt: skip


def test_only_who_may_register_imports(app: Flask, firm: Firm, desk: Desk) -> None:
    firm.person("Keeper", "keeper", login=True)
    keeper = Desk(app, firm, "keeper")
    assert keeper.refusal("no\nA1\n") == (403, "may_not")
    id = desk.preview("no\nA1\n")["import"]["id"]
    assert {keeper.client.get(f"/api/imports/{id}").status_code, keeper.client.post(f"/api/imports/{id}/confirm").status_code} == {403}


def test_a_killed_office_has_registered_all_of_it_or_nothing_and_the_yes_can_be_said_again(office: Office) -> None:
    firm_at(office)
    rows = 6_000
    sheet = "編號,類別,總重\n" + "".join(f"K{n:05},戒指,4.21\n" for n in range(rows))
    session = signed_in(office)
    reply = session.post(f"{office.url}/api/imports", files={"file": ("k.csv", sheet.encode())}, timeout=120)
    id = reply.json()["import"]["id"]
    for after_s in (0.15, 0.5, 1.2):
        kill_in_mid_confirm(office, session, id, after_s)
        office.start()
        session = signed_in(office)
        told = session.get(f"{office.url}/api/imports/{id}", timeout=60).json()["import"]
        total = session.get(f"{office.url}/api/samples", timeout=60).json()["total"]
        assert (told["status"], total) in (("ready", 0), ("confirmed", rows))
    done = session.post(f"{office.url}/api/imports/{id}/confirm", timeout=300).json()["import"]
    assert (done["status"], done["registered"]) == ("confirmed", rows)
    assert session.get(f"{office.url}/api/samples", timeout=60).json()["total"] == rows
    office.stop()
    for command in ("verify", "rebuild"):
        checked_office = office.command(command)
        assert checked_office.returncode == 0, checked_office.stdout


def test_a_killed_office_keeps_whole_previews_only(office: Office) -> None:
    firm_at(office)
    session = signed_in(office)
    sheet = "編號,類別,總重\n" + "".join(f"K{n:05},戒指,4.21\n" for n in range(20_000))

    def send() -> None:
        with suppress(requests.RequestException):
            session.post(f"{office.url}/api/imports", files={"file": ("k.csv", sheet.encode())}, timeout=120)

    sending = threading.Thread(target=send)
    sending.start()
    time.sleep(1.0)  # somewhere in the middle: the point is that it does not matter where
    office.kill()
    sending.join()
    office.start()
    session = signed_in(office)
    for told in session.get(f"{office.url}/api/imports", timeout=60).json()["imports"]:
        page = session.get(f"{office.url}/api/imports/{told['id']}", timeout=60).json()
        assert page["total"] == told["counts"]["rows"] == 20_000


def signed_in(office: Office) -> Any:
    session = requests.Session()
    session.headers["Origin"] = office.url
    reply = session.post(f"{office.url}/api/session", json={"login": "boss", "password": PASSWORD}, timeout=60)
    assert reply.status_code == 200, reply.text
    return session


def kill_in_mid_confirm(office: Office, session: Any, id: str, after_s: float) -> None:
    def ask() -> None:
        with suppress(requests.RequestException):
            session.post(f"{office.url}/api/imports/{id}/confirm", timeout=120)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(after_s)
    office.kill()
    asking.join()
