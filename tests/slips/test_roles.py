"""Each action as each role: a fact of somebody without the right is flagged and stands, an authority is the office's and refused."""

from collections.abc import Callable
from typing import Any

from server.core.action import AUTHORITY, FACTS
from server.people.roles import FACT_RIGHTS, RIGHTS
from tests.firm import Seat, good
from tests.phone import Phone, Reply
from tests.slips.shop import DAY, NOON, Shop

LINES = [{"line": "1", "quantity": 1}]


def facts(shop: Shop, phone: Phone, sample: str) -> dict[str, dict[str, Any]]:
    """Each kind of fact as a phone may record it about its sample."""
    new, slip, receipt, repair, pair, request, seen, count, fair = (phone.uuid() for _ in range(9))
    of_slip, of_receipt, of_repair = {"slip": slip}, {"receipt": receipt}, {"sample": sample, "repair": repair}
    asked = {"purpose": "show", "out_ms": NOON, "back_ms": NOON + DAY, "lines": [{"line": "1", "sample": sample}]}
    return {
        "register": {"sample": phone.uuid(), "to": shop.tray, "body": {"type": "ring", "facts": {}}},
        "sighting": {"sample": sample, "observed_from": shop.tray},
        "scan_out": {"sample": sample, "to": phone.by}, "hand_over": {"sample": sample, "to": shop.ids["mei"]},
        "move": {"sample": sample, "to": shop.tray}, "scan_in": {"sample": sample, "to": shop.tray},
        "report_lost": {"sample": sample}, "found": {"sample": sample, "to": shop.tray},
        "receipt_open": of_receipt | {"body": {"lines": LINES}},
        "receipt_check": of_receipt | {"body": {"line": "1", "counted": 1, "outcome": "right"}},
        "arrive": of_receipt | {"sample": new, "to": shop.tray, "body": {"line": "1"}},
        "slip_request": of_slip | {"id": request, "body": asked}, "slip_submit": of_slip | {"body": {"request": request}},
        "slip_extend_ask": of_slip | {"body": {"back_ms": NOON + 2 * DAY}}, "slip_sign": of_slip | {"body": {"receiver": phone.by}},
        "slip_cancel": of_slip | {"body": {"reason": "no need"}},
        "give": {"sample": sample, "group": pair, "to": shop.ids["mei"]}, "show": {"sample": sample, "body": {"interest": 3}},
        "damage": of_repair | {"body": {"grade": "slight"}}, "assess": of_repair | {"body": {"fault": "claw", "decision": "repair"}},
        "repair_cost": of_repair | {"body": {"cost": {"minor": 5000, "currency": "HKD"}}},
        "inspect": of_repair | {"body": {"outcome": "good"}},
        "reading": {"to": shop.tray, "body": {"humidity_pct": "40"}},
        "tray": {"to": shop.tray, "group": pair, "body": {"samples": [sample]}},
        "count_open": {"count": count, "to": shop.tray, "body": {"expected": [sample]}},
        "count_seen": {"count": count, "sample": sample, "observed_from": shop.tray},
        "count_finish": {"count": count, "body": {"outcome": "done"}},
        "fair_plan": {"fair": fair, "body": {"title": "Hong Kong show", "lines": [{"line": "1", "sample": sample}]}},
        "fair_close": {"fair": fair}, "notice_read": {"body": {"notices": ["flagged-1"]}},
        "undo": {"sample": sample, "body": {"reverses": seen}},
    }  # fmt: skip


def test_A1_each_fact_as_each_role_is_flagged_without_the_right_and_stands_all_the_same(shop: Shop) -> None:
    wrong = []
    for role, sample in zip(RIGHTS, shop.rings(len(RIGHTS)), strict=True):
        phone = shop.firm.phone(by=shop.firm.person(role.title(), role))
        told = facts(shop, phone, sample)
        assert set(told) == FACTS
        made = {kind: phone.record(kind, **given) for kind, given in told.items()}
        phone.drain()
        for kind, one in made.items():
            flagged = FACT_RIGHTS[kind] not in RIGHTS[role]
            if one.verdict not in ("accepted", "flagged") or ("role_may_not" in one.reasons) is not flagged or one.commit is None:
                wrong.append(f"{kind} by {role}: {one.verdict} {one.reasons}")
    assert not wrong, "\n".join(wrong)


def test_A1_no_role_writes_an_authority_from_a_phone(shop: Shop) -> None:
    [ring] = shop.rings(1)
    slip, request = shop.ask(ring)
    before = shop.slip(slip)
    told: dict[str, dict[str, Any]] = {
        "settle": {"sample": ring, "body": {"decision": "x", "reason": "y"}}, "amend": {"sample": ring, "body": {"number": "X"}},
        "write_off": {"sample": ring, "to": "sink-sold", "body": {"reason": "sold"}},
        "receipt_settle": {"receipt": request, "body": {"line": "1", "decision": "accept"}},
        "slip_approve": {"slip": slip, "body": {"request": request}},
        "slip_reject": {"slip": slip, "body": {"request": request, "reason": "no"}},
        "slip_extend": {"slip": slip, "body": {"back_ms": NOON + 9 * DAY}},
        "count_accept": {"count": request, "body": {"adjust": [{"sample": ring, "decision": "put"}]}},
        "quarantine_review": {"body": {"sha256": "0" * 64, "decision": "admit"}},
    }  # fmt: skip
    assert set(told) == AUTHORITY
    for role in RIGHTS:
        phone = shop.firm.phone(by=shop.firm.person(role.title(), role))
        made = [phone.record(kind, **given) for kind, given in told.items()]
        phone.drain()
        assert {(one.verdict, *one.reasons) for one in made} == {("quarantined", "authority_online_only")}, role
    assert shop.slip(slip) == before and shop.firm.sample(ring)["status"] == "in_store"


Call = Callable[[Seat], Reply]


def authorities(shop: Shop, n: int) -> dict[str, tuple[str, Call]]:
    """By what is done: the right it asks for, and the call on something fresh."""
    one, two, three, four, five = shop.rings(5, model=f"M-{n}")
    (slip, request), (other, asked) = shop.ask(one), shop.ask(two)
    running = shop.approved(three)
    receipt = shop.phone("kit").uuid()
    shop.say("kit", "receipt_open", receipt=receipt, body={"lines": LINES})
    shop.say("kit", "receipt_check", receipt=receipt, body={"line": "1", "counted": 0, "outcome": "short"})
    settled = {"line": "1", "decision": "accept", "reason": "fine"}
    return {
        "approve": ("approve", lambda seat: seat.post(f"/api/slips/{slip}/approve", {"request": request})),
        "reject": ("approve", lambda seat: seat.post(f"/api/slips/{other}/reject", {"request": asked, "reason": "no"})),
        "extend": ("approve", lambda seat: seat.post(f"/api/slips/{running}/extend", {"back_ms": NOON + 9 * DAY})),
        "settle": ("settle", lambda seat: seat.post(f"/api/receipts/{receipt}/settle", settled)),
        "write off": ("write_off", lambda seat: seat.post(f"/api/samples/{four}/write-off", {"to": "sink-sold", "reason": "sold"})),
        "amend": ("register", lambda seat: seat.patch(f"/api/samples/{five}", {"number": f"N-{n}"})),
        "offer": ("places", lambda seat: seat.patch(f"/api/places/{shop.tray}", {"offers": {"humidity": [n, 90]}})),
        "material": ("places", lambda seat: seat.patch("/api/materials/silver", {"needs": {"hardness": 1 + n / 10}})),
        "sensor": ("places", lambda seat: seat.post("/api/sensors", {"place": shop.tray, "name": f"{n}"})),
    }


def test_A1_each_authority_as_each_role_is_done_or_refused_and_then_changes_nothing(shop: Shop) -> None:
    wrong = []
    for n, role in enumerate(RIGHTS):
        shop.firm.person(role.title(), role, login=True)
        seat = shop.firm.sign_in(role.title())
        for name, (right, call) in authorities(shop, n).items():
            before = shop.head()
            reply = call(seat)
            may = right in RIGHTS[role]
            if (reply.status in (200, 201)) is not may or (shop.head() != before) is not may:
                wrong.append(f"{name} by {role}: {reply.status} {reply.json}")
            if not may and (reply.status, reply.json["code"]) != (403, "may_not"):
                wrong.append(f"{name} by {role}: {reply.status} {reply.json}")
    assert not wrong, "\n".join(wrong)


def test_P16_who_takes_back_what_he_himself_returned_is_flagged(shop: Shop) -> None:
    one, two = shop.rings(2)
    own = shop.say("kit", "inspect", sample=one, body={"outcome": "good", "returned_by": shop.ids["kit"]})
    other = shop.say("kit", "inspect", sample=two, body={"outcome": "good", "returned_by": shop.ids["mei"]})
    assert (own.verdict, own.reasons) == ("flagged", ["receiver_is_returner"])
    assert (other.verdict, other.reasons) == ("accepted", [])


def test_A1_a_stranger_and_a_phone_without_a_person_decide_nothing(shop: Shop) -> None:
    phone = shop.firm.seat_of(shop.firm.phone())
    for name, (_, call) in authorities(shop, 0).items():
        assert call(shop.firm.browser()).status == 401, name
        reply: Reply = call(phone)
        assert (reply.status, reply.json["code"]) == (401, "not_signed_in"), name
    assert good(phone.get("/api/slips"))["total"] == 3
