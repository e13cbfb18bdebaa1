"""P11: a wrong clock cannot move a scan outside the time that phone was out of contact."""

from tests.firm import good
from tests.ledger.conftest import DAY, HOUR, MINUTE, Story, deliver


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


def test_p11_both_times_are_kept(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    phone.record("scan_out", sample=ring, to=story.mei)
    story.hours.go_by(DAY)
    deliver(phone)
    row = story.row(ring)
    assert row["known_ms"] - row["happened_ms"] == DAY and phone.outbox[-1].reasons == ["late"]
