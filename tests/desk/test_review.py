"""What a shut-out phone brings is kept apart until a person lets it in or sets it aside: none applied by itself, none lost."""

import dataclasses
from typing import Any

import orjson
import pytest
from sqlalchemy import update

from server.database import db
from server.ledger.rebuild import rebuild
from server.ledger.tables import Quarantined
from tests.firm import Seat, good
from tests.ledger.conftest import HOUR, MINUTE, Story, deliver, verdict
from tests.ledger.test_at_once import at_once
from tests.phone import Made, Phone


def lost_phone(story: Story) -> tuple[Phone, str, Made]:
    """(phone, ring, scan): Mei took the ring before her phone was shut out, and it was heard only afterwards."""
    phone = story.phone(1, by=story.mei)
    [ring] = story.samples(phone)
    story.a_minute_later()
    made = phone.record("scan_out", sample=ring, to=story.mei)
    story.a_minute_later()
    shut_out(story, phone)
    story.hours.go_by(HOUR)
    good(phone.push())
    return phone, ring, made


def shut_out(story: Story, phone: Phone) -> None:
    good(story.firm.boss.post(f"/api/devices/{phone.id}/revoke"))


def apart(story: Story, made: Made) -> dict[str, Any]:
    return next(row for row in good(story.firm.boss.get("/api/quarantine"))["quarantine"] if row["id"] == made.id)


def decide(seat: Seat, record: dict[str, Any], decision: str) -> tuple[int, str | None]:
    reply = seat.post(f"/api/quarantine/{record['sha256']}/review", {"decision": decision, "reason": "asked Mei by telephone"})
    return reply.status, reply.json.get("code")


def test_P10_what_is_kept_apart_is_told_readably(story: Story) -> None:
    phone, ring, made = lost_phone(story)
    kept = apart(story, made)
    said = {"kind": "scan_out", "by": story.mei, "sample": ring, "tag": None, "to": story.mei, "slip": None, "quantity": 1}
    assert kept["action"] == said
    assert (kept["admissible"], kept["after_revocation"], kept["decision"]) == (True, False, None)
    assert kept["happened_ms"] == made.made_ms and kept["phone"] == "phone" and kept["device"] == phone.id


def test_P10_a_fact_let_in_stands_with_its_own_bytes_at_its_own_time_and_says_so(story: Story) -> None:
    phone, ring, made = lost_phone(story)
    assert story.row(ring)["holder"] == story.cabinet
    assert decide(story.firm.boss, apart(story, made), "admit") == (200, None)
    [entry] = story.entries(id=made.id)
    assert bytes(entry.bytes) == made.bytes and entry.sig == made.sig and entry.order_ms == made.made_ms
    assert (entry.verdict, orjson.loads(entry.reasons)) == ("flagged", ["late", "admitted"])
    assert entry.received_ms == story.hours.now
    assert (story.row(ring)["holder"], story.row(ring)["status"]) == (story.mei, "out")
    [review] = story.entries(kind="quarantine_review")
    assert review.by == story.firm.boss_id and orjson.loads(review.bytes)["body"]["decision"] == "admit"
    assert good(story.firm.boss.get("/api/quarantine"))["waiting"] == 0
    assert [v["verdict"] for v in good(phone.send([made]))["verdicts"]] == ["duplicate"]  # it may come again and changes nothing


def test_P10_what_is_set_aside_changes_nothing_and_may_still_be_let_in(story: Story) -> None:
    _, ring, made = lost_phone(story)
    kept = apart(story, made)
    assert decide(story.firm.boss, kept, "reject") == (200, None)
    assert story.row(ring)["holder"] == story.cabinet and story.entries(id=made.id) == []
    assert apart(story, made)["decision"] == "reject"
    assert decide(story.firm.boss, kept, "admit") == (200, None)
    assert story.row(ring)["holder"] == story.mei
    assert decide(story.firm.boss, kept, "reject") == (409, "reviewed_already")


def test_P10_let_in_twice_also_at_once_it_happens_once(story: Story) -> None:
    _, _, made = lost_phone(story)
    kept = apart(story, made)
    story.firm.person("Ann", "supervisor", login=True)
    seats = [story.firm.boss, story.firm.sign_in("Ann")]
    assert at_once([lambda seat=seat: decide(seat, kept, "admit") for seat in seats]) == [(200, None)] * 2
    assert decide(seats[1], kept, "admit") == (200, None)
    assert len(story.entries(id=made.id)) == len(story.entries(kind="quarantine_review")) == 1


def test_P10_what_was_made_after_the_phone_was_shut_out_says_so_too(story: Story) -> None:
    phone = story.phone(1, by=story.mei)
    [ring] = story.samples(phone)
    shut_out(story, phone)
    story.hours.go_by(5 * MINUTE)
    made = phone.record("scan_out", sample=ring, to=story.mei)
    good(phone.push())
    kept = apart(story, made)
    assert kept["after_revocation"] and kept["admissible"]
    assert decide(story.firm.boss, kept, "admit") == (200, None)
    assert "after_revocation" in story.entries(id=made.id)[0].reasons


def test_P10_what_its_phone_did_not_sign_is_never_let_in(story: Story) -> None:
    phone, thief = story.phone(1, by=story.mei), story.phone(2)
    [ring] = story.samples(phone)
    thief.id, thief.seq, thief.prev, thief.by = phone.id, phone.seq, phone.prev, phone.by
    forged = thief.record("scan_out", sample=ring, to=story.wing)
    shut_out(story, phone)
    good(phone.send([forged]))
    kept = apart(story, forged)
    assert not kept["admissible"] and decide(story.firm.boss, kept, "admit") == (409, "not_admissible")
    assert story.row(ring)["holder"] == story.cabinet


@pytest.mark.parametrize("what", ["authority", "unreadable", "used number", "live phone"])
def test_P10_authority_garbage_and_used_numbers_can_only_be_set_aside(story: Story, what: str) -> None:
    phone = story.phone(1, by=story.mei)
    [ring] = story.samples(phone)
    if what in ("authority", "live phone"):
        made = phone.record("settle", sample=ring, to=story.mei, body={"case": "x", "decision": "mine", "reason": "so"})
    elif what == "unreadable":
        made = phone.keep(b'{"kind": NaN')
    else:
        phone.seq, phone.prev = 0, None
        made = phone.record("scan_out", sample=ring, to=story.mei)
    if what != "live phone":
        shut_out(story, phone)
    good(phone.send([made]))
    kept = apart(story, made)
    assert decide(story.firm.boss, kept, "admit") == (409, "not_admissible")
    assert story.row(ring)["holder"] == story.cabinet and story.entries(kind="quarantine_review") == []
    assert decide(story.firm.boss, kept, "reject") == (200, None)


def test_P10_let_in_in_any_order_history_is_whole(story: Story) -> None:
    phone = story.phone(1, by=story.mei)
    ring, brooch, pin = story.samples(phone, 3)
    story.a_minute_later()
    made = [phone.record("scan_out", sample=sample, to=story.mei) for sample in (ring, brooch, pin)]
    phone.prev = "0" * 64
    forked = phone.record("scan_in", sample=ring, to=story.drawer)
    shut_out(story, phone)
    good(phone.push())
    for one in (made[2], made[0], forked):
        assert decide(story.firm.boss, apart(story, one), "admit") == (200, None)
    assert "fork" in story.entries(id=forked.id)[0].reasons
    assert [story.row(sample)["holder"] for sample in (ring, brooch, pin)] == [story.drawer, story.cabinet, story.mei]


def test_P10_a_scan_let_in_is_weighed_like_any_other(story: Story) -> None:
    phone, ring, made = lost_phone(story)
    other = story.phone(2)
    other.record("scan_out", sample=ring, to=story.wing)
    deliver(other)
    assert decide(story.firm.boss, apart(story, made), "admit") == (200, None)
    assert [case.kind for case in story.cases(sample=ring)] == ["return_missing"]
    assert story.row(ring)["status"] == "disputed" and verdict(made)[0] == "quarantined" and phone.id


def test_L_a_decision_that_was_changed_in_the_table_is_noticed_and_put_right(story: Story) -> None:
    _, _, made = lost_phone(story)
    kept = apart(story, made)
    assert decide(story.firm.boss, kept, "reject") == (200, None)
    with story.app.app_context():
        db.session.execute(update(Quarantined).values(decision="admit"))
        db.session.commit()
        assert rebuild().differing == (f"quarantine {kept['sha256']}: decision",)
        assert rebuild(write=True).good and rebuild().differing == ()
    assert apart(story, made)["decision"] == "reject"


def test_P10_a_clock_that_is_wrong_moves_nothing_past_the_moment_it_came(story: Story) -> None:
    phone = story.phone(1, by=story.mei)
    [ring] = story.samples(phone)
    story.a_minute_later()
    phone.clock = dataclasses.replace(phone.clock, off_ms=30 * 24 * HOUR)
    made = phone.record("scan_out", sample=ring, to=story.mei)
    phone.clock = dataclasses.replace(phone.clock, off_ms=0)
    shut_out(story, phone)
    story.a_minute_later()
    good(phone.push())
    came = story.hours.now
    story.hours.go_by(3 * HOUR)
    assert decide(story.firm.boss, apart(story, made), "admit") == (200, None)
    [entry] = story.entries(id=made.id)
    assert entry.order_ms <= came and "clock_clamped" in entry.reasons
