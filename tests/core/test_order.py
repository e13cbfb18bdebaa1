"""Stories of wrong clocks: an action may be moved in time only inside what the phone's contacts leave open."""

from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.order import LATE_MS, Contact, place_in_time
from tests.core.story import action, clock, id_of

DAY, YEAR = 86_400_000, 365 * 86_400_000
NOW, LAST = clock("18:00"), clock("9:00")
PAGE = id_of("a page")


def made(true: int, clock_off: int = 0, hlc: int | None = None, mono: int | None = None, **given):
    """An action made at ``true`` on a phone whose wall clock is that wrong; its monotonic clock counts from midnight."""
    wall = true + clock_off
    return action("scan_out", wall_ms=wall, hlc=(hlc or wall, 0), mono_ms=true - clock("0:00") if mono is None else mono, **given)


def contact(offset=0, last=LAST, base=0, now=NOW, **given):
    return Contact(last, offset, base, now, **given)


def test_O1_a_good_clock_is_believed_and_a_late_arrival_is_said():
    assert place_in_time(made(clock("12:00")), contact()) == (clock("12:00"), ("late",))
    assert place_in_time(made(NOW - 1_000), contact()) == (NOW - 1_000, ())


def test_O1_a_clock_three_days_slow_is_put_right_by_what_was_learnt():
    assert place_in_time(made(clock("12:00"), -3 * DAY), contact(offset=3 * DAY)).ms == clock("12:00")


def test_O2_P11_three_days_slow_and_not_yet_learnt_ends_at_the_last_contact():
    order = place_in_time(made(clock("12:00"), -3 * DAY), contact())
    assert order == (LAST, ("clock_clamped", "late"))


def test_O2_P11_a_year_fast_and_not_yet_learnt_ends_now():
    assert place_in_time(made(clock("12:00"), YEAR), contact()) == (NOW, ("clock_clamped",))


def test_O2_P11_not_before_what_the_phone_had_seen():
    seen = clock("11:00")
    assert place_in_time(made(clock("12:00"), -3 * DAY), contact(base=seen)).ms == seen


def test_O3_P11_the_anchor_and_the_monotonic_clock_give_the_least_it_can_have_been():
    slow = made(clock("12:00"), -3 * DAY, anchor=(clock("10:00"), clock("10:00") - clock("0:00")))
    assert place_in_time(slow, contact()).ms == clock("12:00")


def test_O3_a_phone_that_slept_since_its_anchor_is_not_held_back():
    asleep = made(clock("12:00"), mono=10 * 3_600_000 + 60_000, anchor=(clock("10:00"), 10 * 3_600_000))
    assert place_in_time(asleep, contact()).ms == clock("12:00")


def test_O3_an_anchor_from_the_future_proves_nothing():
    assert place_in_time(made(clock("12:00"), anchor=(NOW + YEAR, 0)), contact()).ms == NOW


def test_O3_P11_the_page_that_pushes_bounds_it_from_above():
    fast = made(clock("12:00"), YEAR, page=PAGE)
    order = place_in_time(fast, contact(page=PAGE, mono_ms=NOW - clock("0:00")))
    assert order == (clock("12:00"), ("clock_clamped", "late"))
    assert place_in_time(fast, contact(page=id_of("another page"), mono_ms=NOW - clock("0:00"))).ms == NOW


def test_O4_P11_a_clock_that_jumped_back_in_mid_shift_is_said_and_stays_after_what_went_before():
    """Its hybrid clock remembers the time before the jump; that memory is no reading."""
    order = place_in_time(made(clock("12:00"), -3 * DAY, hlc=clock("11:59")), contact(last=clock("11:59")))
    assert order == (clock("11:59"), ("clock_clamped", "clock_stepped", "late"))


def test_O4_P11_a_clock_set_right_after_a_year_ahead_is_right_at_once():
    order = place_in_time(made(clock("12:00"), hlc=clock("11:00") + YEAR), contact(last=clock("11:00")))
    assert order == (clock("12:00"), ("clock_stepped", "late"))


def test_O4_P11_a_jump_in_mid_shift_moves_nothing_out_of_the_time_out_of_contact():
    last, times = LAST, []
    for minute, off in enumerate([0, 0, YEAR, YEAR, -3 * DAY, 0, 0]):
        order = place_in_time(made(clock(f"12:{minute:02}"), off), contact(last=last))
        last = order.ms
        times.append(last)
    assert times == sorted(times)
    assert all(LAST <= ms <= NOW for ms in times)


def test_O2_the_office_clock_set_back_does_not_turn_a_phones_own_order_round():
    assert place_in_time(made(clock("12:00")), contact(last=NOW + 5_000)).ms == NOW + 5_000


NUMBER = st.integers(-(1 << 53), 1 << 53)
TIME = st.one_of(NUMBER, st.integers(LAST - DAY, NOW + DAY))


@settings(max_examples=500, deadline=None, derandomize=True)
@given(TIME, TIME, NUMBER, st.none() | st.tuples(TIME, NUMBER), TIME, st.integers(0, NOW), st.none() | NUMBER)
def test_O1_P11_whatever_the_clocks_say_the_time_is_inside_the_contacts(wall, hlc, mono, anchor, offset, base, push_mono):
    held = contact(offset, base=base, page=PAGE if push_mono is not None else None, mono_ms=push_mono)
    order = place_in_time(action("scan_out", wall_ms=wall, hlc=(hlc, 0), mono_ms=mono, anchor=anchor), held)
    assert max(LAST, base) <= order.ms <= max(NOW, base)
    assert set(order.flags) <= {"clock_clamped", "clock_stepped", "late"}
    assert ("late" in order.flags) == (NOW - order.ms > LATE_MS)
