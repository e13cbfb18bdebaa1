"""What came in a push, read and judged on its own: nothing here knows the database or the other records."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

import orjson

from server.core.action import AUTHORITY, Action, Unreadable
from server.core.action import read as read_action
from server.ledger.signature import is_signed

LARGEST_ACTION = 64 * 1024


class Sent(NamedTuple):
    """One record as the phone sent it: the outer name and number, the bytes, the signature over them. A tuple, as 10,000 are made."""

    id: str
    seq: int
    bytes: bytes
    sig: str | None


@dataclass(slots=True)
class Arrival:
    """A record on its way into the ledger; with ``reasons`` it goes to quarantine instead."""

    sent: Sent
    seq: int
    hash: str
    action: Action | None
    reasons: list[str] = field(default_factory=list)
    was_held: bool = False


class Verdict(NamedTuple):
    """What became of one record; ``first`` is the first verdict of a duplicate."""

    id: str
    verdict: str
    reasons: tuple[str, ...] = ()
    commit: int | None = None
    first: str | None = None


def arrive(sent: Sent, device: str, was_held: bool = False) -> Arrival:
    """Read one record; whatever it holds, the answer is an arrival."""
    action, wrong = _read(sent, device)
    return Arrival(sent, sent.seq, sha256(sent.bytes).hexdigest(), action, [wrong] if wrong else [], was_held)


def _read(sent: Sent, device: str) -> tuple[Action | None, str | None]:
    if len(sent.bytes) > LARGEST_ACTION:
        return None, "too_large"
    try:
        action = read_action(orjson.loads(sent.bytes))
    except orjson.JSONDecodeError:
        return None, "unreadable"
    if isinstance(action, Unreadable):
        return None, action.reason
    if action.id != sent.id or action.seq != sent.seq or action.device != device:
        return action, "mismatch"
    return action, "authority_online_only" if action.kind in AUTHORITY else None


def doubt_unsigned(arrivals: Sequence[Arrival], public_key: str | None) -> None:
    """Mark what this device did not sign. ``arrivals`` are in the order of their seq.

    The newest signature vouches for the bytes before it through ``prev``, so a whole batch costs one check; where the chain is
    broken, the record's own signature decides.
    """
    later: Arrival | None = None
    for arrival in reversed(arrivals):
        vouched = later is not None and later.action is not None and later.seq == arrival.seq + 1 and later.action.prev == arrival.hash
        if vouched or is_signed(public_key, arrival.sent.sig, arrival.sent.bytes):
            later = arrival
        else:
            later = None
            if not arrival.reasons:
                arrival.reasons.append("bad_signature")
