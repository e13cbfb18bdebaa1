"""Differences on a receipt stay open until somebody decides about them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from sqlalchemy import event

from server.database import db
from tests.firm import good
from tests.phone import Made, Reply
from tests.slips.shop import Shop, refusal

LINES = [
    {"line": "1", "type": "ring", "quantity": 2, "model": "R-1", "specification": "18K"},
    {"line": "2", "type": "pendant", "quantity": 1},
]


def opened(shop: Shop) -> str:
    receipt = shop.phone("kit").uuid()
    shop.say("kit", "receipt_open", receipt=receipt, body={"note_no": "DN-7", "from": "Lee & Co", "lines": LINES})
    return receipt


def check(shop: Shop, receipt: str, line: str | None, counted: int, outcome: str) -> Made:
    return shop.say("kit", "receipt_check", receipt=receipt, body={"line": line, "counted": counted, "outcome": outcome})


def settle(shop: Shop, receipt: str, line: str, decision: str = "claim", reason: str = "one is missing", by: str = "sue") -> Reply:
    return shop.seat(by).post(f"/api/receipts/{receipt}/settle", {"line": line, "decision": decision, "reason": reason})


def row(shop: Shop, receipt: str) -> dict[str, Any]:
    return good(shop.firm.boss.get(f"/api/receipts/{receipt}"))["receipt"]


def test_R11_a_short_line_stays_open_until_it_is_settled_with_a_reason(shop: Shop) -> None:
    receipt = opened(shop)
    assert row(shop, receipt)["status"] == "expected"
    check(shop, receipt, "1", 1, "short")
    check(shop, receipt, "2", 1, "right")
    assert row(shop, receipt)["status"] == "differences"
    assert [one["id"] for one in good(shop.seat("kit").get("/api/receipts?status=differences"))["receipts"]] == [receipt]
    told = good(settle(shop, receipt, "1"))["receipt"]
    settled = told["told"]["lines"][0]["settled"]
    assert told["status"] == "closed" and told["no"].startswith("R-")
    assert (settled["decision"], settled["reason"], settled["by"]) == ("claim", "one is missing", shop.ids["sue"])
    assert good(shop.seat("kit").get("/api/receipts?status=differences"))["receipts"] == []


def test_R12_only_an_open_difference_is_settled_and_only_once(shop: Shop) -> None:
    receipt = opened(shop)
    assert refusal(settle(shop, receipt, "1")) == (409, "nothing_to_settle", "line"), "nobody has counted it"
    check(shop, receipt, "1", 1, "short")
    check(shop, receipt, "2", 1, "right")
    assert refusal(settle(shop, receipt, "2")) == (409, "nothing_to_settle", "line")
    assert refusal(settle(shop, receipt, "3")) == (422, "no_such_line", "line")
    good(settle(shop, receipt, "1"))
    assert refusal(settle(shop, receipt, "1")) == (409, "line_settled", "line")
    assert settle(shop, shop.phone("kit").uuid(), "1").status == 404


def test_R12_counted_again_it_is_open_again(shop: Shop) -> None:
    receipt = opened(shop)
    check(shop, receipt, "1", 1, "short")
    good(settle(shop, receipt, "1", "accept"))
    check(shop, receipt, "1", 0, "short")
    assert row(shop, receipt)["told"]["lines"][0]["settled"] is None
    assert good(settle(shop, receipt, "1", "return", "all of it"))["receipt"]["told"]["lines"][0]["settled"]["decision"] == "return"


def test_R13_a_thing_on_no_line_is_settled_by_its_check(shop: Shop) -> None:
    receipt = opened(shop)
    check(shop, receipt, "1", 2, "right")
    check(shop, receipt, "2", 1, "right")
    extra = check(shop, receipt, None, 1, "wrong")
    assert row(shop, receipt)["status"] == "differences"
    told = good(settle(shop, receipt, extra.id, "return", "not ours"))["receipt"]
    assert (told["status"], told["told"]["extras"][0]["settled"]["decision"]) == ("closed", "return")


def test_R14_of_two_supervisors_at_once_one_settles(shop: Shop) -> None:
    shop.firm.person("Tom", "supervisor", login=True)
    seats = [shop.seat("sue"), shop.firm.sign_in("Tom")]
    for _round in range(4):
        receipt = opened(shop)
        check(shop, receipt, "1", 1, "short")
        body = {"line": "1", "decision": "accept", "reason": "fine"}
        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(lambda seat, to=receipt: seat.post(f"/api/receipts/{to}/settle", body).status, seats))  # noqa: B023
        assert sorted(told) == [200, 409]


def test_R15_the_piece_that_came_on_a_line_shows_what_was_said_of_that_line_alone(shop: Shop) -> None:
    receipt = opened(shop)
    ring = shop.phone("kit").uuid()
    shop.say("kit", "arrive", receipt=receipt, sample=ring, to=shop.tray, body={"line": "1"})
    check(shop, receipt, "1", 1, "short")
    check(shop, receipt, "2", 1, "right")
    good(settle(shop, receipt, "1"))
    told = good(shop.firm.boss.get(f"/api/samples/{ring}/timeline"))["entries"]
    assert [entry["kind"] for entry in told] == ["receipt_settle", "receipt_check", "arrive", "receipt_open"]
    assert {entry["receipt"] for entry in told} == {receipt}


NO_LINE = [None, 5, "", " ", [], {}, "x" * 37]


def test_W1_settlements_wrong_in_every_way(shop: Shop) -> None:
    receipt = opened(shop)
    check(shop, receipt, "1", 1, "short")
    before, seat, body = shop.head(), shop.seat("sue"), {"line": "1", "decision": "accept", "reason": "fine"}
    wrongs: dict[str, list[Any]] = {"line": NO_LINE, "decision": [None, 5, "", "burn", []], "reason": [*NO_LINE[:-1], "x" * 501]}
    for field, values in wrongs.items():
        for wrong in values:
            reply = seat.post(f"/api/receipts/{receipt}/settle", body | {field: wrong})
            assert (reply.status, reply.json["field"]) == (422, field), (field, wrong, reply)
    for query in ("status=lost", "page=0", "page=x", "page=99999999999"):
        assert seat.get(f"/api/receipts?{query}").status == 422
    assert seat.get("/api/receipts/nothing").status == 404 and shop.head() == before


def test_R16_a_page_of_receipts_costs_the_same_few_queries_whatever_is_on_it(app: Flask, shop: Shop) -> None:
    asked: list[str] = []
    seat = shop.seat("kit")
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for more in (1, 9):
        for _one in range(more):
            opened(shop)
        asked.clear()
        good(seat.get("/api/receipts"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6
