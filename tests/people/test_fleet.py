"""The firm's phones when something happens to them: lost, replaced, handed over, wiped, or forgotten by a restored backup."""

from flask import Flask

from server.ledger.epoch import new_epoch
from tests.firm import PIN, Firm, good
from tests.phone import Phone, Reply


def row_of(firm: Firm, phone: Phone) -> dict:
    return good(firm.boss.get(f"/api/devices/{phone.id}"))["device"]


def enrol(firm: Firm, phone: Phone, code: str, **given) -> Reply:
    body = {"code": code, "install": phone.id, "public_key": phone.public_key, "name": phone.name}
    body["sig"] = phone.sign(f"loupe-enrol:{code}:{phone.id}".encode())
    return firm.seat_of(phone).post("/api/devices/enrol", body | given)


def stranger(firm: Firm, name: str = "phone") -> Phone:
    return Phone(firm.connect(), name=name)


def test_D9_a_new_phone_takes_over_a_lost_ones_name_and_the_old_debts_stay_visible(firm: Firm) -> None:
    lost, new = firm.phone(name="Booth 1"), stranger(firm, "whatever it says")
    good(lost.push(owes=12, owes_since_ms=1_700_000_000_000, drained=False))
    code = good(firm.boss.post(f"/api/devices/{lost.id}/replace"))["code"]
    assert row_of(firm, lost)["state"] == "revoked", "a lost phone is harmless at once, not only when the new one comes"
    assert good(enrol(firm, new, code))["device"]["name"] == "Booth 1"
    old = row_of(firm, lost)
    assert (old["owes"], old["replaced_by"], old["state"]) == (12, new.id, "revoked")
    good(lost.push())
    assert row_of(firm, lost)["replaced_by"] == new.id, "though it turns up again"


def test_D10_a_phone_handed_over_has_a_new_name_and_nobody_signed_in(firm: Firm) -> None:
    ann = firm.person("Ann", "keeper", pin=PIN)
    phone = firm.phone(name="Booth 1")
    good(firm.seat_of(phone).post("/api/session/unlock", {"person": ann, "pin": PIN}))
    good(firm.boss.patch(f"/api/devices/{phone.id}", {"name": "Desk 2"}))
    assert firm.seat_of(phone).get("/api/session").json["person"] is None
    assert row_of(firm, phone)["name"] == "Desk 2" and good(phone.push())["name"] == "Desk 2", "and the phone hears what it is called"
    good(firm.boss.post(f"/api/devices/{phone.id}/revoke"))
    assert firm.boss.patch(f"/api/devices/{phone.id}", {"name": "Desk 3"}).json["code"] == "device_revoked"


def test_D11_a_wiped_phone_names_what_it_was_and_that_one_is_listed_with_what_it_owed(firm: Firm) -> None:
    wiped, anew = firm.phone(name="Booth 1"), stranger(firm, "Booth 1")
    good(enrol(firm, anew, firm.invite(), was=wiped.id, owed=12))
    row = row_of(firm, wiped)
    assert (row["reset_owed"], row["replaced_by"], row["state"], row["waited_for"]) == (12, anew.id, "enrolled", True)
    assert row["reset_ms"] is not None


def test_D11_naming_another_phone_takes_nothing_from_it(firm: Firm) -> None:
    """Or an invited phone could talk the office out of waiting for another one."""
    phone, liar = firm.phone(), stranger(firm)
    good(enrol(firm, liar, firm.invite(), was=phone.id, owed=0))
    assert phone.pull()[-1].status == 200
    good(phone.push())
    row = row_of(firm, phone)
    assert (row["reset_ms"], row["reset_owed"], row["replaced_by"]) == (None, None, None)


def test_D11_a_phone_names_neither_itself_nor_nobody(firm: Firm) -> None:
    phone = firm.phone()
    good(enrol(firm, phone, firm.invite(), was=phone.id))
    good(enrol(firm, stranger(firm), firm.invite(), was=stranger(firm).id))
    assert row_of(firm, phone)["reset_ms"] is None


def test_D12_a_phone_that_a_restored_backup_forgot_is_taken_in_again_with_its_own_key_and_its_queue(app: Flask, firm: Firm, later) -> None:
    cabinet = firm.place("Cabinet 3")
    with app.app_context():
        before = new_epoch("last night's backup").commit
    later(60)
    phone = stranger(firm)  # as the office sees it now: enrolled after the backup, so it never heard of it
    phone.by = firm.boss_id
    made = phone.record("sighting", sample=phone.uuid(), to=cabinet)
    later(120)
    assert phone.push().status == 401
    good(enrol(firm, phone, firm.invite(), made=phone.seq))
    row = row_of(firm, phone)
    assert row["drained_ms"] < row["contact_ms"] - 60 * 60_000, "it is waited for from the backup on"
    good(phone.push())
    assert made.verdict == "flagged" and made.commit > before
    entry = good(firm.boss.get(f"/api/devices/{phone.id}"))["device"]
    assert entry["seq"] == 1 and entry["drained_ms"] > row["drained_ms"]


def test_D12_without_a_restore_a_phone_cannot_say_that_it_is_older(firm: Firm) -> None:
    phone = stranger(firm)
    good(enrol(firm, phone, firm.invite(), made=500))
    row = row_of(firm, phone)
    assert row["drained_ms"] == row["contact_ms"] == row["enrolled_ms"]


def test_D13_the_fleet_lists_holes_and_what_is_set_apart(firm: Firm) -> None:
    phone = firm.phone()
    cabinet = firm.place("Cabinet 3")
    made = [phone.record("sighting", sample=phone.uuid(), to=cabinet) for _ in range(3)]
    good(phone.send([made[0], made[2]]))
    good(phone.send([phone.keep(b"poison")]))
    row = next(row for row in good(firm.boss.get("/api/devices"))["devices"] if row["id"] == phone.id)
    assert (row["held"], row["missing"], row["apart"]) == (2, 2, 0)
    good(phone.send([made[1]]))
    row = row_of(firm, phone)
    assert (row["held"], row["missing"], row["apart"]) == (0, None, 1)
