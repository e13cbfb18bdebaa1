"""Slips through real pushes: who may decide, what left without being asked for, what is taken back, and what a rebuild finds."""

from typing import Any

import orjson
import pytest
from sqlalchemy import delete, update

from server.database import db
from server.ledger.rebuild import rebuild
from server.ledger.settle import settle
from server.ledger.tables import Case, Matter, MatterEntry
from tests.ledger.conftest import HOUR, Story, deliver, verdict
from tests.ledger.test_life import decided, refused, requested, tag_row, told
from tests.phone import Phone


@pytest.fixture
def ann(story: Story) -> str:
    return story.firm.person("Ann", "approver")


def approved(story: Story, phone: Phone, ann: str, lines: list[dict[str, Any]]) -> str:
    slip, request = requested(phone, story.wing, lines)
    deliver(phone)
    decided(story, "slip_approve", ann, {"request": request}, slip=slip)
    return slip


def test_X4_a_piece_taken_without_being_asked_for_is_a_case_until_it_is_back(story: Story, ann: str) -> None:
    desk = story.phone(1, by=story.mei)
    ring, stray = story.samples(desk, 2)
    slip = approved(story, desk, ann, [{"line": "1", "sample": ring}])
    scan = desk.record("scan_out", sample=stray, to=story.wing, slip=slip, body={"off_slip": True})
    deliver(desk)
    (case,) = story.cases(kind="off_slip")
    assert (case.sample, case.status, case.claims[0]["action"], case.claims[0]["slip"]) == (stray, "provisional", scan.id, slip)
    story.a_minute_later()
    desk.record("sighting", sample=stray)
    deliver(desk)
    assert [one.status for one in story.cases(kind="off_slip")] == ["open"]
    desk.record("scan_in", sample=stray, to=story.drawer)
    deliver(desk)
    (case,) = story.cases(kind="off_slip")
    assert (case.status, case.settled["reason"]) == ("explained", "piece_returned")
    assert told(story, "slip", slip)["off_slip"] == [{"sample": stray, "action": scan.id}]


def test_X4_a_settled_case_stays_settled_whatever_becomes_of_the_piece(story: Story, ann: str) -> None:
    desk = story.phone(1, by=story.mei)
    (stray,) = story.samples(desk)
    slip = approved(story, desk, ann, [{"line": "1", "model": "X", "n": 1}])
    desk.record("scan_out", sample=stray, to=story.wing, slip=slip)
    deliver(desk)
    with story.app.app_context():
        settle(story.cases(kind="off_slip")[0].id, None, "as_is", "asked by telephone", ann)
    desk.record("scan_in", sample=stray, to=story.drawer)
    deliver(desk)
    assert [case.status for case in story.cases(kind="off_slip")] == ["settled"]


def test_X5_a_scan_that_comes_after_the_cancellation_makes_a_case_and_one_from_before_does_not(story: Story, ann: str) -> None:
    desk, hers = story.phone(1, by=story.mei), story.phone(2, by=story.wing)
    ring, other = story.samples(desk, 2)
    slip = approved(story, desk, ann, [{"line": "1", "sample": ring}, {"line": "2", "sample": other}])
    story.a_minute_later()
    desk.record("scan_out", sample=ring, to=story.wing, slip=slip, body={"line": "1"})
    story.hours.go_by(HOUR)
    hers.record("slip_cancel", slip=slip, body={"reason": "enough"})
    deliver(hers)
    story.a_minute_later()
    desk.record("scan_out", sample=other, to=story.wing, slip=slip, body={"line": "2"})
    deliver(desk)
    assert [case.sample for case in story.cases(kind="off_slip")] == [other]
    row = told(story, "slip", slip)
    assert (row["status"], row["flags"]) == ("issued", ["issued_cancelled"])
    assert [line["issued"] for line in row["lines"]] == [[ring], []]


def test_X6_taking_an_issue_back_is_heard_by_the_slip_though_the_undo_does_not_name_it(story: Story, ann: str) -> None:
    desk = story.phone(1, by=story.mei)
    (ring,) = story.samples(desk)
    slip = approved(story, desk, ann, [{"line": "1", "sample": ring}])
    out = desk.record("scan_out", sample=ring, to=story.wing, slip=slip, body={"line": "1"})
    deliver(desk)
    assert told(story, "slip", slip)["status"] == "issued"
    desk.record("undo", sample=ring, body={"reverses": out.id})
    deliver(desk)
    assert (told(story, "slip", slip)["status"], story.row(ring)["slip"]) == ("approved", None)


def test_X2_an_undone_edit_brings_the_approval_back(story: Story, ann: str) -> None:
    hers = story.phone(2, by=story.wing)
    slip = approved(story, hers, ann, [{"line": "1", "model": "X", "n": 1}])
    edit = hers.record("slip_request", slip=slip, body={"lines": [{"line": "1", "model": "Y", "n": 1}]})
    deliver(hers)
    assert told(story, "slip", slip)["status"] == "draft"
    hers.record("undo", body={"reverses": edit.id})
    deliver(hers)
    assert told(story, "slip", slip)["status"] == "approved"


def test_X3_whoever_edits_may_not_approve_either(story: Story, ann: str) -> None:
    hers, anns = story.phone(2, by=story.wing), story.phone(3, by=ann)
    slip, _ = requested(hers, story.wing, [{"line": "1", "model": "X", "n": 1}])
    deliver(hers)
    story.a_minute_later()
    _, request = requested(anns, ann, [{"line": "1", "model": "X", "n": 2}], slip)
    deliver(anns)
    assert refused(story, "slip_approve", ann, {"request": request}, slip=slip) == "own_slip"
    assert refused(story, "slip_approve", story.wing, {"request": request}, slip=slip) == "own_slip"
    assert refused(story, "slip_extend", ann, {"back_ms": 9}, slip=slip) == "own_slip"
    decided(story, "slip_approve", story.firm.boss_id, {"request": request}, slip=slip)


@pytest.mark.parametrize("kind", ["slip_approve", "slip_reject", "slip_extend", "receipt_settle", "amend", "write_off"])
def test_a_phone_has_no_authority(story: Story, kind: str) -> None:
    desk = story.phone(1)
    (ring,) = story.samples(desk)
    slip, request = requested(desk, story.wing, [{"line": "1", "sample": ring}])
    body = {"request": request, "reason": "x", "back_ms": 1, "line": "1", "decision": "accept"}
    made = desk.record(kind, sample=ring, slip=slip, receipt=slip, to="sink-sold", body=body)
    deliver(desk)
    assert verdict(made) == ("quarantined", ["authority_online_only"])
    assert (told(story, "slip", slip)["status"], story.row(ring)["status"]) == ("submitted", "in_store")


@pytest.mark.parametrize(
    ("kind", "role", "flagged"),
    [
        ("receipt_open", "holder", True), ("receipt_open", "keeper", False), ("arrive", "approver", True), ("arrive", "clerk", False),
        ("slip_request", "holder", False), ("inspect", "holder", True), ("inspect", "repairer", False), ("assess", "clerk", True),
        ("assess", "repairer", False), ("repair_cost", "keeper", False), ("show", "approver", False), ("damage", "admin", True),
    ],
)  # fmt: skip
def test_a_role_that_may_not_is_flagged_and_the_fact_stands(story: Story, kind: str, role: str, flagged: bool) -> None:
    by = story.firm.person("Somebody", role)
    phone = story.phone(1)
    (ring,) = story.samples(phone)
    named = {of: phone.uuid() for of in ("slip", "receipt", "repair")}
    lines = [{"line": "1", "quantity": 1}] if kind == "receipt_open" else [{"line": "1", "sample": ring}]
    about = {"sample": None if kind in ("receipt_open", "slip_request") else ring, "to": story.drawer}
    made = phone.record(kind, by=by, body={"lines": lines}, **about, **named)
    deliver(phone)
    assert verdict(made) == (("flagged", ["role_may_not"]) if flagged else ("accepted", []))


def test_X9_numbers_are_given_once_in_the_order_things_became_known(story: Story) -> None:
    a, b = story.phone(1, by=story.wing), story.phone(2, by=story.wing)
    slips = [requested(phone, story.wing, [{"line": "1", "model": "X", "n": 1}])[0] for phone in (a, b, a)]
    for phone in (b, a):
        deliver(phone)
    assert [told(story, "slip", slip)["no"] for slip in slips] == ["S-2026-0002", "S-2026-0001", "S-2026-0003"]
    repair = a.uuid()
    (ring,) = story.samples(a)
    a.record("damage", sample=ring, repair=repair, body={"grade": "slight"})
    deliver(a)
    assert told(story, "repair", repair)["no"] == "D-2026-0001"


def test_what_was_said_before_its_place_was_known_is_folded_anew_when_it_is(story: Story) -> None:
    """A phone may know a workshop before the office does."""
    desk = story.phone(1)
    (ring,) = story.samples(desk)
    place, repair = desk.uuid(), desk.uuid()
    desk.record("damage", sample=ring, repair=repair, body={"grade": "slight"})
    desk.record("move", sample=ring, to=place, repair=repair)
    deliver(desk)
    assert told(story, "repair", repair)["status"] == "reported"
    row = {"id": place, "kind": "workshop", "parent": None, "names": {"en": "Bench"}, "keeper": None}
    assert story.firm.boss.post("/api/places", row).status == 201
    assert told(story, "repair", repair)["status"] == "at_workshop"


def test_a_scan_of_a_tag_nobody_knew_reaches_its_slip_when_the_tag_is_registered(story: Story, ann: str) -> None:
    desk, other = story.phone(1, by=story.mei), story.phone(2, by=story.firm.boss_id)
    ring, (code,) = other.uuid(), story.firm.tags(1)
    slip = approved(story, desk, ann, [{"line": "1", "sample": ring}])
    desk.record("scan_out", tag=code, to=story.wing, slip=slip, body={"line": "1"})
    deliver(desk)
    assert told(story, "slip", slip)["lines"][0]["issued"] == []
    other.record("register", sample=ring, to=None, body={"tag": code, "facts": {}})
    deliver(other)
    assert told(story, "slip", slip)["lines"][0]["issued"] == [ring]
    assert story.row(ring)["slip"] == slip


@pytest.mark.parametrize(
    ("spoil", "names"),
    [
        (lambda slip: update(Matter).where(Matter.id == slip).values(status="closed"), "S-2026-0001"),
        (lambda slip: update(Matter).where(Matter.id == slip).values(told="{}"), "S-2026-0001"),
        (lambda slip: update(Matter).where(Matter.id == slip).values(n=7), "number S-2026-0001"),
        (lambda slip: delete(Matter).where(Matter.id == slip), "number S-2026-0001"),
        (lambda slip: delete(MatterEntry).where(MatterEntry.id == slip), "entry"),
        (lambda slip: delete(Case).where(Case.kind == "off_slip"), "case"),
        (lambda slip: update(Case).where(Case.kind == "off_slip").values(claims=[]), "case"),
    ],
)
def test_E5_a_row_that_is_not_as_the_ledger_says_is_found_and_replaced(story: Story, ann: str, spoil: Any, names: str) -> None:
    desk = story.phone(1, by=story.mei)
    ring, stray = story.samples(desk, 2)
    slip = approved(story, desk, ann, [{"line": "1", "sample": ring}])
    for piece in (ring, stray):
        desk.record("scan_out", sample=piece, to=story.wing, slip=slip)
    deliver(desk)
    before, cases = told(story, "slip", slip), [case.claims for case in story.cases(kind="off_slip")]
    with story.app.app_context():
        db.session.execute(spoil(slip))
        db.session.commit()
        report = rebuild()
        assert not report.good and any(names in one for one in report.differing), str(report)
        assert rebuild(write=True).good
    assert told(story, "slip", slip) == before
    assert [case.claims for case in story.cases(kind="off_slip")] == cases


def test_E4_nobody_writes_off_what_they_assessed_and_the_open_repair_ends_with_it(story: Story) -> None:
    desk = story.phone(1, by=story.mei)
    (ring,) = story.samples(desk)
    repair, new = desk.uuid(), desk.uuid()
    desk.record("damage", sample=ring, repair=repair, body={"grade": "broken"})
    desk.record("assess", sample=ring, repair=repair, body={"decision": "scrap"})
    deliver(desk)
    gone = {"reason": "crushed", "replacement": new}
    assert refused(story, "write_off", story.mei, gone, sample=ring, to="sink-scrapped") == "own_assessment"
    assert refused(story, "write_off", story.wing, gone, sample=new, to="sink-scrapped") == "not_found"
    assert refused(story, "write_off", story.wing, gone, sample=ring, to=new) == "unknown_place"
    assert refused(story, "write_off", story.wing, {"replacement": "x"}, sample=ring, to="sink-scrapped") == "unreadable"
    decided(story, "write_off", story.firm.boss_id, gone, sample=ring, to="sink-scrapped")
    assert (story.row(ring)["status"], story.row(ring)["repair"]) == ("scrapped", None)
    row = told(story, "repair", repair)
    assert (row["status"], row["replacement"], row["ended_by"]) == ("replaced", new, story.firm.boss_id)


def test_R3_a_registration_that_reaches_the_office_before_the_arrival_it_followed(story: Story) -> None:
    """Two phones at the goods entrance: the tag of the arrival is void from the registration on, whichever is heard of first."""
    first, second = story.phone(1), story.phone(2)
    temporary, final = story.firm.tags(2)
    receipt, ring = first.uuid(), first.uuid()
    first.record("arrive", receipt=receipt, sample=ring, to=story.drawer, body={"tag": temporary})
    story.a_minute_later()
    second.record("register", sample=ring, to=story.cabinet, body={"tag": final, "facts": {}})
    deliver(second)
    deliver(first)
    row = story.row(ring)
    assert (row["tag"], row["status"], row["place"], row["entry_no"]) == (final, "in_store", story.cabinet, "E-2026-0001-1")
    assert tag_row(story, temporary).void_ms == story.entries(kind="register")[0].order_ms


def test_R3_pieces_of_one_receipt_are_counted_as_they_become_known(story: Story) -> None:
    desk = story.phone(1)
    receipt, pieces = desk.uuid(), [desk.uuid() for _ in range(3)]
    for piece in (*pieces, pieces[0]):
        desk.record("arrive", receipt=receipt, sample=piece, to=story.drawer, body={"line": "1"})
    deliver(desk)
    assert [story.row(piece)["entry_no"] for piece in pieces] == [f"E-2026-0001-{n}" for n in (1, 2, 3)]
    assert orjson.loads(story.row(pieces[0])["photos"]) == []


def test_amendments_are_merged_in_the_order_they_came(story: Story) -> None:
    desk, boss = story.phone(1), story.firm.boss_id
    (ring,) = story.samples(desk)
    decided(story, "amend", boss, {"name": "Ruby ring", "home": story.drawer, "facts": {"gross_g": "4.2", "notes": "a"}}, sample=ring)
    decided(story, "amend", story.mei, {"photos": ["ab" * 32], "facts": {"notes": None, "size": "13"}}, sample=ring)
    row = story.row(ring)
    assert (row["name"], row["home"], orjson.loads(row["photos"])) == ("Ruby ring", story.drawer, ["ab" * 32])
    assert orjson.loads(row["facts"]) == {"gross_g": "4.2", "size": "13"}
    assert row["last_kind"] == "register"
    story.a_minute_later()
    desk.record("inspect", sample=ring, body={"gross_g": "4.5"})
    deliver(desk)
    assert [case.kind for case in story.cases()] == ["weight_off"]


def test_X6_a_return_that_is_taken_back_leaves_the_piece_out_under_its_slip(story: Story, ann: str) -> None:
    desk = story.phone(1, by=story.mei)
    (ring,) = story.samples(desk)
    slip = approved(story, desk, ann, [{"line": "1", "sample": ring}])
    desk.record("scan_out", sample=ring, to=story.wing, slip=slip, body={"line": "1"})
    back = desk.record("scan_in", sample=ring, to=story.drawer)
    deliver(desk)
    assert told(story, "slip", slip)["status"] == "closed"
    desk.record("undo", sample=ring, body={"reverses": back.id})
    deliver(desk)
    assert (told(story, "slip", slip)["status"], story.row(ring)["slip"]) == ("issued", slip)


def test_a_damage_to_a_tag_nobody_knew_is_its_pieces_when_the_tag_is_registered(story: Story) -> None:
    desk, other = story.phone(1), story.phone(2)
    ring, repair, (code,) = other.uuid(), desk.uuid(), story.firm.tags(1)
    desk.record("damage", tag=code, repair=repair, body={"grade": "slight"})
    deliver(desk)
    assert told(story, "repair", repair)["sample"] is None
    other.record("register", sample=ring, to=story.drawer, body={"tag": code, "facts": {}})
    deliver(other)
    assert (told(story, "repair", repair)["sample"], story.row(ring)["repair"]) == (ring, repair)


def test_X4_a_case_that_was_open_is_open_still_when_the_piece_is_folded_anew(story: Story, ann: str) -> None:
    desk = story.phone(1, by=story.mei)
    (stray,) = story.samples(desk)
    slip = approved(story, desk, ann, [{"line": "1", "model": "X", "n": 1}])
    desk.record("scan_out", sample=stray, to=story.wing, slip=slip)
    deliver(desk)
    story.a_minute_later()
    deliver(desk)
    assert [case.status for case in story.cases(kind="off_slip")] == ["open"]
    decided(story, "amend", story.firm.boss_id, {"name": "Stray"}, sample=stray)
    assert [case.status for case in story.cases(kind="off_slip")] == ["open"]
