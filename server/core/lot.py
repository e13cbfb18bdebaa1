"""A lot: identical pieces under one tag, kept as a number per place; every move takes from one place what it gives another."""

from typing import Final

from server.core.action import Action
from server.core.body import text_in
from server.core.custody import OUTSIDE, Kinds, claim, explain, giver_of, is_return, kind_of, mark_of
from server.core.ids import SINKS
from server.core.state import Fact, SampleState

UNPLACED: Final = "unplaced"  # a lot registered without saying where it lies
LOST: Final = "sink-lost"
_SHORT: Final = frozenset({"short"})


def open_lot(state: SampleState, register: Action) -> None:
    """All of it lies where it was registered. Done before anything else of its history: deltas commute, so late registration is no harm."""
    state.quantity = register.quantity
    state.origin = register.to or text_in(register.body, "home") or UNPLACED
    state.at = {state.origin: register.quantity}


def move(state: SampleState, fact: Fact, kinds: Kinds, to: str | None = None) -> None:
    """``quantity`` pieces go to ``to``; taking more than there is makes the lot short, not the scan wrong."""
    to = to or fact.action.to
    if to is None:
        return
    sources = _sources(state, fact.action, to, kinds)
    if any(kind_of(source, kinds) in SINKS for source, _ in sources) and kind_of(to, kinds) not in SINKS:
        claim(state, "retired_seen", state.held, fact)
    for source, count in sources:
        _shift(state, source, to, count)
    state.held = mark_of(fact)
    if any(state.at.get(source, 0) < 0 for source, _ in sources):
        claim(state, "short", None, fact)
    elif min(state.at.values(), default=0) >= 0:
        explain(state, fact, _SHORT, "pieces_came_back")
    summarise(state, kinds)


def cover(state: SampleState, place: str) -> None:
    """A supervisor says which place the missing pieces were really taken from."""
    for short, count in [(name, count) for name, count in state.at.items() if count < 0]:
        _shift(state, place, short, -count)


def summarise(state: SampleState, kinds: Kinds) -> None:
    """One place stands for the lot: the store that has most, while any has some, since from there it can be issued."""

    def rank(place: str) -> tuple[bool, int, str]:
        return (kind_of(place, kinds) != "store", -state.at[place], place)

    state.place = state.holder = min((place for place, count in state.at.items() if count > 0), key=rank, default=state.place)


def is_outside(state: SampleState, kinds: Kinds) -> bool:
    """Whether some of a lot is still out with somebody; a single piece is where it was put."""
    return state.is_lot and any(count > 0 and kind_of(place, kinds) in OUTSIDE for place, count in state.at.items())


def short_by(state: SampleState) -> int:
    """How many pieces more were taken than there were."""
    return -sum(count for count in state.at.values() if count < 0)


def _shift(state: SampleState, source: str, to: str, quantity: int) -> None:
    """The sum over all places stays what it was."""
    for place, change in ((source, -quantity), (to, quantity)):
        count = state.at.get(place, 0) + change
        if count:
            state.at[place] = count
        else:
            state.at.pop(place, None)


def _sources(state: SampleState, action: Action, to: str, kinds: Kinds) -> list[tuple[str, int]]:
    """Where the pieces come from: the place that was scanned, else the person's own, else spread over the places that can be meant.

    What is left over is owed by the place of registration, so that two takers make the same lot short in either order.
    """
    if action.observed_from is not None:
        return [(action.observed_from, action.quantity)]
    if action.by is not None and action.by != to and state.at.get(action.by, 0) > 0:
        return [(action.by, action.quantity)]
    giver = giver_of(state, action) if state.given else None
    if giver is not None and giver != to and state.at.get(giver, 0) > 0:
        return [(giver, action.quantity)]
    sources, left = [], action.quantity
    for place in _candidates(state, action, to, kinds):
        taken = min(state.at[place], left)
        if taken > 0:
            sources.append((place, taken))
            left -= taken
    return [*sources, (state.origin or UNPLACED, left)] if left else sources


def _candidates(state: SampleState, action: Action, to: str, kinds: Kinds) -> list[str]:
    """Back: from those who have most of it out, then from another store, then from a sink. Out: from the stores only."""
    comes_back = is_return(action, kinds)

    def rank(place: str) -> tuple[int, bool, int, str]:
        kind = kind_of(place, kinds)
        far = 2 if kind in SINKS else 1 if kind == "store" else 0
        # Who of several brings it back only decides whose account it goes to; there the phone's belief is the best there is.
        return (far, place != action.believed_from, -state.at[place], place)

    places = (place for place in state.at if place != to and (comes_back or place == state.origin or kind_of(place, kinds) == "store"))
    return sorted(places, key=rank)
