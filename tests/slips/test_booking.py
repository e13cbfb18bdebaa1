"""No piece is promised twice for one day: single pieces, lots, and so many of a model."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import event

from server.database import db
from server.slips.booking import ALWAYS, Reserved, Stock, lines_of, misfits
from server.slips.calendar import conflicts
from tests.firm import good
from tests.slips.shop import DAY, NOON, Shop, refusal


def line(slip: str, sample: str | None = None, model: str | None = None, n: int = 1, days: tuple[int, int] = (1, 5)) -> Reserved:
    return Reserved(slip, slip, "approved", "1", sample, model, n, *days)


STOCK = Stock({"a": 1, "b": 1, "lot": 10, "gone": 0}, {"M": 2}, {"a": "M", "b": "M", "lot": None, "gone": "M"})


@pytest.mark.parametrize(
    ("wanted", "taken", "fits"),
    [
        ([line("me", "a")], [], True),
        ([line("me", "a")], [line("x", "a", days=(6, 9))], True),
        ([line("me", "a")], [line("x", "a", days=(5, 9))], False),  # both days are included
        ([line("me", "a")], [line("x", "a", days=(0, ALWAYS))], False),
        ([line("me", "a")], [line("x", "b")], True),
        ([line("me", "gone")], [], False),
        ([line("me", "unheard_of")], [], False),
        ([line("me", "lot", n=4)], [line("x", "lot", n=6)], True),
        ([line("me", "lot", n=5)], [line("x", "lot", n=6)], False),
        ([line("me", "lot", n=5)], [line("x", "lot", n=5, days=(1, 2)), line("y", "lot", n=5, days=(3, 5))], True),  # never both at once
        ([line("me", "lot", n=5)], [line("x", "lot", n=5, days=(1, 3)), line("y", "lot", n=1, days=(3, 5))], False),  # on day 3
        ([line("me", model="M", n=2)], [], True),
        ([line("me", model="M", n=3)], [], False),
        ([line("me", model="M", n=1)], [line("x", model="M", n=1)], True),
        ([line("me", model="M", n=2)], [line("x", model="M", n=1)], False),
        ([line("me", model="M", n=1)], [line("x", "a"), line("y", "b")], False),  # the very pieces of the model are promised
        ([line("me", "a")], [line("x", model="M", n=2)], False),  # any two of two: none is left
        ([line("me", "a")], [line("x", model="M", n=1)], True),
        ([line("me", "a"), line("me", model="M", n=2)], [], False),  # a slip counts its own lines together
        ([line("me", "a"), line("me", model="M", n=1)], [], True),
        ([], [line("x", "a")], True),
    ],
)  # fmt: skip
def test_X25_what_fits_beside_what_is_promised(wanted: list[Reserved], taken: list[Reserved], fits: bool) -> None:
    assert (misfits(wanted, taken, STOCK) == []) is fits
    assert (misfits(wanted, taken[::-1], STOCK) == []) is fits


def test_X25_what_came_back_is_free_and_what_is_late_is_not() -> None:
    model = {"line": "2", "sample": None, "model": "M", "n": 3, "issued": ["x", "y"], "returned": []}
    piece = {"line": "1", "sample": "a", "model": None, "n": 1, "issued": ["a"], "returned": []}
    told = {"out_ms": 1, "back_ms": 5, "lines": [piece, model]}
    out = [(one.sample, one.model, one.n, one.back_ms) for one in lines_of("s", "S-1", "issued", told, now_ms=9)]
    assert out == [("a", None, 1, 9), ("x", None, 1, 9), ("y", None, 1, 9), (None, "M", 1, 5)]
    told["lines"] = [piece | {"returned": ["a"]}, model | {"returned": ["x"]}]
    assert [one.sample for one in lines_of("s", "S-1", "partly_returned", told, now_ms=9)] == ["y"]
    [nothing_said] = lines_of("s", "S-1", "approved", {"lines": [piece | {"issued": []}]}, now_ms=9)
    assert (nothing_said.out_ms, nothing_said.back_ms) == (0, ALWAYS)


def test_X26_double_booking_is_refused_at_approval_and_names_the_other_slips(shop: Shop) -> None:
    one, two, three = shop.rings(3)
    first, second = shop.approved(one, two, days=(1, 5)), shop.approved(three, days=(3, 4))
    slip, request = shop.ask(one, three, days=(4, 8))
    refused = shop.decide("ann", slip, request)
    numbers = sorted(shop.slip(other)["no"] for other in (first, second))
    assert refusal(refused)[:2] == (409, "double_booked") and refused.json["slips"] == numbers
    assert all(no in refused.json["message"] for no in numbers)
    told = good(shop.seat("mei").get(f"/api/slips/{slip}/conflicts"))["conflicts"]
    assert [(row["line"], row["sample"], [other["slip"] for other in row["others"]]) for row in told] == [
        ("1", one, [first]),
        ("2", three, [second]),
    ]
    assert told == refused.json["conflicts"]
    assert shop.slip(slip)["status"] == "submitted", "it waits, and nothing was written"
    later, asked = shop.ask(one, three, days=(6, 8))
    good(shop.decide("ann", later, asked))


def test_X26_slips_that_only_wait_or_are_over_keep_nothing(shop: Shop) -> None:
    [ring] = shop.rings(1)
    shop.ask(ring)
    rejected, request = shop.ask(ring)
    good(shop.decide("bob", rejected, request, "reject", reason="no"))
    cancelled = shop.approved(ring)
    shop.say("mei", "slip_cancel", slip=cancelled, body={"reason": "no need"})
    closed = shop.approved(ring)
    shop.say("kit", "scan_out", sample=ring, to=shop.ids["mei"], slip=closed, body={"line": "1"})
    slip, request = shop.ask(ring)
    assert refusal(shop.decide("ann", slip, request))[1] == "double_booked", "it is out"
    shop.say("kit", "scan_in", sample=ring, to=shop.tray)
    assert shop.slip(closed)["status"] == "closed"
    assert good(shop.decide("ann", slip, request))["slip"]["status"] == "approved"


def test_X26_a_piece_not_brought_back_in_time_stays_reserved(shop: Shop) -> None:
    [ring] = shop.rings(1)
    today = (good(shop.firm.boss.get("/api/status"))["server_ms"] - NOON) // DAY
    out = shop.approved(ring, days=(today - 5, today - 3))
    shop.say("kit", "scan_out", sample=ring, to=shop.ids["mei"], slip=out, body={"line": "1"})
    slip, request = shop.ask(ring, days=(today, today + 3))
    assert refusal(shop.decide("ann", slip, request))[:2] == (409, "double_booked")


def test_X27_so_many_of_a_model_are_counted_against_what_there_is(shop: Shop) -> None:
    shop.rings(2, model="R-7")
    lot = shop.lot(3, model="R-7")
    all_five, request = shop.ask_for([{"line": "1", "model": "R-7", "n": 5}])
    six, asked = shop.ask_for([{"line": "1", "model": "R-7", "n": 6}])
    refused = shop.decide("ann", six, asked)
    assert refusal(refused)[:2] == (409, "not_enough") and refused.json["conflicts"][0]["there"] == 5
    good(shop.decide("ann", all_five, request))
    one_more, asked = shop.ask(lot)
    assert refusal(shop.decide("ann", one_more, asked))[:2] == (409, "double_booked")
    none_such, asked = shop.ask_for([{"line": "1", "model": "R-8", "n": 1}])
    assert refusal(shop.decide("ann", none_such, asked))[:2] == (409, "not_enough")


def test_X27_retired_pieces_are_promised_to_nobody(shop: Shop) -> None:
    one, _other = shop.rings(2, model="R-9")
    good(shop.seat("sue").post(f"/api/samples/{one}/write-off", {"to": "sink-sold", "reason": "sold at the fair"}))
    slip, request = shop.ask(one)
    assert refusal(shop.decide("ann", slip, request))[:2] == (409, "not_enough")
    pair, asked = shop.ask_for([{"line": "1", "model": "R-9", "n": 2}])
    assert refusal(shop.decide("ann", pair, asked))[:2] == (409, "not_enough")
    single, asked = shop.ask_for([{"line": "1", "model": "R-9", "n": 1}])
    good(shop.decide("ann", single, asked))


def test_X28_a_lot_is_promised_as_often_as_it_has_pieces(shop: Shop) -> None:
    lot = shop.lot(2)
    shop.approved(lot)
    shop.approved(lot)
    slip, request = shop.ask(lot)
    assert refusal(shop.decide("ann", slip, request))[:2] == (409, "double_booked")


def test_X29_an_extension_does_not_run_into_the_next_reservation(shop: Shop) -> None:
    [ring] = shop.rings(1)
    slip, _next = shop.approved(ring, days=(1, 3)), shop.approved(ring, days=(6, 8))
    seat = shop.seat("bob")
    assert refusal(seat.post(f"/api/slips/{slip}/extend", {"back_ms": NOON + 6 * DAY}))[:2] == (409, "double_booked")
    good(seat.post(f"/api/slips/{slip}/extend", {"back_ms": NOON + 5 * DAY}))


def test_X30_two_slips_for_one_ring_approved_at_once_only_one_gets_it(shop: Shop) -> None:
    rings = shop.rings(5)
    shop.seat("ann"), shop.seat("bob")
    for ring in rings:
        asked = [("ann", *shop.ask(ring)), ("bob", *shop.ask(ring))]
        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(lambda one: shop.decide(*one), asked))
        assert sorted(reply.status for reply in told) == [200, 409]
        assert {reply.json["code"] for reply in told if reply.status == 409} == {"double_booked"}


def test_X31_the_calendar_says_who_has_a_piece_or_a_model_when(shop: Shop) -> None:
    one, two = shop.rings(2, model="R-3")
    first = shop.approved(one, days=(1, 3))
    waiting, _ = shop.ask_for([{"line": "1", "model": "R-3", "n": 1}], days=(4, 6))
    other, request = shop.ask(two, days=(20, 22))
    good(shop.decide("ann", other, request))
    seat = shop.seat("mei")
    of_one = good(seat.get(f"/api/slips/calendar?sample={one}"))
    assert [(row["slip"], row["status"]) for row in of_one["reserved"]] == [(first, "approved"), (waiting, "submitted")]
    assert of_one["there"] == 1
    of_model = good(seat.get(f"/api/slips/calendar?model=R-3&from_ms={NOON}&to_ms={NOON + 10 * DAY}"))
    assert [row["slip"] for row in of_model["reserved"]] == [first, waiting] and of_model["there"] == 2
    assert good(seat.get("/api/slips/calendar?model=nothing")) == {"reserved": [], "there": 0}
    for wrong in ("", "sample=a&model=b", "sample=" + "x" * 40, "model=R-3&from_ms=x", f"model=R-3&to_ms={2**60}"):
        assert seat.get(f"/api/slips/calendar?{wrong}").status == 422, wrong


def test_X32_lists_come_in_pages_newest_first(shop: Shop) -> None:
    rings = shop.rings(3)
    slips = [shop.ask(ring)[0] for ring in rings]
    good(shop.decide("ann", slips[1], shop.slip(slips[1])["told"]["request"]))
    seat = shop.seat("mei")
    told = good(seat.get("/api/slips"))
    assert [row["id"] for row in told["slips"]] == slips[::-1] and (told["total"], told["page"]) == (3, 1)
    assert [row["id"] for row in good(seat.get("/api/slips?status=approved"))["slips"]] == [slips[1]]
    assert good(seat.get("/api/slips?page=2"))["slips"] == []
    phone = shop.phone("mei")
    phone.pull()
    assert {row["id"]: row for row in told["slips"]} == phone.rows["slips"], "as phones have them"
    for wrong in ("status=lost", "page=0", "page=x"):
        assert seat.get(f"/api/slips?{wrong}").status == 422
    assert seat.get("/api/slips/nothing").status == seat.get("/api/slips/nothing/conflicts").status == 404


def test_X32_a_page_a_calendar_and_a_check_cost_the_same_few_queries_whatever_is_on_them(app: Flask, shop: Shop) -> None:
    rings = shop.rings(40, model="R-40")
    asked: list[str] = []
    seat = shop.seat("mei")
    counts = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for part in (rings[:2], rings[2:]):
        for ring in part:
            shop.approved(ring)
        big, _ = shop.ask_for([{"line": str(n), "sample": ring} for n, ring in enumerate(rings)] + [{"line": "m", "model": "R-40", "n": 1}])
        with app.app_context():
            for call in ("/api/slips", "/api/slips/calendar?model=R-40", f"/api/slips/{big}"):
                asked.clear()
                seat.get(call)
                counts.append((call[:20], len(asked)))
            asked.clear()
            assert conflicts(big)
            counts.append(("conflicts", len(asked)))
    half = len(counts) // 2
    assert [n for _, n in counts[:half]] == [n for _, n in counts[half:]], counts
    assert all(n <= 8 for _, n in counts), counts
