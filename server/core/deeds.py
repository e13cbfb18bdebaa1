"""What each kind of action does to a sample: where it goes, who answers for it, what cannot be true together."""

from collections.abc import Callable
from typing import Final

from server.core import custody, lot
from server.core.action import KINDS
from server.core.body import text_in
from server.core.custody import Kinds
from server.core.ids import SINKS
from server.core.inspection import POINTS, points, recorded_weight
from server.core.state import Closing, Fact, Mark, SampleState

LOST: Final = "sink-lost"


def describe(state: SampleState, fact: Fact) -> None:
    """What a registration or an amendment says of the piece, as far as the fold needs to know it."""
    body = fact.action.body
    state.gross_g = recorded_weight(body, state.gross_g)
    if fact.action.kind == "register":
        state.registered = True
        state.home = text_in(body, "home") or state.home
    elif "home" in body:
        state.home = text_in(body, "home")


def _register(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """The first one places the piece; a later one only says more about it."""
    is_first = not state.registered
    describe(state, fact)
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
        _carry(state, to, kinds, fact.action.slip)
        _take_up(state, fact)
        return
    _weigh(state, fact, kinds)
    _take_up(state, fact)
    mark = custody.mark_of(fact)
    state.order_unknown = state.held is not None and state.holder != to and custody.is_order_unknown(state.held, fact)
    _put(state, to, to, mark)
    _carry(state, to, kinds, fact.action.slip)


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
        custody.explain(state, fact, custody.WHO_HAS_IT, "scan_shows_place")


def _take_up(state: SampleState, fact: Fact) -> None:
    """The taker's half of a handover uses up the giver's."""
    if state.given:
        state.given.pop(custody.pair_of(fact.action) or "", None)


def _carry(state: SampleState, to: str, kinds: Kinds, slip: str | None = None, is_settled: bool = False) -> None:
    """Out under a slip until it is back in a store, or where nothing comes back from; of a lost piece the slip stays open until settled."""
    if slip is None and state.slip is None:
        return
    kind = custody.kind_of(to, kinds)
    is_over = kind == "store" or (kind in SINKS and (is_settled or kind != "lost"))
    state.slip = None if is_over and not lot.is_outside(state, kinds) else slip if slip and not is_over else state.slip


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
        custody.explain(state, fact, custody.WHO_HAS_IT, "scan_shows_place")
        _put(state, seen, seen, custody.mark_of(fact))
        _carry(state, seen, kinds)
    elif seen is not None and seen == action.observed_from == state.holder:
        custody.explain(state, fact, custody.WHO_HAS_IT, "scan_shows_place")
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
    """A supervisor decided: the piece is where it was said to be, and no claim about that is left open. Its weight is another matter."""
    action, body = fact.action, fact.action.body
    case = text_in(body, "case")
    closing = Closing("settled", action.by, fact.order_ms, text_in(body, "decision") or "", text_in(body, "reason") or "", case)
    is_all = case is None and action.count is None  # who accepts a count has looked where the piece is and at nothing else
    for at, claim in enumerate(state.claims):
        is_answered = (is_all or claim.case_id(state.sample) == case) or (action.to is not None and claim.kind not in POINTS)
        if claim.closing is None and is_answered:
            state.claims[at] = claim._replace(closing=closing)
    state.barrier, state.order_unknown = fact.key, False
    if action.to is not None and state.is_lot:
        lot.cover(state, action.to)
        lot.summarise(state, kinds)
        _carry(state, action.to, kinds, is_settled=True)
    elif action.to is not None:
        _put(state, action.to, action.to, custody.mark_of(fact))
        _carry(state, action.to, kinds, is_settled=True)


def _arrive(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """In our custody from now on; a lot lies where its registration says."""
    state.arrived = True
    if not state.is_lot:
        _move(state, fact, kinds)


def _amend(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    describe(state, fact)


def _inspect(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """What is wrong with it is a claim, and the piece stays where it is; a later look that finds the point right answers it."""
    action = fact.action
    for kind, is_right in points(None if state.is_lot else state.gross_g, action.body).items():
        if is_right:
            custody.explain(state, fact, frozenset({kind}), "inspection_right")
        elif is_right is not None:
            custody.claim(state, kind, None, fact)
    if action.repair is not None and action.repair == state.repair and action.body.get("outcome") == "good":
        state.repair = None


def _damage(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    state.repair = fact.action.repair


def _write_off(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """Two people decided that it is gone: it ends there, and nothing about it is left open."""
    action = fact.action
    if action.to is None:
        return
    state.repair = None
    if state.is_lot:
        lot.move(state, fact, kinds)
    else:
        closing = Closing("settled", action.by, fact.order_ms, "write_off", text_in(action.body, "reason") or "", None)
        state.claims = [claim if claim.closing else claim._replace(closing=closing) for claim in state.claims]
        _put(state, action.to, action.to, custody.mark_of(fact))
    state.barrier, state.order_unknown = fact.key, False
    _carry(state, action.to, kinds, is_settled=True)


def _note(state: SampleState, fact: Fact, kinds: Kinds) -> None:
    """It happened to the piece and moves nothing. What an undo reverses was left out before the fold began."""


DEEDS: Final[dict[str, Callable[[SampleState, Fact, Kinds], None]]] = {
    "register": _register, "scan_out": _move, "scan_in": _move, "move": _move, "hand_over": _move, "found": _move,
    "sighting": _sight, "count_seen": _sight, "report_lost": _lose, "settle": _settle, "undo": _note,
    "arrive": _arrive, "amend": _amend, "inspect": _inspect, "damage": _damage, "write_off": _write_off,
    "give": _note, "show": _note, "assess": _note, "repair_cost": _note,
}  # fmt: skip
# Said about the piece at a desk, or of something else that only names it: nothing happened to the piece itself.
QUIET: Final = (KINDS - set(DEEDS)) | {"amend"}
