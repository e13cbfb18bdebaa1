"""Scans that another phone brings: taken once, judged by their maker's signature, and saying nothing about what their maker did since."""

from typing import Any

import orjson
import pytest
from sqlalchemy import select

from server.database import db
from server.ledger.tables import Carriage
from server.people.tables import Device
from tests.firm import good
from tests.ledger.conftest import DAY, HOUR, MINUTE, Story, deliver
from tests.phone import Phone, Reply

GARBAGE: list[Any] = [1, "x", [], [[]], True, {"free_mb": "much"}, {"ready": {"verdict": "splendid"}}, {"battery": 3, "person": "Mei"}]


def carry(courier: Phone, giver: Phone, **given: Any) -> Reply:
    """The courier delivers what the giver has not; the giver hears nothing of it."""
    return courier.post(orjson.dumps(giver.envelope(giver.waiting(), carried_by=courier.id) | given))


def device(story: Story, phone: Phone) -> Any:
    with story.app.app_context():
        return db.session.execute(select(*Device.__table__.columns).filter_by(id=phone.id)).one()


def carriages(story: Story) -> list[Any]:
    with story.app.app_context():
        return list(db.session.execute(select(Carriage.device, Carriage.courier, Carriage.from_seq, Carriage.to_seq, Carriage.records)))


def at_the_fair(story: Story, count: int = 3) -> tuple[Phone, Phone]:
    """A phone with scans and no network, and another that goes home."""
    giver, courier = story.phone(1, by=story.wing), story.phone(2)
    story.hours.go_by(HOUR)
    for _ in range(count):
        giver.record("sighting", sample=giver.uuid(), to=story.cabinet)
        story.a_minute_later()
    return giver, courier


def test_Q1_what_is_carried_twice_is_in_history_once_and_its_own_phone_learns_it_by_itself(story: Story) -> None:
    giver, courier = at_the_fair(story)
    assert [one["verdict"] for one in good(carry(courier, giver))["verdicts"]] == ["flagged"] * 3
    assert [one["verdict"] for one in good(carry(courier, giver))["verdicts"]] == ["duplicate"] * 3
    assert len(giver.waiting()) == 3, "only the office's own answer empties an outbox"
    deliver(giver)
    assert [made.verdict for made in giver.outbox] == ["duplicate"] * 3 and len(story.entries(device=giver.id)) == 3


def test_Q2_who_brought_it_is_kept_beside_history_and_only_what_was_new(story: Story) -> None:
    giver, courier = at_the_fair(story)
    good(carry(courier, giver))
    good(carry(courier, giver))
    giver.record("sighting", sample=giver.uuid(), to=story.cabinet)
    good(carry(courier, giver))
    assert carriages(story) == [(giver.id, courier.id, 1, 3, 3), (giver.id, courier.id, 4, 4, 1)]
    assert "carried_by" not in orjson.loads(story.entries(device=giver.id)[0].bytes)


def test_Q2_a_courier_that_its_cookie_does_not_prove_is_not_named(story: Story) -> None:
    giver, courier = at_the_fair(story)
    good(carry(courier, giver, carried_by=story.phone(3).id))
    assert [one[1] for one in carriages(story)] == [None]


def test_Q3_a_carried_delivery_proves_nothing_of_what_its_maker_did_since(story: Story) -> None:
    giver, courier = at_the_fair(story)
    before, newest_ms = device(story, giver), story.hours.now - MINUTE
    story.hours.go_by(HOUR)
    good(carry(courier, giver, drained=True, owes=0, app="liar", health={"persisted": True}))
    after = device(story, giver)
    assert (after.contact_ms, after.owes, after.app, after.health) == (before.contact_ms, before.owes, before.app, None)
    assert after.drained_ms == after.order_ms == newest_ms and after.carried_ms == story.hours.now


def test_Q3_no_case_opens_while_its_maker_may_still_explain_it(story: Story) -> None:
    giver, courier = at_the_fair(story, 1)
    ring = story.samples(courier)[0]
    deliver(courier)
    giver.record("scan_out", sample=ring, to=story.wing)
    courier.record("scan_out", sample=ring, to=story.mei)
    story.a_minute_later()
    giver_is_later = giver.record("scan_in", sample=ring, to=story.cabinet)
    good(courier.post(orjson.dumps(giver.envelope(giver.waiting()[:-1], drained=True, carried_by=courier.id))))
    deliver(courier)
    assert [case.status for case in story.cases()] in ([], ["provisional"]), "the phone was not heard for that time"
    assert giver_is_later.verdict is None


def test_Q3_a_signature_alone_gives_no_word_either(story: Story) -> None:
    """Whoever has seen a signed scan could otherwise say for its phone that nothing is left."""
    giver, courier = at_the_fair(story)
    before = device(story, giver)
    good(courier.post(orjson.dumps(giver.envelope(giver.waiting(), drained=True))))
    after = device(story, giver)
    assert after.contact_ms == before.contact_ms and after.drained_ms == after.order_ms < story.hours.now
    assert carriages(story) == [] and after.carried_ms is None


def test_Q3_what_others_bring_is_a_sign_of_life(story: Story) -> None:
    giver, courier = at_the_fair(story, 0)
    story.hours.go_by(70 * HOUR)
    giver.record("sighting", sample=giver.uuid(), to=story.cabinet)
    good(carry(courier, giver))
    story.hours.go_by(20 * HOUR)
    with story.app.app_context():
        from server.ledger.watermark import watermark

        assert giver.id in watermark(story.hours.now).delivered


def test_Q4_cargo_with_a_bad_signature_is_turned_away_whole_or_set_apart(story: Story) -> None:
    giver, courier = at_the_fair(story)
    batch = giver.envelope(giver.waiting(), carried_by=courier.id)
    batch["actions"][2]["sig"] = courier.sign(b"something else")
    assert courier.post(orjson.dumps(batch)).json["code"] == "unknown_device" and story.entries(device=giver.id) == []
    batch = giver.envelope(giver.waiting(), carried_by=courier.id)
    changed = orjson.loads(batch["actions"][0]["bytes"]) | {"to": story.drawer}
    batch["actions"][0]["bytes"] = orjson.dumps(changed).decode()
    told = good(courier.post(orjson.dumps(batch)))["verdicts"]
    assert [(one["verdict"], one["reasons"]) for one in told[:1]] == [("quarantined", ["bad_signature"])]


def test_Q5_of_a_revoked_giver_everything_is_set_apart(story: Story) -> None:
    giver, courier = at_the_fair(story)
    good(story.firm.boss.post(f"/api/devices/{giver.id}/revoke"))
    told = good(carry(courier, giver))
    assert told["device"] == "revoked" and {one["verdict"] for one in told["verdicts"]} == {"quarantined"}


def test_Q5_a_revoked_courier_brings_what_is_as_true_as_before(story: Story) -> None:
    giver, courier = at_the_fair(story)
    good(story.firm.boss.post(f"/api/devices/{courier.id}/revoke"))
    assert {one["verdict"] for one in good(carry(courier, giver))["verdicts"]} == {"flagged"}
    assert carriages(story)[0][1] == courier.id


@pytest.mark.parametrize("garbage", GARBAGE, ids=repr)
def test_Q6_a_word_of_health_that_makes_no_sense_refuses_no_scan(story: Story, garbage: Any) -> None:
    phone = story.phone(1)
    phone.record("sighting", sample=phone.uuid(), to=story.cabinet)
    good(phone.push(health=garbage))
    assert not device(story, phone).health


def test_Q6_what_a_phone_tells_of_itself_is_kept_and_stays_until_it_says_otherwise(story: Story) -> None:
    phone = story.phone(1)
    told = {"persisted": True, "free_mb": 900, "battery": {"percent": 81, "charging": False}, "person": story.mei, "new_key": 1}
    good(phone.push(health=told | {"installed": "yes"}))
    good(phone.push())
    told.pop("new_key")
    assert device(story, phone).health == told


def test_Q7_two_phones_under_one_name_are_an_alarm(story: Story) -> None:
    phone = story.phone(1)
    clone = Phone(phone.talk, seed=1, clock=phone.clock)
    clone.id, clone.key, clone.by, clone.random = phone.id, phone.key, phone.by, story.phone(2).random
    for one in (phone, clone):
        one.record("sighting", sample=one.uuid(), to=story.cabinet)
    deliver(phone)
    assert device(story, phone).forked_ms is None
    deliver(clone)
    assert clone.outbox[0].reasons == ["seq_reused"] and device(story, phone).forked_ms == story.hours.now


def met(courier: Phone, giver: Phone) -> dict[str, int]:
    """What the courier sees when it films the giver's glass."""
    return {"ahead_ms": giver.clock.wall() - courier.clock.wall(), "taken_ms": courier.clock.wall()}


def set_while_away(story: Story, by_ms: int) -> tuple[Phone, Phone, list[int]]:
    """The giver scans, its clock is set and its app starts anew, it scans again; and when that truly was."""
    giver, courier = story.phone(1, by=story.wing, off_ms=-HOUR), story.phone(2, off_ms=3 * HOUR)
    deliver(giver), deliver(courier)
    made: list[int] = []
    for off_ms in (-HOUR, -HOUR, by_ms, by_ms):
        if off_ms != giver.clock.off_ms:
            giver.clock.off_ms, giver.page, giver.anchor, giver.hlc = off_ms, giver.uuid(), None, (0, 0)
        story.hours.go_by(10 * MINUTE)
        made.append(story.hours.now)
        giver.record("sighting", sample=giver.uuid(), to=story.cabinet)
    story.hours.go_by(10 * MINUTE)
    return giver, courier, made


def placed(story: Story, giver: Phone) -> list[tuple[int, bool]]:
    return [(entry.order_ms, "clock_stepped" in entry.reasons) for entry in story.entries(device=giver.id)]


@pytest.mark.parametrize("by_ms", [5 * HOUR, -2 * DAY])
def test_Q15_a_clock_that_was_set_while_away_is_known_by_what_the_courier_saw(story: Story, by_ms: int) -> None:
    giver, courier, made = set_while_away(story, by_ms)
    seen = met(courier, giver)
    story.hours.go_by(DAY)
    good(carry(courier, giver, met=seen | {"wall_ms": courier.clock.wall()}))
    assert placed(story, giver) == [(ms, False) for ms in made]
    giver.record("sighting", sample=giver.uuid(), to=story.cabinet)
    deliver(giver)
    assert placed(story, giver)[-1] == (story.hours.now, False), "and what it makes after that goes on by the clock as it is"


@pytest.mark.parametrize(("by_ms", "is_heard_first"), [(-7 * HOUR, True), (7 * HOUR, True), (7 * HOUR, False)])
def test_Q15_a_courier_whose_own_clock_was_set_since_makes_it_doubted_and_moves_nothing(
    story: Story, by_ms: int, is_heard_first: bool
) -> None:
    giver, courier, _made = set_while_away(story, -HOUR)
    seen = met(courier, giver)
    courier.clock.off_ms += by_ms
    if is_heard_first:
        deliver(courier)
    good(carry(courier, giver, met=seen | {"wall_ms": courier.clock.wall()}))
    assert all(is_doubted for _ms, is_doubted in placed(story, giver))
    assert device(story, giver).offset_ms == HOUR


@pytest.mark.parametrize("wrong", [None, {"ahead_ms": 0}, {"ahead_ms": True, "taken_ms": 1, "wall_ms": 1}, [], "x"])
def test_Q15_without_a_courier_that_is_proved_or_with_nonsense_nothing_is_learnt(story: Story, wrong: Any) -> None:
    giver, courier, _made = set_while_away(story, 5 * HOUR)
    before = device(story, giver).offset_ms
    if wrong is None:
        seen = met(courier, giver) | {"wall_ms": courier.clock.wall()}
        good(carry(courier, giver, met=seen, carried_by=story.phone(3).id))
        assert len(placed(story, giver)) == 4
    else:
        assert carry(courier, giver, met=wrong).status == 422 and placed(story, giver) == []
    assert device(story, giver).offset_ms == before


def test_Q15_a_courier_cannot_move_a_scan_out_of_the_time_its_phone_was_away(story: Story) -> None:
    giver, courier, _made = set_while_away(story, -HOUR)
    wall_ms, away_ms = courier.clock.wall(), device(story, giver).order_ms
    lie = {"ahead_ms": -400 * DAY, "taken_ms": wall_ms - DAY, "wall_ms": wall_ms}
    good(carry(courier, giver, met=lie))
    assert all(away_ms <= ms <= story.hours.now for ms, _ in placed(story, giver))
