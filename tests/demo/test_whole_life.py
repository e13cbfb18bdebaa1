"""The demo firm tells the whole life of a sample: every state of a slip, receipts, repairs, conditions, and nothing that was not meant."""

from collections import Counter, defaultdict
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from server.core.tag import mint
from server.database import db
from server.demo.firm import CATEGORY, FIELDS, PLACES, by_key
from server.demo.ids import demo_id
from server.demo.load import PHONES
from server.demo.pieces import pieces
from server.demo.shelf import Shelf
from server.demo.step import Calendar, Decision
from server.demo.story import story
from server.demo.words import sayer
from server.ledger.tables import Case, Entry
from server.slips.schemas import STATUSES
from server.stock.conditions import OffersArgs
from server.stock.conditions_schemas import SettingsArgs
from server.stock.facts_schemas import FactsArgs
from server.stock.matters import list_matters, one_matter
from server.stock.readings import readings_of
from server.stock.reminders import reminders
from server.stock.settings import settings_now
from server.stock.tables import Sample, Tag
from server.web import clock

DAY_MS = 86_400_000


def matters(of: str) -> list[dict[str, Any]]:
    return list_matters(of, None, 1)[0]


def sample(id: str) -> Any:
    return db.session.execute(select(Sample.status, Sample.slip, Sample.tag).where(Sample.id == id)).one()


def slip(key: str) -> dict[str, Any]:
    return one_matter("slip", demo_id("slip", key))


def test_each_state_of_a_slip_is_there(demo):
    assert {one["status"] for one in matters("slip")} == set(STATUSES)
    assert len(matters("slip")) == 10


def test_x_no_slip_was_issued_by_its_asker_or_without_approval_and_none_has_a_piece_off_it(demo):
    assert [(one["no"], one["told"]["flags"], one["told"]["off_slip"]) for one in matters("slip") if one["told"]["flags"]] == []
    assert not any(one["told"]["off_slip"] for one in matters("slip"))
    for one in matters("slip"):
        assert one["told"]["approved_by"] in (None, by_key("yee"))
        assert (one["told"]["approved_by"] is None) == (one["status"] in ("draft", "submitted", "rejected", "cancelled"))


def test_a_slip_is_overdue_one_waits_for_its_approver_and_one_was_rejected_with_a_reason(demo):
    said = {one["kind"]: one for one in reminders()}
    assert said["slip_overdue"]["subject"] == demo_id("slip", "singapore")
    assert said["slip_waiting"]["for"] == [by_key("yee")]
    assert slip("studio")["told"]["reject_reason"] == sayer(None)("rejected")


def test_approved_pieces_are_reserved_and_still_in_store(demo):
    found = slip("catalogue")
    assert found["status"] == "approved" and found["told"]["out_ms"] > clock.now_ms()
    assert {sample(line["sample"]).status for line in found["told"]["lines"]} == {"in_store"}


def test_pieces_at_a_client_were_shown_signed_for_and_judged(demo):
    found = slip("bridal")
    assert found["status"] == "issued" and found["told"]["signed"][0]["pin"]
    for line in found["told"]["lines"]:
        assert sample(line["sample"])[:2] == ("at_client", found["id"])
    shows = [orjson.loads(raw) for raw in db.session.scalars(select(Entry.bytes).where(Entry.kind == "show"))]
    marks = [one["body"]["satisfaction"] for one in shows if one["slip"] == found["id"]]
    assert sorted(marks) == [2, 4, 4, 5]


def test_c_a_handover_between_two_phones_is_explained_by_the_giver_s_half_that_came_in_the_evening(demo):
    of_tom = select(Entry.sample, Entry.received_ms).where(Entry.kind == "give", Entry.by == by_key("tom"))
    given = db.session.execute(of_tom).one()
    taken = select(Entry.received_ms).where(Entry.kind == "hand_over", Entry.sample == given.sample, Entry.by == by_key("mei"))
    assert db.session.scalar(taken) < given.received_ms
    assert db.session.scalars(select(Case.status).where(Case.sample == given.sample)).all() == ["explained"]
    assert sample(given.sample)[:2] == ("out", demo_id("slip", "paris"))


def test_c_a_handover_whose_giver_s_half_is_there_first_is_no_case_at_all(demo):
    given = db.session.scalar(select(Entry.sample).where(Entry.kind == "give", Entry.by == by_key("anna")))
    holder = db.session.scalar(select(Sample.holder).where(Sample.id == given))
    assert holder == by_key("tom") and sample(given).slip == demo_id("slip", "view")
    assert db.session.scalars(select(Case.id).where(Case.sample == given)).all() == []


def test_e_a_piece_came_back_too_light_and_its_case_is_open(demo):
    found = db.session.execute(select(Case.sample, Case.status).where(Case.kind == "weight_off")).all()
    assert [status for _, status in found] == ["open"]
    assert found[0].sample in {id for line in slip("paris")["told"]["lines"] for id in line["returned"]}


def test_r_one_receipt_is_closed_with_registered_pieces_and_one_has_a_short_line_open(demo):
    by_status = {one["status"]: one["told"] for one in matters("receipt")}
    assert set(by_status) == {"closed", "differences"}
    *right, wrong = by_status["closed"]["lines"]
    for line in right:
        (piece,) = line["pieces"]
        assert sample(piece).status == "in_store"
        codes = db.session.execute(select(Tag.code, Tag.void_ms).where(Tag.target == piece)).all()
        assert {code: void is None for code, void in codes} == {code: code == sample(piece).tag for code, _ in codes}
        assert len(codes) == 2
    assert wrong["settled"]["decision"] == "return" and wrong["settled"]["by"] == by_key("man")
    short, full = by_status["differences"]["lines"]
    assert (short["outcome"], short["settled"], full["outcome"]) == ("short", None, "right")
    for piece in (*short["pieces"], *full["pieces"]):
        assert sample(piece).status == "unregistered" and sample(piece).tag


def test_e_repairs_are_reported_late_mended_with_cost_and_ended_by_two_people(demo):
    found = {one["status"]: one for one in matters("repair")}
    assert set(found) == {"reported", "at_workshop", "repaired", "replaced"}
    late, mended, gone = (found[status]["told"] for status in ("at_workshop", "repaired", "replaced"))
    assert late["due_ms"] + DAY_MS < clock.now_ms() and sample(late["sample"]).status == "in_repair"
    assert mended["cost"] == {"minor": 165_000, "currency": "HKD"} and sample(mended["sample"]).status == "in_store"
    assert (gone["assessed_by"], gone["ended_by"]) == (by_key("wing"), by_key("man"))
    assert sample(gone["sample"]).status == "scrapped" and sample(gone["replacement"]).status == "in_store"
    assert "repair_late" in {one["kind"] for one in reminders()}


def test_v_the_newest_reading_of_the_pearl_cabinet_is_out_of_range_and_no_other(demo):
    found = [one for one in reminders() if one["kind"] == "reading_out_of_range"]
    assert [one["subject"] for one in found] == [by_key("cab3")]
    assert readings_of(by_key("cab3"))["readings"][0]["outside"] == ["humidity"]
    earlier = [one["outside"] for one in readings_of(by_key("cab3"))["readings"][1:]]
    others = [one["outside"] for place in ("store", "cab2") for one in readings_of(by_key(place))["readings"]]
    assert len(others) == 7 and not any(earlier + others)


def test_silver_lies_dry_and_pearls_do_not():
    homes: dict[str, set[str | None]] = defaultdict(set)
    cabinets = {place.id: place.parent for place in PLACES}
    for piece in pieces():
        materials = {one["kind"] for one in piece.facts["stones"]} | {one["metal"] for one in piece.facts["metals"]}
        kind = "pearl" if materials & {"pearl", "opal"} else "silver" if "silver" in materials else "other"
        homes[kind].add(cabinets[piece.tray])
    assert homes == {"pearl": {"cab3"}, "silver": {"cab2"}, "other": {"cab1", "cab4"}}


def test_the_firm_s_own_words_are_what_the_desk_would_take(demo):
    now = settings_now()
    assert now["custom_fields"] == FIELDS and CATEGORY in now["categories"]
    assert not SettingsArgs().validate(now)
    assert not any(OffersArgs().validate(place.offers) for place in PLACES if place.offers)
    for piece in pieces():
        assert not FactsArgs().validate(piece.facts)
        assert piece.category in {one["key"] for one in now["categories"]}
        assert piece.facts.get("custom", {}).get("collection", FIELDS[0]["choices"][0]) in FIELDS[0]["choices"]


def test_p_only_the_stray_tag_is_flagged(demo):
    rows = db.session.execute(select(Entry.kind, Entry.verdict, Entry.reasons))
    assert Counter((kind, reasons) for kind, verdict, reasons in rows if verdict == "flagged") == {("sighting", '["unknown_tag"]'): 1}
    late = select(Entry.device).where(Entry.reasons == '["late"]').distinct()
    assert db.session.scalars(late).all() == [demo_id("phone", PHONES["field"])]


def test_the_story_is_the_same_every_time_but_for_its_dates():
    first, again = (_shape(Calendar(start_ms)) for start_ms in (1_788_048_000_000, 1_788_048_000_000))
    later = _shape(Calendar(1_790_640_000_000))
    assert first == again != later
    assert [line[:4] for line in first] == [line[:4] for line in later]


def _shape(calendar: Calendar) -> list[tuple[Any, ...]]:
    told = story(pieces(), mint(b"a stray tag"), calendar, sayer("zh-Hant"))
    return [
        (one.day, one.at, "decision", one.make.func.__name__) if isinstance(one, Decision)  # type: ignore[attr-defined]
        else (one.day, one.at, one.kind, one.piece and one.piece.id, orjson.dumps(one.body))
        for one in told
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh-Hant", "zh-Hans"])
def test_n_every_note_is_said_in_the_language_of_the_firm(lang: str):
    told = [one for one in story(pieces(), mint(b"a stray tag"), Calendar(0), sayer(lang)) if not isinstance(one, Decision)]
    notes = {one.body[key] for one in told for key in ("remark", "client_name", "work", "fault") if one.body.get(key)}
    assert len(notes) >= 7
    assert all(note.isascii() == (lang == "en") for note in notes)


def test_the_shelf_gives_a_piece_once_and_says_when_it_is_empty():
    shelf = Shelf(pieces())
    first, second = shelf.take(40, "ring"), shelf.take(40, "ring")
    assert not {piece.id for piece in first} & {piece.id for piece in second}
    with pytest.raises(ValueError, match="not left"):
        shelf.take(40, "ring")
