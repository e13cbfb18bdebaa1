"""Who answers for a single piece, and which moves cannot be true together with what is known."""

from collections.abc import Mapping
from typing import Final

from server.core.action import Action
from server.core.body import text_in
from server.core.ids import SINKS
from server.core.state import Claim, Closing, Fact, Mark, SampleState

Kinds = Mapping[str, str]

STATUS: Final = {
    "store": "in_store", "person": "out", "client": "at_client", "workshop": "in_repair", "booth": "at_booth", "courier": "in_transit",
    "lost": "lost", "scrapped": "scrapped", "sold": "sold", "returned_to_owner": "returned_to_owner",
}  # fmt: skip
WHO_HAS_IT: Final = frozenset({"return_missing", "place_contradicts"})  # of these, which came first is the matter
DISPUTES: Final = WHO_HAS_IT | {"short"}
BACK: Final = frozenset({"scan_in", "found"})
SURE_MS: Final = 30_000  # two corrected clocks of healthy phones differ by less
MOST_MARKS: Final = 100
OUTSIDE: Final = frozenset({"person", "client", "workshop", "booth", "courier"})
# Whoever answers for it is known to carry it there: a holder shows it at a client's, a booth's staff take it in hand.
_CARRIES: Final = frozenset({("person", "client"), ("person", "workshop"), ("person", "booth"), ("person", "courier"), ("booth", "person")})


def kind_of(place: str | None, kinds: Kinds) -> str | None:
    """The kind of a place; the sinks are the same in every firm, others may be unknown as yet."""
    if place is None:
        return None
    return kinds.get(place) or (place[5:] if place.startswith("sink-") else None)


def mark_of(fact: Fact) -> Mark:
    """A fact as one side of a claim."""
    action = fact.action
    return Mark(action.id, action.by, fact.device, action.kind, action.to, fact.order_ms, fact.known_ms, fact.unsure)


def is_retired(state: SampleState, kinds: Kinds) -> bool:
    """Whether it is where no piece comes back from by itself."""
    return kind_of(state.place, kinds) in SINKS


def is_feasible(state: SampleState, action: Action, kinds: Kinds) -> bool:
    """Whether the move can be true given who answers now. What the phone believed plays no part."""
    holder = state.holder
    if holder is None or holder in (action.to, action.by, action.observed_from):
        return True
    kind = kind_of(holder, kinds)
    if kind == "store" or kind in SINKS or is_return(action, kinds):
        return True
    if action.kind in ("move", "hand_over") and kind in OUTSIDE and kind != "person":
        return True  # a client, a booth, a courier has no phone of its own: somebody fetches the piece there
    who = (action.by, giver_of(state, action)) if state.given else (action.by,)
    return holder in who or any(by is not None and by in claimants(state) for by in who)


def pair_of(action: Action) -> str | None:
    """The name of the handover between two phones this is the taker's half of."""
    return text_in(action.body, "pair") or action.group if action.kind == "hand_over" else None


def giver_of(state: SampleState, action: Action) -> str | None:
    """Who gave the piece, if both halves of the handover are known and mean the same taker."""
    by, to = state.given.get(pair_of(action) or "", (None, None))
    return by if to in (None, action.to) else None


def is_return(action: Action, kinds: Kinds) -> bool:
    """Whether the piece comes back to us by it, from whoever had it."""
    return action.kind in BACK or kind_of(action.to, kinds) == "store"


def contradicts(state: SampleState, action: Action, kinds: Kinds) -> bool:
    """Whether the place that was physically scanned cannot be where the one who answers has it."""
    seen, holder = action.observed_from, state.holder
    if seen is None or holder is None or action.by == holder or seen in (holder, state.place):
        return False
    answers, there = kind_of(holder, kinds), kind_of(seen, kinds)
    if answers == "store":
        return there in OUTSIDE
    return answers in OUTSIDE and (there == "store" or there in OUTSIDE) and (answers, there) not in _CARRIES


def claimants(state: SampleState) -> set[str]:
    """Everybody who answers for the piece while its return is missing."""
    missing = (known for known in state.claims if known.closing is None and known.kind == "return_missing")
    return {mark.to for known in missing for mark in known.marks if mark.to}


def is_claimed(state: SampleState, kind: str) -> bool:
    """Whether a claim of this sort is open."""
    return any(known.closing is None and known.kind == kind for known in state.claims)


def is_order_unknown(earlier: Mark, fact: Fact) -> bool:
    """Whether two devices' facts may have happened the other way round.

    Not when this phone had talked to the office after the earlier one was known there; else their clocks must be apart.
    """
    anchor = fact.action.anchor
    if earlier.device == fact.device or (anchor is not None and anchor[0] >= earlier.known_ms):
        return False
    if fact.unsure or (earlier.unsure and fact.order_ms <= earlier.known_ms):
        return True
    return fact.order_ms - earlier.happened_ms <= SURE_MS


def claim(state: SampleState, kind: str, earlier: Mark | None, fact: Fact) -> None:
    """Put down what cannot be reconciled: found a claim, or add to the open one of the same sort."""
    mark = mark_of(fact)
    for at, known in enumerate(state.claims):
        if known.kind == kind and known.closing is None:
            state.claims[at] = _joined(known, mark)
            return
    marks = (earlier, mark) if earlier else (mark,)
    unknown = kind == "return_missing" and earlier is not None and is_order_unknown(earlier, fact)
    state.claims.append(Claim(kind, marks, len(marks), fact.order_ms, unknown))


def explain(state: SampleState, fact: Fact, kinds_of_claim: frozenset[str], reason: str) -> None:
    """Close what a scan has shown the answer to. Who has a piece, one in doubt does not answer that may have come before: it joins."""
    closing = Closing("explained", fact.action.by, fact.order_ms, "explained", reason, None)
    for at, known in enumerate(state.claims):
        if known.closing is None and known.kind in kinds_of_claim:
            may_be_before = fact.unsure and any(is_order_unknown(mark, fact) for mark in known.marks)
            is_answer = known.kind not in WHO_HAS_IT or not may_be_before
            state.claims[at] = known._replace(closing=closing) if is_answer else _joined(known, mark_of(fact))


def _joined(known: Claim, mark: Mark) -> Claim:
    return known._replace(marks=(*known.marks, mark)) if len(known.marks) < MOST_MARKS else known


def status_of(state: SampleState, kinds: Kinds) -> str:
    """In this order: cannot be told, seen though retired, gone, not registered, by the place it is in."""
    open_kinds = {known.kind for known in state.claims if known.closing is None} if state.claims else ()
    if not DISPUTES.isdisjoint(open_kinds):
        return "disputed"
    if "retired_seen" in open_kinds:
        return "found"
    kind = kind_of(state.place, kinds)
    if not state.registered and kind not in SINKS:
        return "unregistered"
    return STATUS.get(kind or "", "out")
