"""A count of a place: what was expected when it began, what was seen, and what a supervisor made of the difference."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from server.core.matter import history
from server.core.state import Fact


@dataclass(slots=True)
class CountState:
    """Where a count stands; ``told`` is how it goes on the wire. A piece seen twice is counted once, at its first sight."""

    opened: Fact | None = None
    finished: Fact | None = None
    accepted: Fact | None = None
    seen: dict[str, Fact] = field(default_factory=dict)  # by piece
    unknown: dict[str, Fact] = field(default_factory=dict)  # by the code nobody knows
    lots: dict[str, int] = field(default_factory=dict)  # how many of each lot were counted
    counters: list[str] = field(default_factory=list)

    @property
    def expected(self) -> list[str]:
        body = self.opened.action.body if self.opened else {}
        found = body.get("expected")
        return list(dict.fromkeys(one for one in found if type(one) is str)) if type(found) is list else []

    @property
    def expected_lots(self) -> dict[str, int]:
        found = self.opened.action.body.get("lots") if self.opened else None
        return {sample: n for sample, n in found.items() if type(n) is int} if type(found) is dict else {}

    @property
    def status(self) -> str:
        if self.accepted is not None:
            return "accepted"
        if self.finished is not None:
            return "dropped" if self.finished.action.body.get("outcome") == "dropped" else "finished"
        return "open"

    def told(self) -> dict[str, Any]:
        body, expected = self.opened.action.body if self.opened else {}, self.expected
        known = set(expected)
        found = [sample for sample in expected if sample in self.seen]
        return {
            "place": self.opened.action.to if self.opened else None, "by": _by(self.opened), "opened_ms": _ms(self.opened),
            "mode": body.get("mode") or "guided", "purpose": body.get("purpose") or "stock", "deep": body.get("deep") is True,
            "title": body.get("title"), "fair": self.opened.action.fair if self.opened else None, "expected": expected, "found": found,
            "missing": [sample for sample in expected if sample not in self.seen],
            "unexpected": [_sight(sample, fact) for sample, fact in self.seen.items() if sample not in known],
            "misplaced": [_sight(sample, self.seen[sample]) for sample in found if _is_elsewhere(self.seen[sample])],
            "unknown": [{"tag": code, "by": fact.action.by, "action": fact.action.id} for code, fact in self.unknown.items()],
            "lots": self._lots(), "counters": self.counters, "finished_by": _by(self.finished), "finished_ms": _ms(self.finished),
            "accuracy": len(found) * 1000 // len(expected) if expected else None, "accepted": self._accepted(),
            "note": (self.finished.action.body if self.finished else body).get("note"),
        }  # fmt: skip

    def _lots(self) -> list[dict[str, Any]]:
        """Of each lot that was expected or seen: how many there should be, and how many there were."""
        wanted = self.expected_lots
        return [{"sample": one, "expected": wanted.get(one, 0), "counted": self.lots.get(one, 0)} for one in sorted({*wanted, *self.lots})]

    def _accepted(self) -> dict[str, Any] | None:
        if self.accepted is None:
            return None
        action = self.accepted.action
        adjusted = action.body.get("adjust")
        return {"by": action.by, "at_ms": self.accepted.order_ms, "reason": action.body.get("reason"), "adjust": adjusted or []}


def fold_count(facts: Iterable[Fact]) -> CountState:
    """The first opening freezes what is expected. What is seen after the end still counts: a second phone may come home late."""
    state = CountState()
    for fact in history(facts).standing:
        _take(state, fact)
    return state


def _take(state: CountState, fact: Fact) -> None:
    action = fact.action
    if action.kind == "count_open":
        state.opened = state.opened or fact
        _counter(state, fact)
    elif action.kind == "count_seen":
        _see(state, fact)
        _counter(state, fact)
    elif action.kind == "count_finish":
        state.finished = fact
    elif action.kind == "count_accept":
        state.accepted = fact


def _see(state: CountState, fact: Fact) -> None:
    action = fact.action
    if action.sample is None:
        state.unknown.setdefault(action.tag or "", fact)
        return
    state.seen.setdefault(action.sample, fact)
    if action.quantity > 1 or action.sample in state.lots or action.sample in state.expected_lots:
        state.lots[action.sample] = action.quantity  # counted again: the later number is the better one


def _counter(state: CountState, fact: Fact) -> None:
    if fact.action.by is not None and fact.action.by not in state.counters:
        state.counters.append(fact.action.by)


def _sight(sample: str, fact: Fact) -> dict[str, Any]:
    """Where the phone that saw it believed it to be says whether it is in the wrong place or came from nowhere."""
    action = fact.action
    seen = {"sample": sample, "place": _place_of(fact), "believed_from": action.believed_from}
    return seen | {"by": action.by, "action": action.id, "at_ms": fact.order_ms}


def _place_of(fact: Fact) -> str | None:
    return fact.action.observed_from or fact.action.to


def _is_elsewhere(fact: Fact) -> bool:
    """It belongs to the count, but lay in another tray of it than the phone believed."""
    return fact.action.believed_from is not None and fact.action.believed_from != _place_of(fact)


def _by(fact: Fact | None) -> str | None:
    return fact.action.by if fact else None


def _ms(fact: Fact | None) -> int | None:
    return fact.order_ms if fact else None
