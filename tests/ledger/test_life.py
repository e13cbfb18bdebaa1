"""The whole life of a ring, told by phones and the office; at the end of each story history is whole and every row as the ledger says."""

from typing import Any

import orjson
import pytest
from sqlalchemy import select

from server.database import db
from server.ledger.authority import CannotDecide, Decided, decide
from server.ledger.cursor import writing
from server.ledger.matters import matter
from server.ledger.settle import settle
from server.stock.tables import Tag
from tests.ledger.conftest import DAY, HOUR, Story, deliver, verdict
from tests.phone import Phone


def told(story: Story, of: str, id: str) -> dict[str, Any]:
    """``no``, ``status`` and everything the row tells."""
    with story.app.app_context():
        row = matter(of, id)
        assert row is not None
        return {"no": row.no, "status": row.status, "due_ms": row.due_ms} | orjson.loads(row.told)


def decided(story: Story, kind: str, by: str, body: dict[str, Any], **about: Any) -> Decided:
    with story.app.app_context(), writing() as tx:
        return decide(tx, kind, by, body, **about)


def refused(story: Story, *given: Any, **about: Any) -> str:
    before = story.entries()
    with pytest.raises(CannotDecide) as why:
        decided(story, *given, **about)
    assert story.entries() == before
    return why.value.code


def tag_row(story: Story, code: str) -> Any:
    with story.app.app_context():
        return db.session.execute(select(Tag.target, Tag.void_ms, Tag.generation).where(Tag.code == code)).one()


def requested(phone: Phone, by: str, lines: list[dict[str, Any]], slip: str | None = None, **body: Any) -> tuple[str, str]:
    """Asked for and submitted: the slip and the id of the request."""
    slip = slip or phone.uuid()
    made = phone.record("slip_request", by=by, slip=slip, body={"purpose": "show", "lines": lines, **body})
    phone.record("slip_submit", by=by, slip=slip, body={"request": made.id})
    return slip, made.id


def test_a_ring_from_its_delivery_to_its_repair(story: Story) -> None:
    """Delivered one short, registered, asked for, approved, issued, handed over offline, shown, damaged, back too light, repaired."""
    approver, holder, firm = story.firm.person("Ann", "approver"), story.wing, story.firm
    desk, hers, his = story.phone(1, by=story.mei), story.phone(2, by=holder), story.phone(3, by=firm.boss_id)
    fresh, tom = story.phone(9), firm.person("Tom", "holder")
    workshop = firm.place("Workshop", kind="workshop")
    temporary, final = firm.tags(2)
    photo = "ab" * 32

    receipt, ring = desk.uuid(), desk.uuid()
    lines = [{"line": "1", "type": "ring", "quantity": 2, "model": "R-102"}]
    desk.record("receipt_open", receipt=receipt, body={"note_no": "DN-7", "ownership": "memo_in", "lines": lines})
    desk.record("receipt_check", receipt=receipt, body={"line": "1", "counted": 1, "outcome": "short", "photos": [photo]})
    arrived = desk.record("arrive", receipt=receipt, sample=ring, to=story.drawer, body={"line": "1", "tag": temporary, "photos": [photo]})
    deliver(desk)
    row = story.row(ring)
    assert (row["status"], row["place"], row["tag"], row["photos"]) == ("unregistered", story.drawer, temporary, f'["{photo}"]')
    receipt_row = told(story, "receipt", receipt)
    assert (receipt_row["status"], receipt_row["lines"][0]["pieces"]) == ("differences", [ring])
    assert row["entry_no"] == receipt_row["no"].replace("R-", "E-") + "-1"
    assert verdict(arrived) == ("accepted", [])
    decided(story, "receipt_settle", firm.boss_id, {"line": "1", "decision": "claim", "reason": "one short"}, receipt=receipt)
    assert told(story, "receipt", receipt)["status"] == "closed"

    story.a_minute_later()
    facts = {"gross_g": "4.210", "notes": "x"}
    desk.record("register", sample=ring, to=story.cabinet, receipt=receipt, body={"tag": final, "type": "ring", "model": "R-102",
                "facts": facts, "entry": "1"}, by=firm.boss_id)  # fmt: skip
    scan = desk.record("scan_in", tag=final, to=story.drawer)
    deliver(desk)
    row = story.row(ring)
    assert (row["status"], row["tag"], row["place"], row["model"]) == ("in_store", final, story.drawer, "R-102")
    assert (row["entry_no"], row["photos"]) == (receipt_row["no"].replace("R-", "E-") + "-1", f'["{photo}"]')
    assert tag_row(story, temporary) == (ring, story.entries(kind="register")[0].order_ms, 1)
    assert tag_row(story, final) == (ring, None, 2)
    assert verdict(scan) == ("accepted", [])

    story.a_minute_later()
    late = desk.record("sighting", tag=temporary)
    deliver(desk)
    assert verdict(late) == ("flagged", ["void_tag"])

    back = story.hours.now + 3 * DAY
    slip, request = requested(hers, holder, [{"line": "1", "sample": ring}, {"line": "2", "model": "R-102", "n": 2}], back_ms=back)
    deliver(hers)
    assert (told(story, "slip", slip)["status"], told(story, "slip", slip)["due_ms"]) == ("submitted", back)
    assert refused(story, "slip_approve", holder, {"request": request}, slip=slip) == "own_slip"
    assert refused(story, "slip_approve", approver, {"request": slip}, slip=slip) == "slip_changed"
    assert refused(story, "slip_approve", approver, {"request": request}, slip=receipt) == "not_found"
    decided(story, "slip_approve", approver, {"request": request}, slip=slip)
    assert told(story, "slip", slip)["status"] == "approved"

    story.hours.go_by(HOUR)
    desk.record("scan_out", sample=ring, to=holder, slip=slip, body={"line": "1"})
    desk.record("slip_sign", slip=slip, body={"receiver": holder, "samples": [ring], "signature": photo, "pin": False})
    deliver(desk)
    row, slip_row = story.row(ring), told(story, "slip", slip)
    assert (row["status"], row["slip"], row["holder"]) == ("out", slip, holder)
    assert (slip_row["status"], slip_row["lines"][0]["issued"], slip_row["flags"]) == ("picking", [ring], [])
    assert slip_row["signed"][0]["receiver"] == holder

    story.hours.go_by(HOUR)
    pair = his.uuid()
    his.record("hand_over", sample=ring, to=tom, by=tom, group=pair, body={"from": holder, "pair": pair})
    deliver(his)
    assert story.row(ring)["status"] == "disputed"
    hers.record("give", sample=ring, by=holder, group=pair)
    deliver(hers)
    row = story.row(ring)
    assert (row["status"], row["holder"], row["claims"], row["slip"]) == ("out", tom, 0, slip)
    assert [case.status for case in story.cases(kind="return_missing")] == ["explained"]

    repair = his.uuid()
    liked = {"client_name": "Madam Chow", "interest": 3, "satisfaction": 5, "remark": "loved"}
    his.record("show", sample=ring, by=tom, slip=slip, body=liked)
    his.record("damage", sample=ring, by=tom, slip=slip, repair=repair, body={"grade": "slight", "note": "prong bent", "photos": [photo]})
    deliver(his)
    assert (story.row(ring)["repair"], told(story, "repair", repair)["status"]) == (repair, "reported")

    story.hours.go_by(DAY)
    desk.record("scan_in", sample=ring, to=story.cabinet, slip=slip)
    light = {"gross_g": "4.180", "outcome": "repair", "returned_by": tom}
    wrong = desk.record("inspect", sample=ring, slip=slip, repair=repair, body=light)
    own = desk.record("inspect", sample=ring, body={"returned_by": story.mei, "complete": True})
    deliver(desk)
    row, slip_row = story.row(ring), told(story, "slip", slip)
    assert (row["status"], row["slip"], row["claims"]) == ("in_store", None, 1)
    assert (slip_row["lines"][0]["returned"], slip_row["status"]) == ([ring], "partly_returned")
    (case,) = story.cases(kind="weight_off")
    assert case.claims[0]["action"] == wrong.id
    assert verdict(own) == ("flagged", ["receiver_is_returner"])
    with story.app.app_context():
        settle(case.id, None, "as_is", "a link was taken out", firm.boss_id)
    assert [one.status for one in story.cases(kind="weight_off")] == ["settled"]

    desk.record("assess", sample=ring, repair=repair, by=story.mei, body={"fault": "prong", "decision": "repair", "due_ms": back})
    desk.record("scan_out", sample=ring, to=workshop, repair=repair)
    deliver(desk)
    assert told(story, "repair", repair)["status"] == "at_workshop"
    desk.record("repair_cost", sample=ring, repair=repair, body={"cost": {"minor": 120_000, "currency": "HKD"}, "work": "new prong"})
    desk.record("scan_in", sample=ring, to=story.cabinet, repair=repair)
    desk.record("inspect", sample=ring, repair=repair, body={"gross_g": "4.2100", "outcome": "good"})
    deliver(desk)
    repaired = told(story, "repair", repair)
    assert (repaired["status"], repaired["outcome"], repaired["cost"]["minor"]) == ("repaired", "repaired", 120_000)
    assert (repaired["workshop"], repaired["due_ms"], story.row(ring)["repair"]) == (workshop, back, None)

    decided(story, "amend", firm.boss_id, {"model": "R-103", "facts": {"gross_g": "4.180", "notes": None}}, sample=ring)
    row = story.row(ring)
    assert (row["model"], orjson.loads(row["facts"])) == ("R-103", {"gross_g": "4.180"})
    fresh.pull()
    assert fresh.rows["slips"][slip]["no"] == slip_row["no"] and fresh.rows["repairs"][repair]["told"]["outcome"] == "repaired"
    assert fresh.rows["samples"][ring]["photos"] == [photo] and fresh.rows["receipts"][receipt]["status"] == "closed"
