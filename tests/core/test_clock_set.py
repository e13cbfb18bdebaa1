"""Stories of clocks that were set while the phone was away: what can be known of the scans before and after, and what is in doubt."""

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.clock_set import TOLERANCE_MS, Line, find_set
from server.core.order import Contact, find_offsets
from tests.core.story import action, clock, id_of

HOUR, MINUTE = 3_600_000, 60_000
LEFT, HOME = clock("9:00"), clock("18:00")


def lines(*times: str, set_at: int, by: int) -> list[Line]:
    """Scans at these times, by a clock that is right until before scan ``set_at`` and then ahead by ``by``."""
    return [Line(clock(time) + (by if n >= set_at else 0), LEFT, HOME) for n, time in enumerate(times)]


def found(told: list[Line], by: int, until: int | None = HOME):
    return find_set(told, 0, -by, LEFT, until)


def test_O6_P11_set_back_in_busy_hours_there_is_one_place_where_that_can_have_been():
    told = found(lines("10:00", "10:05", "10:20", "10:25", set_at=2, by=-3 * HOUR), -3 * HOUR)
    assert (told.at, told.first, told.last) == (2, 2, 2)
    assert [told.of(n) for n in range(4)] == [(0, False), (0, False), (3 * HOUR, False), (3 * HOUR, False)]


def test_O6_P11_set_ahead_in_busy_hours_just_before_coming_home_too():
    told = found(lines("9:30", "11:00", "13:00", "15:40", "17:50", set_at=3, by=3 * HOUR), 3 * HOUR)
    assert (told.at, told.first, told.last) == (3, 3, 3)


def test_O6_P11_a_pause_as_long_as_it_was_set_by_leaves_two_places_and_doubt_between_them():
    told = found(lines("9:10", "9:20", "13:20", "13:30", "13:40", set_at=4, by=3 * HOUR), 3 * HOUR)
    assert told.at == 4, "the shorter pause"
    assert [told.of(n)[1] for n in range(5)] == [False, False, True, True, True], "or in the long pause, or after all of them"
    assert (told.first, told.last) == (2, 5)


def test_O6_before_the_first_scan_and_after_the_last_are_places_too():
    assert found(lines("9:10", "9:20", set_at=0, by=-3 * HOUR), -3 * HOUR).at == 0
    assert found(lines("17:40", "17:50", set_at=2, by=-3 * HOUR), -3 * HOUR).at == 2


def test_O6_where_more_is_to_come_it_may_have_been_set_after_all_of_this():
    assert found(lines("9:10", "9:20", set_at=2, by=3 * HOUR), 3 * HOUR, until=None).last == 2


def test_O6_P11_set_more_than_once_all_is_in_doubt():
    there, back = lines("12:00", "12:05", set_at=0, by=5 * HOUR), lines("12:10", "12:15", set_at=0, by=-5 * HOUR)
    told = found([*there, *back, *lines("12:20", set_at=0, by=2 * HOUR)], 2 * HOUR)
    assert all(told.of(n)[1] for n in range(5))


@st.composite
def days(draw: st.DrawFn):
    """Scans of a phone on its way: pauses, sleep, starts of the app, and one moment at which somebody set the clock."""
    gaps = draw(st.lists(st.one_of(st.integers(1_000, 20 * MINUTE), st.integers(0, 14 * HOUR)), min_size=2, max_size=14))
    set_at, by = draw(st.integers(0, len(gaps) - 1)), draw(st.integers(2 * MINUTE, 8 * HOUR)) * draw(st.sampled_from([-1, 1]))
    off, start = draw(st.integers(-30 * HOUR, 30 * HOUR)), LEFT
    made, at, mono, page, anchor = [], start, 0, 0, None
    for n, gap in enumerate(gaps):
        asleep = draw(st.booleans())
        at, mono = at + gap, mono + (gap // 3 if asleep else gap)
        if draw(st.booleans()):
            page, mono, anchor = page + 1, draw(st.integers(0, 5_000)), None
        wall = at + off + (by if n >= set_at else 0)
        one = action("scan_out", seq=n + 1, wall_ms=wall, hlc=(wall, 0), mono_ms=mono, page=id_of(f"page {page}"), anchor=anchor)
        made.append((at, one))
    home = at + draw(st.integers(0, 10 * HOUR))
    return made, start, home, -off, -off - by, set_at


@settings(max_examples=400, deadline=None, derandomize=True)
@given(days())
def test_O6_P11_whatever_the_day_was_like_an_offset_nobody_doubts_is_the_right_one(day):
    made, start, home, was, offset, set_at = day
    given = [(one, Contact(start, offset, 0, home)) for _at, one in made]
    told = find_offsets(given, was, start, has_more=False)
    for n, (at, one) in enumerate(made):
        offset_ms, is_doubted = told.of(n)
        assert is_doubted or abs(one.wall_ms + offset_ms - at) <= TOLERANCE_MS
    assert told.first <= set_at <= told.last
