"""Each row of the class table of the architecture, told as a story, on both databases."""

import orjson
import pytest
from sqlalchemy import select

from server.database import db
from server.ledger.retag import retag
from server.ledger.settle import CannotSettle, settle
from server.people.tables import Device
from tests.firm import good
from tests.ledger.conftest import DAY, HOUR, MINUTE, Story, deliver, verdict
from tests.phone import Made


def test_s1_a_scan_moves_the_piece_and_says_so(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    made = phone.record("scan_out", sample=ring, to=story.mei)
    deliver(phone)
    assert verdict(made) == ("accepted", [])
    assert (story.row(ring)["holder"], story.row(ring)["status"], story.row(ring)["archive_no"]) == (story.mei, "out", "2026-000001")


def test_s2_the_same_id_again_has_the_same_verdict_and_no_other_effect(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    made = phone.record("scan_out", sample=ring, to="01a204c7-0000-7000-8000-00000000dead")
    deliver(phone)
    before = story.row(ring)
    again = good(phone.send([made]))["verdicts"][0]
    assert again["verdict"] == "duplicate" and again["first"] == "flagged"
    assert again["reasons"] == ["unknown_place"] and again["commit"] == made.commit
    assert story.row(ring) == before and len(story.entries(id=made.id)) == 1


def test_s2_the_same_id_with_other_bytes_is_kept_apart(story: Story) -> None:
    phone, other = story.phone(1), story.phone(2)
    ring = story.samples(phone)[0]
    made = phone.record("scan_out", sample=ring, to=story.mei)
    deliver(phone)
    stolen = other.record("scan_out", id=made.id, sample=ring, to=story.wing)
    after = other.record("sighting", sample=ring, to=story.cabinet)
    deliver(other)
    assert verdict(stolen) == ("quarantined", ["id_reused"])
    assert after.verdict == "accepted" and story.row(ring)["holder"] == story.mei


def test_s2_a_number_the_office_has_with_the_same_id_and_other_bytes_is_kept_apart_and_not_called_a_duplicate(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    first = phone.record("scan_out", sample=ring, to=story.mei)
    deliver(phone)
    action = orjson.loads(first.bytes) | {"to": story.wing}
    forged = orjson.dumps(action)
    told = good(phone.send([Made(first.id, first.seq, forged, phone.sign(forged), first.made_ms)]))["verdicts"]
    assert [(one["verdict"], one["reasons"]) for one in told] == [("quarantined", ["seq_reused"])]
    assert story.row(ring)["holder"] == story.mei


def test_c1_two_outs_to_different_holders_leave_the_piece_disputed(story: Story) -> None:
    first, second = story.phone(1), story.phone(2)
    ring = story.samples(first)[0]
    first.record("scan_out", sample=ring, to=story.mei)
    story.a_minute_later()
    second.record("scan_out", sample=ring, to=story.wing)
    story.a_minute_later()
    deliver(second, first)
    row = story.row(ring)
    assert (row["status"], row["holder"], row["claims"]) == ("disputed", story.wing, 1)
    case = story.cases(sample=ring)[0]
    assert case.kind == "return_missing" and {claim["to"] for claim in case.claims} == {story.mei, story.wing}


def test_c1_the_order_in_which_phones_reconnect_changes_nothing(story: Story) -> None:
    phones = [story.phone(n) for n in range(3)]
    ring, brooch = story.samples(phones[0], 2)
    for sample in (ring, brooch):
        for phone, to in zip(phones, (story.mei, story.wing, story.drawer), strict=True):
            story.a_minute_later()
            phone.record("scan_in" if to == story.drawer else "scan_out", sample=sample, to=to)
    story.a_minute_later()
    # the ring's three scans come in order, one by one; the brooch's afterwards, last phone first
    for phone in phones:
        good(phone.send(phone.waiting()[:1]))
    deliver(*reversed(phones))
    kept = [{k: v for k, v in story.row(s).items() if k in ("status", "holder", "place", "claims", "last_kind")} for s in (ring, brooch)]
    assert kept[0] == kept[1]
    assert [(c.kind, len(c.claims)) for c in story.cases(sample=ring)] == [(c.kind, len(c.claims)) for c in story.cases(sample=brooch)]


def test_c2_in_when_it_is_in_already_is_a_sighting_or_a_move_and_no_case(story: Story) -> None:
    phone, other = story.phone(1), story.phone(2)
    ring = story.samples(phone)[0]
    other.record("scan_in", sample=ring, to=story.cabinet)
    deliver(other)
    story.a_minute_later()
    phone.record("scan_in", sample=ring, to=story.drawer)
    deliver(phone)
    assert story.row(ring)["place"] == story.drawer and story.cases() == []


def test_c3_a_late_action_that_fits_is_inserted_and_opens_no_case(story: Story) -> None:
    away, desk = story.phone(1), story.phone(2)
    ring = story.samples(away)[0]
    away.record("scan_out", sample=ring, to=story.mei)
    story.hours.go_by(HOUR)
    desk.record("scan_in", sample=ring, to=story.drawer)
    deliver(desk)
    assert story.row(ring)["last_kind"] == "scan_in"
    deliver(away)
    assert (story.row(ring)["place"], story.row(ring)["status"]) == (story.drawer, "in_store")
    assert away.outbox[-1].reasons == ["late"] and story.cases() == []


def test_c4_a_late_action_that_explains_closes_the_case(story: Story) -> None:
    first, second, desk = (story.phone(n) for n in range(3))
    ring = story.samples(first)[0]
    for phone, kind, to in ((first, "scan_out", story.mei), (desk, "scan_in", story.cabinet), (second, "scan_out", story.wing)):
        story.a_minute_later()
        phone.record(kind, sample=ring, to=to)
    deliver(first, second)
    assert [case.status for case in story.cases(sample=ring)] == ["provisional"]
    assert story.row(ring)["status"] == "disputed"
    deliver(desk)
    assert [case.status for case in story.cases(sample=ring)] == ["explained"]
    assert (story.row(ring)["status"], story.row(ring)["holder"]) == ("out", story.wing)


def test_c4_what_a_scan_had_explained_is_said_to_be_explained_by_the_late_action_that_takes_the_claim_away(story: Story) -> None:
    """Or the desk would tell another story when the late phone comes home first."""
    first, second, desk = (story.phone(n) for n in range(3))
    ring = story.samples(first)[0]
    for phone, kind, to in ((first, "scan_out", story.mei), (desk, "scan_in", story.cabinet), (second, "scan_out", story.wing)):
        story.a_minute_later()
        phone.record(kind, sample=ring, to=to)
    story.a_minute_later()
    first.record("scan_in", sample=ring, to=story.drawer)
    deliver(second, first)
    assert [(case.status, case.settled["reason"]) for case in story.cases(sample=ring)] == [("explained", "scan_shows_place")]
    deliver(desk)
    assert [(case.status, case.settled["reason"]) for case in story.cases(sample=ring)] == [("explained", "late_action")]


def test_c5_a_case_is_provisional_until_every_phone_has_been_heard(story: Story) -> None:
    first, second, silent = (story.phone(n) for n in range(3))
    ring = story.samples(first)[0]
    story.a_minute_later()
    first.record("scan_out", sample=ring, to=story.mei)
    second.record("scan_out", sample=ring, to=story.wing)
    story.a_minute_later()
    deliver(first, second)
    case = story.cases(sample=ring)[0]
    assert (case.status, case.waiting) == ("provisional", [silent.id])
    story.a_minute_later()
    heartbeat = good(silent.push())
    assert story.cases(sample=ring)[0].status == "open" and heartbeat["head"] == case.commit + 1


def test_c5_a_phone_silent_for_72_hours_is_waited_for_no_longer(story: Story) -> None:
    first, second, _silent = (story.phone(n) for n in range(3))
    ring = story.samples(first)[0]
    story.hours.go_by(HOUR)
    first.record("scan_out", sample=ring, to=story.mei)
    second.record("scan_out", sample=ring, to=story.wing)
    deliver(first, second)
    assert story.cases(sample=ring)[0].status == "provisional"
    story.hours.go_by(3 * DAY)
    deliver(first, second)
    assert story.cases(sample=ring)[0].status == "open"


def test_c6_a_settlement_puts_the_piece_somewhere_and_bars_what_comes_late(story: Story) -> None:
    first, second, late = (story.phone(n, by=story.mei) for n in range(3))
    ring = story.samples(first)[0]
    for phone, to in ((first, story.wing), (second, story.mei), (late, story.wing)):
        story.a_minute_later()
        phone.record("scan_out", sample=ring, to=to)
    deliver(first, second)
    case = story.cases(sample=ring)[0]
    story.a_minute_later()
    with story.app.app_context():
        settle(case.id, story.drawer, "in drawer", "I have it in my hand", story.firm.boss_id)
        with pytest.raises(CannotSettle):
            settle(case.id, story.cabinet, "again", "no", story.firm.boss_id)
    assert (story.row(ring)["place"], story.row(ring)["status"]) == (story.drawer, "in_store")
    deliver(late)
    assert story.row(ring)["place"] == story.drawer
    after = story.cases(sample=ring)[0]
    assert (after.status, after.settled["reason"]) == ("settled", "I have it in my hand")


def test_c7_a_lost_piece_that_is_scanned_is_found_and_never_silently_back(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    story.a_minute_later()
    phone.record("report_lost", sample=ring)
    story.a_minute_later()
    phone.record("scan_in", sample=ring, to=story.cabinet)
    deliver(phone)
    assert story.row(ring)["status"] == "found" and story.cases(sample=ring)[0].kind == "retired_seen"


def test_c8_an_undo_takes_the_scan_back_and_both_stay_visible(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    out = phone.record("scan_out", sample=ring, to=story.mei)
    phone.record("undo", sample=ring, body={"reverses": out.id})
    deliver(phone)
    assert story.row(ring)["holder"] == story.cabinet and len(story.entries(sample=ring)) == 3


def test_t1_an_unknown_tag_is_kept_and_bound_when_it_is_registered(story: Story) -> None:
    phone, desk = story.phone(1), story.phone(2)
    code, sample = story.firm.tags(1)[0], phone.uuid()
    seen = phone.record("scan_out", tag=code, to=story.mei)
    deliver(phone)
    assert verdict(seen) == ("flagged", ["unknown_tag"])
    assert [case.kind for case in story.cases(tag=code)] == ["unknown_tag"]
    story.a_minute_later()
    desk.record("register", sample=sample, to=story.cabinet, body={"tag": code, "number": "X", "type": "ring"})
    deliver(desk)
    assert story.cases(tag=code)[0].status == "explained"
    with story.app.app_context():
        assert len(story.entries(tag=code)) == 1
    assert story.row(sample)["tag"] == code and story.row(sample)["archive_no"] == "2026-000001"


def test_t1_the_early_scan_counts_at_its_own_time(story: Story) -> None:
    phone, desk = story.phone(1), story.phone(2)
    code, sample = story.firm.tags(1)[0], desk.uuid()
    desk.record("register", sample=sample, to=story.cabinet, body={"tag": code})
    story.a_minute_later()
    phone.record("scan_out", tag=code, to=story.mei)
    deliver(phone, desk)
    assert (story.row(sample)["holder"], story.row(sample)["last_kind"]) == (story.mei, "scan_out")


def test_t2_a_tag_is_read_as_of_the_time_of_the_scan(story: Story) -> None:
    phone, desk = story.phone(1), story.phone(2)
    ring = story.samples(desk)[0]
    old = story.row(ring)["tag"]
    story.a_minute_later()
    before = phone.record("scan_out", tag=old, to=story.mei)
    story.a_minute_later()
    with story.app.app_context():
        new = retag(ring, "tag was torn", story.firm.boss_id)
    assert new is not None and story.row(ring)["tag"] == new.code and new.generation == 2
    story.a_minute_later()
    after = phone.record("hand_over", tag=old, to=story.wing)
    deliver(phone)
    assert (verdict(before), verdict(after)) == (("accepted", []), ("flagged", ["void_tag"]))
    assert story.row(ring)["holder"] == story.wing
    assert [case.kind for case in story.cases(tag=old)] == ["void_tag"]


def test_t3_a_tag_that_is_anothers_is_not_tied_twice(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    taken = phone.record("register", sample=phone.uuid(), to=story.cabinet, body={"tag": story.row(ring)["tag"]})
    deliver(phone)
    assert verdict(taken) == ("flagged", ["tag_taken"])


def test_l1_a_lot_taken_by_two_adds_up(story: Story) -> None:
    first, second = story.phone(1), story.phone(2)
    lot = first.uuid()
    first.record("register", sample=lot, to=story.cabinet, quantity=10, body={})
    deliver(first)
    story.a_minute_later()
    first.record("scan_out", sample=lot, to=story.mei, quantity=4)
    second.record("scan_out", sample=lot, to=story.wing, quantity=3)
    deliver(second, first)
    assert story.row(lot)["at"] == {story.cabinet: 3, story.mei: 4, story.wing: 3}
    second.record("scan_out", sample=lot, to=story.wing, quantity=5)
    deliver(second)
    assert [case.kind for case in story.cases(sample=lot)] == ["short"]


def test_d1_what_a_revoked_phone_sends_is_kept_apart_and_not_applied(story: Story) -> None:
    phone = story.phone(1)
    ring = story.samples(phone)[0]
    made = phone.record("scan_out", sample=ring, to=story.mei)
    good(story.firm.boss.post(f"/api/devices/{phone.id}/revoke"))
    told = good(phone.push())
    assert told["device"] == "revoked" and verdict(made) == ("quarantined", ["device_revoked"])
    assert good(phone.send([made]))["verdicts"][0]["verdict"] == "duplicate"
    assert story.row(ring)["holder"] == story.cabinet
    assert [kept["id"] for kept in good(story.firm.boss.get("/api/quarantine"))["quarantine"]] == [made.id]


def test_d2_people_who_left_or_may_not_are_flagged_and_never_refused(story: Story) -> None:
    phone = story.phone(1)
    ring, brooch, pin = story.samples(phone, 3)
    gone = story.firm.person("Gone", "keeper")
    good(story.firm.boss.patch(f"/api/people/{gone}", {"active": False}))
    a = phone.record("scan_out", by=gone, sample=ring, to=story.mei)
    b = phone.record("scan_out", by=story.wing, sample=brooch, to=story.mei)
    c = phone.record("scan_out", by="01a204c7-0000-7000-8000-00000000dead", sample=pin, to=story.mei)
    deliver(phone)
    assert [m.reasons for m in (a, b, c)] == [["person_inactive"], ["role_may_not"], ["person_unknown"]]
    assert {story.row(s)["holder"] for s in (ring, brooch, pin)} == {story.mei}


def test_d3_an_unknown_sample_place_or_kind_is_kept_and_flagged(story: Story) -> None:
    phone = story.phone(1)
    nobody = phone.uuid()
    a = phone.record("scan_out", sample=nobody, to=story.mei)
    b = phone.record("polish", sample=nobody)
    deliver(phone)
    assert [m.reasons for m in (a, b)] == [["unknown_sample"], ["unknown_kind", "unknown_sample"]]
    assert story.row(nobody)["status"] in ("unregistered", "out") and story.row(nobody)["archive_no"] is None


def test_d4_what_a_phone_has_still_to_bring_is_written_down(story: Story) -> None:
    phone = story.phone(1, off_ms=-3 * HOUR)
    story.samples(phone)
    phone.record("sighting", sample=phone.uuid(), to=story.cabinet)
    story.hours.go_by(MINUTE)
    good(phone.send([], owes=1, owes_since_ms=phone.outbox[-1].made_ms, drained=False))
    with story.app.app_context():
        row = db.session.execute(select(*Device.__table__.columns).filter_by(id=phone.id)).one()
    assert (row.owes, row.owes_since_ms, row.contact_ms) == (1, story.hours.now - MINUTE, story.hours.now)
    assert row.offset_ms == 3 * HOUR and row.drained_ms == story.hours.now - MINUTE
