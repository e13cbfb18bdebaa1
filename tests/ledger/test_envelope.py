"""The door: who may deliver, and what is turned away whole. Nothing a client sends makes a 5xx."""

import gzip

import orjson
import pytest
from sqlalchemy import select

from server.database import db
from server.ledger.cursor import head
from server.people.tables import Device
from tests.firm import good
from tests.ledger.conftest import Story, deliver
from tests.phone import Phone, over_client

WRONG: list = [None, True, 0, -1, 1.5, 2**60, "", "x", "\0", "x" * 100_000, [], [[]], {}, {"a": 1}]


def test_s11_gzip_is_welcome(story: Story) -> None:
    phone = story.phone(1)
    phone.record("sighting", sample=phone.uuid(), to=story.cabinet)
    assert good(phone.push(zipped=True))["ack"] == 1


def test_s11_a_bomb_is_refused_as_json(story: Story) -> None:
    phone = story.phone(1)
    reply = phone.post(gzip.compress(b'{"install":"' + b" " * 60_000_000 + b'"}'), {"Content-Encoding": "gzip"})
    assert (reply.status, reply.json["code"]) == (413, "too_large")
    assert phone.post(b" " * 5_000_000).json["code"] == "too_large"


def test_s12_without_a_cookie_the_signature_gives_the_right_to_deliver(story: Story) -> None:
    phone = story.phone(1)
    phone.talk = over_client(story.app.test_client())
    assert phone.push().status == 401
    phone.record("sighting", sample=phone.uuid(), to=story.cabinet)
    assert good(phone.push())["ack"] == 1


def test_s12_a_stranger_or_another_phones_cookie_has_no_right(story: Story) -> None:
    phone, other = story.phone(1), story.phone(2)
    story.firm.person("X", "keeper")
    stranger = story.phone(3)
    stranger.id = stranger.uuid()
    stranger.record("sighting", sample=phone.uuid(), to=story.cabinet)
    assert stranger.push().json["code"] == "unknown_device"
    other.id = phone.id
    other.record("sighting", sample=phone.uuid(), to=story.cabinet)
    assert other.push().status == 401


def test_s12_an_expired_person_never_strands_the_queue(story: Story) -> None:
    phone = story.phone(1, by=story.mei)
    ring = phone.uuid()
    phone.record("sighting", sample=ring, to=story.cabinet)
    good(story.firm.boss.patch(f"/api/people/{story.mei}", {"active": False}))
    deliver(phone)
    assert phone.outbox[0].reasons == ["person_inactive", "unknown_sample"] and story.entries(device=phone.id)[0].by == story.mei


def test_s13_wrong_types_in_the_envelope_are_refused_and_change_nothing(story: Story) -> None:
    phone = story.phone(1)
    for key in ("install", "batch", "actions", "drained", "owes", "owes_since_ms", "clock", "app"):
        for wrong in WRONG:
            phone.record("sighting", sample=phone.uuid(), to=story.cabinet)
            with story.app.app_context():
                before = head()
            reply = phone.post(orjson.dumps(phone.envelope(phone.waiting()[-1:]) | {key: wrong}))
            assert reply.status in (200, 400, 401, 422), (key, wrong, reply.status)
            if reply.status != 200:
                assert set(reply.json) >= {"code", "message", "field", "request"}
                with story.app.app_context():
                    assert head() == before


def test_s13_wrong_types_around_a_record_never_break_the_office(story: Story) -> None:
    phone = story.phone(1)
    for key in ("id", "seq", "bytes", "sig"):
        for wrong in WRONG:
            phone.record("sighting", sample=phone.uuid(), to=story.cabinet)
            envelope = phone.envelope(phone.waiting()[-1:])
            envelope["actions"][0][key] = wrong
            assert phone.post(orjson.dumps(envelope)).status in (200, 400, 422), (key, wrong)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"null", b'{"a":NaN}', b"[" * 10_000, b'"\xff"', b'{"install":"\\ud800"}', b"\0" * 100])
def test_s13_what_is_no_envelope_is_refused(story: Story, text: bytes) -> None:
    phone = story.phone(1)
    reply = phone.post(text)
    assert reply.status in (400, 422) and reply.json["code"]
    assert phone.post(text, {"Content-Encoding": "gzip"}).status in (400, 422)
    assert phone.post(text, {"Content-Type": "text/plain"}).status == 415


def test_s13_wrong_types_in_an_action_end_in_a_verdict(story: Story) -> None:
    phone = story.phone(1)
    for key in sorted(Phone().action("sighting")):
        for wrong in WRONG:
            action = phone.action("sighting", sample=phone.uuid(), to=story.cabinet)
            phone.keep(orjson.dumps(action | {key: wrong}), action["id"])
    made = phone.waiting()
    deliver(phone)
    assert good(phone.push())["ack"] == len(made) == 27 * len(WRONG)
    assert {one.verdict for one in made} == {"flagged", "quarantined"}


def test_s14_a_heartbeat_moves_the_contact_and_no_commit(story: Story) -> None:
    phone = story.phone(1)
    with story.app.app_context():
        before = head()
    story.a_minute_later()
    told = good(phone.push())
    assert told["head"] == before.commit and told["verdicts"] == []
    with story.app.app_context():
        row = db.session.execute(select(Device.contact_ms, Device.drained_ms).filter_by(id=phone.id)).one()
    assert tuple(row) == (story.hours.now, story.hours.now)
