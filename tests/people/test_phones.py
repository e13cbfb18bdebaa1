"""How a browser becomes a phone of the firm, stays one, and stops being one."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from sqlalchemy import select

from server.database import db
from server.ledger.tables import Entry
from server.people import devices
from server.people.tables import Device
from tests.firm import PIN, Firm, good
from tests.phone import Phone, Reply, _base64


def enrol(firm: Firm, phone: Phone, code: str, **wrong: str) -> Reply:
    """The phone's answer to an invite, with some of it replaced."""
    sig = phone.sign(f"loupe-enrol:{code}:{phone.id}".encode())
    body = {"code": code, "install": phone.id, "public_key": phone.public_key, "name": "Phone 1", "sig": sig}
    return firm.browser().post("/api/devices/enrol", body | wrong)


def renewal(firm: Firm, phone: Phone, server_ms: int | None = None) -> dict:
    now = good(firm.browser().get("/api/status"))["server_ms"] if server_ms is None else server_ms
    return {"install": phone.id, "server_ms": now, "sig": phone.sign(f"loupe-renew:{phone.id}:{now}".encode())}


def refusal(reply: Reply) -> tuple[int, str, str | None]:
    return reply.status, reply.json["code"], reply.json["field"]


def test_D1_an_invited_phone_that_proves_its_key_is_enrolled_and_may_pull(firm: Firm) -> None:
    phone = firm.phone(name="Booth phone")
    assert phone.pull()[-1].status == 200
    row = firm.boss.get("/api/devices").json["devices"][0]
    assert (row["id"], row["name"], row["state"], row["owes"], row["waited_for"]) == (phone.id, "Booth phone", "enrolled", 0, True)


def test_D1_the_invite_names_the_address_phones_open(firm: Firm) -> None:
    told = good(firm.boss.post("/api/devices/invites", {"name": "phone"}))
    assert told["url"].endswith(f"/#/enrol/{told['code']}") and told["url"].startswith("https://")
    status = good(firm.boss.get("/api/status"))
    assert 0 < told["expires_ms"] - status["server_ms"] <= 600_000


def test_D1_a_code_may_be_typed_by_a_person(firm: Firm) -> None:
    code = firm.invite()
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:]} ".replace("0", "o").replace("1", "l")
    assert enrol(firm, Phone(), typed).status == 200


def test_D2_an_invite_is_good_for_one_phone(firm: Firm) -> None:
    code = firm.invite()
    assert enrol(firm, Phone(), code).status == 200
    assert refusal(enrol(firm, Phone(), code)) == (409, "invite_used", "code")


def test_D2_of_eight_phones_that_answer_one_invite_at_once_one_wins(app: Flask, firm: Firm) -> None:
    code, phones = firm.invite(), [Phone(seed=n) for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda phone: enrol(firm, phone, code), phones))
    assert sorted(reply.status for reply in replies) == [200] + [409] * 7
    assert {reply.json["code"] for reply in replies if reply.status == 409} == {"invite_used"}
    with app.app_context():
        assert len(db.session.scalars(select(Device.id)).all()) == 1


def test_D2_the_database_decides_even_if_the_first_look_was_too_early(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    code = firm.invite()
    monkeypatch.setattr(devices, "_check_invite", lambda code: None)
    assert enrol(firm, Phone(), code).status == 200
    assert refusal(enrol(firm, Phone(), code)) == (409, "invite_used", "code")


def test_D2_an_invite_ends_after_ten_minutes(firm: Firm, later) -> None:
    code = firm.invite()
    later(9.9)
    other = firm.invite()
    later(10.1)
    assert refusal(enrol(firm, Phone(), code)) == (409, "invite_expired", "code")
    assert enrol(firm, Phone(), other).status == 200


def test_D2_an_invite_dies_with_the_rights_of_whoever_handed_it_out(firm: Firm) -> None:
    admin = firm.person("Admin", "admin", login=True)
    code = good(firm.sign_in("Admin").post("/api/devices/invites", {"name": "phone"}))["code"]
    good(firm.boss.patch(f"/api/people/{admin}", {"active": False}))
    assert refusal(enrol(firm, Phone(), code)) == (403, "invite_wrong", "code")


def test_D2_a_failed_answer_does_not_use_the_invite_up(firm: Firm) -> None:
    code, phone = firm.invite(), Phone()
    assert enrol(firm, phone, code, sig=Phone().sign(f"loupe-enrol:{code}:{phone.id}".encode())).status == 403
    assert enrol(firm, phone, code).status == 200


def test_D2_whoever_guesses_codes_is_locked_out_by_address(firm: Firm) -> None:
    told = [enrol(firm, Phone(), "0" * 16).status for _ in range(22)]
    assert told == [403] * 20 + [429] * 2


def test_D3_without_the_private_key_nobody_becomes_a_phone(firm: Firm) -> None:
    code, phone, other = firm.invite(), Phone(), Phone()
    for wrong in (
        {"sig": other.sign(f"loupe-enrol:{code}:{phone.id}".encode())},
        {"sig": phone.sign(f"loupe-enrol:{code}:{other.id}".encode())},
        {"sig": phone.sign(f"loupe-renew:{phone.id}:0".encode())},
        {"sig": "A" * 86},
        {"sig": "%%%"},
        {"public_key": other.public_key},
        {"install": other.id},
    ):
        assert refusal(enrol(firm, phone, code, **wrong)) == (403, "proof_wrong", "sig"), wrong


@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048)], ids=["p384", "rsa"])
def test_D3_only_a_key_on_p256_will_do(firm: Firm, key) -> None:
    spki = _base64(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    reply = enrol(firm, Phone(), firm.invite(), public_key=spki)
    assert refusal(reply) in ((422, "key_wrong", "public_key"), (422, "invalid", "public_key"))


def test_D4_an_install_belongs_to_its_key(firm: Firm) -> None:
    phone, thief = firm.phone(), Phone()
    thief.id = phone.id
    assert refusal(enrol(firm, thief, firm.invite())) == (409, "install_taken", "install")
    assert enrol(firm, phone, firm.invite()).status == 200, "the same phone, invited again after its cookie was lost"


def test_D4_a_revoked_install_never_comes_back(firm: Firm) -> None:
    phone = firm.phone()
    good(firm.boss.post(f"/api/devices/{phone.id}/revoke"))
    assert refusal(enrol(firm, phone, firm.invite())) == (409, "install_taken", "install")
    assert refusal(firm.browser().post("/api/devices/renew", renewal(firm, phone))) == (403, "device_revoked", None)


def test_D5_a_phone_renews_its_cookie_by_its_key_and_the_old_one_is_dead(firm: Firm) -> None:
    phone, seat = firm.phone(), firm.browser()
    good(seat.post("/api/devices/renew", renewal(firm, phone)))
    assert seat.get("/api/samples").status == 200
    assert firm.seat_of(phone).get("/api/samples").status == 401


def test_D5_an_overheard_renewal_is_worth_nothing(firm: Firm) -> None:
    phone, seat = firm.phone(), firm.browser()
    said = renewal(firm, phone)
    good(seat.post("/api/devices/renew", said))
    assert refusal(firm.browser().post("/api/devices/renew", said)) == (403, "renew_stale", "server_ms")
    assert seat.get("/api/samples").status == 200, "and takes nothing from the phone"


def test_D5_a_renewal_is_for_now_and_by_the_key(firm: Firm) -> None:
    phone, now = firm.phone(), good(firm.browser().get("/api/status"))["server_ms"]
    for off in (-301_000, 301_000):
        assert refusal(firm.browser().post("/api/devices/renew", renewal(firm, phone, now + off)))[:2] == (403, "renew_stale")
    forged = renewal(firm, phone) | {"sig": renewal(firm, Phone())["sig"]}
    assert refusal(firm.browser().post("/api/devices/renew", forged)) == (403, "proof_wrong", "sig")
    assert refusal(firm.browser().post("/api/devices/renew", renewal(firm, Phone())))[:2] == (401, "unknown_device")


def test_D6_a_revoked_phone_is_out_its_listeners_are_told_and_history_says_who(app: Flask, firm: Firm, monkeypatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(devices, "_on_revoke", [told.append])
    phone = firm.phone(name="Lost phone")
    for _ in range(2):
        assert good(firm.boss.post(f"/api/devices/{phone.id}/revoke"))["name"] == "Lost phone"
    assert told == [phone.id]
    assert phone.pull()[-1].status == 403
    row = firm.boss.get("/api/devices").json["devices"][0]
    assert row["state"] == "revoked" and row["revoked_ms"] and not row["waited_for"]
    with app.app_context():
        kinds = db.session.execute(select(Entry.kind, Entry.by).where(Entry.device == "office").order_by(Entry.entry)).all()
    assert [tuple(kind) for kind in kinds[-2:]] == [("device_enrolled", firm.boss_id), ("device_revoked", firm.boss_id)]


def test_D6_a_phone_silent_for_three_days_is_no_longer_waited_for(firm: Firm, later) -> None:
    phone = firm.phone()
    later(71 * 60)
    good(firm.browser().post("/api/session", {"login": "boss", "password": "x"}), 401)
    seat = firm.browser()
    good(seat.post("/api/session", {"login": "boss", "password": "correct horse battery"}))
    assert seat.get("/api/devices").json["devices"][0]["waited_for"]
    later(73 * 60)
    good(seat.post("/api/session", {"login": "boss", "password": "correct horse battery"}))
    told = seat.get("/api/devices").json
    assert told["devices"][0]["id"] == phone.id and not told["devices"][0]["waited_for"]


def test_D7_the_device_cookie_is_random_and_only_its_hash_is_kept(app: Flask, firm: Firm) -> None:
    one, two = (firm.seat_of(firm.phone()).cookie("loupe_device") for _ in range(2))
    assert len(one) >= 43 and one != two
    with app.app_context():
        assert set(db.session.scalars(select(Device.token_hash))) == {sha256(token.encode()).hexdigest() for token in (one, two)}


def test_D8_people_on_a_shared_phone_take_turns(firm: Firm) -> None:
    ann, ben = firm.person("Ann", "keeper", pin=PIN), firm.person("Ben", "holder", pin="902718")
    seat = firm.seat_of(firm.phone())
    for person, digits in ((ann, PIN), (ben, "902718"), (ann, PIN)):
        good(seat.post("/api/session/unlock", {"person": person, "pin": digits}))
        assert seat.get("/api/session").json["person"]["id"] == person
