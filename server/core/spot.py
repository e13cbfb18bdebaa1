"""Which places to count today without being asked: a draw in which much value that nobody has seen for long wins most often."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from math import log
from typing import Final, NamedTuple

DAY_MS: Final = 86_400_000
LONGEST: Final = 365  # days; what has lain for longer than a year weighs no more
MOST: Final = 5


class Lying(NamedTuple):
    """A piece, or a lot, where it lies: insured for ``minor`` of ``currency``, if it is; last in somebody's hand at ``seen_ms``."""

    place: str
    pieces: int
    minor: int | None
    currency: str | None
    seen_ms: int | None


@dataclass(slots=True)
class Spot:
    """A place that was drawn, and why: what lies there, what it is worth by currency, and for how many days some of it is unseen."""

    place: str
    pieces: int = 0
    value: dict[str, int] = field(default_factory=dict)
    unseen_days: int = 0
    weight: int = 0


def draw(lying: Iterable[Lying], now_ms: int, most: int = MOST) -> list[Spot]:
    """The same all day for the same pieces, another tomorrow. The weight of a place is the value in it times the days nobody has seen it.

    Value is told in thousandths of what a piece is worth on average in its currency, so that currencies need no rates; a piece of
    which nobody said its worth is taken for an average one.
    """
    stock = list(lying)
    average = _averages(stock)
    spots: dict[str, Spot] = {}
    for one in stock:
        spot = spots.setdefault(one.place, Spot(one.place))
        days = min(LONGEST, max(0, (now_ms - one.seen_ms) // DAY_MS)) if one.seen_ms is not None else LONGEST
        worth = 1000
        if one.minor is not None and one.currency is not None:
            spot.value[one.currency] = spot.value.get(one.currency, 0) + one.minor
            total, many = average[one.currency]
            worth = one.minor * 1000 * many // total if total else 1000
        spot.pieces += one.pieces
        spot.unseen_days = max(spot.unseen_days, days)
        spot.weight += worth * days
    wanted = [spot for spot in spots.values() if spot.weight > 0]
    return sorted(wanted, key=lambda spot: (-log(_chance(spot.place, now_ms // DAY_MS)) / spot.weight, spot.place))[:most]


def _averages(stock: Iterable[Lying]) -> dict[str, tuple[int, int]]:
    """By currency: what all of it is worth, and how many pieces or lots that is."""
    found: dict[str, tuple[int, int]] = {}
    for one in stock:
        if one.minor is not None and one.currency is not None:
            total, many = found.get(one.currency, (0, 0))
            found[one.currency] = (total + one.minor, many + 1)
    return found


def _chance(place: str, day: int) -> float:
    """Between 0 and 1, both excluded; drawn by the day and the place alone, so that everybody's phone draws the same."""
    return (int.from_bytes(sha256(f"{day} {place}".encode()).digest()[:6]) + 0.5) / (1 << 48)
