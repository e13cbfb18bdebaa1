"""What the body of each kind holds: the keys it must have, and what fits in those that become columns or are counted with."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from server.core import tag as tags
from server.core.body import BOUND
from server.core.ids import fits_hash, fits_id, fits_place

MOST_LINES: Final = 500
MOST_PHOTOS: Final = 12
MOST_PIECES: Final = 5_000  # of one place, counted as it stood at the start
MANY: Final = 1_000_000
Fits = Callable[[Any], bool]

_is_decimal = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?", re.ASCII).fullmatch
_is_day = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII).fullmatch
_is_currency = re.compile("[A-Z]{3}").fullmatch


def fault_in_form(kind: str, body: dict[str, Any]) -> str | None:
    """The first key of the body that is missing or cannot be what it should, as ``body.<key>``."""
    needed, form = _FORMS.get(kind, _PLAIN)
    for key in needed:
        if body.get(key) is None:
            return f"body.{key}"
    if body:
        for key, fits in form.items():
            value = body.get(key)
            if value is not None and not fits(value):
                return f"body.{key}"
    return None


def _text(longest: int) -> Fits:
    return lambda value: type(value) is str and len(value) <= longest


def _one_of(*words: str) -> Fits:
    return lambda value: type(value) is str and value in words


def _whole(least: int, most: int) -> Fits:
    return lambda value: type(value) is int and least <= value <= most


def _shaped(is_shaped: Callable[[str], Any]) -> Fits:
    return lambda value: type(value) is str and is_shaped(value) is not None


def _flag(value: Any) -> bool:
    return type(value) is bool


def _code(value: Any) -> bool:
    return type(value) is str and tags.read(value) == value


def _object(form: Mapping[str, Fits], *needed: str) -> Fits:
    """An object whose known keys fit; others are left alone."""

    def fits(value: Any) -> bool:
        if type(value) is not dict or any(value.get(key) is None for key in needed):
            return False
        return all(value.get(key) is None or fits_key(value[key]) for key, fits_key in form.items())

    return fits


def _list(fits: Fits, most: int) -> Fits:
    return lambda value: type(value) is list and len(value) <= most and all(map(fits, value))


def _numbers(value: Any) -> bool:
    """So many of each lot, by its id."""
    return type(value) is dict and all(fits_id(key) and type(n) is int and 0 <= n <= MANY for key, n in value.items())


def _custom(value: Any) -> bool:
    """A firm's own fields: texts and numbers by key."""
    return type(value) is dict and all(part is None or type(part) in (str, int, float) for part in value.values())


_LINE, _DECIMAL, _DAY, _MS = _text(8), _shaped(_is_decimal), _shaped(_is_day), _whole(-BOUND, BOUND)
_PHOTOS = _list(fits_hash, MOST_PHOTOS)
_SAMPLES = _list(fits_id, MOST_LINES)
_MONEY = _object({"minor": _whole(0, BOUND), "currency": _shaped(_is_currency)}, "minor", "currency")
_CERTIFICATE = _object({"lab": _text(40), "number": _text(80), "matched": _flag}, "matched")
_FACTS = _object({"custom": _custom, "dimensions": _text(200)})
_EXPECTED = _object(
    {"line": _LINE, "type": _text(24), "quantity": _whole(1, MANY), "model": _text(80), "specification": _text(400), "photos": _PHOTOS},
    "line", "quantity",
)  # fmt: skip


def _asked(value: Any) -> bool:
    """One line of a request: a piece, or so many of a model."""
    return _ASKED(value) and (value.get("sample") is not None or value.get("model") is not None)


_ASKED = _object({"line": _LINE, "sample": fits_id, "model": _text(80), "n": _whole(1, MANY)}, "line")
_ANY: Final[dict[str, Fits]] = {"condition": _text(40), "note": _text(4_000), "reason": _text(4_000), "photos": _PHOTOS}
_SAID: Final[dict[str, Fits]] = {"number": _text(80), "type": _text(24), "category": _text(40), "model": _text(80), "name": _text(200)}
_DETAILS: Final[dict[str, Fits]] = _SAID | {"home": fits_place, "arrived": _text(10), "facts": _FACTS}
_MOVE: Final[dict[str, Fits]] = _ANY | {"line": _LINE, "fair_line": _LINE, "off_slip": _flag, "from": fits_place, "pair": fits_id}
_RECEIPT: Final[dict[str, Fits]] = {
    "note_no": _text(80), "supplier": fits_place, "from": _text(200), "ownership": _text(24), "arrived": _DAY, "return_by": _DAY,
    "lines": _list(_EXPECTED, MOST_LINES),
}  # fmt: skip
_CHECK: Final[dict[str, Fits]] = {
    "line": _LINE, "counted": _whole(0, MANY), "outcome": _one_of("right", "short", "over", "wrong", "damaged"),
}  # fmt: skip
_REQUEST: Final[dict[str, Fits]] = {
    "purpose": _one_of("show", "fair", "photo", "loan", "repair", "other"), "client": fits_place, "to": fits_place, "out_ms": _MS,
    "back_ms": _MS, "lines": _list(_asked, MOST_LINES),
}  # fmt: skip
_SIGNED: Final[dict[str, Fits]] = {"receiver": fits_place, "samples": _SAMPLES, "signature": fits_hash, "pin": _flag}
_INSPECT: Final[dict[str, Fits]] = {
    "gross_g": _DECIMAL, "tolerance_g": _DECIMAL, "complete": _flag, "missing": _text(400), "certificate": _CERTIFICATE,
    "returned_by": fits_id, "outcome": _one_of("good", "repair"),
}  # fmt: skip
_ASSESS: Final[dict[str, Fits]] = {
    "fault": _text(4_000), "decision": _one_of("repair", "scrap", "replace"), "estimate": _MONEY, "due_ms": _MS, "replacement": fits_id,
}  # fmt: skip

_COUNT: Final[dict[str, Fits]] = {
    "expected": _list(fits_id, MOST_PIECES), "lots": _numbers, "mode": _one_of("guided", "blind"), "deep": _flag, "title": _text(200),
    "purpose": _one_of("stock", "spot", "opening", "closing", "recount"),
}  # fmt: skip
_ADJUSTMENT = _object({"sample": fits_id, "decision": _one_of("put", "lost", "leave")}, "sample", "decision")
_CUSTOMS = _object(
    {"line": _LINE, "sample": fits_id, "model": _text(80), "n": _whole(1, MANY), "item": _text(20), "description": _text(400),
     "weight_g": _DECIMAL, "value": _MONEY, "origin": _text(40), "hs": _text(20), "marks": _text(200)},
    "line",
)  # fmt: skip
_FAIR: Final[dict[str, Fits]] = {
    "title": _text(200), "booth": fits_place, "safe": fits_place, "from_ms": _MS, "to_ms": _MS, "team": _list(fits_id, 200),
    "slips": _list(fits_id, 50), "lines": _list(_CUSTOMS, MOST_LINES), "carnet": _text(80), "country": _text(80),
}  # fmt: skip

_PLAIN: Final[tuple[tuple[str, ...], dict[str, Fits]]] = ((), _ANY)
# By kind: what the body must have, and what fits in what it may have.
_FORMS: Final[dict[str, tuple[tuple[str, ...], dict[str, Fits]]]] = {
    "undo": (("reverses",), _ANY | {"reverses": fits_id}),
    "register": ((), _ANY | _DETAILS | {"tag": _code, "entry": _LINE}),
    "amend": ((), _ANY | _DETAILS),
    **dict.fromkeys(("scan_out", "scan_in", "move", "hand_over"), ((), _MOVE)),
    "receipt_open": (("lines",), _ANY | _RECEIPT),
    "receipt_check": (("outcome",), _ANY | _CHECK),
    "receipt_settle": (("line", "decision"), _ANY | {"line": _text(36), "decision": _one_of("accept", "return", "claim")}),
    "arrive": ((), _ANY | {"line": _LINE, "tag": _code}),
    "slip_request": (("lines",), _ANY | _REQUEST),
    "slip_submit": (("request",), _ANY | {"request": fits_id}),
    "slip_approve": (("request",), _ANY | {"request": fits_id}),
    "slip_reject": (("request", "reason"), _ANY | {"request": fits_id}),
    "slip_extend": (("back_ms",), _ANY | {"back_ms": _MS}),
    "slip_extend_ask": (("back_ms",), _ANY | {"back_ms": _MS}),
    "slip_sign": ((), _ANY | _SIGNED),
    "show": ((), _ANY | {"client_name": _text(200), "interest": _whole(0, 3), "satisfaction": _whole(1, 5), "remark": _text(4_000)}),
    "damage": ((), _ANY | {"grade": _one_of("slight", "serious", "broken")}),
    "inspect": ((), _ANY | _INSPECT),
    "assess": ((), _ANY | _ASSESS),
    "repair_cost": ((), _ANY | {"cost": _MONEY, "work": _text(4_000)}),
    "write_off": ((), _ANY | {"replacement": fits_id}),
    "reading": ((), _ANY | {"temperature_c": _DECIMAL, "humidity_pct": _DECIMAL, "sensor": _text(120)}),
    "tray": ((), _ANY | {"tray": fits_place, "samples": _SAMPLES}),
    "count_open": (("expected",), _ANY | _COUNT),
    "count_seen": ((), _ANY | {"how": _one_of("camera", "shot", "scanner", "typed")}),
    "count_finish": (("outcome",), _ANY | {"outcome": _one_of("done", "dropped")}),
    "count_accept": (("adjust",), _ANY | {"adjust": _list(_ADJUSTMENT, MOST_PIECES)}),
    "fair_plan": (("title",), _ANY | _FAIR),
    "fair_close": ((), _ANY),
    "notice_read": (("notices",), _ANY | {"notices": _list(_text(64), MOST_LINES)}),
    "quarantine_review": (("sha256", "decision"), _ANY | {"sha256": fits_hash, "decision": _one_of("admit", "reject")}),
}
