"""What people do, as it stands on the wire: decoded JSON in, an action or the field that is wrong out."""

from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

from server.core.body import BOUND, LONGEST_TEXT, fault_in_body, is_clean, text_in
from server.core.forms import fault_in_form
from server.core.ids import fits_hash, fits_id, fits_place, is_hash, is_place, is_uuid

AUTHORITY: Final = frozenset(
    ("settle", "receipt_settle", "amend", "slip_approve", "slip_reject", "slip_extend", "write_off", "count_accept", "quarantine_review")
)
FACTS: Final = frozenset(
    ("register", "scan_out", "scan_in", "move", "hand_over", "sighting", "report_lost", "found", "undo",
     "receipt_open", "receipt_check", "arrive", "slip_request", "slip_submit", "slip_cancel", "slip_extend_ask", "slip_sign",
     "give", "show", "damage", "inspect", "assess", "repair_cost", "reading", "tray",
     "count_open", "count_seen", "count_finish", "fair_plan", "fair_close", "notice_read")
)  # fmt: skip
KINDS: Final = FACTS | AUTHORITY
MOVES: Final = frozenset({"scan_out", "scan_in", "move", "hand_over", "found"})
OFFICE: Final = "office"

MANY: Final = 1_000_000
_OF_A_PIECE: Final = MOVES | {"sighting", "report_lost", "give", "show", "damage", "inspect", "assess", "repair_cost", "count_seen"}
_OF_A_NAMED_PIECE: Final = frozenset({"register", "arrive", "amend", "write_off"})
# What a kind cannot be without, beside who and what of.
_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(MOVES, ("to",)), "receipt_open": ("receipt",), "receipt_check": ("receipt",), "receipt_settle": ("receipt",),
    "arrive": ("receipt", "to"),
    **dict.fromkeys(("slip_request", "slip_submit", "slip_cancel", "slip_approve", "slip_reject", "slip_extend"), ("slip",)),
    **dict.fromkeys(("slip_extend_ask", "slip_sign"), ("slip",)), "give": ("group",), "damage": ("repair",), "assess": ("repair",),
    "repair_cost": ("repair",), "write_off": ("to",), "reading": ("to",), "tray": ("to", "group"),
    "count_open": ("count", "to"), **dict.fromkeys(("count_seen", "count_finish", "count_accept"), ("count",)),
    **dict.fromkeys(("fair_plan", "fair_close"), ("fair",)),
}  # fmt: skip
_DAY_MINUTES: Final = 24 * 60


class Unreadable(NamedTuple):
    """Why a record may not be applied: ``reason`` is the verdict's code (``unreadable`` or ``too_large``), ``field`` what is wrong."""

    reason: str
    field: str | None


class Action(NamedTuple):
    """One immutable fact; the attributes are the keys of docs/protocol.md. A tuple because 10,000 are read in one push."""

    v: int
    id: str
    kind: str
    device: str
    seq: int
    by: str | None
    sample: str | None
    tag: str | None
    to: str | None
    observed_from: str | None
    believed_from: str | None
    base: int
    quantity: int
    slip: str | None
    count: str | None  # type: ignore[assignment]  # the trade's count, not the tuple's
    fair: str | None
    repair: str | None
    receipt: str | None
    group: str | None
    wall_ms: int
    tz: int
    mono_ms: int
    page: str
    anchor: tuple[int, int] | None  # (server_ms, mono_ms)
    hlc: tuple[int, int]
    body: dict[str, Any]
    prev: str | None

    @property
    def is_known(self) -> bool:
        """Whether this release applies it; others are kept in the ledger and left alone by the fold."""
        return self.v == 1 and self.kind in KINDS

    @property
    def reverses(self) -> str | None:
        """The id an undo takes back."""
        return text_in(self.body, "reverses") if self.kind == "undo" else None


Fits = Callable[[Any], bool]
# The same few phones, people, places and groups stand in every action of a push.
_is_seen_id = lru_cache(4096)(lambda text: is_uuid(text) is not None)
_is_seen_place = lru_cache(4096)(lambda text: is_place(text) is not None)


def _device(value: Any) -> bool:
    return fits_id(value) or value == OFFICE


def _int(value: Any) -> bool:
    return type(value) is int and -BOUND <= value <= BOUND


def _from_one(most: int) -> Fits:
    return lambda value: type(value) is int and 1 <= value <= most


def _tz(value: Any) -> bool:
    return type(value) is int and -_DAY_MINUTES < value < _DAY_MINUTES


def _text(longest: int) -> Fits:
    return lambda value: type(value) is str and 0 < len(value) <= longest and is_clean(value)


def _anchor(value: Any) -> bool:
    return type(value) is dict and _int(value.get("server_ms")) and _int(value.get("mono_ms"))


def _hlc(value: Any) -> bool:
    return type(value) is list and len(value) == 2 and _int(value[0]) and _int(value[1]) and value[1] >= 0


def _or_none(fits: Fits) -> Fits:
    return lambda value: value is None or fits(value)


_FIELDS: Final[dict[str, Fits]] = {
    "v": _from_one(BOUND), "id": fits_id, "kind": _text(32), "device": _device, "seq": _from_one(BOUND), "by": _or_none(fits_id),
    "sample": _or_none(fits_id), "tag": _or_none(_text(64)), "to": _or_none(fits_place), "observed_from": _or_none(fits_place),
    "believed_from": _or_none(fits_place), "base": _int, "quantity": _from_one(MANY), "slip": _or_none(fits_id), "count": _or_none(fits_id),
    "fair": _or_none(fits_id), "repair": _or_none(fits_id), "receipt": _or_none(fits_id), "group": _or_none(fits_id),
    "wall_ms": _int, "tz": _tz, "mono_ms": _int, "page": _text(64), "anchor": _or_none(_anchor), "hlc": _hlc,
    "body": lambda value: type(value) is dict, "prev": _or_none(fits_hash),
}  # fmt: skip
_values = itemgetter(*_FIELDS)


def read(raw: object) -> Action | Unreadable:
    """Check decoded JSON and make the action of it. Never raises; keys this release does not know are left alone."""
    if type(raw) is not dict:
        return Unreadable("unreadable", None)
    try:
        values = _values(raw)
    except KeyError:  # what may be null may also be missing
        values = tuple(map(raw.get, _FIELDS))
    if not _is_usual(values):
        fault = _fault_in_fields(values)
        if fault:
            return fault
    *plain, anchor, hlc, body, prev = values
    pair = (anchor["server_ms"], anchor["mono_ms"]) if anchor else None
    action = Action._make((*plain, pair, (hlc[0], hlc[1]), body, prev))
    return _fault_of_kind(action) or action


def _is_usual(values: tuple[Any, ...]) -> bool:
    """Whether it has the shape nearly every action has, asked in one breath; what fails here is asked field by field.

    Never laxer than ``_FIELDS``; a test holds the two together.
    """
    v, id, kind, device, seq, by, sample, tag, to, seen, believed, base, quantity, slip, count, fair, repair, receipt, group = values[:19]
    wall_ms, tz, mono_ms, page, anchor, hlc, body, prev = values[19:]
    try:
        return bool(
            type(v) is type(seq) is type(base) is type(quantity) is type(wall_ms) is type(tz) is type(mono_ms) is int
            and v == 1 and kind in KINDS and 0 < seq <= BOUND and 0 <= base <= BOUND and 0 < quantity <= MANY
            and 0 <= wall_ms <= BOUND and -_DAY_MINUTES < tz < _DAY_MINUTES and 0 <= mono_ms <= BOUND
            and is_uuid(id) and _is_seen_id(device) and _is_seen_id(by) and is_uuid(sample)
            and (tag is None or (tag.isalnum() and tag.isascii() and len(tag) <= 64))
            and (to is None or _is_seen_place(to)) and (seen is None or _is_seen_place(seen))
            and (believed is None or _is_seen_place(believed))
            and (
                slip is count is fair is repair is receipt is None
                or all(matter is None or _is_seen_id(matter) for matter in (slip, count, fair, repair, receipt))
            )
            and (group is None or _is_seen_id(group)) and _is_seen_id(page) and (anchor is None or _anchor(anchor))
            and _hlc(hlc) and type(body) is dict and (prev is None or is_hash(prev))
        )  # fmt: skip
    except (TypeError, AttributeError):
        return False  # a number or a list stands where a text should


def _fault_in_fields(values: tuple[Any, ...]) -> Unreadable | None:
    for (key, fits), value in zip(_FIELDS.items(), values, strict=True):
        if not fits(value):
            is_long = type(value) is str and len(value) > LONGEST_TEXT
            return Unreadable("too_large" if is_long else "unreadable", key)
    return None


def _fault_of_kind(action: Action) -> Unreadable | None:
    """What a kind needs beyond the shape: who, what of, where to, what it takes back."""
    body = action.body
    if body and (fault := fault_in_body(body)):
        return Unreadable(*fault)
    if not action.is_known:
        return None
    if action.by is None and action.device != OFFICE:
        return Unreadable("unreadable", "by")
    for key in _NEEDS.get(action.kind, ()):
        if getattr(action, key) is None:
            return Unreadable("unreadable", key)
    if action.sample is None and (action.kind in _OF_A_NAMED_PIECE or (action.tag is None and action.kind in _OF_A_PIECE)):
        return Unreadable("unreadable", "sample")
    field = fault_in_form(action.kind, body)
    return Unreadable("unreadable", field) if field else None
