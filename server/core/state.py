"""What the fold knows of one sample, and how that is kept as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from operator import attrgetter
from typing import Any, Final, NamedTuple

from server.core.action import Action


class Fact(NamedTuple):
    """An action in the ledger: its stored order time, and when the office knew it. ``unsure``: its clock was clamped or stepped."""

    order_ms: int
    device: str
    seq: int
    known_ms: int
    action: Action
    unsure: bool = False

    @property
    def key(self) -> Key:
        """Where it stands in the one stored order of all history."""
        return (self.order_ms, self.device, self.seq)


Key = tuple[int, str, int]


class Mark(NamedTuple):
    """One side of a claim, as a person reads it on the conflict desk."""

    action: str
    by: str | None
    device: str
    kind: str
    to: str | None
    happened_ms: int
    known_ms: int
    unsure: bool = False


def case_id(kind: str, subject: str | None, actions: Iterable[str]) -> str:
    """The same for the same claims in whatever order they became known."""
    return sha256("\n".join([kind, subject or "", *sorted(actions)]).encode()).hexdigest()


class Closing(NamedTuple):
    """What ended a claim: ``status`` explained or settled, by whom, when, and in which words."""

    status: str
    by: str | None
    at_ms: int
    decision: str
    reason: str
    case: str | None


class Claim(NamedTuple):
    """What could not be reconciled. The first one or two marks founded it; later ones of the same sort are added."""

    kind: str
    marks: tuple[Mark, ...]
    founders: int
    at_ms: int
    order_unknown: bool = False
    closing: Closing | None = None

    def case_id(self, sample: str | None) -> str:
        """Computed from what founded it, so that a refold never makes a second case of it."""
        return case_id(self.kind, sample, (mark.action for mark in self.marks[: self.founders]))


@dataclass(slots=True)
class SampleState:
    """Where the piece is, who answers for it, what state it is in. Edited in place by ``step``; copy it first to keep the old one."""

    sample: str | None = None
    registered: bool = False
    arrived: bool = False
    quantity: int = 1
    at: dict[str, int] = field(default_factory=dict)
    origin: str | None = None  # of a lot: where it was registered, which owes what was taken too much
    place: str | None = None
    holder: str | None = None
    home: str | None = None
    status: str = "unregistered"
    condition: str | None = None
    happened_ms: int | None = None
    known_ms: int | None = None
    last_by: str | None = None
    last_kind: str | None = None
    order_unknown: bool = False
    key: Key | None = None
    newest_ms: int = 0  # the latest known_ms seen: a settlement older than it is a barrier to something
    barrier: Key | None = None
    held: Mark | None = None  # the move that made the holder answer
    claims: list[Claim] = field(default_factory=list)
    slip: str | None = None  # under which it is out
    repair: str | None = None  # which is open
    gross_g: str | None = None  # on record
    given: dict[str, list[str | None]] = field(default_factory=dict)  # halves of handovers nobody has taken yet: pair, giver, to whom

    @property
    def is_lot(self) -> bool:
        return self.quantity > 1

    @property
    def open_claims(self) -> int:
        return sum(claim.closing is None for claim in self.claims)

    def copy(self) -> SampleState:
        """Facts, marks and claims never change, so only the containers are made anew."""
        return replace(self, at=dict(self.at), claims=list(self.claims), given=dict(self.given))

    def dump(self) -> dict[str, Any]:
        """As JSON can hold it; what is still as at the start is left out, for there are 100,000 of these."""
        dumped = {name: value for name, value, start in zip(_NAMES, _values(self), _START, strict=True) if value != start}
        if "claims" in dumped:
            dumped["claims"] = [_dumped(claim) for claim in self.claims]
        for name in ("key", "barrier", "held"):
            if name in dumped:
                dumped[name] = list(dumped[name])
        if "given" in dumped:
            dumped["given"] = dict(sorted(self.given.items()))
        if self.at == {self.place: 1}:
            dumped.pop("at", None)
        elif "at" in dumped:
            dumped["at"] = dict(sorted(self.at.items()))
        return dumped


def load(dumped: dict[str, Any]) -> SampleState:
    """The state whose ``dump`` this is."""
    state = SampleState(**dumped)
    state.at = dict(state.at) or ({state.place: 1} if state.place and not state.is_lot else {})
    state.key, state.barrier = _key(dumped.get("key")), _key(dumped.get("barrier"))
    state.held = Mark(*dumped["held"]) if "held" in dumped else None
    state.claims = [_loaded(claim) for claim in dumped.get("claims", ())]
    state.given = dict(state.given)
    return state


def _key(parts: list[Any] | None) -> Key | None:
    return (parts[0], parts[1], parts[2]) if parts else None


def _dumped(claim: Claim) -> list[Any]:
    kind, marks, founders, at_ms, order_unknown, closing = claim
    return [kind, [list(mark) for mark in marks], founders, at_ms, order_unknown, list(closing) if closing else None]


def _loaded(parts: list[Any]) -> Claim:
    kind, marks, founders, at_ms, order_unknown, closing = parts
    return Claim(kind, tuple(Mark(*mark) for mark in marks), founders, at_ms, order_unknown, Closing(*closing) if closing else None)


_NAMES: Final = tuple(part.name for part in fields(SampleState))
_values: Final = attrgetter(*_NAMES)
_START: Final[tuple[Any, ...]] = _values(SampleState())
