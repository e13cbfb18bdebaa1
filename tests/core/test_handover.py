"""Two phones, both offline: the giver's half and the taker's, in whatever order they reach the office."""

from itertools import permutations

import pytest

from server.core.fold import fold
from tests.core.story import KINDS, id_of, tell

OUT = "9:00 desk Wai register Tray\n 10:00 desk Wai scan_out Mei\n"
GIVE, TAKE = "11:00 hers Mei give pair=P\n", "11:00:05 his Tom hand_over Tom pair=P from=Mei\n"


def test_C26_the_takers_half_alone_is_a_claim():
    story = tell(OUT + TAKE)
    assert (story.seen, [case.kind for case in story.cases()]) == (("disputed", "Tom", "Tom"), ["return_missing"])


@pytest.mark.parametrize("text", [OUT + GIVE + TAKE, OUT + TAKE + GIVE, OUT + TAKE + GIVE.replace("11:00", "11:09")])
def test_C26_with_the_givers_half_it_is_feasible_whichever_is_known_first(text):
    for facts in permutations(tell(text).facts):
        assert (fold(facts, KINDS).holder, fold(facts, KINDS).claims) == (id_of("Tom"), [])
    assert tell(text).told_again() == tell(text).state


def test_C26_a_half_is_used_up_by_the_first_who_takes():
    story = tell(OUT + GIVE + TAKE + "11:01 c Ann hand_over Ann pair=P from=Mei")
    assert [case.kind for case in story.cases()] == ["return_missing"]
    assert story.state.given == {}


def test_C26_a_half_given_by_somebody_who_does_not_have_it_proves_nothing():
    assert [case.kind for case in tell(OUT + GIVE.replace("Mei", "Ann") + TAKE).cases()] == ["return_missing"]


def test_C26_a_half_that_names_another_taker_proves_nothing():
    assert [case.kind for case in tell(OUT + GIVE.replace("give", "give Ann") + TAKE).cases()] == ["return_missing"]
    assert tell(OUT + GIVE.replace("give", "give Tom") + TAKE).cases() == []


def test_C26_a_giving_that_is_taken_back_was_none():
    assert len(tell(OUT + GIVE + TAKE + "11:02 hers Mei undo of=11:00").cases()) == 1


def test_C26_giving_alone_moves_nothing():
    story = tell(OUT + GIVE)
    assert story.seen == ("out", "Mei", "Mei")
    assert story.state.last_kind == "give"


def test_C26_of_a_lot_it_is_the_givers_account():
    out = "9:00 desk Wai register Tray n=5\n 10:00 desk Wai scan_out Mei n=3\n"
    story = tell(out + "11:05 his Tom hand_over Tom n=2 pair=P\n 11:10 hers Mei give pair=P n=2")
    assert story.places() == {"Tray": 2, "Mei": 1, "Tom": 2}
