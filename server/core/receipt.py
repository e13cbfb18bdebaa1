"""A receipt: what a delivery note promised, what was counted, what was decided about the difference."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from server.core.matter import history, lines_in, photos_in
from server.core.state import Fact

_HEAD = ("note_no", "supplier", "from", "ownership", "arrived", "return_by")


@dataclass(slots=True)
class Check:
    """The newest count of one line or of one thing on no line, and what was decided after it."""

    fact: Fact
    settled: Fact | None = None

    @property
    def is_open(self) -> bool:
        return self.settled is None and self.fact.action.body.get("outcome") != "right"


@dataclass(slots=True)
class ReceiptState:
    """Where a receipt stands; ``told`` is how it goes on the wire."""

    opened: Fact | None = None
    first: Fact | None = None
    checks: dict[str, Check] = field(default_factory=dict)  # by line
    extras: dict[str, Check] = field(default_factory=dict)  # by the action's id
    pieces: dict[str, list[str]] = field(default_factory=dict)  # by line

    @property
    def lines(self) -> list[dict[str, Any]]:
        return lines_in(self.opened.action.body) if self.opened else []

    @property
    def status(self) -> str:
        if not self.checks and not self.extras and not self.pieces:
            return "expected"
        if self.opened is None or any(line["line"] not in self.checks for line in self.lines):
            return "checking"
        told = [self.checks[line["line"]] for line in self.lines] + list(self._extras().values())
        return "differences" if any(check.is_open for check in told) else "closed"

    def _extras(self) -> dict[str, Check]:
        """Things on no line, and counts of lines the note has no more."""
        known = {line["line"] for line in self.lines}
        return self.extras | {check.fact.action.id: check for line, check in self.checks.items() if line not in known}

    def told(self) -> dict[str, Any]:
        body = self.opened.action.body if self.opened else {}
        extras = sorted(self._extras().values(), key=lambda check: check.fact.key)
        return {
            **{key: body.get(key) for key in _HEAD},
            "by": self.first.action.by if self.first else None, "opened_ms": self.first.order_ms if self.first else None,
            "note": body.get("note"), "photos": photos_in(body), "lines": [self._line(line) for line in self.lines],
            "extras": [_extra(check) for check in extras],
        }  # fmt: skip

    def _line(self, line: dict[str, Any]) -> dict[str, Any]:
        check = self.checks.get(line["line"])
        said = check.fact.action.body if check else {}
        return {
            "line": line["line"], "type": line.get("type"), "quantity": line["quantity"], "model": line.get("model"),
            "specification": line.get("specification"), "photos": photos_in(line), "counted": said.get("counted"),
            "outcome": said.get("outcome"), "check_note": said.get("note"), "check_photos": photos_in(said),
            "checked_by": check.fact.action.by if check else None, "check": check.fact.action.id if check else None,
            "pieces": self.pieces.get(line["line"], []),
            "settled": _settlement(check),
        }  # fmt: skip


def fold_receipt(facts: Iterable[Fact]) -> ReceiptState:
    """The later counts: of the note, of a count of a line, of a decision. A count after a decision opens the line again."""
    state = ReceiptState()
    for fact in history(facts).standing:
        _take(state, fact)
    return state


def _take(state: ReceiptState, fact: Fact) -> None:
    action, body = fact.action, fact.action.body
    if action.kind == "receipt_open":
        state.opened, state.first = fact, state.first or fact
    elif action.kind == "receipt_check" and body.get("line") is None:
        state.extras[action.id] = Check(fact)
    elif action.kind == "receipt_check":
        state.checks[body["line"]] = Check(fact)
    elif action.kind == "receipt_settle":
        check = state.checks.get(body["line"]) or state.extras.get(body["line"]) or _check_of(state, body["line"])
        if check is not None:
            check.settled = fact
    elif action.kind in ("arrive", "register") and action.sample is not None:
        line = body.get("line") if action.kind == "arrive" else body.get("entry")
        pieces = state.pieces.setdefault(line if type(line) is str else "", [])
        if action.sample not in pieces:
            pieces.append(action.sample)


def _check_of(state: ReceiptState, action: str) -> Check | None:
    """A count of a line that is on the note no more is settled as what it now is: a thing on no line."""
    return next((check for check in state.checks.values() if check.fact.action.id == action), None)


def _settlement(check: Check | None) -> dict[str, Any] | None:
    if check is None or check.settled is None:
        return None
    action = check.settled.action
    return {
        "decision": action.body.get("decision"), "reason": action.body.get("reason"), "by": action.by, "at_ms": check.settled.order_ms
    }  # fmt: skip


def _extra(check: Check) -> dict[str, Any]:
    action = check.fact.action
    return {
        "counted": action.body.get("counted"), "outcome": action.body.get("outcome"), "note": action.body.get("note"),
        "photos": photos_in(action.body), "by": action.by, "action": action.id,
        "line": action.body.get("line"), "settled": _settlement(check),
    }  # fmt: skip
