"""Counting a place: what was expected, what was seen, whoever saw it and whenever they came home."""

from hypothesis import given
from hypothesis import strategies as st

from server.core.count import fold_count
from tests.core.story import NAMES, clock, id_of, tell

COUNT = """
    9:00  A Wai count_open Tray count=C expected=ring,pin,brooch mode=blind
    9:01  A Wai count_seen Tray count=C piece=ring seen=Tray
    9:02  B Ann count_seen Tray count=C piece=pin seen=Tray
    9:03  A Wai count_seen Tray count=C piece=ring seen=Tray
    9:04  B Ann count_seen Tray count=C piece=stud seen=Tray believes=Cabinet
"""


def test_U1_a_count_tells_found_missing_and_unexpected_and_counts_nothing_twice() -> None:
    state = tell(COUNT).count()
    told = state.told()
    assert (state.status, told["mode"], told["accuracy"]) == ("open", "blind", 666)
    assert told["found"] == [id_of("ring"), id_of("pin")] and told["missing"] == [id_of("brooch")]
    assert [(one["sample"], NAMES[one["believed_from"]]) for one in told["unexpected"]] == [(id_of("stud"), "Cabinet")]
    assert told["counters"] == [id_of("Wai"), id_of("Ann")]


def test_U2_what_is_expected_is_frozen_at_the_first_opening_and_a_late_phone_still_counts() -> None:
    story = tell(
        COUNT
        + """
        9:05  B Ann count_open Tray count=C expected=stud
        9:10  A Wai count_finish count=C outcome=done
        9:11  B Ann count_seen Tray count=C piece=brooch seen=Tray
    """
    )
    told = story.count().told()
    assert told["expected"] == [id_of("ring"), id_of("pin"), id_of("brooch")] and told["missing"] == []
    assert (story.count().status, told["finished_ms"], told["accuracy"]) == ("finished", clock("9:10"), 1000)


def test_U3_a_code_nobody_knows_is_kept_once_and_a_sight_taken_back_was_none() -> None:
    story = tell(COUNT + "9:05 A Wai undo count=C piece=ring of=9:03\n9:06 A Wai undo count=C piece=ring of=9:01")
    unknown = story.facts[1].action._replace(sample=None, tag="T6BXTXW8P0NKHZ25", id=id_of("unknown"), seq=90)
    again = unknown._replace(id=id_of("again"), seq=91)
    facts = [*story.naming("count", "C"), *(story.facts[1]._replace(seq=one.seq, action=one) for one in (unknown, again))]
    told = fold_count(facts).told()
    assert id_of("ring") in told["missing"]
    assert [one["tag"] for one in told["unknown"]] == ["T6BXTXW8P0NKHZ25"]


def test_U4_of_a_lot_the_later_number_counts() -> None:
    story = tell("""
        9:00  A Wai count_open Tray count=C expected=beads lots=beads:40
        9:01  A Wai count_seen Tray count=C piece=beads seen=Tray n=38
        9:02  A Wai count_seen Tray count=C piece=beads seen=Tray n=39
    """)
    assert story.count().told()["lots"] == [{"sample": id_of("beads"), "expected": 40, "counted": 39}]


def test_U5_accepted_by_the_office_with_what_becomes_of_each_difference() -> None:
    story = tell(
        COUNT
        + """
        9:10  A Wai count_finish count=C outcome=done
        9:30  office Ann count_accept count=C adjust=brooch:lost,stud:put
    """
    )
    accepted = story.count().told()["accepted"]
    assert story.count().status == "accepted"
    assert [(one["sample"], one["decision"]) for one in accepted["adjust"]] == [(id_of("brooch"), "lost"), (id_of("stud"), "put")]


def test_U6_a_count_sees_a_piece_where_it_is_as_any_sighting_does() -> None:
    lent = tell("8:00 A Wai register Tray\n8:30 A Wai scan_out Mei")
    assert lent.seen == ("out", "Mei", "Mei")
    seen = tell("8:00 A Wai register Tray\n8:30 A Wai scan_out Mei\n9:00 B Ann count_seen Tray count=C seen=Tray")
    assert seen.seen[:2] == ("disputed", "Tray") and [case.kind for case in seen.cases()] == ["place_contradicts"]


@given(st.permutations(tell(COUNT + "9:10 A Wai count_finish count=C outcome=done").facts))
def test_C27_in_whatever_order_phones_come_home_a_count_says_the_same(facts: list) -> None:
    usual = tell(COUNT + "9:10 A Wai count_finish count=C outcome=done").count().told()
    assert fold_count([*facts, facts[0]]).told() == usual
