"""What an inspection says against a piece: its weight, its certificate, whether all of it is there."""

import re
from typing import Any, Final

from server.core.body import text_in

LEAST_TOLERANCE: Final = 20_000  # millionths of a gram: 0.020 g
MOST_TOLERANCE: Final = 1_000_000
POINTS: Final = frozenset({"weight_off", "certificate_unmatched", "incomplete"})
_ONE_IN: Final = 500  # 0.2 %
_is_weight = re.compile(r"(\d{1,9})(?:\.(\d{1,6}))?", re.ASCII).fullmatch


def micrograms(text: Any) -> int | None:
    """A weight in grams, written as a decimal, in millionths of a gram; None for what is no weight."""
    found = _is_weight(text) if type(text) is str else None
    return int(found[1]) * 1_000_000 + int((found[2] or "").ljust(6, "0")) if found else None


def is_weight_right(recorded: str | None, body: dict[str, Any]) -> bool | None:
    """Whether the scale agrees with the record, within the tolerance; None: not weighed, or nothing to compare with."""
    known, weighed = micrograms(recorded), micrograms(body.get("gross_g"))
    if known is None or weighed is None:
        return None
    asked = micrograms(body.get("tolerance_g")) or 0
    apart = abs(weighed - known)
    if 0 < asked <= MOST_TOLERANCE:
        return apart <= asked
    return apart <= LEAST_TOLERANCE or apart * _ONE_IN <= known


def points(recorded: str | None, body: dict[str, Any]) -> dict[str, bool | None]:
    """By the claim it would be: whether that point is right, wrong, or was not looked at."""
    certificate = body.get("certificate")
    matched = certificate.get("matched") if type(certificate) is dict else None
    complete = body.get("complete")
    return {
        "weight_off": is_weight_right(recorded, body),
        "certificate_unmatched": matched if type(matched) is bool else None,
        "incomplete": complete if type(complete) is bool else None,
    }


def recorded_weight(body: dict[str, Any], before: str | None) -> str | None:
    """The weight on record after a registration or an amendment with this body; null takes it away."""
    facts = body.get("facts")
    if type(facts) is not dict or "gross_g" not in facts:
        return before
    return text_in(facts, "gross_g", 40)
