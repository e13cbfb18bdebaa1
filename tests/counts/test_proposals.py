"""Spot counts are drawn by what lies somewhere and by how long nobody has seen it, and said with the reason."""

import json
from collections import Counter
from pathlib import Path

from server.core.spot import DAY_MS, Lying, draw
from tests.firm import good
from tests.slips.shop import Shop

NOW = 20_000 * DAY_MS
VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "spots.json").read_text())


def test_U11_much_value_unseen_for_long_is_drawn_most_often_and_little_sometimes() -> None:
    stock = [Lying("safe", 1, 9_000_000, "HKD", None), Lying("tray", 1, 1_000_000, "HKD", None)]
    first = Counter(draw(stock, NOW + day * DAY_MS)[0].place for day in range(400))
    assert 320 < first["safe"] < 390 and first["tray"] > 10, "nine times as often"
    assert draw([Lying("today", 1, 9_000_000, "HKD", NOW)], NOW) == [], "it was in a hand today"


def test_U11_the_draw_is_the_same_all_day_and_another_tomorrow() -> None:
    stock = [Lying(f"place {n}", 1, None, None, NOW - 20 * DAY_MS) for n in range(40)]
    places = [[spot.place for spot in draw(stock, at_ms)] for at_ms in (NOW, NOW + DAY_MS - 1, NOW + DAY_MS)]
    assert places[0] == places[1] != places[2]


def test_U11_phone_and_office_draw_the_same() -> None:
    """The vectors are read by pwa/tests/core/spot.test.ts as well."""
    for told in VECTORS:
        found = draw([Lying(**one) for one in told["lying"]], told["now_ms"])
        assert [[one.place, one.pieces, one.value, one.unseen_days] for one in found] == told["drawn"]


def test_U11_the_office_proposes_from_its_register_and_says_why(shop: Shop, later) -> None:
    shop.firm.place("Empty")
    shelf = shop.firm.place("Shelf", keeper=shop.ids["kit"])
    shop.firm.samples(shop.phone("sue"), 2, shelf, facts={"insured": {"minor": 60_000_000, "currency": "HKD"}})
    shop.firm.samples(shop.phone("sue"), 1, shelf, facts={"insured": {"minor": "a lot", "currency": 7}})
    assert good(shop.seat("kit").get("/api/counts/proposals"))["proposals"] == [], "all of it was in a hand today"
    later(60 * 24 * 23 + 5)
    told = good(shop.firm.sign_in("mei").get("/api/counts/proposals"))["proposals"]
    value = [{"minor": 120_000_000, "currency": "HKD"}]
    assert told == [{"place": shelf, "pieces": 3, "value": value, "unseen_days": 23, "answers": shop.ids["kit"]}]
