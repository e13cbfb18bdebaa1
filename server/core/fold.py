"""Actions in, state out: pure, total, and the same for the same facts in whatever order and however often they come."""

from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import Final

from server.core import custody, lot
from server.core.action import FACTS
from server.core.body import text_in
from server.core.custody import Kinds
from server.core.ids import SINKS
from server.core.state import Closing, Fact, Mark, SampleState, load

__all__ = ["Fact", "SampleState", "fold", "load", "step"]

LOST: Final = "sink-lost"
_CUSTODY: Final = frozenset({"return_missing", "place_contradicts"})
_REVERSIBLE: Final = FACTS - {"undo"}  # what was undone is scanned again, and what was settled is settled again


def fold(facts: Iterable[Fact], kinds: Kinds) -> SampleState:
    """The state after all of them. Equal, bit for bit, to ``step`` over them in order wherever ``step`` takes them."""
    ordered = _in_order(facts)
    out_of_play = _barred(ordered)
    undone = _undone(ordered, out_of_play)
    state = SampleState()
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
        if action.kind == "undo" or (action.kind == "settle" and fact.known_ms < state.newest_ms):
            return False
        if action.kind == "register" and action.quantity > 1 and not state.registered:
            return False
    elif action.kind == "register" and action.quantity > 1 and action.is_known:
        lot.open_lot(state, action)
    _apply(state, fact, kinds)
    return True


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    """By the stored order key; each action once."""
    once: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: (fact.order_ms, fact.device, fact.seq, fact.action.id)):
        once.setdefault(fact.action.id, fact)
    return list(once.values())


def _barred(ordered: Sequence[Fact]) -> set[str]:
    """What became known only after a settlement that stands later in order: shown, but the piece is where the settlement put it."""
    barred: set[str] = set()
    earliest: float = inf
    for fact in reversed(ordered):
        if fact.known_ms > earliest:
            barred.add(fact.action.id)
        if fact.action.kind == "settle" and fact.action.is_known:
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
        if action.kind == "settle":
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
        _describe(state, fact)
        state.status = custody.status_of(state, kinds)


def _apply(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    _note(state, fact)
    action = fact.action
    if not action.is_known:
        return
    _DEEDS[action.kind](state, fact, kinds)
    state.condition = text_in(action.body, "condition", 40) or state.condition if action.body else state.condition
    state.happened_ms, state.known_ms = fact.order_ms, fact.known_ms
    state.last_by, state.last_kind = action.by, action.kind
    state.status = custody.status_of(state, kinds)


def _describe(state: SampleState, fact: Fact) -> None:
    action = fact.action
    state.registered = True
    state.home = text_in(action.body, "home") or state.home


def _register(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """The first one places the piece; a later one only says more about it."""
    is_first = not state.registered
    _describe(state, fact)
    if not is_first:
        return
    if state.is_lot:
        state.held = state.held or custody.mark_of(fact)
        lot.summarise(state, kinds)
    elif fact.action.to is not None:
        _move(state, fact, kinds)


def _move(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """Custody passes to ``to``, always: it is a fact. What cannot be true with it becomes a claim."""
    to = fact.action.to
    if to is None:
        return
    if state.is_lot:
        lot.move(state, fact, kinds)
        return
    _weigh(state, fact, kinds)
    mark = custody.mark_of(fact)
    state.order_unknown = state.held is not None and state.holder != to and custody.is_order_unknown(state.held, fact)
    _put(state, to, to, mark)


def _weigh(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """Claim what is against the move, or close what it answers."""
    action = fact.action
    if custody.is_retired(state, kinds):
        custody.claim(state, "retired_seen", state.held, fact)
    elif not custody.is_feasible(state, action, kinds):
        custody.claim(state, "return_missing", state.held, fact)
    elif custody.contradicts(state, action, kinds) and not custody.is_return(action, kinds):
        custody.claim(state, "place_contradicts", state.held, fact)
    elif state.claims and (action.to != state.holder or custody.is_return(action, kinds)):
        custody.explain(state, fact, _CUSTODY, "scan_shows_place")


def _put(state: SampleState, place: str, holder: str | None, mark: Mark) -> None:
    state.place, state.holder, state.held = place, holder, mark
    state.at = {place: 1}


def _sight(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """Seen somewhere: evidence where it is, which moves nobody's duty unless nobody could tell whose it was."""
    action, seen = fact.action, fact.action.observed_from or fact.action.to
    if state.is_lot:
        return
    if custody.kind_of(seen, kinds) in SINKS:
        seen = None  # nobody has seen a piece in *sold*
    if custody.is_retired(state, kinds):
        custody.claim(state, "retired_seen", state.held, fact)
    elif custody.contradicts(state, action, kinds) and not custody.is_claimed(state, "return_missing"):
        custody.claim(state, "place_contradicts", state.held, fact)
    elif seen is not None and seen == action.observed_from and custody.is_claimed(state, "return_missing"):
        custody.explain(state, fact, _CUSTODY, "scan_shows_place")
        _put(state, seen, seen, custody.mark_of(fact))
    elif seen is not None and seen == action.observed_from == state.holder:
        custody.explain(state, fact, _CUSTODY, "scan_shows_place")
    elif custody.kind_of(state.holder, kinds) == custody.kind_of(seen, kinds) == "store":
        state.holder = seen
    if seen is not None:
        state.place, state.at = seen, {seen: 1}


def _lose(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """It lies nowhere; the last holder goes on answering for it until somebody settles that."""
    if state.is_lot:
        lot.move(state, fact, kinds, LOST)
    elif not custody.is_retired(state, kinds):
        _put(state, LOST, state.holder, custody.mark_of(fact))


def _settle(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """A supervisor decided: the piece is where it was said to be, and no claim about it is left open."""
    action, body = fact.action, fact.action.body
    case = text_in(body, "case")
    closing = Closing("settled", action.by, fact.order_ms, text_in(body, "decision") or "", text_in(body, "reason") or "", case)
    for at, claim in enumerate(state.claims):
        if claim.closing is None and (action.to is not None or case is None or claim.case_id(state.sample) == case):
            state.claims[at] = claim._replace(closing=closing)
    state.barrier, state.order_unknown = fact.key, False
    if action.to is not None and state.is_lot:
        lot.cover(state, action.to)
        lot.summarise(state, kinds)
    elif action.to is not None:
        _put(state, action.to, action.to, custody.mark_of(fact))


def _undo(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """What it reverses was left out before the fold began; it is itself the last thing that happened."""


_DEEDS: Final[dict[str, Callable[[SampleState, Fact, Kinds], None]]] = {
    "register": _register, "scan_out": _move, "scan_in": _move, "move": _move, "hand_over": _move, "found": _move,
    "sighting": _sight, "report_lost": _lose, "settle": _settle, "undo": _undo,
}  # fmt: skip
