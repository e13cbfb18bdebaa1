"""What each role may do, in one table; and which right each kind of action asks for."""

from collections.abc import Iterable

_READING = frozenset({"read"})  # everybody has notices
_HANDLING = _READING | {"handle"}
_STORE = _HANDLING | {"issue", "take_back", "receive"}

# Rights over stock are facts: lacking one flags a scan (`role_may_not`), it never refuses it. The others are authority and refuse.
RIGHTS: dict[str, frozenset[str]] = {
    "keeper": _STORE | {"repair"},
    "clerk": _STORE | {"register", "tags"},
    "supervisor": _STORE | {"register", "tags", "places", "settle", "phones", "enrol", "repair", "write_off"},
    "approver": _HANDLING | {"approve", "write_off"},
    "holder": _HANDLING,
    "repairer": _HANDLING | {"repair", "take_back"},
    "admin": _READING | {"people", "phones", "enrol", "settings"},
}

# Those who decide: of them the firm may require a second step of signing in.
DECIDING = frozenset({"admin", "supervisor", "approver"})

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
    **dict.fromkeys(("receipt_open", "receipt_check", "arrive"), "receive"),
    **dict.fromkeys(("slip_request", "slip_submit", "slip_cancel", "slip_extend_ask", "slip_sign"), "handle"),
    **dict.fromkeys(("give", "show", "damage", "reading", "tray"), "handle"),
    "inspect": "take_back",
    **dict.fromkeys(("assess", "repair_cost"), "repair"),
    **dict.fromkeys(("slip_approve", "slip_reject", "slip_extend"), "approve"),
    "receipt_settle": "settle",
    "amend": "register",
    "write_off": "write_off",
    **dict.fromkeys(("count_open", "count_seen", "count_finish", "fair_plan", "fair_close"), "handle"),
    **dict.fromkeys(("count_accept", "quarantine_review"), "settle"),
    "notice_read": "read",
}


def rights_of(roles: Iterable[str]) -> frozenset[str]:
    """Everything these roles may do together; a role nobody knows adds nothing."""
    return frozenset().union(*(RIGHTS.get(role, frozenset()) for role in roles))


def may(roles: Iterable[str], right: str) -> bool:
    """May somebody of these roles do what asks for ``right``?"""
    return any(right in RIGHTS.get(role, frozenset()) for role in roles)
