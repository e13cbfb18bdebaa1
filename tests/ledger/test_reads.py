"""What was read: one set for each person, whatever phones say it in, kept as rows that a rebuild makes anew."""

from typing import Any

import pytest
from sqlalchemy import delete, select, update

from server.database import db
from server.ledger.reads import TOLD_MS, id_of
from server.ledger.rebuild import rebuild
from server.ledger.tables import Read
from tests.ledger.conftest import DAY, HOUR, Story, deliver, verdict


def read_by(story: Story) -> dict[str, dict[str, int]]:
    """By person, each notice and when it was first read."""
    found: dict[str, dict[str, int]] = {}
    with story.app.app_context():
        for row in db.session.execute(select(Read.person, Read.notice, Read.at_ms)):
            found.setdefault(row.person, {})[row.notice] = row.at_ms
    return found


def test_I1_what_is_read_on_one_phone_is_read_on_every_phone_of_that_person(story: Story) -> None:
    first, second = story.phone(1, by=story.mei), story.phone(2, by=story.mei)
    first.record("notice_read", body={"notices": ["waits:a", "case:b:open"]})
    second.record("notice_read", body={"notices": ["case:b:open", "late:c"]})
    deliver(first, second)
    second.pull()
    told = second.rows["reads"].values()
    assert {(row["person"], row["notice"]) for row in told} == {(story.mei, name) for name in ("waits:a", "case:b:open", "late:c")}
    assert {row["id"] for row in told} == {id_of(row["person"], row["notice"]) for row in told}


def test_I2_what_one_person_has_read_is_news_to_another(story: Story) -> None:
    phone = story.phone(1, by=story.mei)
    phone.record("notice_read", body={"notices": ["case:b:open"]})
    phone.record("notice_read", by=story.wing, body={"notices": ["case:b:open", "got:5:x"]})
    phone.record("notice_read", body={"notices": ["case:b:settled"]})
    deliver(phone)
    assert {person: set(read) for person, read in read_by(story).items()} == {
        story.mei: {"case:b:open", "case:b:settled"}, story.wing: {"case:b:open", "got:5:x"}
    }  # fmt: skip


def test_I3_the_first_reading_counts_whichever_the_office_hears_of_first(story: Story) -> None:
    early, late = story.phone(1, by=story.mei), story.phone(2, by=story.mei)
    began = story.hours.now
    early.record("notice_read", body={"notices": ["waits:a"]})
    story.hours.go_by(HOUR)
    late.record("notice_read", body={"notices": ["waits:a"]})
    deliver(late)
    assert read_by(story)[story.mei] == {"waits:a": began + HOUR}
    late.pull()
    deliver(early)
    assert read_by(story)[story.mei] == {"waits:a": began}
    late.pull()
    assert [row["at_ms"] for row in late.rows["reads"].values()] == [began]


GARBAGE: list[Any] = [None, "waits:a", {"waits:a": 1}, ["x" * 65], [7], [None], ["a"] * 501]


@pytest.mark.parametrize("notices", GARBAGE, ids=lambda value: repr(value)[:20])
def test_I4_a_reading_that_is_none_is_kept_apart_and_marks_nothing(story: Story, notices: Any) -> None:
    phone = story.phone(1, by=story.mei)
    bad = phone.record("notice_read", body={"notices": notices})
    good = phone.record("notice_read", body={"notices": ["waits:a"]})
    deliver(phone)
    assert verdict(bad) == ("quarantined", ["unreadable"]) and verdict(good) == ("accepted", [])
    assert {person: set(read) for person, read in read_by(story).items()} == {story.mei: {"waits:a"}}


def test_I4_any_name_a_later_app_gives_its_notices_is_carried_to_every_phone(story: Story) -> None:
    phone = story.phone(1, by=story.mei)
    names = ["環:1~c~", "a b/c?d", "\\", "'; drop table reads; --", ""]
    phone.record("notice_read", body={"notices": names})
    deliver(phone)
    phone.pull()
    assert {row["notice"] for row in phone.rows["reads"].values()} == set(names)


def test_I5_a_rebuild_finds_and_replaces_what_is_not_as_the_ledger_says(story: Story) -> None:
    phone = story.phone(1, by=story.mei)
    phone.record("notice_read", body={"notices": ["waits:a", "waits:b", "waits:c"]})
    deliver(phone)
    phone.pull()
    whole = read_by(story)
    invented = {"id": "0" * 32, "person": story.wing, "notice": "waits:a", "at_ms": 1, "commit": 1}
    with story.app.app_context():
        db.session.execute(delete(Read).where(Read.notice == "waits:a"))
        db.session.execute(update(Read).where(Read.notice == "waits:b").values(at_ms=5))
        db.session.add(Read(**invented))
        db.session.commit()
        assert len(rebuild().differing) == 3
        assert rebuild(write=True).good
        assert rebuild().differing == ()
    assert read_by(story) == whole
    phone.pull()
    assert {row["notice"]: row["at_ms"] for row in phone.rows["reads"].values()} == whole[story.mei]


def test_I6_everybody_may_read_and_reading_is_no_news_to_others(story: Story) -> None:
    clerk = story.firm.person("Ada", "admin")
    phone = story.phone(1, by=clerk)
    made = phone.record("notice_read", body={"notices": ["flagged:1:a"]})
    deliver(phone)
    phone.pull()
    assert verdict(made) == ("accepted", [])
    assert not [entry for entry in phone.rows["entries"].values() if entry["kind"] == "notice_read"]


def test_I7_a_first_sync_does_not_bring_what_was_read_long_ago(story: Story) -> None:
    phone, new = story.phone(1, by=story.mei), story.phone(2, by=story.mei)
    phone.record("notice_read", body={"notices": ["waits:a"]})
    deliver(phone)
    story.hours.go_by(TOLD_MS - DAY)
    phone.record("notice_read", body={"notices": ["waits:b"]})
    deliver(phone)
    story.hours.go_by(2 * DAY)
    new.pull()
    assert {row["notice"] for row in new.rows["reads"].values()} == {"waits:b"}
