"""Repairs as a list, and the end of a piece by two people."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from server.database import db
from tests.firm import good
from tests.phone import Reply
from tests.slips.shop import DAY, Shop, refusal


def broken(shop: Shop, sample: str) -> str:
    """The id of a repair reported by the keeper."""
    repair = shop.phone("kit").uuid()
    shop.say("kit", "damage", sample=sample, repair=repair, body={"grade": "serious", "note": "claw bent"})
    return repair


def assessed(shop: Shop, sample: str, by: str = "rex", **body: Any) -> str:
    repair = broken(shop, sample)
    shop.say(by, "assess", sample=sample, repair=repair, body={"fault": "claw", "decision": "scrap"} | body)
    return repair


def write_off(shop: Shop, sample: str, by: str = "sue", **body: Any) -> Reply:
    return shop.seat(by).post(f"/api/samples/{sample}/write-off", {"to": "sink-scrapped", "reason": "beyond repair"} | body)


def repairs(shop: Shop, query: str = "") -> list[dict[str, Any]]:
    return good(shop.seat("kit").get(f"/api/repairs?{query}"))["repairs"]


def test_E11_one_assesses_and_another_scraps(shop: Shop) -> None:
    [ring] = shop.rings(1)
    repair = assessed(shop, ring, by="sue")
    assert refusal(write_off(shop, ring, by="sue")) == (403, "own_assessment", None)
    assert shop.firm.sample(ring)["status"] != "scrapped"
    told = good(write_off(shop, ring, by="ann", repair=repair))["sample"]
    assert (told["status"], told["repair"]) == ("scrapped", None)
    [row] = repairs(shop)
    assert (row["status"], row["told"]["outcome"], row["told"]["ended_by"]) == ("scrapped", "scrapped", shop.ids["ann"])


def test_E11_nothing_is_scrapped_on_the_word_of_one_person(shop: Shop) -> None:
    [ring] = shop.rings(1)
    assert refusal(write_off(shop, ring)) == (409, "not_assessed", "repair")
    broken(shop, ring)
    assert refusal(write_off(shop, ring)) == (409, "not_assessed", "repair")


def test_E11_naming_no_repair_does_not_get_around_the_open_one(shop: Shop) -> None:
    [ring] = shop.rings(1)
    assessed(shop, ring, by="sue")
    for to in ("sink-scrapped", "sink-lost", "sink-sold", "sink-returned_to_owner"):
        assert refusal(write_off(shop, ring, to=to))[:2] == (403, "own_assessment"), to


@pytest.mark.parametrize("to", ["sink-lost", "sink-sold", "sink-returned_to_owner"])
def test_E12_lost_sold_or_returned_needs_a_reason_and_no_repair(shop: Shop, to: str) -> None:
    [ring] = shop.rings(1)
    told = good(write_off(shop, ring, to=to, reason="agreed with the client"))["sample"]
    assert told["status"] == to.removeprefix("sink-") and told["place"] == to
    newest = good(shop.firm.boss.get(f"/api/samples/{ring}/timeline"))["entries"][0]
    assert (newest["kind"], newest["by"], newest["body"]["reason"]) == ("write_off", shop.ids["sue"], "agreed with the client")
    assert refusal(write_off(shop, ring, to=to)) == (409, "retired_already", "to")


def test_E13_the_replacement_is_linked(shop: Shop) -> None:
    ring, other, gone = shop.rings(3)
    repair = assessed(shop, ring, decision="replace")
    good(write_off(shop, gone, to="sink-sold"))
    for wrong in (ring, gone, shop.phone("kit").uuid()):
        assert refusal(write_off(shop, ring, repair=repair, replacement=wrong)) == (422, "replacement_wrong", "replacement"), wrong
    good(write_off(shop, ring, repair=repair, replacement=other))
    [row] = repairs(shop)
    assert (row["status"], row["told"]["outcome"], row["told"]["replacement"]) == ("replaced", "replaced", other)


def test_E13_a_repair_of_another_piece_or_one_that_is_over_is_none_of_this(shop: Shop) -> None:
    ring, other = shop.rings(2)
    of_other, repair = assessed(shop, other), assessed(shop, ring)
    assert refusal(write_off(shop, ring, repair=of_other)) == (422, "repair_wrong", "repair")
    assert refusal(write_off(shop, ring, repair=shop.phone("kit").uuid())) == (422, "repair_wrong", "repair")
    shop.say("kit", "inspect", sample=ring, repair=repair, body={"outcome": "good"})
    assert refusal(write_off(shop, ring, repair=repair)) == (422, "repair_wrong", "repair")


def test_E14_a_lot_is_written_off_piece_by_piece(shop: Shop) -> None:
    lot = shop.lot(5)
    assert refusal(write_off(shop, lot, to="sink-sold", quantity=6))[::2] == (422, "quantity")
    told = good(write_off(shop, lot, to="sink-sold", quantity=2))["sample"]
    assert told["at"] == {shop.tray: 3, "sink-sold": 2}
    [ring] = shop.rings(1)
    assert refusal(write_off(shop, ring, to="sink-sold", quantity=2))[::2] == (422, "quantity")


def test_E15_the_longest_overdue_comes_first_then_the_open_ones_then_the_rest(shop: Shop) -> None:
    rings = shop.rings(5)
    now = good(shop.firm.boss.get("/api/status"))["server_ms"]
    over = assessed(shop, rings[0])
    good(write_off(shop, rings[0], by="ann"))
    late = assessed(shop, rings[1], decision="repair", due_ms=now - 3 * DAY)
    later = assessed(shop, rings[2], decision="repair", due_ms=now - 9 * DAY)
    today = assessed(shop, rings[3], decision="repair", due_ms=now - DAY // 2)
    reported = broken(shop, rings[4])
    told = repairs(shop)
    assert [row["id"] for row in told] == [later, late, reported, today, over]
    assert [row["overdue"] for row in told] == [True, True, False, False, False]
    assert [row["id"] for row in repairs(shop, "status=scrapped")] == [over]


NO_ID = [5, "", "x", [], {}, True]


def test_W1_write_offs_wrong_in_every_way(shop: Shop) -> None:
    [ring] = shop.rings(1)
    nobody, _, _, before = shop.phone("kit").uuid(), shop.seat("kit"), shop.seat("sue"), shop.head()
    wrongs: dict[str, list[Any]] = {
        "to": [None, 5, "", "scrapped", "nowhere", shop.tray, []], "reason": [None, 5, "", " ", "x" * 501, "a\x07b", []],
        "repair": NO_ID, "replacement": NO_ID, "quantity": [None, 0, -1, 1.5, "1", True, 10**7],
    }  # fmt: skip
    for field, values in wrongs.items():
        for wrong in values:
            reply = write_off(shop, ring, **{field: wrong})
            assert (reply.status, reply.json["field"]) == (422, field), (field, wrong, reply)
    assert write_off(shop, nobody, to="sink-sold").status == 404
    for query in ("status=lost", "page=0", "page=x"):
        assert shop.seat("kit").get(f"/api/repairs?{query}").status == 422
    assert shop.head() == before


def test_E16_a_page_of_repairs_costs_the_same_few_queries_whatever_is_on_it(app: Flask, shop: Shop) -> None:
    asked: list[str] = []
    repairs(shop)
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for ring in shop.rings(1), shop.rings(9):
        for one in ring:
            broken(shop, one)
        asked.clear()
        repairs(shop)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6
