"""People: who they are, what they may do, and what of them is told to whom."""

import json
import logging

import pytest
from flask import Flask
from sqlalchemy import select

from server.database import db
from server.ledger.tables import Entry
from server.people.tables import Person
from tests.firm import PASSWORD, PIN, Firm, good

NOBODY = "00000000-0000-7000-8000-000000000000"


def history(app: Flask) -> list[tuple[str, str, dict]]:
    """(kind, by, body) of what the office did."""
    with app.app_context():
        rows = db.session.execute(select(Entry.bytes).where(Entry.device == "office").order_by(Entry.entry)).scalars().all()
    actions = [json.loads(row) for row in rows]
    return [(action["kind"], action["by"], action["body"]) for action in actions]


def test_M1_a_person_is_also_the_place_of_the_same_id_and_phones_hear_of_both(firm: Firm) -> None:
    mei = firm.person("Mei", "holder", badge=True)
    phone = firm.phone()
    phone.pull()
    person, place = phone.rows["people"][mei], phone.rows["places"][mei]
    assert (person["names"], person["roles"], person["active"], place["kind"], place["names"]) == (
        *({"en": "Mei"}, ["holder"], True),
        *("person", {"en": "Mei"}),
    )
    assert person["badge"] == place["tag"] == firm.people["Mei"]["badge"] and len(person["badge"]) == 16


def test_M1_a_new_name_is_the_name_of_the_place_too(firm: Firm) -> None:
    mei, phone = firm.person("Mei", "holder"), firm.phone()
    phone.pull()
    good(firm.boss.patch(f"/api/people/{mei}", {"names": {"en": "Mei Chan", "zh-Hant": "陳美"}}))
    phone.pull()
    assert phone.rows["people"][mei]["names"] == phone.rows["places"][mei]["names"] == {"en": "Mei Chan", "zh-Hant": "陳美"}


def test_M2_only_what_is_named_changes_and_history_says_what_it_was(app: Flask, firm: Firm) -> None:
    mei = firm.person("Mei", "holder", login=True, pin=PIN)
    was = firm.people["Mei"]
    now = good(firm.boss.patch(f"/api/people/{mei}", {"roles": ["holder", "keeper"]}))["person"]
    assert now == was | {"roles": ["holder", "keeper"]}
    assert history(app)[-1] == (
        "person_changed", firm.boss_id, {"person": mei, "was": {"roles": ["holder"]}, "now": {"roles": ["holder", "keeper"]}},
    )  # fmt: skip


def test_M2_a_change_that_changes_nothing_leaves_no_trace(firm: Firm) -> None:
    mei = firm.person("Mei", "holder")
    head = good(firm.boss.get("/api/status"))["head"]
    good(firm.boss.patch(f"/api/people/{mei}", {"roles": ["holder"], "active": True}))
    assert good(firm.boss.get("/api/status"))["head"] == head


def test_M2_a_badge_is_made_once(firm: Firm) -> None:
    mei = firm.person("Mei", "holder")
    first = good(firm.boss.patch(f"/api/people/{mei}", {"badge": True}))["person"]["badge"]
    assert first and good(firm.boss.patch(f"/api/people/{mei}", {"badge": True}))["person"]["badge"] == first


def test_M3_a_login_is_one_persons_alone_whatever_the_case(firm: Firm) -> None:
    ann, ben = firm.person("Ann", "keeper", login=True), firm.person("Ben", "keeper")
    for login in ("ann", "ANN", " Ann "):
        reply = firm.boss.patch(f"/api/people/{ben}", {"login": login})
        assert (reply.status, reply.json["code"], reply.json["field"]) == (409, "login_taken", "login")
    assert firm.boss.post("/api/people", {"names": {"en": "X"}, "roles": [], "login": "ann"}).status == 409
    good(firm.boss.patch(f"/api/people/{ann}", {"login": None}))
    good(firm.boss.patch(f"/api/people/{ben}", {"login": "ann"}))


def test_M4_somebody_always_remains_who_looks_after_people(firm: Firm) -> None:
    for change in ({"active": False}, {"roles": ["supervisor"]}):
        reply = firm.boss.patch(f"/api/people/{firm.boss_id}", change)
        assert (reply.status, reply.json["code"]) == (409, "last_admin")
    other = firm.person("Other", "admin")
    good(firm.boss.patch(f"/api/people/{other}", {"active": False}))
    assert firm.boss.patch(f"/api/people/{firm.boss_id}", {"active": False}).status == 409, "one who left does not count"
    good(firm.boss.patch(f"/api/people/{other}", {"active": True}))
    good(firm.boss.patch(f"/api/people/{firm.boss_id}", {"roles": ["supervisor"]}))
    assert firm.boss.get("/api/people").status == 403


@pytest.mark.real_work
def test_M5_the_pin_verifier_goes_to_enrolled_phones_only_and_works_there(app: Flask, firm: Firm) -> None:
    from server.people.pin import is_pin

    mei, phone = firm.person("Mei", "holder", pin=PIN), firm.phone()
    phone.pull()
    verifier = phone.rows["people"][mei]["pin"]
    assert set(verifier) == {"salt", "iterations", "hash"} and verifier["iterations"] >= 310_000 and is_pin(PIN, verifier)
    told = json.dumps([firm.boss.get(path).json for path in ("/api/people", "/api/session", "/api/devices", "/api/samples")])
    assert verifier["hash"] not in told and verifier["salt"] not in told
    assert "pbkdf2" not in told and "iterations" not in told


def test_M6_nothing_secret_is_in_any_reply_log_or_history(app: Flask, firm: Firm, capfd, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret_password, said = "a password nobody may read", []
    row = {"names": {"en": "A"}, "roles": ["keeper"], "login": "a", "password": secret_password, "pin": PIN}
    said.append(firm.boss.post("/api/people", row))
    ann = said[0].json["person"]["id"]
    phone, seat = firm.phone(), firm.browser()
    said.append(firm.boss.patch(f"/api/people/{ann}", {"pin": "902718", "password": secret_password}))
    said.append(seat.post("/api/session", {"login": "a", "password": secret_password}))
    said.append(firm.seat_of(phone).post("/api/session/unlock", {"person": ann, "pin": "902718"}))
    said.append(seat.post("/api/session", {"login": secret_password, "password": "x"}))
    code = firm.invite()
    said += [firm.boss.get(path) for path in ("/api/people", "/api/devices", "/api/session", "/api/status")]
    with app.app_context():
        rows = db.session.execute(select(Person.password_hash, Person.pin)).all()
        ledger = b"".join(db.session.scalars(select(Entry.bytes))).decode()
    secrets = {secret_password, PASSWORD, f'"{PIN}"', '"902718"', code}
    secrets |= {seat.cookie("loupe_person"), firm.seat_of(phone).cookie("loupe_device")}
    secrets |= {row.password_hash for row in rows if row.password_hash} | {row.pin["hash"] for row in rows if row.pin}
    out, err = capfd.readouterr()
    told = json.dumps([reply.json for reply in said]) + ledger
    for secret in secrets:
        assert secret not in told and secret not in out + err and secret not in caplog.text, secret


def test_M7_nobody_unknown_can_be_changed(firm: Firm) -> None:
    for person in (NOBODY, "sink-sold", "x"):
        assert firm.boss.patch(f"/api/people/{person}", {"roles": []}).status == 404
