"""A phone's numbers run without holes: what is missing is asked for, what cannot be read uses up its number."""

import dataclasses

import orjson
import pytest
from sqlalchemy import func, select

from server.database import db
from server.ledger.gaps import release
from server.ledger.tables import Held, Quarantined
from tests.firm import good
from tests.ledger.conftest import DAY, Story, deliver, verdict


def verdicts(told: dict) -> list[str]:
    return [verdict["verdict"] for verdict in told["verdicts"]]


def count(story: Story, table: type) -> int:
    with story.app.app_context():
        return db.session.scalar(select(func.count()).select_from(table))


def test_s3_behind_a_hole_records_are_held_and_applied_when_it_is_filled(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    first, second, third = (phone.record("scan_out", sample=ring, to=to) for to in (story.mei, story.wing, story.mei))
    told = good(phone.send([second, third]))
    assert verdicts(told) == ["held", "held"] and told["ack"] == 1 and count(story, Held) == 2
    assert story.row(ring)["holder"] == story.cabinet
    told = good(phone.send([first]))
    assert verdicts(told) == ["accepted"] and told["ack"] == 4 and count(story, Held) == 0
    assert [entry.seq for entry in story.entries(device=phone.id)] == [1, 2, 3, 4]
    assert verdicts(good(phone.send([second, third]))) == ["duplicate", "duplicate"]


def test_s3_a_held_record_sent_again_is_held_once(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    _lost, second = (phone.record("sighting", sample=ring, to=story.cabinet) for _ in range(2))
    for _ in range(3):
        assert verdicts(good(phone.send([second]))) == ["held"]
    assert count(story, Held) == 1


def test_s4_a_hole_nobody_fills_is_given_up_after_five_days_and_says_so(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    _lost, second, third = (phone.record("scan_out", sample=ring, to=to) for to in (story.mei, story.wing, story.mei))
    good(phone.send([second, third]))
    with story.app.app_context():
        assert release(story.hours.now + 4 * DAY) == 0
        story.hours.go_by(5 * DAY)
        assert release(story.hours.now) == 1
    entries = story.entries(device=phone.id)
    assert [(entry.seq, "gap" in entry.reasons) for entry in entries] == [(1, False), (3, True), (4, False)]
    assert good(phone.push())["ack"] == 4 and count(story, Held) == 0


def test_s4_what_was_missing_may_still_come_after_that(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    lost, second = (phone.record("scan_out", sample=ring, to=to) for to in (story.mei, story.wing))
    good(phone.send([second]))
    story.hours.go_by(5 * DAY)
    with story.app.app_context():
        release(story.hours.now)
    told = good(phone.send([lost]))
    assert verdicts(told) == ["accepted"] and told["verdicts"][0]["reasons"] == ["late"] and told["ack"] == 3
    assert story.row(ring)["holder"] in (story.mei, story.wing) and len(story.entries(device=phone.id)) == 3


def test_s5_another_record_under_a_used_number_is_kept_apart(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    phone.seq, phone.prev = 0, None
    twin = phone.record("scan_out", sample=ring, to=story.mei)
    assert good(phone.send([twin]))["verdicts"][0]["reasons"] == ["seq_reused"]
    assert verdicts(good(phone.send([twin]))) == ["duplicate"]
    assert story.row(ring)["holder"] == story.cabinet


def test_s6_a_forked_chain_is_flagged(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    phone.prev = "0" * 64
    made = phone.record("sighting", sample=ring, to=story.cabinet)
    deliver(phone)
    assert verdict(made) == ("flagged", ["fork"])


def test_s7_the_same_record_twice_in_one_batch_counts_once(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    made = phone.record("scan_out", sample=ring, to=story.mei)
    told = good(phone.send([made, made]))
    assert verdicts(told) == ["accepted", "duplicate"] and len(story.entries(id=made.id)) == 1


def test_s8_verdicts_come_in_the_order_of_the_push_whatever_that_is(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    made = [phone.record("sighting", sample=ring, to=story.cabinet) for _ in range(5)]
    told = good(phone.send([made[i] for i in (3, 0, 4, 2, 1)]))
    assert [v["id"] for v in told["verdicts"]] == [made[i].id for i in (3, 0, 4, 2, 1)]
    assert verdicts(told) == ["accepted"] * 5


def test_s9_authority_is_never_taken_from_a_phone(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    made = phone.record("settle", sample=ring, to=story.mei, body={"case": "x", "decision": "mine", "reason": "so"})
    after = phone.record("sighting", sample=ring, to=story.cabinet)
    deliver(phone)
    assert verdict(made) == ("quarantined", ["authority_online_only"]) and verdict(after) == ("accepted", [])
    assert story.row(ring)["holder"] == story.cabinet


def poisons(story: Story, phone) -> dict[str, bytes]:
    """Each is the body of one record; ``phone`` says which number comes next."""

    def action(**given: object) -> bytes:
        return orjson.dumps(phone.action("sighting", sample=phone.uuid(), to=story.cabinet, **given))

    return {
        "nan": action(body={"note": "N"}).replace(b'"N"', b"NaN"),
        "a note of 1 MB": action(body={"note": "x" * 1_000_000}),
        "half a surrogate pair": action(body={"note": "N"}).replace(b'"N"', b'"\\ud800"'),
        "nul": action(body={"note": "N"}).replace(b'"N"', b'"\\u0000"'),
        "10,000 deep": action(body={"note": "N"}).replace(b'"N"', b"[" * 10_000 + b"]" * 10_000),
        "a list": b"[]",
        "no JSON": b"hello",
        "nothing": b"",
        "a number too large": action(wall_ms=1).replace(b'"wall_ms":1,', b'"wall_ms":1e400,'),
        "an id of another record": action(id=phone.uuid()),
        "another phone's": action(device=phone.uuid()),
        "wrong types": orjson.dumps(dict.fromkeys(orjson.loads(action()), 7)),
        "a place of 300 characters": action(observed_from="p" * 300),
    }


@pytest.mark.parametrize("which", range(13))
def test_p12_one_bad_record_does_not_block_the_other_99(story: Story, which: int) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    for n in range(99):
        if n == 50:
            name, text = list(poisons(story, phone).items())[which]
            bad = phone.keep(text)
        phone.record("sighting", sample=ring, to=story.cabinet)
    told = good(phone.send(phone.waiting()))
    phone.hear(dataclasses.replace(phone.send([]), json=told))
    assert bad.verdict == "quarantined", name
    assert bad.reasons[0] in ("unreadable", "too_large", "mismatch")
    assert [made.verdict for made in phone.outbox if made is not bad] == ["accepted"] * 100
    assert count(story, Quarantined) == 1


def test_p12_what_only_the_database_refuses_is_set_apart_alone(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    from server.ledger import apply

    phone = story.phone(1)
    ring = story.samples(phone)[0]
    made = [phone.record("sighting", sample=ring, to=story.cabinet) for _ in range(5)]
    real = apply.entries.Row

    def broken(*given: object) -> object:
        row = real(*given)
        return dataclasses.replace(row, sample=None, kind=None) if row.id == made[2].id else row

    monkeypatch.setattr(apply.entries, "Row", broken)
    told = good(phone.push())
    assert verdicts(told) == ["accepted", "accepted", "quarantined", "accepted", "accepted"]
    assert [entry.seq for entry in story.entries(device=phone.id)] == [1, 2, 3, 5, 6]


def test_s10_a_forged_record_is_kept_apart(story: Story) -> None:
    phone, thief = story.phone(1), story.phone(2)
    ring = story.samples(phone)[0]
    thief.id, thief.seq, thief.prev, thief.by = phone.id, phone.seq, phone.prev, phone.by
    forged = thief.record("scan_out", sample=ring, to=story.wing)
    assert good(phone.send([forged]))["verdicts"][0]["reasons"] == ["bad_signature"]
    assert story.row(ring)["holder"] == story.cabinet


def test_s10_a_changed_record_in_the_middle_is_found_although_only_the_newest_is_checked(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    made = [phone.record("scan_out", sample=ring, to=story.mei, body={"note": f"n{n}"}) for n in range(5)]
    changed = dataclasses.replace(made[2], bytes=made[2].bytes.replace(b'"n2"', b'"XX"'))
    told = good(phone.send([*made[:2], changed, *made[3:]]))
    assert verdicts(told) == ["accepted", "accepted", "quarantined", "accepted", "accepted"]
    assert told["verdicts"][2]["reasons"] == ["bad_signature"]
