"""A slip: asked for, approved, picked, out, back. A pure fold of the actions that name it and of where its pieces are."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from server.core.case import Case
from server.core.custody import kind_of, mark_of
from server.core.matter import Kinds, history, lines_in
from server.core.state import Fact, case_id

TAKES: Final = frozenset({"scan_out", "move", "hand_over"})
BRINGS: Final = TAKES | {"scan_in", "found"}
Carried = Mapping[str, str | None]


@dataclass(slots=True)
class Line:
    """What was asked for, and what was taken for it."""

    line: str
    sample: str | None
    model: str | None
    n: int
    issued: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        """Nothing more is to be taken: all of it was, or some came back and that was that."""
        return len(self.issued) >= self.n or bool(self.returned)

    def takes(self, sample: str, named: str | None) -> bool:
        """Whether this piece fills the line: it is the very one, or another of the model for which there is room."""
        if self.sample is not None:
            return self.sample == sample
        return named == self.line and (sample in self.issued or len(self.issued) < self.n)


@dataclass(slots=True)
class SlipState:
    """Where a slip stands; ``told`` is how it goes on the wire. ``askers`` requested, edited or submitted it: none of them approves."""

    request: Fact | None = None
    requested_ms: int | None = None
    askers: set[str] = field(default_factory=set)
    submit: Fact | None = None
    decision: Fact | None = None
    cancel: Fact | None = None
    extend: Fact | None = None
    ask: Fact | None = None
    lines: list[Line] = field(default_factory=list)
    off_slip: list[Fact] = field(default_factory=list)
    out: set[str] = field(default_factory=set)
    took: list[Fact] = field(default_factory=list)
    signed: list[Fact] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    newest_ms: int | None = None

    @property
    def is_approved(self) -> bool:
        return self.decision is not None and self.decision.action.kind == "slip_approve"

    @property
    def status(self) -> str:
        if self.cancel is not None and not self.out:
            return "cancelled"
        if self.took:
            return self._status_of_pieces()
        if self.decision is not None:
            return "approved" if self.is_approved else "rejected"
        return "submitted" if self.submit is not None else "draft"

    def _status_of_pieces(self) -> str:
        is_all_taken = self.cancel is not None or all(line.is_done for line in self.lines)
        if any(line.returned for line in self.lines) or not self.out:
            return "closed" if is_all_taken and not self.out else "partly_returned"
        return "issued" if is_all_taken else "picking"

    @property
    def due_ms(self) -> int | None:
        """When the pieces are to be back."""
        said = [fact for fact in (self.request, self.extend) if fact is not None]
        newest = max(said, key=lambda fact: fact.key, default=None)
        return newest.action.body.get("back_ms") if newest is not None else None

    def told(self) -> dict[str, Any]:
        asked = self.request.action.body if self.request else {}
        return {
            "request": _id(self.request), "by": _by(self.request), "submitted_by": _by(self.submit),
            "approved_by": _by(self.decision) if self.is_approved else None,
            "approved_ms": _ms(self.decision) if self.is_approved else None,
            "reject_reason": None if self.is_approved else _said(self.decision, "reason"), "cancel_reason": _said(self.cancel, "reason"),
            "cancelled_ms": _ms(self.cancel),
            "purpose": asked.get("purpose"), "client": asked.get("client"), "to": asked.get("to") or _by(self.request),
            "out_ms": asked.get("out_ms"), "back_ms": self.due_ms, "asked_back_ms": self._asked_back(), "note": asked.get("note"),
            "requested_ms": self.requested_ms, "submitted_ms": _ms(self.submit),
            "issued_ms": min((fact.order_ms for fact in self.took), default=None),
            "closed_ms": self.newest_ms if self.status in ("closed", "cancelled") else None,
            "lines": [asdict(line) for line in self.lines],
            "off_slip": [{"sample": fact.action.sample, "action": fact.action.id} for fact in self.off_slip],
            "signed": [_signature(fact) for fact in self.signed], "flags": sorted(self.flags),
        }  # fmt: skip

    def _asked_back(self) -> int | None:
        """An extension that was asked for and is not decided."""
        if self.ask is None or any(done is not None and done.key > self.ask.key for done in (self.request, self.extend)):
            return None
        return self.ask.action.body.get("back_ms")

    def cases(self, slip: str) -> list[Case]:
        """One for each piece that left without being on the slip, for as long as it is out."""
        return [_case(slip, fact) for fact in self.off_slip if fact.action.sample in self.out]


def fold_slip(facts: Iterable[Fact], carried: Carried, kinds: Kinds | None = None, slip: str | None = None) -> SlipState:
    """``carried``: by sample, the slip it is out under now; ``kinds``: of places, to tell a putting away from a taking out."""
    standing, taken_back = history(facts)
    slip = slip or next((fact.action.slip for fact in standing if fact.action.slip), None)
    state = SlipState()
    for fact in standing:
        _take(state, fact, kinds or {})
    held = {fact.action.sample for fact in state.took}
    # What was taken back only after a settlement is out all the same: the piece says so.
    back_again = (fact for fact in taken_back if _takes(fact, kinds or {}) and fact.action.sample not in held)
    state.took += [fact for fact in back_again if _is_out(fact, carried, slip)]
    state.took.sort(key=lambda fact: fact.key)
    _fill_lines(state, carried, slip)
    return state


def scans_of(facts: Iterable[Fact]) -> list[str]:
    """Ids of all actions that may ever have founded a case of the slip."""
    return [fact.action.id for fact in facts if fact.action.kind in TAKES]


def case_of(slip: str, action: str) -> str:
    return case_id("off_slip", slip, [action])


def _take(state: SlipState, fact: Fact, kinds: Kinds) -> None:
    """One more fact, in order."""
    action = fact.action
    named = text if type(text := action.body.get("request")) is str else None
    is_of_newest = state.request is not None and named == state.request.action.id
    state.newest_ms = fact.order_ms
    if action.kind == "slip_request":
        state.request, state.submit, state.decision, state.cancel = fact, None, None, None
        state.requested_ms = fact.order_ms if state.requested_ms is None else state.requested_ms
        state.askers |= {action.by} if action.by else set()
    elif action.kind == "slip_submit":
        state.askers |= {action.by} if action.by else set()
        state.submit = fact if is_of_newest else state.submit
    elif action.kind in ("slip_approve", "slip_reject"):
        state.decision = fact if is_of_newest else state.decision
    elif action.kind == "slip_cancel":
        state.cancel = fact
    elif action.kind == "slip_extend":
        state.extend = fact
    elif action.kind == "slip_extend_ask":
        state.ask = fact
    elif action.kind == "slip_sign":
        state.signed.append(fact)
        _flag(state, "issuer_is_receiver", action.by is not None and action.body.get("receiver") == action.by)
    elif _takes(fact, kinds):
        _issue(state, fact)


def _takes(fact: Fact, kinds: Kinds) -> bool:
    action = fact.action
    return action.kind in TAKES and action.sample is not None and kind_of(action.to, kinds) != "store"


def _issue(state: SlipState, fact: Fact) -> None:
    """A piece leaves; what its issuer may not be is flagged and never refused."""
    action = fact.action
    if any(known.action.sample == action.sample for known in state.took):
        return  # it is out under this slip already: a colleague has it now
    state.took.append(fact)
    is_taker = action.kind == "hand_over"  # who takes a piece over scans it in person
    _flag(state, "issuer_is_approver", state.is_approved and action.by == _by(state.decision))
    _flag(state, "issuer_is_requester", action.by in state.askers and not is_taker)
    _flag(state, "issuer_is_receiver", action.by is not None and action.by == action.to and not is_taker)
    _flag(state, "issued_unapproved", not state.is_approved)
    _flag(state, "issued_cancelled", state.cancel is not None)


def _flag(state: SlipState, word: str, is_so: bool) -> None:
    if is_so:
        state.flags.add(word)


def _fill_lines(state: SlipState, carried: Carried, slip: str | None) -> None:
    """Each piece on the line it fills, those of no line and those taken after the end apart."""
    asked = lines_in(state.request.action.body) if state.request else []
    state.lines = [_line(one) for one in asked]
    for fact in state.took:
        sample, named = fact.action.sample or "", fact.action.body.get("line")
        is_too_late = state.cancel is not None and fact.key > state.cancel.key
        is_flagged = fact.action.body.get("off_slip") is True
        line = next((one for one in state.lines if one.takes(sample, None if is_flagged else named)), None)
        is_out = _is_out(fact, carried, slip)
        if is_out:
            state.out.add(sample)
        if line is None or is_too_late:
            state.off_slip.append(fact)
        elif sample not in line.issued:
            line.issued.append(sample)
            line.returned += [] if is_out else [sample]


def _is_out(fact: Fact, carried: Carried, slip: str | None) -> bool:
    return slip is not None and carried.get(fact.action.sample or "") == slip


def _line(asked: dict[str, Any]) -> Line:
    sample = asked.get("sample")
    return Line(asked["line"], sample, asked.get("model"), 1 if sample is not None else asked.get("n") or 1)


def _case(slip: str, fact: Fact) -> Case:
    said = mark_of(fact)._asdict() | {"slip": slip}
    return Case(case_of(slip, fact.action.id), "off_slip", fact.action.sample, None, "provisional", [said], fact.order_ms)


def _signature(fact: Fact) -> dict[str, Any]:
    body = fact.action.body
    return {
        "receiver": body.get("receiver"), "samples": body.get("samples") or [], "signature": body.get("signature"),
        "pin": body.get("pin") is True, "at_ms": fact.order_ms, "by": fact.action.by,
    }  # fmt: skip


def _id(fact: Fact | None) -> str | None:
    return fact.action.id if fact else None


def _by(fact: Fact | None) -> str | None:
    return fact.action.by if fact else None


def _ms(fact: Fact | None) -> int | None:
    return fact.order_ms if fact else None


def _said(fact: Fact | None, key: str) -> Any:
    return fact.action.body.get(key) if fact else None
