"""A repair: one damage from its report to its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from server.core.custody import kind_of
from server.core.matter import Kinds, history, photos_in
from server.core.state import Fact

MOVES: Final = frozenset({"scan_out", "scan_in", "move", "hand_over", "found"})
_ENDS: Final = {"repaired": "repaired", "scrapped": "scrapped", "replaced": "replaced"}


@dataclass(slots=True)
class RepairState:
    """Where a repair stands; ``told`` is how it goes on the wire."""

    sample: str | None = None
    first: Fact | None = None
    damage: Fact | None = None
    assessed: Fact | None = None
    cost: Fact | None = None
    sent: Fact | None = None
    back: Fact | None = None
    ended: Fact | None = None

    @property
    def outcome(self) -> str | None:
        if self.ended is None:
            return None
        action = self.ended.action
        if action.kind == "inspect":
            return "repaired"
        return "replaced" if self.replacement else (action.to or "").removeprefix("sink-")

    @property
    def replacement(self) -> str | None:
        """Named at the end, or when it was assessed as one to replace."""
        named = self.ended.action.body.get("replacement") if self.ended else None
        return named or (self.assessed.action.body.get("replacement") if self.assessed else None)

    @property
    def status(self) -> str:
        if self.ended is not None:
            return _ENDS.get(self.outcome or "", "closed")
        if self.sent is not None:
            return "back" if self.back is not None else "at_workshop"
        return "assessed" if self.assessed is not None else "reported"

    @property
    def due_ms(self) -> int | None:
        return self.assessed.action.body.get("due_ms") if self.assessed else None

    def told(self) -> dict[str, Any]:
        damage, assessed, cost = (_body(fact) for fact in (self.damage, self.assessed, self.cost))
        return {
            "sample": self.sample, "by": _by(self.first), "opened_ms": _ms(self.first), "grade": damage.get("grade"),
            "note": damage.get("note"), "photos": photos_in(damage), "fault": assessed.get("fault"), "decision": assessed.get("decision"),
            "estimate": assessed.get("estimate"), "due_ms": self.due_ms, "assessed_by": _by(self.assessed), "cost": cost.get("cost"),
            "work": cost.get("work"), "workshop": self.sent.action.to if self.sent else None, "sent_ms": _ms(self.sent),
            "back_ms": _ms(self.back), "ended_ms": _ms(self.ended), "ended_by": _by(self.ended),
            "outcome": self.outcome, "replacement": self.replacement,
        }  # fmt: skip


def fold_repair(facts: Iterable[Fact], kinds: Kinds | None = None) -> RepairState:
    """The later counts. ``kinds`` of places tell a sending from a bringing back where the kind of the action does not."""
    state = RepairState()
    for fact in history(facts).standing:
        _take(state, fact, kinds or {})
    return state


def _take(state: RepairState, fact: Fact, kinds: Kinds) -> None:
    action = fact.action
    state.sample = state.sample or action.sample
    if action.kind == "damage":
        state.damage, state.first = fact, state.first or fact
    elif action.kind == "assess":
        state.assessed = fact
    elif action.kind == "repair_cost":
        state.cost = fact
    elif action.kind == "write_off" or (action.kind == "inspect" and action.body.get("outcome") == "good"):
        state.ended = fact
    elif action.kind in MOVES:
        _move(state, fact, kind_of(action.to, kinds))


def _move(state: RepairState, fact: Fact, kind: str | None) -> None:
    if kind == "workshop" or (kind is None and fact.action.kind == "scan_out"):
        state.sent, state.back = fact, None
    elif kind == "store" or fact.action.kind == "scan_in":
        state.back = fact


def _body(fact: Fact | None) -> dict[str, Any]:
    return fact.action.body if fact else {}


def _by(fact: Fact | None) -> str | None:
    return fact.action.by if fact else None


def _ms(fact: Fact | None) -> int | None:
    return fact.order_ms if fact else None
