"""Who may settle a case, on what evidence, and what a person is told before."""

from typing import Any

import orjson
import pytest

from tests.firm import Seat, good
from tests.ledger.conftest import Story, deliver
from tests.ledger.test_at_once import at_once

HKD = {"minor": 1_000_000, "currency": "HKD"}
OWN = (403, "own_case")


@pytest.fixture
def sue(story: Story) -> Seat:
    """A supervisor who has touched nothing."""
    story.firm.person("Sue", "supervisor", login=True)
    return story.firm.sign_in("Sue")


def dispute(story: Story, insured: dict[str, Any] | None = None, off_ms: int = 0) -> tuple[str, str]:
    """(ring, case): Mei's phone gave it to Wing, the boss's to Mei, nothing between."""
    first, second = story.phone(1, by=story.mei), story.phone(2, off_ms=off_ms)
    facts = {"insured": insured} if insured else {}
    [ring] = story.firm.samples(first, 1, story.cabinet, facts=facts)
    story.hours.go_by(90_000)
    first.record("scan_out", sample=ring, tag=story.row(ring)["tag"], to=story.wing)
    story.hours.go_by(90_000)
    second.record("scan_out", sample=ring, to=story.mei)
    story.hours.go_by(90_000)
    deliver(first, second)
    [case] = story.cases(sample=ring)
    return ring, case.id


def decide(seat: Seat, case: str, place: str | None, **given: Any) -> tuple[int, str | None]:
    reply = seat.post(f"/api/cases/{case}/settle", {"place": place, "decision": "here", "reason": "I have it in my hand"} | given)
    return reply.status, reply.json.get("code")


def limit(story: Story, money: dict[str, Any] | None) -> None:
    good(story.firm.boss.send("PUT", "/api/settings", {"settle_limit": money}, {}))


def test_B17_a_party_never_settles_where_the_firm_has_set_no_limit(story: Story, sue: Seat) -> None:
    ring, case = dispute(story, {"minor": 1, "currency": "HKD"})
    assert decide(story.firm.boss, case, story.cabinet) == OWN
    assert story.row(ring)["status"] == "disputed" and story.entries(kind="settle") == []
    assert decide(sue, case, story.cabinet) == (200, None)


@pytest.mark.parametrize(
    ("insured", "told"),
    [
        ({"minor": 1_000_000, "currency": "HKD"}, (200, None)),
        ({"minor": 1_000_001, "currency": "HKD"}, OWN),
        ({"minor": 1_000_000, "currency": "USD"}, OWN),
        (None, OWN),
    ],
    ids=["at the limit", "above it", "another currency", "no value"],
)
def test_B17_up_to_the_limit_a_party_may(story: Story, insured: dict[str, Any] | None, told: tuple[int, str | None]) -> None:
    _, case = dispute(story, insured)
    limit(story, HKD)
    assert decide(story.firm.boss, case, story.cabinet) == told


def test_B17_whoever_answers_for_the_piece_is_a_party_and_so_is_the_keeper_of_its_place(story: Story) -> None:
    sue = story.firm.person("Sue", "supervisor", login=True)
    story.firm.person("Ann", "supervisor", login=True)
    room = story.firm.place("Room", keeper=sue)
    drawer = story.firm.place("Drawer in the room", parent=room)
    phone = story.phone(1, by=story.mei)
    [ring] = story.firm.samples(phone, 1, drawer, facts={"gross_g": "4.210"})
    story.a_minute_later()
    phone.record("inspect", sample=ring, body={"gross_g": "4.100", "outcome": "good"})
    deliver(phone)
    [case] = story.cases(sample=ring)
    assert decide(story.firm.sign_in("Sue"), case.id, None) == OWN
    assert decide(story.firm.sign_in("Ann"), case.id, None) == (200, None)


def test_B17_only_who_settles_nothing_says_up_to_which_value(story: Story, sue: Seat) -> None:
    refused = sue.send("PUT", "/api/settings", {"settle_limit": HKD}, {})
    assert (refused.status, refused.json["code"], refused.json["field"]) == (403, "may_not", "settle_limit")
    good(sue.send("PUT", "/api/settings", {"settle_limit": None, "tolerance_g": "0.05"}, {}))  # what it was already
    limit(story, HKD)
    assert good(sue.get("/api/settings"))["settings"]["settle_limit"] == HKD
    for wrong in (HKD | {"minor": -1}, {"minor": 1}, HKD | {"currency": "hk"}, HKD | {"minor": "1"}, 5, "1000"):
        assert story.firm.boss.send("PUT", "/api/settings", {"settle_limit": wrong}, {}).status == 422, wrong


def test_B8_of_two_settlers_at_once_one_decides(story: Story, sue: Seat) -> None:
    ring, case = dispute(story)
    story.firm.person("Ann", "supervisor", login=True)
    ann = story.firm.sign_in("Ann")
    told = at_once([lambda: decide(sue, case, story.cabinet), lambda: decide(ann, case, story.drawer)])
    assert sorted(told) == [(200, None), (409, "case_closed")]
    [settled] = story.entries(kind="settle")
    assert story.row(ring)["place"] == settled.to


def test_B18_what_was_scanned_to_settle_it_is_kept_as_evidence(story: Story, sue: Seat) -> None:
    ring, case = dispute(story)
    shown = {"place_tag": story.firm.places["Cabinet 3"]["tag"], "piece_tag": story.row(ring)["tag"]}
    for wrong in ({"place_tag": shown["piece_tag"]}, {"piece_tag": shown["place_tag"]}, {"place_tag": "0" * 16}):
        assert decide(sue, case, story.cabinet, evidence=shown | wrong) == (422, "evidence_wrong")
    assert decide(sue, case, story.drawer, evidence=shown) == (422, "evidence_wrong")
    assert decide(sue, case, story.cabinet, decision="scanned", evidence=shown) == (200, None)
    assert story.cases(sample=ring)[0].settled["evidence"] == shown
    [entry] = story.entries(kind="settle")
    assert orjson.loads(entry.bytes)["body"]["evidence"] == shown


def test_B19_a_case_names_phones_doubts_and_the_last_sure_sight(story: Story) -> None:
    ring, case = dispute(story, off_ms=90 * 60_000)
    silent = story.phone(3)
    told = good(story.firm.boss.get(f"/api/cases/{case}"))
    row = told["case"]
    assert [claim["unsure"] for claim in row["claims"]] == [False, False] and row["short"] == 0
    assert [(c["tag"], c["undone"]) for c in told["claims"]] == [(story.row(ring)["tag"], False), (None, False)]
    assert (told["sure"]["kind"], told["sure"]["to"], told["sure"]["by"]) == ("register", story.cabinet, story.mei)
    assert set(told["parties"]) == {story.mei, story.wing, story.firm.boss_id}
    assert {claim["device"] for claim in row["claims"]} <= {phone["id"] for phone in told["phones"]}
    assert story.firm.boss.get("/api/cases/nothing").status == 404
    assert silent.id not in row["waiting"]  # enrolled after it


def test_O5_scans_within_the_uncertainty_of_two_clocks_have_no_known_order(story: Story) -> None:
    first, second = story.phone(1, by=story.mei), story.phone(2)
    [ring] = story.samples(first)
    story.a_minute_later()
    first.record("scan_out", sample=ring, to=story.mei)
    story.hours.go_by(10_000)
    second.record("scan_out", sample=ring, to=story.wing)
    deliver(first, second)
    first.pull()
    assert [case.order_unknown for case in story.cases(sample=ring)] == [True]
    assert [row["order_unknown"] for row in first.rows["cases"].values()] == [True]


def test_C17_a_short_lot_says_by_how_many(story: Story) -> None:
    phone = story.phone(1, by=story.mei)
    lot = phone.uuid()
    phone.record("register", sample=lot, to=story.cabinet, quantity=10, body={})
    story.a_minute_later()
    phone.record("scan_out", sample=lot, to=story.wing, quantity=8)
    phone.record("scan_out", sample=lot, to=story.mei, quantity=5, observed_from=story.cabinet)
    deliver(phone)
    assert [(case.kind, case.short) for case in story.cases(sample=lot)] == [("short", 3)]
    phone.record("scan_out", sample=lot, to=story.mei, quantity=1, observed_from=story.cabinet)
    deliver(phone)
    assert [case.short for case in story.cases(sample=lot)] == [4]
