"""Actions in, state out: pure, total, and the same for the same facts in whatever order and however often they come."""

from collections.abc import Iterable, Sequence
from math import inf
from typing import Final

from server.core import custody, lot
from server.core.action import FACTS
from server.core.body import text_in
from server.core.custody import Kinds
from server.core.deeds import DEEDS, QUIET, describe
from server.core.state import Fact, SampleState, load

__all__ = ["Fact", "SampleState", "fold", "in_order", "load", "step"]

BARRIERS: Final = frozenset({"settle", "write_off"})  # a person decided where the piece is: old news moves it no more
# What moves nothing holds however late it is heard of: a weight that was wrong, a damage, the half of a handover.
_STILL: Final = QUIET | {"give", "show", "damage", "inspect", "assess", "repair_cost"}
_REVERSIBLE: Final = FACTS - {"undo"}  # what was undone is scanned again, and what was settled is settled again


def fold(facts: Iterable[Fact], kinds: Kinds) -> SampleState:
    """The state after all of them. Equal, bit for bit, to ``step`` over them in order wherever ``step`` takes them."""
    ordered = in_order(facts)
    out_of_play = _barred(ordered)
    undone = _undone(ordered, out_of_play)
    state = SampleState(given=_given(fact for fact in ordered if fact.action.id not in undone))
    for fact in ordered:
        if fact.action.kind == "register" and fact.action.is_known and fact.action.id not in undone:
            if fact.action.quantity > 1:
                lot.open_lot(state, fact.action)
            break
    for fact in ordered:
        if fact.action.id in undone:
            _note(state, fact)
        elif fact.action.id in out_of_play:
            _note(state, fact)
            _show(state, fact, kinds)
        else:
            _apply(state, fact, kinds)
    return state


def step(state: SampleState, fact: Fact, kinds: Kinds) -> bool:
    """Take one more fact into ``state`` in place. False, state untouched: history before it changes, so fold all of it anew."""
    action = fact.action
    if state.key is not None:
        if fact.key <= state.key:
            return False
        if action.kind in ("undo", "give") or (action.kind in BARRIERS and fact.known_ms < state.newest_ms):
            return False
        if action.kind == "register" and action.quantity > 1 and not state.registered:
            return False
    elif action.kind == "register" and action.quantity > 1 and action.is_known:
        lot.open_lot(state, action)
    elif action.kind == "give":
        state.given = _given([fact])
    _apply(state, fact, kinds)
    return True


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """By the stored order key; each action once."""
    once: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: (fact.order_ms, fact.device, fact.seq, fact.action.id)):
        once.setdefault(fact.action.id, fact)
    return list(once.values())


def _given(facts: Iterable[Fact]) -> dict[str, list[str | None]]:
    """By the name of the pair: who gave, and to whom if that was said. Known before anything else, for phones deliver in any order."""
    given: dict[str, list[str | None]] = {}
    for fact in facts:
        if fact.action.kind == "give" and fact.action.is_known and fact.action.group:
            given.setdefault(fact.action.group, [fact.action.by, fact.action.to])
    return given


def _barred(ordered: Sequence[Fact]) -> set[str]:
    """What became known only after a settlement that stands later in order: shown, but the piece is where the settlement put it."""
    barred: set[str] = set()
    earliest: float = inf
    for fact in reversed(ordered):
        if fact.known_ms > earliest and fact.action.kind not in _STILL:
            barred.add(fact.action.id)
        if fact.action.kind in BARRIERS and fact.action.is_known:
            earliest = min(earliest, fact.known_ms)
    return barred


def _undone(ordered: Sequence[Fact], barred: set[str]) -> set[str]:
    """What its own person or its own device took back, with no settlement between."""
    undone: set[str] = set()
    since: dict[str, Fact] = {}
    for fact in ordered:
        action = fact.action
        if not action.is_known:
            continue
        if action.kind in BARRIERS:
            since.clear()
        elif action.kind in _REVERSIBLE:
            since[action.id] = fact
        elif action.kind == "undo" and action.id not in barred:
            target = since.get(action.reverses or "")
            if target is not None and (target.device == fact.device or target.action.by == action.by):
                undone.add(target.action.id)
    return undone


def _note(state: SampleState, fact: Fact) -> None:
    """That it was seen at all."""
    state.key = fact.key
    if fact.known_ms > state.newest_ms:
        state.newest_ms = fact.known_ms
    if state.sample is None:
        state.sample = fact.action.sample


def _show(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """Of what came too late to move the piece, a registration still says what the piece is."""
    if fact.action.kind == "register" and fact.action.is_known:
        describe(state, fact)
        state.status = custody.status_of(state, kinds)


def _apply(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    _note(state, fact)
    action = fact.action
    if not action.is_known:
        return
    deed = DEEDS.get(action.kind)
    if deed is not None:
        deed(state, fact, kinds)
    if action.kind in QUIET:
        return
    state.condition = text_in(action.body, "condition", 40) or state.condition if action.body else state.condition
    state.happened_ms, state.known_ms = fact.order_ms, fact.known_ms
    state.last_by, state.last_kind = action.by, action.kind
    state.status = custody.status_of(state, kinds)
