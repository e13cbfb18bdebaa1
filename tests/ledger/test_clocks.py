"""P11: a wrong clock cannot move a scan outside the time that phone was out of contact."""

import pytest

from tests.firm import good
from tests.ledger.conftest import DAY, HOUR, MINUTE, Story, deliver
from tests.phone import Phone


def times(story: Story, phone) -> list[tuple[int, str]]:
    return [(entry.order_ms - story.hours.now, entry.reasons) for entry in story.entries(device=phone.id)]


def test_p11_a_clock_three_days_slow_is_corrected_by_what_was_learnt(story: Story) -> None:
    phone = story.phone(1, off_ms=-3 * DAY)
    ring = story.samples(phone)[0]
    story.hours.go_by(HOUR)
    phone.record("sighting", sample=ring, to=story.cabinet)
    story.hours.go_by(2 * MINUTE)
    deliver(phone)
    assert times(story, phone)[1] == (-2 * MINUTE, "[]")


def test_p11_a_clock_a_year_fast_cannot_place_a_scan_in_the_future(story: Story) -> None:
    phone = story.phone(1, off_ms=365 * DAY)
    ring = story.samples(phone)[0]
    story.hours.go_by(HOUR)
    phone.record("sighting", sample=ring, to=story.cabinet)
    deliver(phone)
    assert all(before <= 0 for before, _ in times(story, phone))


def test_p11_a_clock_that_jumps_back_mid_shift_stays_after_what_the_phone_had_done(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    contact = story.hours.now
    story.hours.go_by(HOUR)
    phone.record("scan_out", sample=ring, to=story.mei)
    phone.clock.off_ms = -2 * DAY
    story.hours.go_by(HOUR)
    phone.record("scan_in", sample=ring, to=story.cabinet)
    phone.clock.off_ms = +2 * DAY
    phone.record("scan_out", sample=ring, to=story.wing)
    story.hours.go_by(HOUR)
    deliver(phone)
    entries = story.entries(device=phone.id)
    assert [entry.seq for entry in sorted(entries, key=lambda e: (e.order_ms, e.seq))] == [1, 2, 3, 4]
    assert all(contact <= entry.order_ms <= story.hours.now for entry in entries)
    assert any("clock_" in entry.reasons for entry in entries)
    assert story.row(ring)["holder"] == story.wing


def test_p11_a_scan_is_not_before_what_its_phone_had_seen(story: Story) -> None:
    phone, other = story.phone(1), story.phone(2)
    ring = story.samples(other)[0]
    story.hours.go_by(DAY)
    other.record("scan_out", sample=ring, to=story.mei)
    deliver(other)
    seen_ms = story.hours.now
    phone.pull()
    phone.clock.off_ms = -10 * DAY
    story.hours.go_by(MINUTE)
    phone.record("scan_in", sample=ring, to=story.cabinet)
    phone.clock.off_ms = 0
    good(phone.push())
    assert story.entries(device=phone.id)[0].order_ms >= seen_ms
    assert story.row(ring)["place"] == story.cabinet and story.cases() == []


def start_anew(phone: Phone, off_ms: int) -> None:
    """Its clock is set, and the app starts: nothing on it spans that."""
    phone.clock.off_ms, phone.page, phone.anchor, phone.hlc = off_ms, phone.uuid(), None, (0, 0)


@pytest.mark.parametrize("most", [500, 2])
def test_p11_what_was_made_before_a_clock_was_set_is_of_the_clock_as_it_was(story: Story, most: int) -> None:
    """The app starts anew with the set clock, so that no monotonic clock spans it; the office compares two contacts."""
    phone = story.phone(1, off_ms=HOUR)
    ring = story.samples(phone)[0]
    made: list[int] = []

    def scan() -> None:
        story.hours.go_by(10 * MINUTE)
        made.append(story.hours.now)
        phone.record("sighting", sample=ring, to=story.cabinet)

    scan(), scan(), scan()
    start_anew(phone, -3 * HOUR)
    scan(), scan()
    story.hours.go_by(20 * MINUTE)
    while phone.waiting():
        good(phone.push(most))
    told = sorted(entry.order_ms for entry in story.entries(device=phone.id) if entry.seq > 1)
    assert told == made and all("clock_" not in entry.reasons for entry in story.entries(device=phone.id))


def test_p11_the_office_knows_a_clock_from_the_enrolment_on(story: Story) -> None:
    """It was set, and the app started anew, before anything was ever delivered."""
    phone = story.phone(1, off_ms=2 * DAY)
    story.hours.go_by(10 * MINUTE)
    made = [story.hours.now]
    phone.record("scan_in", tag="4MJRB2KWB3P3RY16", to=story.cabinet)
    start_anew(phone, 2 * DAY + 5 * HOUR)
    story.hours.go_by(10 * MINUTE)
    made.append(story.hours.now)
    phone.record("scan_in", tag="4MJRB2KWB3P3RY16", to=story.drawer)
    story.hours.go_by(10 * MINUTE)
    deliver(phone)
    assert [entry.order_ms for entry in story.entries(device=phone.id)] == made


def test_p11_where_a_clock_may_have_been_set_in_either_of_two_pauses_what_lies_between_is_doubted(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    start_anew(phone, 0)
    for pause in (4 * HOUR, 5 * MINUTE, 5 * HOUR, 5 * MINUTE):
        story.hours.go_by(pause)
        phone.record("sighting", sample=ring, to=story.cabinet)
        start_anew(phone, 0)
    start_anew(phone, 3 * HOUR)
    story.hours.go_by(5 * MINUTE)
    deliver(phone)
    doubted = {entry.seq: "clock_stepped" in entry.reasons for entry in story.entries(device=phone.id)}
    assert doubted == {1: False, 2: True, 3: True, 4: True, 5: True}


def test_p11_both_times_are_kept(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    phone.record("scan_out", sample=ring, to=story.mei)
    story.hours.go_by(DAY)
    deliver(phone)
    row = story.row(ring)
    assert row["known_ms"] - row["happened_ms"] == DAY and phone.outbox[-1].reasons == ["late"]
