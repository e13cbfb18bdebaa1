"""What each role may do, in one table; and which right each kind of action asks for."""

from collections.abc import Iterable

_HANDLING = frozenset({"handle"})
_STORE = _HANDLING | {"issue", "take_back"}

# Rights over stock are facts: lacking one flags a scan (`role_may_not`), it never refuses it. The others are authority and refuse.
RIGHTS: dict[str, frozenset[str]] = {
    "keeper": _STORE,
    "clerk": _STORE | {"register", "tags"},
    "supervisor": _STORE | {"register", "tags", "places", "settle", "phones", "enrol"},
    "approver": _HANDLING,
    "holder": _HANDLING,
    "repairer": _HANDLING,
    "admin": frozenset({"people", "phones", "enrol", "settings"}),
}

FACT_RIGHTS: dict[str, str] = {
    "register": "register",
    "scan_out": "issue",
    "scan_in": "take_back",
    "move": "handle",
    "hand_over": "handle",
    "sighting": "handle",
    "report_lost": "handle",
    "found": "handle",
    "undo": "handle",
    "settle": "settle",
}


def rights_of(roles: Iterable[str]) -> frozenset[str]:
    """Everything these roles may do together; a role nobody knows adds nothing."""
    return frozenset().union(*(RIGHTS.get(role, frozenset()) for role in roles))


def may(roles: Iterable[str], right: str) -> bool:
    """May somebody of these roles do what asks for ``right``?"""
    return any(right in RIGHTS.get(role, frozenset()) for role in roles)
