"""What must hold for any history whatever: order of arrival, repetition, nonsense, undoing, sums."""

import json
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.action import AUTHORITY
from server.core.case import cases
from server.core.fold import BARRIERS, Fact, SampleState, fold, load, step
from tests.core.histories import HISTORIES, drafts, fact_of
from tests.core.story import FOR_EVER, KINDS, Story

EASY = settings(max_examples=300, deadline=None, derandomize=True)


def text(state: SampleState) -> str:
    return json.dumps(state.dump())


@EASY
@given(HISTORIES, st.randoms(use_true_random=False))
def test_C20_the_order_in_which_phones_reconnect_does_not_change_the_result(facts, random):
    again = facts + random.choices(facts, k=len(facts)) if facts else []
    random.shuffle(again)
    assert text(fold(again, KINDS)) == text(fold(facts, KINDS))
    assert cases(fold(again, KINDS), 200_000) == cases(fold(facts, KINDS), 200_000)


@EASY
@given(HISTORIES)
def test_C21_stepping_is_folding_bit_for_bit(facts):
    assert text(Story(facts).told_again()) == text(fold(facts, KINDS))


@EASY
@given(HISTORIES, st.randoms(use_true_random=False))
def test_C21_stepping_in_any_order_of_arrival_is_folding(facts, random):
    """As the ledger does it: known in this order, folded anew where ``step`` says so."""
    arrivals = list(facts)
    random.shuffle(arrivals)
    state, known = SampleState(), []
    for fact in arrivals:
        known.append(fact)
        before = text(state)
        if not step(state, fact, KINDS):
            assert text(state) == before
            state = fold(known, KINDS)
    assert text(state) == text(fold(facts, KINDS))


@EASY
@given(HISTORIES)
def test_C16_pieces_neither_appear_nor_vanish(facts):
    state = fold(facts, KINDS)
    if state.is_lot:
        assert sum(state.at.values()) == state.quantity
        assert 0 not in state.at.values()
    else:
        assert state.at == ({state.place: 1} if state.place else {})


@EASY
@given(HISTORIES)
def test_C22_a_state_kept_as_json_is_the_same_state(facts):
    state = fold(facts, KINDS)
    assert load(json.loads(text(state))) == state


@EASY
@given(HISTORIES)
def test_C22_a_copy_shares_nothing_that_changes(facts):
    state = fold(facts, KINDS)
    before, copy = text(state), state.copy()
    for number in range(3):
        step(copy, fact_of(99, {**_OUT, "time": 900_000 + number}), KINDS)
    assert text(state) == before


@EASY
@given(HISTORIES)
def test_C23_every_case_has_an_id_of_its_own_and_a_standing(facts):
    found = cases(fold(facts, KINDS), FOR_EVER)
    assert len({case.id for case in found}) == len(found)
    assert {case.status for case in found} <= {"open", "explained", "settled"}
    assert {case.status for case in cases(fold(facts, KINDS), 0)} <= {"provisional", "explained", "settled"}


@EASY
@given(HISTORIES, drafts(), st.integers(0, 50))
def test_C15_undone_is_as_if_it_had_never_been(facts, draft, later):
    """Whatever stands before, between and after; only a settlement in between keeps it."""
    done = fact_of(50, draft)
    undo = fact_of(51, {**draft, "kind": "undo", "version": 1, "of": 50, "time": draft["time"] + later * 10_000, "wait": 0})
    if draft["kind"] in {*AUTHORITY, "undo", "levitate"} or draft["version"] != 1 or _is_settled_after(done, facts):
        return
    with_both, without = fold([*facts, done, undo], KINDS), fold([*facts, undo], KINDS)
    assert _custody(with_both) == _custody(without)


_OUT = {
    "kind": "scan_out", "phone": "phone 1", "by": "Wai", "to": "Mei", "seen": None, "believes": None, "wait": 0, "quantity": 1, "of": 0,
    "version": 1, "unsure": False, "slip": None, "repair": None, "pair": None, "says": {},
}  # fmt: skip


def _is_settled_after(done: Fact, facts: Sequence[Fact]) -> bool:
    return any(fact.action.kind in BARRIERS and fact.action.is_known and fact.key > done.key for fact in facts)


def _custody(state: SampleState) -> dict:
    """All but that something was seen."""
    return {name: value for name, value in state.dump().items() if name != "newest_ms"}
