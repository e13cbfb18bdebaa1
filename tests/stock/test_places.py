"""Places: opened, moved in the tree, retired; never of another kind, never inside themselves."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from server.core.tag import read
from server.database import db
from server.ledger.tables import Entry
from tests.firm import Firm, good
from tests.phone import Reply


def change(firm: Firm, place: str, **wanted: object) -> Reply:
    return firm.boss.patch(f"/api/places/{place}", wanted)


def refusal(reply: Reply) -> tuple[int, str, str | None]:
    return reply.status, reply.json["code"], reply.json["field"]


def test_G1_a_new_place_has_a_tag_and_phones_hear_of_it(firm: Firm) -> None:
    cabinet = firm.place("Cabinet 3", keeper=firm.boss_id)
    tray = firm.place("Tray 1", parent=cabinet)
    phone = firm.phone()
    phone.pull()
    row = phone.rows["places"][tray]
    assert (row["kind"], row["parent"], row["names"], row["retired"]) == ("store", cabinet, {"en": "Tray 1"}, False)
    assert row["tag"] == firm.places["Tray 1"]["tag"] == read(row["tag"])
    assert phone.rows["places"][cabinet]["keeper"] == firm.boss_id


@pytest.mark.parametrize("kind", ["client", "workshop", "booth", "courier"])
def test_G1_places_of_every_kind_a_firm_opens(firm: Firm, kind: str) -> None:
    assert firm.place("Somewhere", kind) and firm.places["Somewhere"]["kind"] == kind


def test_G1_an_id_made_elsewhere_is_kept_and_is_its_alone(firm: Firm) -> None:
    row = {"id": "01890000-0000-7000-8000-000000000001", "kind": "store", "names": {"en": "Safe"}}
    assert good(firm.boss.post("/api/places", row), 201)["place"]["id"] == row["id"]
    assert refusal(firm.boss.post("/api/places", row)) == (409, "id_taken", "id")
    assert refusal(firm.boss.post("/api/places", row | {"id": firm.boss_id})) == (409, "id_taken", "id"), "a person is a place"


def test_G2_the_kind_of_a_place_never_changes(firm: Firm) -> None:
    tray = firm.place("Tray")
    assert refusal(change(firm, tray, kind="workshop")) == (409, "kind_fixed", "kind")
    assert change(firm, tray, kind="store").status == 200


def test_G3_a_place_is_part_of_a_store_place_and_of_nothing_else(firm: Firm) -> None:
    tray = firm.place("Tray")
    for parent in (firm.place("Client", "client"), firm.boss_id, "sink-sold", "nowhere", tray):
        assert refusal(change(firm, tray, parent=parent)) == (422, "parent_wrong", "parent"), parent


def test_G3_no_place_lies_within_itself_however_deep(firm: Firm) -> None:
    top = firm.place("Store")
    below = [top]
    for n in range(5):
        below.append(firm.place(f"Level {n}", parent=below[-1]))
    for place in below[1:]:
        assert refusal(change(firm, top, parent=place)) == (422, "parent_wrong", "parent")
    assert change(firm, below[3], parent=None).status == 200
    assert change(firm, top, parent=below[3]).status == 200


def test_G3_two_moves_at_once_cannot_make_a_circle(firm: Firm) -> None:
    for round in range(4):
        one, two = firm.place(f"One {round}"), firm.place(f"Two {round}")
        seats = [firm.browser(), firm.browser()]
        for seat in seats:
            seat.put_cookie("loupe_person", firm.boss.cookie("loupe_person"))
        moves = ((seats[0], one, two), (seats[1], two, one))
        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(lambda move: move[0].patch(f"/api/places/{move[1]}", {"parent": move[2]}).status, moves))
        assert sorted(told) == [200, 422]


def test_G4_a_place_with_something_in_it_is_not_retired(firm: Firm) -> None:
    cabinet = firm.place("Cabinet")
    tray = firm.place("Tray", parent=cabinet)
    phone = firm.phone()
    [ring] = firm.samples(phone, 1, to=tray)
    for place in (tray, cabinet):
        assert refusal(change(firm, place, retired=True)) == (409, "place_not_empty", "retired")
    phone.record("scan_out", sample=ring, to=firm.boss_id)
    phone.drain()
    assert change(firm, tray, retired=True).json["place"]["retired"] is True
    assert change(firm, cabinet, retired=True).status == 200
    assert refusal(firm.boss.post("/api/places", {"kind": "store", "names": {"en": "New"}, "parent": cabinet}))[1] == "parent_wrong"


def test_G5_persons_and_final_places_stay_as_they_are(firm: Firm) -> None:
    store = firm.place("Store")
    for place, wanted in (
        (firm.boss_id, {"names": {"en": "X"}}),
        (firm.boss_id, {"retired": True}),
        (firm.boss_id, {"parent": store}),
        ("sink-sold", {"retired": True}),
        ("sink-lost", {"parent": store}),
    ):
        assert refusal(change(firm, place, **wanted))[:2] == (409, "place_fixed"), (place, wanted)


def test_G6_history_says_who_changed_what_from_what(app: Flask, firm: Firm) -> None:
    tray = firm.place("Tray")
    good(change(firm, tray, names={"en": "Tray 1"}, retired=False))
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.device == "office").order_by(Entry.entry.desc())).first()
        action = json.loads(entry.bytes)
    assert (action["kind"], action["by"], entry.commit) == ("place_changed", firm.boss_id, good(firm.boss.get("/api/status"))["head"])
    assert action["body"] == {"place": tray, "was": {"names": {"en": "Tray"}}, "now": {"names": {"en": "Tray 1"}}}


def test_G6_a_change_that_changes_nothing_leaves_no_trace(firm: Firm) -> None:
    tray = firm.place("Tray")
    head = good(firm.boss.get("/api/status"))["head"]
    good(change(firm, tray, names={"en": "Tray"}, retired=False, keeper=None, parent=None))
    assert good(firm.boss.get("/api/status"))["head"] == head


def test_G7_nobody_who_left_becomes_a_keeper(firm: Firm) -> None:
    left = firm.person("Left", "keeper", active=False)
    assert refusal(change(firm, firm.place("Tray"), keeper=left)) == (422, "keeper_wrong", "keeper")


def test_G1_scans_to_a_place_the_office_hears_of_later_mean_what_its_kind_says(app: Flask, firm: Firm) -> None:
    from server.ledger.rebuild import rebuild

    phone = firm.phone()
    (sample,) = firm.samples(phone, 1, firm.place("Tray 1"))
    booth = phone.uuid()
    phone.record("scan_out", sample=sample, to=booth)
    phone.drain()
    assert phone.outbox[-1].reasons == ["unknown_place"] and firm.sample(sample)["status"] == "out"
    good(firm.boss.post("/api/places", {"id": booth, "kind": "booth", "names": {"en": "Booth 3C"}}), 201)
    assert firm.sample(sample)["status"] == "at_booth"
    with app.app_context():
        assert rebuild().good
