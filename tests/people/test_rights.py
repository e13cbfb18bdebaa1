"""What each role may call: every route of the office against every kind of caller."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from server.people.roles import FACT_RIGHTS, RIGHTS, may, rights_of
from tests.firm import PIN, Firm, Seat, good

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
    Call("GET", "/api/status", ANYONE, 200),
    Call("GET", "/api/openapi.json", ANYONE, 200),
    Call("POST", "/api/setup", ANYONE, 422, {}),
    Call("POST", "/api/session", ANYONE, 422, {}),
    Call("GET", "/api/session", ANYONE, 200),
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
    Call("DELETE", "/api/session", ANYONE, 204),
)
# By the device's signature (tests/ledger), by a sensor's token (tests/stock).
OTHERWISE_GUARDED = {("POST", "/api/sync/push"), ("POST", "/api/readings")}


def callers(firm: Firm) -> dict[str, Seat]:
    """One browser for each kind of caller."""
    seats = {"anonymous": firm.browser(), "phone": firm.seat_of(firm.phone()), "revoked": firm.seat_of(revoked_phone(firm))}
    for role in RIGHTS:
        firm.person(role, role, login=True)
        seats[role] = firm.sign_in(role)
    return seats


def revoked_phone(firm: Firm):
    phone = firm.phone()
    good(firm.boss.post(f"/api/devices/{phone.id}/revoke"))
    return phone


def expected(call: Call, caller: str) -> tuple[int, str | None]:
    """The status, and the code where it is a refusal of this caller."""
    if caller in call.let_in:
        return call.status, None
    if caller == "revoked" and (call.is_device or "phone" in call.let_in):
        return 403, "device_revoked"
    if call.is_device:
        return 401, "unknown_device"
    return (403, "may_not") if caller in RIGHTS else (401, "not_signed_in")


def test_A1_every_route_lets_in_the_callers_of_the_table_and_nobody_else(firm: Firm) -> None:
    seats = callers(firm)
    wrong = []
    for call in CALLS:
        path = re.sub(r"<\w+>", NOBODY, call.rule)
        for caller, seat in seats.items():
            reply = seat.get(path) if call.method == "GET" else seat.send(call.method, path, call.body, {})
            status, code = expected(call, caller)
            if reply.status != status or (code and reply.json["code"] != code):
                wrong.append(f"{call.method} {call.rule} by {caller}: {reply.status} {reply.json}, expected {status} {code}")
    assert not wrong, "\n".join(wrong)


def test_A1_no_route_is_missing_from_the_table(app: Flask) -> None:
    rules = {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}}
    assert {rule for rule in rules if rule[1].startswith("/api/")} - OTHERWISE_GUARDED == {(call.method, call.rule) for call in CALLS}


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
