"""What places offer, what materials need, and what a thermometer says."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select, update

from server.database import db
from server.ledger.rebuild import rebuild
from server.ledger.tables import Entry
from server.ledger.verify import verify
from server.stock.conditions import Surrounding, limits, outside
from server.stock.readings import newest_readings
from server.stock.tables import Sensor
from tests.firm import Firm, Seat, good
from tests.phone import Reply

NOBODY = "00000000-0000-7000-8000-000000000000"


def refusal(reply: Reply) -> tuple[int, str, str | None]:
    return reply.status, reply.json["code"], reply.json["field"]


def head(firm: Firm) -> int:
    return good(firm.boss.get("/api/status"))["head"]


def last_entry(app: Flask) -> dict[str, Any]:
    with app.app_context():
        return json.loads(db.session.scalars(select(Entry.bytes).order_by(Entry.entry.desc())).first() or b"{}")


def sensor(firm: Firm, place: str) -> tuple[str, dict[str, str]]:
    """(id, the header its calls carry)."""
    told = good(firm.boss.post("/api/sensors", {"place": place, "name": "Window"}), 201)
    return told["sensor"]["id"], {"Authorization": f"Bearer {told['token']}"}


def measure(seat: Seat, token: dict[str, str], **measured: Any) -> Reply:
    return seat.post("/api/readings", measured, **token)


def test_V1_what_a_place_offers_is_said_when_it_is_opened_and_changed_later(app: Flask, firm: Firm) -> None:
    dry = {"humidity": [30, 45], "temperature": [18, 24.5], "dry": True, "sulphur_free": True}
    row = {"kind": "store", "names": {"en": "Silver drawer"}, "offers": dry}
    place = good(firm.boss.post("/api/places", row), 201)["place"]
    assert place["offers"] == dry
    soft = {"soft_lined": True, "halogen_free": False}
    assert good(firm.boss.patch(f"/api/places/{place['id']}", {"offers": soft}))["place"]["offers"] == soft
    assert last_entry(app)["body"] == {"place": place["id"], "was": {"offers": dry}, "now": {"offers": soft}}
    assert good(firm.boss.patch(f"/api/places/{place['id']}", {"offers": None}))["place"]["offers"] is None


def test_V1_only_places_of_the_store_and_beside_it_offer_anything(firm: Firm) -> None:
    for place in (firm.boss_id, "sink-sold"):
        assert refusal(firm.boss.patch(f"/api/places/{place}", {"offers": {"dry": True}})) == (409, "place_fixed", "offers")


NO_RANGE = [5, "1", [], [1], [1, 2, 3], ["1", "2"], [2, 1], [True, 1], [-400, 1], [0, 1e9], {}, [None, 1]]
NO_CONDITIONS = [
    *({"temperature": wrong} for wrong in NO_RANGE),
    *({"humidity": wrong} for wrong in [*NO_RANGE, [-1, 50], [0, 101]]),
    *({"dry": wrong} for wrong in ("yes", 1, None, [])),
    {"unheard_of": True}, 5, "dry", [], True,
]  # fmt: skip


def test_W1_what_no_place_can_offer_is_refused_by_its_field(firm: Firm) -> None:
    tray, before = firm.place("Tray"), head(firm)
    for wrong in NO_CONDITIONS:
        reply = firm.boss.patch(f"/api/places/{tray}", {"offers": wrong})
        assert reply.status == 422 and reply.json["field"].split(".")[0] == "offers", (wrong, reply)
    assert head(firm) == before


def test_V2_the_trades_defaults_are_there_in_three_languages_and_phones_hear_of_them(firm: Firm) -> None:
    listed = {row["id"]: row for row in good(firm.boss.get("/api/materials"))["materials"]}
    assert {"silver", "gold", "platinum", "pearl", "opal", "diamond", "ruby", "sapphire", "emerald", "jadeite"} <= set(listed)
    assert all(set(row["names"]) == {"en", "zh-Hant", "zh-Hans"} for row in listed.values())
    assert listed["silver"]["needs"]["dry"] is True and listed["silver"]["needs"]["sulphur_free"] is True
    assert listed["pearl"]["needs"]["dry"] is False and listed["pearl"]["needs"]["apart_from_hard"] is True
    phone = firm.phone()
    phone.pull()
    assert phone.rows["materials"] == listed


def test_V2_a_firm_edits_and_adds_materials_and_history_says_so(app: Flask, firm: Firm) -> None:
    phone = firm.phone()
    phone.pull()
    amber = {"id": "amber", "names": {"en": "Amber", "zh-Hant": "琥珀"}, "needs": {"hardness": 2.5, "temperature": [5, 25]}}
    assert good(firm.boss.post("/api/materials", amber), 201)["material"] | {"commit": 0} == amber | {"commit": 0}
    assert refusal(firm.boss.post("/api/materials", amber)) == (409, "id_taken", "id")
    good(firm.boss.patch("/api/materials/amber", {"needs": {"hardness": 2}}))
    changed = last_entry(app)
    assert (changed["kind"], changed["by"]) == ("material_changed", firm.boss_id)
    assert changed["body"] == {"material": "amber", "was": {"needs": amber["needs"]}, "now": {"needs": {"hardness": 2}}}
    phone.pull()
    assert phone.rows["materials"]["amber"]["needs"] == {"hardness": 2}
    before = head(firm)
    good(firm.boss.patch("/api/materials/amber", {"needs": {"hardness": 2}}))
    assert head(firm) == before, "what changes nothing leaves no trace"
    assert firm.boss.patch("/api/materials/kryptonite", {"names": {"en": "K"}}).status == 404


def test_W1_materials_wrong_in_every_way(firm: Firm) -> None:
    before = head(firm)
    row = {"id": "amber", "names": {"en": "Amber"}, "needs": {}}
    wrongs: dict[str, list[Any]] = {
        "id": [None, 5, "", "Amber", "a b", "a" * 41, "1a", "琥珀", "a\n"],
        "names": [None, {}, {"fr": "x"}, "Amber"],
        "needs": [*NO_CONDITIONS, None, {"hardness": 0}, {"hardness": 11}, {"hardness": "2"}, {"hardness": True}, {"apart_from_hard": 1}],
    }
    for field, values in wrongs.items():
        for wrong in values:
            reply = firm.boss.post("/api/materials", row | {field: wrong})
            assert reply.status == 422 and reply.json["field"].split(".")[0] == field, (field, wrong, reply)
            if field != "id":
                assert firm.boss.patch("/api/materials/silver", {field: wrong}).status == 422
    assert firm.boss.patch("/api/materials/silver", {}).status == 422 and head(firm) == before


def test_V3_the_nearest_place_that_says_decides_each_measure() -> None:
    places = {
        "store": Surrounding(None, {"temperature": [18, 24], "humidity": [45, 55]}),
        "cabinet": Surrounding("store", {"humidity": [0, 40]}),
        "tray": Surrounding("cabinet", None),
        "loop": Surrounding("loop", {}),
    }
    assert limits("tray", places) == {"humidity": (0, 40), "temperature": (18, 24)}
    assert limits("loop", places) == limits("nowhere", places) == {}
    allowed = limits("tray", places)
    assert outside({"temperature_c": "24.0", "humidity_pct": "40"}, allowed) == []
    assert outside({"temperature_c": "24.01", "humidity_pct": "40.1"}, allowed) == ["humidity", "temperature"]
    assert outside({"temperature_c": "NaN", "humidity_pct": 99}, allowed) == outside({}, allowed) == []


def test_V4_a_sensor_posts_with_its_own_token_and_the_reading_is_history(app: Flask, firm: Firm) -> None:
    cabinet = firm.place("Cabinet")
    tray = firm.place("Tray", parent=cabinet)
    good(firm.boss.patch(f"/api/places/{cabinet}", {"offers": {"humidity": [30, 45]}}))
    id, token = sensor(firm, tray)
    stranger = firm.browser()
    told = good(measure(stranger, token, temperature_c="21.5", humidity_pct="52.0"), 201)
    entry = last_entry(app)
    assert (entry["kind"], entry["to"], entry["by"], entry["device"], entry["id"]) == ("reading", tray, None, "office", told["id"])
    assert entry["body"] == {"temperature_c": "21.5", "humidity_pct": "52.0", "sensor": id}
    shown = good(firm.boss.get(f"/api/places/{tray}/readings"))
    assert shown["limits"] == {"humidity": [30, 45]}
    assert [(row["sensor"], row["temperature_c"], row["outside"]) for row in shown["readings"]] == [(id, "21.5", ["humidity"])]
    assert good(firm.boss.get("/api/sensors"))["sensors"][0]["heard_ms"] == told["at_ms"]
    with app.app_context():
        assert verify().good and rebuild().good


def test_V4_people_type_readings_on_phones_too(firm: Firm) -> None:
    tray, phone = firm.place("Tray"), firm.phone()
    phone.record("reading", to=tray, body={"temperature_c": "22", "humidity_pct": "50"})
    phone.record("reading", to=tray, body={"temperature_c": "19"})
    phone.drain()
    assert [made.verdict for made in phone.outbox] == ["accepted", "accepted"]
    shown = good(firm.boss.get(f"/api/places/{tray}/readings"))["readings"]
    assert [(row["temperature_c"], row["by"]) for row in shown] == [("19", firm.boss_id), ("22", firm.boss_id)], "newest first"


def test_V5_a_revoked_token_is_worth_nothing_and_no_token_is_shown_twice(app: Flask, firm: Firm) -> None:
    tray = firm.place("Tray")
    id, token = sensor(firm, tray)
    good(measure(firm.browser(), token, humidity_pct="40"), 201)
    secret = token["Authorization"].removeprefix("Bearer ")
    assert secret not in json.dumps(good(firm.boss.get("/api/sensors")))
    with app.app_context():
        assert not any(secret.encode() in raw for raw in db.session.scalars(select(Entry.bytes)))
        assert secret not in [*db.session.scalars(select(Sensor.token_hash))]
        db.session.execute(update(Sensor).values(heard_ms=0))
        db.session.commit()
    assert good(firm.boss.post(f"/api/sensors/{id}/revoke"))["sensor"]["revoked_ms"]
    assert refusal(measure(firm.browser(), token, humidity_pct="40"))[:2] == (401, "unknown_sensor")
    before = head(firm)
    good(firm.boss.post(f"/api/sensors/{id}/revoke"))
    assert head(firm) == before and firm.boss.post(f"/api/sensors/{NOBODY}/revoke").status == 404
    for wrong in ("", "Bearer", "Bearer \xe9", f"Basic {secret}"):
        assert measure(firm.browser(), {"Authorization": wrong}, humidity_pct="40").status == 401
    assert measure(firm.browser(), {}, humidity_pct="40").status == 401


def test_V5_a_sensor_that_talks_too_much_waits(firm: Firm, later: Callable[[float], None]) -> None:
    _, token = sensor(firm, firm.place("Tray"))
    _, other = sensor(firm, firm.place("Tray 2"))
    good(measure(firm.browser(), token, humidity_pct="40"), 201)
    before = head(firm)
    refused = measure(firm.browser(), token, humidity_pct="41")
    assert (refused.status, refused.json["code"], refused.headers["Retry-After"]) == (429, "too_many", "30")
    assert head(firm) == before
    good(measure(firm.browser(), other, humidity_pct="41"), 201)
    later(0.6)
    good(measure(firm.browser(), token, humidity_pct="41"), 201)


def test_V5_of_two_posts_at_once_with_one_token_one_is_taken(firm: Firm) -> None:
    _, token = sensor(firm, firm.place("Tray"))
    seats = [firm.browser(), firm.browser(), firm.browser()]
    with ThreadPoolExecutor(3) as pool:
        told = sorted(reply.status for reply in pool.map(lambda seat: measure(seat, token, humidity_pct="40"), seats))
    assert told == [201, 429, 429]


def test_W1_readings_and_sensors_wrong_in_every_way(firm: Firm) -> None:
    tray = firm.place("Tray")
    _, token = sensor(firm, tray)
    before = head(firm)
    for field in ("temperature_c", "humidity_pct"):
        for wrong in (None, 21.5, "", "x", "NaN", "Infinity", "1e3", "21,5", "999", "-999", "٢١", "2\n", [], {}, "1" * 50):
            reply = measure(firm.browser(), token, **{field: wrong})
            assert (reply.status, reply.json["field"]) == (422, field), (field, wrong, reply)
    assert measure(firm.browser(), token).status == 422
    for row in ({"place": "nowhere", "name": "x"}, {"place": firm.boss_id, "name": "x"}, {"place": "sink-lost", "name": "x"}):
        assert refusal(firm.boss.post("/api/sensors", row)) == (422, "place_wrong", "place")
    for row in ({"place": 5, "name": "x"}, {"place": tray}, {"place": tray, "name": ""}, {"name": "x"}):
        assert firm.boss.post("/api/sensors", row).status == 422
    assert firm.boss.get("/api/places/nowhere/readings").status == 404
    assert head(firm) == before


def test_V6_the_newest_readings_cost_three_queries_however_many_there_are(app: Flask, firm: Firm) -> None:
    trays = [firm.place(f"Tray {n}") for n in range(12)]
    phone = firm.phone()
    for n in range(60):
        phone.record("reading", to=trays[n % 12], body={"humidity_pct": str(n)})
    phone.drain()
    with app.app_context():
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        found = newest_readings()
        assert sorted(row["humidity_pct"] for row in found) == [str(n) for n in range(48, 60)]
        assert len(asked) == 3
        assert db.session.scalar(select(func.count()).select_from(Entry).where(Entry.kind == "reading")) == 60


def test_V2_phones_of_an_office_that_ran_before_there_were_materials_hear_of_them_too(app: Flask, firm: Firm) -> None:
    from flask_migrate import downgrade, upgrade

    phone = firm.phone()
    before = head(firm)
    with app.app_context():
        downgrade(revision="0002")
        upgrade()
        assert verify().good
    phone.cursor, phone.epoch = before, good(firm.boss.get("/api/status"))["epoch"]
    phone.pull()
    assert len(phone.rows["materials"]) == 12
    keys = {"custom_fields", "grades", "categories", "tolerance_g", "settle_limit", "second_step_required", "idle_lock_min"}
    assert set(phone.rows["settings"]) == keys


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_V6_the_newest_reading_of_a_place_is_found_by_its_index(app: Flask) -> None:
    from sqlalchemy import text

    with app.app_context():
        plan = db.session.execute(
            text("EXPLAIN QUERY PLAN SELECT entry FROM ledger WHERE kind = 'reading' AND \"to\" = :place ORDER BY order_ms DESC LIMIT 1"),
            {"place": "x"},
        )
        assert "ix_ledger_reading" in " ".join(row.detail for row in plan)
