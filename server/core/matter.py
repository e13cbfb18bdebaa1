"""What slips, receipts and repairs share: their facts in order, without what was taken back."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from server.core.action import FACTS
from server.core.fold import in_order
from server.core.state import Fact

Kinds = Mapping[str, str]
_REVERSIBLE: Final = FACTS - {"undo"}


class History(NamedTuple):
    """The facts of a matter in the order of all history; ``taken_back`` are those an undo left out."""

    standing: list[Fact]
    taken_back: list[Fact]


def history(facts: Iterable[Fact]) -> History:
    """What this release knows, each action once; an undo counts as it does for a piece: by the same person or phone, and only later."""
    ordered = [fact for fact in in_order(facts) if fact.action.is_known]
    seen: dict[str, Fact] = {}
    undone: set[str] = set()
    for fact in ordered:
        action = fact.action
        if action.kind in _REVERSIBLE:
            seen[action.id] = fact
        elif action.kind == "undo":
            target = seen.get(action.reverses or "")
            if target is not None and (target.device == fact.device or target.action.by == action.by):
                undone.add(target.action.id)
    standing = [fact for fact in ordered if fact.action.kind != "undo" and fact.action.id not in undone]
    return History(standing, [seen[id] for id in undone])


def photos_in(body: Mapping[str, Any]) -> list[str]:
    """The photos an action carries."""
    photos = body.get("photos")
    return list(photos) if type(photos) is list else []


def lines_in(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines of a request or a delivery note."""
    lines = body.get("lines")
    return [line for line in lines if type(line) is dict] if type(lines) is list else []
