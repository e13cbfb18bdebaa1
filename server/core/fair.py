"""A fair: a booth for some days, what goes there under which line of the customs list, what was packed and what came back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from server.core.body import text_in
from server.core.custody import kind_of
from server.core.matter import Kinds, history, lines_in
from server.core.state import Fact

MOVES: Final = frozenset({"scan_out", "scan_in", "move", "hand_over", "found"})
_HEAD: Final = ("title", "booth", "safe", "from_ms", "to_ms", "carnet", "country", "note")
_ENDS: Final = frozenset({"store", "sold", "returned_to_owner", "scrapped", "lost"})  # nothing goes on from there under the fair's name
_LINE: Final = ("line", "sample", "model", "n", "item", "description", "weight_g", "value", "origin", "hs", "marks")


@dataclass(slots=True)
class FairState:
    """Where a fair stands; ``told`` is how it goes on the wire. Whether a piece is still out is said by the piece, not here."""

    plan: Fact | None = None
    first: Fact | None = None
    closed: Fact | None = None
    packed: dict[str, Fact] = field(default_factory=dict)  # by piece, its first leaving for the fair
    back: dict[str, Fact] = field(default_factory=dict)  # by piece, its newest coming back, or ending, under the fair's name
    counts: list[str] = field(default_factory=list)

    @property
    def status(self) -> str:
        if self.closed is not None:
            return "closed"
        if not self.packed:
            return "planned"
        return "out" if any(sample not in self.back for sample in self.packed) else "back"

    @property
    def to_ms(self) -> int | None:
        return self.plan.action.body.get("to_ms") if self.plan else None

    def told(self) -> dict[str, Any]:
        body = self.plan.action.body if self.plan else {}
        return {
            **{key: body.get(key) for key in _HEAD}, "team": body.get("team") or [], "slips": body.get("slips") or [],
            "lines": [{key: line.get(key) for key in _LINE} for line in lines_in(body)], "by": self.first.action.by if self.first else None,
            "planned_ms": self.first.order_ms if self.first else None,
            "packed": [_moved(sample, fact) for sample, fact in self.packed.items()],
            "back": [_moved(sample, fact) for sample, fact in self.back.items()], "counts": self.counts,
            "closed_by": self.closed.action.by if self.closed else None, "closed_ms": self.closed.order_ms if self.closed else None,
        }  # fmt: skip


def fold_fair(facts: Iterable[Fact], kinds: Kinds | None = None) -> FairState:
    """The later plan counts, whatever was moved before it: what lies in its safe for the night is not back, though the safe be a store."""
    state, standing = FairState(), history(facts).standing
    safe = next((text_in(fact.action.body, "safe") for fact in reversed(standing) if fact.action.kind == "fair_plan"), None)
    for fact in standing:
        _take(state, fact, kinds or {}, safe)
    return state


def _take(state: FairState, fact: Fact, kinds: Kinds, safe: str | None) -> None:
    action = fact.action
    if action.kind == "fair_plan":
        state.plan, state.first = fact, state.first or fact
    elif action.kind == "fair_close":
        state.closed = fact
    elif action.kind == "count_open" and action.count is not None and action.count not in state.counts:
        state.counts.append(action.count)
    elif action.kind in MOVES and action.sample is not None:
        _move(state, fact, action.sample, kind_of(action.to, kinds), safe)


def _move(state: FairState, fact: Fact, sample: str, kind: str | None, safe: str | None) -> None:
    """A piece is packed by the first move out that names the fair; a move into a store, or to where pieces end, brings it back."""
    is_end = kind in _ENDS or (kind is None and fact.action.kind == "scan_in")
    if is_end and (safe is None or fact.action.to != safe):
        if sample in state.packed:
            state.back[sample] = fact
    else:
        state.packed.setdefault(sample, fact)
        state.back.pop(sample, None)


def _moved(sample: str, fact: Fact) -> dict[str, Any]:
    action = fact.action
    return {"sample": sample, "to": action.to, "by": action.by, "at_ms": fact.order_ms, "line": text_in(action.body, "fair_line", 8)}
