"""What somebody should look at now, and who."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import event

from server.database import db
from tests.firm import Firm, good
from tests.slips.shop import DAY, NOON, Shop

MINUTES = 24 * 60


def reminders(firm: Firm, kind: str | None = None) -> list[dict[str, Any]]:
    """Asked by a phone: nobody's session lasts as long as these stories."""
    return [one for one in good(firm.seat_of(firm.phone()).get("/api/reminders"))["reminders"] if kind in (None, one["kind"])]


def today(shop: Shop) -> int:
    return (good(shop.firm.boss.get("/api/status"))["server_ms"] - NOON) // DAY


def test_J1_a_slip_that_waits_is_for_the_approvers_who_have_no_hand_in_it(shop: Shop) -> None:
    one, two = shop.rings(2)
    slip, _ = shop.ask(one, by="mei")
    own, _ = shop.ask(two, by="ann")
    told = {one["subject"]: one for one in reminders(shop.firm, "slip_waiting")}
    assert set(told) == {slip, own}
    assert sorted(told[slip]["for"]) == sorted([shop.ids["ann"], shop.ids["bob"]]) and told[own]["for"] == [shop.ids["bob"]]
    assert told[slip]["names"] == {"en": shop.slip(slip)["no"]} and told[slip]["since_ms"] == shop.slip(slip)["told"]["submitted_ms"]


def test_J2_a_slip_is_overdue_when_its_day_of_return_is_over_and_pieces_are_still_out(shop: Shop) -> None:
    one, two, three = shop.rings(3)
    day = today(shop)
    late, due_today, not_taken = (
        shop.approved(one, days=(day - 5, day - 1)), shop.approved(two, days=(day - 5, day)), shop.approved(three, days=(day - 5, day - 1)),
    )  # fmt: skip
    shop.say("kit", "scan_out", sample=one, to=shop.ids["mei"], slip=late, body={"line": "1"})
    shop.say("kit", "scan_out", sample=two, to=shop.ids["mei"], slip=due_today, body={"line": "1"})
    [told] = reminders(shop.firm, "slip_overdue")
    assert (told["subject"], told["since_ms"]) == (late, NOON + day * DAY)
    assert {shop.ids["mei"], shop.ids["sue"]} <= set(told["for"]) and shop.ids["kit"] not in told["for"]
    shop.say("kit", "scan_in", sample=one, to=shop.tray)
    assert reminders(shop.firm, "slip_overdue") == [] and not_taken


def test_J3_a_repair_is_late_until_it_is_over(shop: Shop) -> None:
    ring, other = shop.rings(2)
    due = NOON + today(shop) * DAY
    for sample, due_ms in ((ring, due - DAY), (other, due)):
        repair = shop.phone("kit").uuid()
        shop.say("kit", "damage", sample=sample, repair=repair, body={"grade": "slight"})
        shop.say("rex", "assess", sample=sample, repair=repair, body={"fault": "claw", "decision": "repair", "due_ms": due_ms})
    [told] = reminders(shop.firm, "repair_late")
    assert told["since_ms"] == due and {shop.ids["rex"], shop.ids["sue"]} <= set(told["for"])
    shop.say("kit", "inspect", sample=ring, repair=told["subject"], body={"outcome": "good"})
    assert reminders(shop.firm, "repair_late") == []


def test_J4_differences_on_a_receipt_are_said_after_a_day_and_no_longer_when_settled(shop: Shop, later: Callable[[float], None]) -> None:
    receipt = shop.phone("kit").uuid()
    shop.say("kit", "receipt_open", receipt=receipt, body={"lines": [{"line": "1", "quantity": 2}]})
    shop.say("kit", "receipt_check", receipt=receipt, body={"line": "1", "counted": 1, "outcome": "short"})
    assert reminders(shop.firm, "receipt_differences") == []
    phone = shop.firm.seat_of(shop.firm.phone())
    later(MINUTES + 1)
    [told] = good(phone.get("/api/reminders"))["reminders"]
    assert (told["kind"], told["subject"]) == ("receipt_differences", receipt)
    assert {shop.ids["kit"], shop.ids["sue"]} <= set(told["for"])
    body = {"line": "1", "decision": "accept", "reason": "credited"}
    good(shop.firm.sign_in("sue").post(f"/api/receipts/{receipt}/settle", body))
    assert good(phone.get("/api/reminders"))["reminders"] == []


def test_J5_a_reading_out_of_range_is_said_until_a_better_one(shop: Shop) -> None:
    firm = shop.firm
    cabinet = firm.place("Silver cabinet", keeper=shop.ids["kit"])
    tray = firm.place("Silver tray", parent=cabinet)
    good(firm.boss.patch(f"/api/places/{cabinet}", {"offers": {"humidity": [0, 40]}}))
    shop.say("mei", "reading", to=tray, body={"temperature_c": "21", "humidity_pct": "55"})
    [told] = reminders(firm)
    assert (told["kind"], told["subject"], told["names"]) == ("reading_out_of_range", tray, {"en": "Silver tray"})
    assert told["reading"] == {"outside": ["humidity"], "temperature_c": "21", "humidity_pct": "55"}
    assert {shop.ids["kit"], shop.ids["sue"]} <= set(told["for"]) and shop.ids["mei"] not in told["for"]
    shop.say("mei", "reading", to=tray, body={"humidity_pct": "39.5"})
    assert reminders(firm) == []


def test_J6_nobody_who_left_is_reminded(shop: Shop) -> None:
    [ring] = shop.rings(1)
    shop.ask(ring)
    good(shop.firm.boss.patch(f"/api/people/{shop.ids['ann']}", {"active": False}))
    assert reminders(shop.firm)[0]["for"] == [shop.ids["bob"]]


def test_J7_reminders_cost_the_same_few_queries_however_many_there_are(app: Flask, shop: Shop) -> None:
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    seat = shop.seat("kit")
    counts = []
    for rings in (shop.rings(1), shop.rings(6)):
        for ring in rings:
            shop.ask(ring)
            receipt = shop.phone("kit").uuid()
            shop.say("kit", "receipt_open", receipt=receipt, body={"lines": [{"line": "1", "quantity": 2}]})
            shop.say("kit", "receipt_check", receipt=receipt, body={"line": "1", "counted": 1, "outcome": "short"})
        asked.clear()
        good(seat.get("/api/reminders"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
