"""What may stand in any action's body: whatever is plain and small; what the keys of a kind hold is ``forms``."""

import re
from math import isfinite
from typing import Any, Final

BOUND: Final = 1 << 53  # what JavaScript can count to exactly
LONGEST_TEXT: Final = 4_000
LONGEST_KEY: Final = 64
DEEPEST: Final = 8
WIDEST: Final = 16_000  # 500 lines of a customs list

# A database's text cannot hold a NUL, and half a surrogate pair is no text at all.
_clean = re.compile("[^\x00\ud800-\udfff]*").fullmatch


def is_clean(text: str) -> bool:
    """Whether every database can keep the text and every encoder write it."""
    return _clean(text) is not None


def text_in(body: dict[str, Any], key: str, longest: int = LONGEST_TEXT) -> str | None:
    """The text under ``key``, or None when there is none or it is something else."""
    value = body.get(key)
    return value if type(value) is str and len(value) <= longest else None


def fault_in_body(body: dict[str, Any]) -> tuple[str, str] | None:
    """(reason, field) of what is not plain: unclean texts, numbers that are not exact or finite; too long, too deep, too wide."""
    for key, value in body.items():
        if not is_clean(key) or len(key) > LONGEST_KEY:
            return ("unreadable", "body")
        reason = _fault_in(value)
        if reason:
            return (reason, f"body.{key}")
    return ("too_large", "body") if len(body) > LONGEST_KEY else None


def _fault_in(value: Any) -> str | None:
    """Walks without recursion, so that no depth exhausts the stack."""
    waiting, seen = [(value, 1)], 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > WIDEST:
            return "too_large"
        reason = _fault_in_leaf(value)
        if reason:
            return reason
        if type(value) is list:
            waiting += ((inner, depth + 1) for inner in value)
        elif type(value) is dict:
            waiting += ((inner, depth + 1) for pair in value.items() for inner in pair)
    return None


def _fault_in_leaf(value: Any) -> str | None:
    kind = type(value)
    if kind is str:
        return "too_large" if len(value) > LONGEST_TEXT else None if is_clean(value) else "unreadable"
    if kind is int:
        return None if -BOUND <= value <= BOUND else "unreadable"
    if kind is float:
        return None if isfinite(value) else "unreadable"
    return None if kind in (dict, list, bool, type(None)) else "unreadable"
