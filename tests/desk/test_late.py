"""Holes in what phones brought, with the pieces to look for; and what late arrivals changed."""

from typing import Any

from server.desk.changes import changes
from server.desk.recounts import recounts
from server.ledger.gaps import release
from tests.firm import good
from tests.ledger.conftest import DAY, HOUR, MINUTE, Story, deliver
from tests.phone import Made, Phone


def holed(story: Story) -> tuple[Phone, list[str], list[Made]]:
    """(phone, pieces, what never came): Mei's phone scans five pieces, loses three scans, then scans the fifth again."""
    phone = story.phone(1, by=story.mei)
    pieces = story.samples(phone, 5)
    story.a_minute_later()
    for piece in pieces[:2]:
        phone.record("scan_out", sample=piece, to=story.mei)
    deliver(phone)
    story.a_minute_later()
    lost = [phone.record("scan_in", sample=piece, to=story.drawer) for piece in (pieces[0], pieces[2], pieces[3])]
    story.a_minute_later()
    beyond = phone.record("scan_out", sample=pieces[4], to=story.wing)
    good(phone.send([beyond]))
    with story.app.app_context():
        story.hours.go_by(5 * DAY)
        assert release(story.hours.now) == 1
    return phone, pieces, lost


def listed(story: Story) -> list[dict[str, Any]]:
    with story.app.app_context():
        return recounts()


def open_lines(recount: dict[str, Any]) -> set[str]:
    return {line["sample"] for line in recount["lines"] if line["seen_ms"] is None}


def test_B20_a_hole_given_up_lists_what_its_phone_touched_and_its_people_hold(story: Story) -> None:
    phone, pieces, _ = holed(story)
    [recount] = listed(story)
    assert (recount["device"], recount["missing"], recount["seq"], recount["people"]) == (phone.id, 3, 11, [story.mei])
    assert open_lines(recount) == set(pieces[:4])  # the fifth was scanned behind the hole
    assert {line["sample"]: line["why"] for line in recount["lines"]} == dict.fromkeys(pieces, "touched")


def test_B20_a_piece_is_ticked_off_by_whoever_sees_it(story: Story) -> None:
    other = story.phone(2, by=story.wing)
    _, pieces, _ = holed(story)
    other.record("sighting", sample=pieces[0], observed_from=story.drawer)
    other.record("show", sample=pieces[1], body={})  # says nothing of having seen where it is
    deliver(other)
    [recount] = listed(story)
    assert open_lines(recount) == set(pieces[1:4]) and recount["seen"] == 2
    assert next(line["seen_by"] for line in recount["lines"] if line["sample"] == pieces[0]) == story.wing


def test_B20_what_was_missing_and_came_after_all_is_no_hole(story: Story) -> None:
    phone, pieces, lost = holed(story)
    good(phone.send(lost[:2]))
    assert [recount["missing"] for recount in listed(story)] == [1]
    good(phone.send(lost[2:]))
    assert listed(story) == []
    assert story.row(pieces[0])["place"] == story.drawer


def test_B20_what_was_kept_apart_has_used_its_number_and_leaves_no_hole(story: Story) -> None:
    phone = story.phone(1, by=story.mei)
    [ring] = story.samples(phone)
    phone.keep(b"no JSON")
    lost = phone.record("scan_out", sample=ring, to=story.mei)
    beyond = phone.record("scan_out", sample=ring, to=story.wing)
    good(phone.send([made for made in phone.waiting() if made is not lost]))
    with story.app.app_context():
        story.hours.go_by(5 * DAY)
        release(story.hours.now)
    assert [recount["missing"] for recount in listed(story)] == [1]
    assert beyond.seq == listed(story)[0]["seq"]


def test_B21_a_late_scan_that_changed_history_is_listed_with_what_stood_there_before(story: Story) -> None:
    away, desk = story.phone(1, by=story.mei), story.phone(2)
    ring, brooch = story.samples(away, 2)
    story.a_minute_later()
    late = away.record("scan_out", sample=ring, to=story.mei)
    away.record("scan_out", sample=brooch, to=story.mei)
    story.hours.go_by(HOUR)
    first = desk.record("scan_in", sample=ring, to=story.drawer)
    deliver(desk)
    story.hours.go_by(10 * MINUTE)
    deliver(away)
    [change] = good(story.firm.boss.get("/api/changes"))["changes"]
    assert (change["sample"], change["late"]["action"], change["late"]["by"]) == (ring, late.id, story.mei)
    assert (change["before"]["action"], change["before"]["by"]) == (first.id, story.firm.boss_id)
    assert change["late"]["known_ms"] - change["late"]["happened_ms"] == HOUR + 10 * MINUTE


def test_B21_what_comes_late_but_in_order_changes_nothing(story: Story) -> None:
    phone = story.phone(1)
    [ring] = story.samples(phone)
    for to in (story.mei, story.wing):
        story.a_minute_later()
        phone.record("hand_over", sample=ring, to=to)
    story.hours.go_by(HOUR)
    deliver(phone)
    with story.app.app_context():
        assert changes() == []
