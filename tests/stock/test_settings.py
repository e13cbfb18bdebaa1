"""What a firm decides for itself: fields, grades, categories, tolerance."""

import json
from typing import Any

from flask import Flask
from sqlalchemy import select

from server.database import db
from server.ledger.tables import Entry
from tests.firm import Firm, good

ENGRAVING = {"key": "engraving", "names": {"en": "Engraving", "zh-Hant": "刻字"}, "kind": "text"}
SHELF = {"key": "shelf", "names": {"en": "Shelf"}, "kind": "choice", "choices": ["A", "B"]}
GRADES = [{"key": "a", "names": {"en": "A", "zh-Hans": "甲"}}, {"key": "b", "names": {"en": "B"}}]


def put(firm: Firm, **asked: Any):
    return firm.boss.send("PUT", "/api/settings", asked, {})


def head(firm: Firm) -> int:
    return good(firm.boss.get("/api/status"))["head"]


def test_V7_an_office_starts_with_categories_and_grades_in_three_languages(firm: Firm) -> None:
    told = good(firm.boss.get("/api/settings"))["settings"]
    assert set(told) == {"custom_fields", "grades", "categories", "tolerance_g", "settle_limit", "second_step_required", "idle_lock_min"}
    assert [row["key"] for row in told["categories"]] == ["new", "display", "custom", "returned"]
    assert all(set(row["names"]) == {"en", "zh-Hant", "zh-Hans"} for row in told["categories"] + told["grades"])
    assert (told["custom_fields"], told["tolerance_g"]) == ([], None)
    phone = firm.phone()
    phone.pull()
    assert {key: row["value"] for key, row in phone.rows["settings"].items()} == told


def test_V7_what_is_named_changes_and_history_says_who_from_what(app: Flask, firm: Firm) -> None:
    phone = firm.phone()
    phone.pull()
    before = good(firm.boss.get("/api/settings"))["settings"]
    told = good(put(firm, custom_fields=[ENGRAVING, SHELF], grades=GRADES))["settings"]
    assert told == before | {"custom_fields": [ENGRAVING, SHELF], "grades": GRADES}
    assert good(put(firm, tolerance_g="0.050"))["settings"]["tolerance_g"] == "0.050"
    with app.app_context():
        entry = json.loads(db.session.scalars(select(Entry.bytes).order_by(Entry.entry.desc())).first() or b"{}")
    assert (entry["kind"], entry["by"], entry["body"]) == (
        "settings_changed", firm.boss_id, {"was": {"tolerance_g": None}, "now": {"tolerance_g": "0.050"}},
    )  # fmt: skip
    phone.pull()
    assert phone.rows["settings"]["grades"]["value"] == GRADES and phone.rows["settings"]["tolerance_g"]["value"] == "0.050"
    now = head(firm)
    good(put(firm, tolerance_g="0.050", grades=GRADES))
    assert head(firm) == now, "what changes nothing leaves no trace"
    assert good(put(firm, tolerance_g=None))["settings"]["tolerance_g"] is None


def test_V7_clerks_and_admins_may_keepers_may_not(firm: Firm) -> None:
    for role, status in (("clerk", 200), ("admin", 200), ("supervisor", 200), ("keeper", 403), ("approver", 403)):
        firm.person(role, role, login=True)
        assert firm.sign_in(role).send("PUT", "/api/settings", {"tolerance_g": "0.1"}, {}).status == status, role
    assert firm.browser().get("/api/settings").status == 401


def test_P17_only_who_may_say_how_safely_people_sign_in_says_when_a_phone_locks_itself(firm: Firm) -> None:
    firm.person("Sue", "supervisor", "clerk", login=True)
    sue = firm.sign_in("Sue")
    refused = sue.send("PUT", "/api/settings", {"idle_lock_min": None}, {})
    assert (refused.status, refused.json["code"], refused.json["field"]) == (403, "may_not", "idle_lock_min")
    good(sue.send("PUT", "/api/settings", {"idle_lock_min": 15, "tolerance_g": "0.05"}, {}))  # what it was already
    assert good(put(firm, idle_lock_min=None))["settings"]["idle_lock_min"] is None


NO_LIST = [None, 5, "x", {}, [5], ["x"], [None]]
NO_NAMED = [
    {"key": "a"}, {"names": {"en": "A"}}, {"key": "A", "names": {"en": "A"}}, {"key": "a", "names": {}}, {"key": "", "names": {"en": "A"}},
    {"key": "a" * 41, "names": {"en": "A"}}, {"key": "a", "names": {"en": "A"}, "more": 1}, {"key": 5, "names": {"en": "A"}},
]  # fmt: skip
WRONG: dict[str, list[Any]] = {
    "grades": [*NO_LIST, [], *([one] for one in NO_NAMED), [GRADES[0], GRADES[0]]],
    "categories": [*NO_LIST, [], *([one] for one in NO_NAMED), [GRADES[0], GRADES[0]]],
    "custom_fields": [
        *NO_LIST, *([one | {"kind": "text"}] for one in NO_NAMED), [ENGRAVING, ENGRAVING], [ENGRAVING | {"kind": "colour"}],
        [ENGRAVING | {"choices": ["A"]}], [SHELF | {"choices": []}], [SHELF | {"choices": ["A", "A"]}], [SHELF | {"choices": [5]}],
        [{key: value for key, value in SHELF.items() if key != "choices"}], [ENGRAVING | {"key": f"k{n}"} for n in range(61)],
    ],
    "idle_lock_min": [0, -1, 481, 15.0, 1.5, "15", True, [], {}],
    "tolerance_g": [0.05, "0", "0.000", "1.001", "-0.1", "x", "", [], "1e-2", "0,02"],
}  # fmt: skip


def test_W1_settings_wrong_in_every_way(firm: Firm) -> None:
    before = head(firm)
    for field, values in WRONG.items():
        for wrong in values:
            reply = put(firm, **{field: wrong})
            assert reply.status == 422 and str(reply.json["field"]).split(".")[0] == field, (field, wrong, reply)
    assert put(firm).status == put(firm, unheard_of=1).status == 422
    assert head(firm) == before
