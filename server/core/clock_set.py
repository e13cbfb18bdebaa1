"""A clock that was set between two contacts: which of the records since were made before that, and which may have been either.

The office learns how far a phone's clock is off at each contact. Where two contacts disagree, somebody set the clock in between, at
one of the places between two records. A place is possible if the records before it, by the offset of the first contact, and those
behind it, by that of the second, go forward in time, at least as fast as the monotonic clock of one page run, and stay inside what
the contacts prove. Usually one place is left. Where more are (a pause as long as the clock was set by), what lies between is in doubt.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

TOLERANCE_MS: Final = 60_000  # clocks that differ by more were set, they did not drift


class Line(NamedTuple):
    """One record: its clock's ``reading_ms``, what contacts prove of its time, and the time that passed at least since the one before."""

    reading_ms: int
    earliest_ms: int
    latest_ms: int
    passed_ms: int = 0


class Offsets(NamedTuple):
    """``was_ms`` holds before the record ``at``, ``is_ms`` from it on; those from ``first`` to before ``last`` are in doubt."""

    was_ms: int
    is_ms: int
    at: int = 0
    first: int = 0
    last: int = 0

    def of(self, n: int) -> tuple[int, bool]:
        """The offset of the record ``n``, and whether it is in doubt."""
        return (self.was_ms if n < self.at else self.is_ms), self.first <= n < self.last


def is_set(was_ms: int, is_ms: int) -> bool:
    return abs(is_ms - was_ms) > TOLERANCE_MS


def find_set(lines: Sequence[Line], was_ms: int, is_ms: int, since_ms: int, until_ms: int | None) -> Offsets:
    """Where the clock was set among records made between ``since_ms`` and ``until_ms`` (None: more are to come), as well as they tell.

    Of several places the one with the shortest pause is taken. If none is possible it was set more than once, and all is in doubt.
    """
    before, behind = _possible_before(lines, was_ms), _possible_behind(lines, is_ms)
    pauses: dict[int, int] = {}
    for at in range(len(lines) + 1):
        left = _time(lines[at - 1], was_ms) if at else since_ms
        right = _time(lines[at], is_ms) if at < len(lines) else (left if until_ms is None else until_ms)
        passed = lines[at].passed_ms if 0 < at < len(lines) else 0
        if before[at] and behind[at] and right - left >= passed - TOLERANCE_MS:
            pauses[at] = right - left
    if not pauses:
        return Offsets(was_ms, is_ms, 0, 0, len(lines))
    return Offsets(was_ms, is_ms, min(pauses, key=lambda at: pauses[at]), min(pauses), max(pauses))


def _time(line: Line, offset_ms: int) -> int:
    return line.reading_ms + offset_ms


def _fits(line: Line, offset_ms: int) -> bool:
    return line.earliest_ms - TOLERANCE_MS <= _time(line, offset_ms) <= line.latest_ms + TOLERANCE_MS


def _follows(earlier: Line, later: Line) -> bool:
    return later.reading_ms - earlier.reading_ms >= later.passed_ms - TOLERANCE_MS


def _possible_before(lines: Sequence[Line], offset_ms: int) -> list[bool]:
    """For each place: whether all records before it can have this offset."""
    good = [_fits(line, offset_ms) for line in lines]
    for n, (earlier, later) in enumerate(pairwise(lines), 1):
        good[n] = good[n] and good[n - 1] and _follows(earlier, later)
    return [True, *good]


def _possible_behind(lines: Sequence[Line], offset_ms: int) -> list[bool]:
    """For each place: whether all records behind it can."""
    good = [_fits(line, offset_ms) for line in lines]
    for n in range(len(lines) - 2, -1, -1):
        good[n] = good[n] and good[n + 1] and _follows(lines[n], lines[n + 1])
    return [*good, True]
