"""When an action happened, as well as it can be known: the device's corrected time, held inside what its contacts prove."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from server.core.action import Action
from server.core.clock_set import TOLERANCE_MS, Line, Offsets, find_set

LATE_MS: Final = 5 * 60_000


class Contact(NamedTuple):
    """What the office knows of the device when it places an action; ``page`` and ``mono_ms`` are the push's own clock reading.

    ``order_ms`` this device's previous order time (its enrolment before the first), ``offset_ms`` learnt server − wall,
    ``base_ms`` when commit ``base`` was made (0 unknown), ``now_ms`` the office's clock, ``taken_ms`` when another phone took it along.
    """

    order_ms: int
    offset_ms: int
    base_ms: int
    now_ms: int
    page: str | None = None
    mono_ms: int | None = None
    taken_ms: int | None = None
    is_doubted: bool = False  # it cannot be told whether its clock was set before this action or after it


class Order(NamedTuple):
    """The first part of the order key, and which of clock_clamped, clock_stepped, late a person should see."""

    ms: int
    flags: tuple[str, ...]


def place_in_time(action: Action, contact: Contact) -> Order:
    """Never refuses: whatever the clock says, the time ends up where the phone's contacts allow it to be."""
    reading, stepped = _reading(action)
    wished, latest = reading + contact.offset_ms, _latest(action, contact)
    ms = max(_earliest(action, contact, latest), min(wished, latest))
    stepped |= contact.is_doubted
    clamped, late = abs(wished - ms) > TOLERANCE_MS, contact.now_ms - ms > LATE_MS
    if not (clamped or stepped or late):
        return Order(ms, ())
    said = (("clock_clamped", clamped), ("clock_stepped", stepped), ("late", late))
    return Order(ms, tuple(flag for flag, is_so in said if is_so))


def find_offsets(made: Sequence[tuple[Action, Contact]], was_ms: int, since_ms: int, has_more: bool) -> Offsets:
    """Of one phone's actions in its own order, whose clock was off by ``was_ms`` at the contact before (at ``since_ms``) and was set since.

    ``has_more``: the phone has not delivered all it made since.
    """
    lines, before = list[Line](), None
    for action, contact in made:
        latest, passed = _latest(action, contact), 0
        if before is not None and before.page == action.page:
            passed = max(action.mono_ms - before.mono_ms, 0)
        lines.append(Line(_reading(action)[0], _earliest(action, contact, latest), latest, passed))
        before = action
    newest = made[-1][1]
    return find_set(lines, was_ms, newest.offset_ms, since_ms, None if has_more else _until(newest))


def _reading(action: Action) -> tuple[int, bool]:
    """The hybrid clock; but one far off its own wall only remembers that the wall was set, so then the wall itself."""
    ms = action.hlc[0]
    if abs(ms - action.wall_ms) > TOLERANCE_MS:
        return action.wall_ms, True
    return ms, False


def _earliest(action: Action, contact: Contact, latest: int) -> int:
    """Not before what this device had done or seen. What the office itself says wins over its clock; the anchor, a claim, does not."""
    proven = max(contact.order_ms, contact.base_ms, 0)
    if action.anchor is None:
        return proven
    server_ms, mono_ms = action.anchor
    # The monotonic clock stands still while a phone sleeps: time passed at least this much.
    claimed = server_ms + max(action.mono_ms - mono_ms, 0)
    return max(proven, min(claimed, latest))


def _until(contact: Contact) -> int:
    return contact.now_ms if contact.taken_ms is None else min(contact.taken_ms, contact.now_ms)


def _latest(action: Action, contact: Contact) -> int:
    """Not after now, or the taking; in the page run that is pushing, not after now less the time its monotonic clock has seen since."""
    if contact.mono_ms is None or contact.page != action.page:
        return _until(contact)
    return contact.now_ms - max(contact.mono_ms - action.mono_ms, 0)
