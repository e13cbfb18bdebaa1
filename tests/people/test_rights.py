"""What each role may call: every route of the office against every kind of caller."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from server.database import db
from server.people.cookies import PERSON_COOKIE
from server.people.roles import FACT_RIGHTS, RIGHTS, may, rights_of
from server.people.tables import Person, PersonSession
from tests.firm import PIN, Firm, Seat, good
from tests.media.pictures import jpeg, name_of
from tests.phone import Reply
from tests.sheets.desk import Desk
from tests.slips.shop import Shop

NOBODY = "00000000-0000-7000-8000-000000000000"
ANYONE = {"anonymous", "phone", "revoked", *RIGHTS}
PERSONS = set(RIGHTS)
ENROL = {"code": "0" * 16, "install": NOBODY, "public_key": "AA", "sig": "AA"}


@dataclass(frozen=True)
class Call:
    """A call that, let in, ends in ``status``: with a body that does no harm, often on something that does not exist."""

    method: str
    rule: str
    let_in: set[str]
    status: int
    body: Any = None
    is_device: bool = False  # refused as a device is (401 / 403 device_revoked), not as a person


def of(*roles: str) -> set[str]:
    return set(roles)


CALLS = (
    Call("GET", "/", ANYONE, 200),
    Call("GET", "/<path:name>", ANYONE, 404),
    Call("GET", "/ca.crt", ANYONE, 404),
    Call("GET", "/trust", ANYONE, 404),
    Call("GET", "/live", ANYONE, 200),
    Call("GET", "/ready", ANYONE, 200),
    Call("GET", "/metrics", ANYONE, 200),  # from this machine; from anywhere else the token says: tests/watch/test_watch.py
    Call("GET", "/api/watch", of("supervisor", "admin"), 200),
    Call("GET", "/api/status", ANYONE, 200),
    Call("GET", "/api/openapi.json", ANYONE, 200),
    Call("POST", "/api/setup", ANYONE, 422, {}),
    Call("POST", "/api/session", ANYONE, 422, {}),
    Call("GET", "/api/session", ANYONE, 200),
    Call("POST", "/api/session/second", ANYONE, 422, {}),  # whose it is, its ticket says: tests/people/test_second_step.py
    Call("POST", "/api/session/second/passkey", ANYONE, 401, {}),
    Call("GET", "/api/session/steps", PERSONS, 200),
    Call("POST", "/api/session/steps/passkey/begin", PERSONS, 422, {}),
    Call("POST", "/api/session/steps/passkey", PERSONS, 422, {}),
    Call("POST", "/api/session/steps/totp/begin", PERSONS, 422, {}),
    Call("POST", "/api/session/steps/totp", PERSONS, 422, {}),
    Call("POST", "/api/session/steps/<step>/remove", PERSONS, 422, {}),
    Call("PUT", "/api/session/password", PERSONS, 422, {}),
    Call("PUT", "/api/session/pin", PERSONS, 422, {}),
    Call("POST", "/api/session/unlock", of("phone"), 422, {}, is_device=True),
    Call("POST", "/api/devices/invites", of("supervisor", "admin"), 200, {"name": "phone"}),
    Call("POST", "/api/devices/enrol", ANYONE, 422, {}),
    Call("POST", "/api/devices/renew", ANYONE, 422, {}),
    Call("GET", "/api/devices", of("supervisor", "admin"), 200),
    Call("POST", "/api/devices/<device>/revoke", of("supervisor", "admin"), 404, {}),
    Call("POST", "/api/devices/<device>/replace", of("supervisor", "admin"), 404, {}),
    Call("GET", "/api/devices/<device>", of("supervisor", "admin"), 404),
    Call("PATCH", "/api/devices/<device>", of("supervisor", "admin"), 404, {"name": "Booth 2"}),
    Call("GET", "/api/people", of("admin"), 200),
    Call("POST", "/api/people", of("admin"), 422, {}),
    Call("DELETE", "/api/people/<person>/second-steps", of("admin"), 404),
    Call("PATCH", "/api/people/<person>", of("admin"), 404, {"roles": []}),
    Call("POST", "/api/places", of("supervisor"), 422, {}),
    Call("PATCH", "/api/places/<place>", of("supervisor"), 404, {"retired": False}),
    Call("GET", "/api/samples", {"phone"} | PERSONS, 200),
    Call("GET", "/api/samples/<sample>", {"phone"} | PERSONS, 404),
    Call("GET", "/api/samples/<sample>/timeline", {"phone"} | PERSONS, 404),
    Call("POST", "/api/samples/<sample>/tag", of("clerk", "supervisor"), 404, {"reason": "worn"}),
    Call("POST", "/api/tags/mint", of("clerk", "supervisor"), 200, {"count": 1}),
    Call("POST", "/api/labels", of("clerk", "supervisor"), 422, {"layout": "napkin"}),
    Call("GET", "/api/cases", {"phone"} | PERSONS, 200),
    Call("POST", "/api/cases/<case>/settle", of("supervisor"), 404, {"decision": "place", "reason": "seen", "place": "sink-lost"}),
    Call("GET", "/api/cases/<case>", {"phone"} | PERSONS, 404),
    Call("GET", "/api/quarantine", of("supervisor"), 200),
    Call("POST", "/api/quarantine/<sha256>/review", of("supervisor"), 404, {"decision": "reject", "reason": "not ours"}),
    Call("GET", "/api/recounts", of("keeper", "clerk", "supervisor", "repairer"), 200),
    Call("GET", "/api/changes", {"phone"} | PERSONS, 200),
    Call("PATCH", "/api/samples/<sample>", of("clerk", "supervisor"), 404, {"number": "A-1"}),
    Call("POST", "/api/samples/<sample>/write-off", of("approver", "supervisor"), 404, {"to": "sink-sold", "reason": "sold"}),
    Call("GET", "/api/slips", {"phone"} | PERSONS, 200),
    Call("GET", "/api/slips/calendar", {"phone"} | PERSONS, 422),
    Call("GET", "/api/slips/<slip>", {"phone"} | PERSONS, 404),
    Call("GET", "/api/slips/<slip>/conflicts", {"phone"} | PERSONS, 404),
    Call("POST", "/api/slips/<slip>/approve", of("approver"), 404, {"request": NOBODY}),
    Call("POST", "/api/slips/<slip>/reject", of("approver"), 404, {"request": NOBODY, "reason": "no"}),
    Call("POST", "/api/slips/<slip>/extend", of("approver"), 404, {"back_ms": 1}),
    Call("GET", "/api/fairs", {"phone"} | PERSONS, 200),
    Call("GET", "/api/fairs/<fair>", {"phone"} | PERSONS, 404),
    *(Call("GET", f"/api/fairs/<fair>/customs.{ending}", {"phone"} | PERSONS, 404) for ending in ("pdf", "xlsx", "csv")),
    Call("GET", "/api/fairs/<fair>/manifest.pdf", {"phone"} | PERSONS, 404),
    Call("GET", "/api/receipts", {"phone"} | PERSONS, 200),
    Call("GET", "/api/receipts/<receipt>", {"phone"} | PERSONS, 404),
    Call("POST", "/api/receipts/<receipt>/settle", of("supervisor"), 404, {"line": "1", "decision": "accept", "reason": "fine"}),
    Call("GET", "/api/repairs", {"phone"} | PERSONS, 200),
    Call("GET", "/api/counts", {"phone"} | PERSONS, 200),
    Call("GET", "/api/counts/proposals", {"phone"} | PERSONS, 200),
    Call("GET", "/api/counts/<count>", {"phone"} | PERSONS, 404),
    Call("POST", "/api/counts/<count>/accept", of("supervisor"), 404, {"adjust": [], "reason": "fine"}),
    Call("GET", "/api/materials", {"phone"} | PERSONS, 200),
    Call("POST", "/api/materials", of("supervisor"), 422, {}),
    Call("PATCH", "/api/materials/<material>", of("supervisor"), 404, {"names": {"en": "Amber"}}),
    Call("GET", "/api/sensors", of("supervisor"), 200),
    Call("POST", "/api/sensors", of("supervisor"), 422, {}),
    Call("POST", "/api/sensors/<sensor>/revoke", of("supervisor"), 404, {}),
    Call("GET", "/api/places/<place>/readings", {"phone"} | PERSONS, 404),
    Call("GET", "/api/reminders", {"phone"} | PERSONS, 200),
    Call("GET", "/api/settings", {"phone"} | PERSONS, 200),
    Call("PUT", "/api/settings", of("clerk", "supervisor", "admin"), 200, {"tolerance_g": None}),
    Call("GET", "/api/slips/<slip>/note.pdf", {"phone"} | PERSONS, 404),
    Call("GET", "/api/receipts/<receipt>/receipt.pdf", {"phone"} | PERSONS, 404),
    Call("GET", "/api/samples/<sample>/dossier.pdf", {"phone"} | PERSONS, 404),
    Call("GET", "/api/samples/<sample>/dossier.zip", {"phone"} | PERSONS, 404),
    Call("PUT", "/api/photos/<sha256>", {"phone"} | PERSONS, 422, {}),
    Call("GET", "/api/photos/<sha256>", {"phone"} | PERSONS, 404),
    Call("GET", "/api/sync/pull", of("phone"), 422, is_device=True),
    Call("GET", "/api/sync/chain", of("phone"), 422, is_device=True),
    Call("GET", "/api/imports", of("clerk", "supervisor"), 200),
    Call("POST", "/api/imports", of("clerk", "supervisor"), 422, {}),
    Call("GET", "/api/imports/<id>", of("clerk", "supervisor"), 404),
    Call("PATCH", "/api/imports/<id>", of("clerk", "supervisor"), 404, {}),
    Call("POST", "/api/imports/<id>/confirm", of("clerk", "supervisor"), 404, {}),
    Call("DELETE", "/api/imports/<id>", of("clerk", "supervisor"), 404),
    Call("POST", "/api/receipts/import", of("keeper", "clerk", "supervisor"), 422, {}),
    Call("GET", "/api/exports/<wanted>", of("clerk", "supervisor"), 404),
    Call("POST", "/api/sync/push", ANYONE, 422, {}),  # whose it is, its signature or cookie says: tests/ledger/test_envelope.py
    Call("POST", "/api/readings", ANYONE, 401, {"temperature_c": "21"}),  # a sensor's token says: tests/stock/test_conditions.py
    Call("DELETE", "/api/session", ANYONE, 204),
)
# A cookie of somebody who works here no more, of a session past its end, of one opened on a phone and used elsewhere: all are nobody.
NOBODY_ANY_MORE = ("inactive", "expired", "stolen")
UNLOCKED = "unlocked"  # a keeper on a phone of the firm: what either may do


def callers(app: Flask, firm: Firm) -> dict[str, Seat]:
    """One browser for each kind of caller."""
    seats = {"anonymous": firm.browser(), "phone": firm.seat_of(firm.phone()), "revoked": firm.seat_of(revoked_phone(firm))}
    for role in (*RIGHTS, "inactive", "expired"):
        firm.person(role, role if role in RIGHTS else "supervisor", login=True)
        seats[role] = firm.sign_in(role)
    keeper = firm.person("Ann", "keeper", pin=PIN)
    seats[UNLOCKED], seats["stolen"] = firm.seat_of(firm.phone()), firm.browser()
    good(seats[UNLOCKED].post("/api/session/unlock", {"person": keeper, "pin": PIN}))
    seats["stolen"].put_cookie(PERSON_COOKIE, seats[UNLOCKED].cookie(PERSON_COOKIE))
    with app.app_context():
        db.session.execute(update(Person).where(Person.id == firm.people["inactive"]["id"]).values(active=False))
        db.session.execute(update(PersonSession).where(PersonSession.person == firm.people["expired"]["id"]).values(expires_ms=1))
        db.session.commit()
    return seats


def revoked_phone(firm: Firm):
    phone = firm.phone()
    good(firm.boss.post(f"/api/devices/{phone.id}/revoke"))
    return phone


def expected(call: Call, caller: str) -> tuple[int, str | None]:
    """The status, and the code where it is a refusal of this caller."""
    if caller in NOBODY_ANY_MORE:
        return expected(call, "anonymous")
    if caller == UNLOCKED:
        return expected(call, "phone" if "phone" in call.let_in else "keeper")
    if caller in call.let_in:
        return call.status, None
    if caller == "revoked" and (call.is_device or "phone" in call.let_in):
        return 403, "device_revoked"
    if call.is_device:
        return 401, "unknown_device"
    return (403, "may_not") if caller in RIGHTS else (401, "not_signed_in")


def said(seat: Seat, call: Call, id: str) -> Reply:
    path = re.sub(r"<[\w:]+>", id, call.rule)
    return seat.get(path) if call.method == "GET" else seat.send(call.method, path, call.body, {})


def test_P18_A1_every_route_lets_in_the_callers_of_the_table_and_nobody_else(app: Flask, firm: Firm) -> None:
    seats = callers(app, firm)
    wrong = []
    for call in CALLS:
        for caller, seat in seats.items():
            reply = said(seat, call, NOBODY)
            status, code = expected(call, caller)
            if reply.status != status or (code and reply.json["code"] != code):
                wrong.append(f"{call.method} {call.rule} by {caller}: {reply.status} {reply.json}, expected {status} {code}")
    assert not wrong, "\n".join(wrong)


def test_A1_no_route_is_missing_from_the_table(app: Flask) -> None:
    rules = {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}}
    assert rules == {(call.method, call.rule) for call in CALLS}


def objects(app: Flask, firm: Firm) -> dict[str, str]:
    """One of each thing an address can name, by the name of its part there; nobody of the table has made it."""
    shop = Shop(firm)
    ring, other = shop.rings(2)
    phone, (slip, _) = shop.phone("mei"), shop.ask(other)
    for who in ("mei", "kit"):
        shop.say(who, "scan_out", sample=ring, to=shop.ids[who])
    receipt, count, fair = (phone.uuid() for _ in range(3))
    shop.say("kit", "receipt_open", receipt=receipt, body={"lines": [{"line": "1", "quantity": 1}]})
    shop.say("mei", "count_open", count=count, to=shop.tray, body={"expected": [ring]})
    shop.say("mei", "fair_plan", fair=fair, body={"title": "Show", "lines": [{"line": "1", "sample": ring}]})
    lost = firm.phone()
    good(firm.boss.post(f"/api/devices/{lost.id}/revoke"))
    lost.record("sighting", sample=ring, to=shop.tray)
    good(lost.push())
    sent = jpeg()
    assert firm.boss.talk("PUT", f"/api/photos/{name_of(sent)}", sent, {"Content-Type": "image/jpeg"}).status in (200, 201)
    return {
        "device": firm.phone().id, "person": firm.person("Spare", "holder"), "place": firm.place("Tray 9"), "sample": other, "slip": slip,
        "receipt": receipt, "count": count, "fair": fair, "material": "silver", "photo": name_of(sent),
        "case": good(firm.boss.get("/api/cases"))["cases"][0]["id"],
        "kept": good(firm.boss.get("/api/quarantine"))["quarantine"][0]["sha256"],
        "sensor": good(firm.boss.post("/api/sensors", {"place": shop.tray, "name": "north"}), 201)["sensor"]["id"],
        "step": "totp", "id": Desk(app, firm).preview("Style No,Name\nA-1,Ring\n")["import"]["id"],
    }  # fmt: skip


def named(call: Call, of: dict[str, str]) -> str:
    """The object this call is about."""
    part = re.findall(r"<(\w+)>", call.rule)[0]
    return of[{"sha256": "photo" if "photos" in call.rule else "kept"}.get(part, part)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing here depends on the database
def test_P18_A1_what_is_there_is_refused_as_what_is_not_and_one_kind_of_thing_is_no_other(app: Flask, firm: Firm) -> None:
    seats, of = callers(app, firm), objects(app, firm)
    about = [call for call in CALLS if re.search(r"<(?!wanted|path)", call.rule)]
    before, wrong = good(firm.boss.get("/api/status"))["head"], []
    for call in about:
        for caller, seat in seats.items():
            status, code = expected(call, caller)
            reply = said(seat, call, named(call, of)) if code else said(seat, call, of["place" if "<sample>" in call.rule else "sample"])
            if reply.status != status or (code and reply.json["code"] != code):
                wrong.append(f"{call.method} {call.rule} by {caller}: {reply.status} {reply.json}, expected {status} {code}")
    assert not wrong, "\n".join(wrong)
    assert good(firm.boss.get("/api/status"))["head"] == before, "and nothing was changed"
    for call in sorted(about, key=lambda call: call.rule.endswith(("revoke", "replace"))):  # last: nothing is done to a phone after that
        for caller in sorted(call.let_in - {"revoked", "anonymous"}):
            reply = said(seats[caller], call, named(call, of)) if not re.search("pdf|zip|xlsx", call.rule) else None
            if reply is not None and reply.status not in (200, 201, 204, 409, 422):
                wrong.append(f"{call.method} {call.rule} by {caller}: {reply.status} {reply.json}, though it is there")
    assert not wrong, "\n".join(wrong)


def test_A2_an_admin_has_no_rights_over_stock() -> None:
    assert not any(may(["admin"], right) for right in set(FACT_RIGHTS.values()) - {"read"})  # notices are everybody's own
    assert not rights_of(["admin"]) & {"tags", "places", "settle"}


def test_A2_rights_add_up_over_roles_and_an_unknown_role_adds_none() -> None:
    assert rights_of(["holder", "admin", "emperor"]) == RIGHTS["holder"] | RIGHTS["admin"]
    assert rights_of([]) == frozenset()


@pytest.mark.parametrize("right", sorted(set(FACT_RIGHTS.values())))
def test_A2_every_right_over_stock_is_somebodys(right: str) -> None:
    assert any(right in rights for rights in RIGHTS.values())


def test_A3_a_phone_revoked_while_somebody_is_unlocked_on_it_is_out_at_once(firm: Firm) -> None:
    keeper = firm.person("Keeper", "keeper", pin=PIN)
    phone = firm.phone(by=keeper)
    seat = firm.seat_of(phone)
    good(seat.post("/api/session/unlock", {"person": keeper, "pin": PIN}))
    assert seat.get("/api/samples").status == 200
    good(firm.boss.post(f"/api/devices/{phone.id}/revoke"))
    refused = seat.get("/api/samples")
    assert (refused.status, refused.json["code"]) == (403, "device_revoked")
    assert seat.get("/api/session").json == {"person": None, "rights": []}
