"""Correcting the register: what was said before stays in history, and only what is named changes."""

from typing import Any

from flask import Flask

from tests.firm import good
from tests.phone import Reply
from tests.slips.shop import Shop, refusal

FACTS = {"gross_g": "4.210", "size": "52", "metals": [{"metal": "gold", "fineness": 750, "net_g": "3.9"}], "custom": {"engraving": "A+B"}}
FIELDS = [
    {"key": "engraving", "names": {"en": "Engraving"}, "kind": "text"},
    {"key": "drops", "names": {"en": "Drops"}, "kind": "number"},
    {"key": "polished", "names": {"en": "Polished on"}, "kind": "date"},
    {"key": "shelf", "names": {"en": "Shelf"}, "kind": "choice", "choices": ["A", "B"]},
]


def amend(shop: Shop, sample: str, **asked: Any) -> Reply:
    return shop.seat("sue").patch(f"/api/samples/{sample}", asked)


def with_fields(shop: Shop) -> None:
    good(shop.seat("sue").send("PUT", "/api/settings", {"custom_fields": FIELDS}, {}))


def test_B12_only_what_is_named_changes_and_history_says_what_was_there(shop: Shop) -> None:
    [ring] = shop.rings(1, facts=FACTS)
    before = shop.firm.sample(ring)
    told = good(amend(shop, ring, number="A-77", facts={"gross_g": "4.180", "size": None, "notes": "reweighed\nby Kit"}))["sample"]
    facts = {"gross_g": "4.180", "metals": FACTS["metals"], "custom": FACTS["custom"], "notes": "reweighed\nby Kit"}
    assert told == before | {"number": "A-77", "facts": facts, "commit": told["commit"]}
    [entry, *_] = good(shop.firm.boss.get(f"/api/samples/{ring}/timeline"))["entries"]
    assert (entry["kind"], entry["by"]) == ("amend", shop.ids["sue"])
    assert entry["body"] == {
        "number": "A-77", "facts": {"gross_g": "4.180", "size": None, "notes": "reweighed\nby Kit"},
        "was": {"number": before["number"], "facts": {"gross_g": "4.210", "size": "52", "notes": None}},
    }  # fmt: skip


def test_B12_every_field_can_be_amended_and_taken_away(shop: Shop) -> None:
    [ring] = shop.rings(1, facts=FACTS)
    shelf = shop.firm.place("Shelf")
    asked = {
        "number": "N-1", "type": "pendant", "category": "display", "model": "P-9", "name": "月光", "home": shelf,
        "photos": ["a" * 64, "b" * 64], "arrived": "2026-02-28",
        "facts": {
            "stones": [{"kind": "ruby", "count": 1, "ct": "0.520", "colour": "pigeon blood"}], "ownership": "memo_in",
            "certificates": [{"lab": "GIA", "number": "2141438171", "date": "2025-01-31"}],
            "insured": {"minor": 1250000, "currency": "HKD"},
            "client": "Lee", "supplier": None, "dimensions": "12 × 8 mm", "size": "54",
        },
    }  # fmt: skip
    told = good(amend(shop, ring, **asked))["sample"]
    columns = asked.keys() - {"facts", "arrived"}
    assert {key: told[key] for key in columns} == {key: asked[key] for key in columns}
    assert told["facts"] == FACTS | {key: value for key, value in asked["facts"].items() if value is not None}
    nothing = dict.fromkeys(("number", "type", "category", "model", "name", "home", "arrived"))
    bare = good(amend(shop, ring, **nothing, photos=[], facts=dict.fromkeys(told["facts"])))["sample"]
    assert (bare["facts"], bare["photos"], bare["model"], bare["home"]) == ({}, [], None, None)
    entries = good(shop.firm.boss.get(f"/api/samples/{ring}/timeline"))["entries"]
    assert entries[0]["body"]["was"]["arrived"] == "2026-02-28"


def test_B12_no_change_leaves_no_trace(shop: Shop) -> None:
    [ring] = shop.rings(1, facts=FACTS)
    shop.seat("sue")
    before, row = shop.head(), shop.firm.sample(ring)
    good(amend(shop, ring, number=row["number"], home=shop.tray, facts=FACTS | {"supplier": None}, photos=[], arrived=None))
    assert shop.head() == before


def test_B12_phones_hear_of_it_and_a_later_inspection_weighs_against_it(shop: Shop) -> None:
    [ring] = shop.rings(1, facts=FACTS)
    phone = shop.phone("kit")
    phone.pull()
    good(amend(shop, ring, facts={"gross_g": "4.000"}))
    phone.pull()
    assert phone.rows["samples"][ring] == shop.firm.sample(ring)
    shop.say("kit", "inspect", sample=ring, body={"gross_g": "4.010", "outcome": "good"})
    assert shop.firm.sample(ring)["claims"] == 0
    shop.say("kit", "inspect", sample=ring, body={"gross_g": "4.210", "outcome": "good"})
    assert [case["kind"] for case in good(shop.firm.boss.get(f"/api/cases?sample={ring}"))["cases"]] == ["weight_off"]


def test_B13_a_firms_own_fields_take_what_its_settings_say(shop: Shop) -> None:
    [ring] = shop.rings(1, facts=FACTS)
    with_fields(shop)
    good_ones = {"drops": 3, "polished": "2026-11-22", "shelf": "B"}
    told = good(amend(shop, ring, facts={"custom": good_ones}))["sample"]
    assert told["facts"]["custom"] == {"engraving": "A+B"} | good_ones, "merged key by key"
    told = good(amend(shop, ring, facts={"custom": {"engraving": None, "drops": 2.5}}))["sample"]
    assert told["facts"]["custom"] == {"drops": 2.5, "polished": "2026-11-22", "shelf": "B"}
    before = shop.head()
    wrongs: dict[str, list[Any]] = {
        "engraving": [5, "", "x" * 501, [], {}, True], "drops": ["3", True, [], {}], "polished": ["22.11.2026", "2026-02-30", 5, ""],
        "shelf": ["C", 1, "a"], "unheard_of": ["x", 1],
    }  # fmt: skip
    for key, values in wrongs.items():
        for wrong in values:
            reply = amend(shop, ring, facts={"custom": {key: wrong}})
            assert refusal(reply) == (422, "custom_wrong", f"facts.custom.{key}"), (key, wrong, reply)
    assert shop.head() == before
    assert good(amend(shop, ring, facts={"custom": {"unheard_of": None, "drops": None}}))["sample"]["facts"]["custom"] == {
        "polished": "2026-11-22", "shelf": "B",
    }  # fmt: skip


def test_B13_what_a_piece_cannot_be_is_refused(shop: Shop) -> None:
    [ring] = shop.rings(1)
    shop.seat("sue")
    client = shop.firm.place("Client", "client")
    before = shop.head()
    assert refusal(amend(shop, ring, category="antique")) == (422, "category_wrong", "category")
    for home in ("nowhere", client, shop.ids["mei"], "sink-sold"):
        assert refusal(amend(shop, ring, home=home)) == (422, "place_wrong", "home"), home
    assert amend(shop, shop.firm.boss_id, number="x").status == 404
    assert shop.head() == before


def test_B13_what_has_only_arrived_is_registered_first(shop: Shop) -> None:
    receipt, ring = shop.phone("kit").uuid(), shop.phone("kit").uuid()
    shop.say("kit", "receipt_open", receipt=receipt, body={"lines": [{"line": "1", "quantity": 1}]})
    shop.say("kit", "arrive", receipt=receipt, sample=ring, to=shop.tray, body={"line": "1"})
    assert refusal(amend(shop, ring, number="x"))[:2] == (409, "not_registered")


NO_LINE = [5, "", " ", "a\nb", [], {}, True]
NO_WEIGHT = [4.2, "x", "-1", "1e3", "4,2", "", [], "100001", "4.21000"]
WRONG: dict[str, list[Any]] = {
    "number": [*NO_LINE, "x" * 81], "model": [*NO_LINE, "x" * 81], "name": [*NO_LINE, "x" * 201], "type": [5, "", "tiara", []],
    "category": [5, "", [], "x" * 41], "home": [5, "", [], "x" * 37], 
    "arrived": [5, "", "2026-13-01", "2026-02-30", "22.11.2026", "20261122", []],
    "photos": [None, 5, "a" * 64, ["a"], ["A" * 64], ["a" * 64 + "\n"], [5], ["a" * 64] * 13],
}  # fmt: skip
WRONG_FACTS: dict[str, list[Any]] = {
    "gross_g": NO_WEIGHT, "client": NO_LINE, "supplier": NO_LINE, "size": NO_LINE, "dimensions": NO_LINE, 
    "notes": [5, [], "a\x07", "x" * 4_001],
    "ownership": [5, "", "stolen"], "insured": [5, {}, {"minor": 1}, {"minor": 1.5, "currency": "HKD"}, {"minor": 1, "currency": "hkd"}],
    "metals": [5, {}, [5], [{}], [{"metal": 5}],
               [{"metal": "gold", "fineness": 0}], [{"metal": "gold", "net_g": 4}], [{"metal": "gold"}] * 21],
    "stones": [5, [{}], [{"kind": "ruby", "count": 0}], [{"kind": "ruby", "ct": "x"}], [{"kind": "ruby", "heated": True}]],
    "certificates": [5, [{}], [{"lab": "GIA"}], [{"lab": "GIA", "number": "1", "date": "yesterday"}]], "custom": [5, "x", [], [1]],
    "unheard_of": [1],
}  # fmt: skip


def test_W1_amendments_wrong_in_every_way(app: Flask, shop: Shop) -> None:
    [ring] = shop.rings(1)
    shop.seat("sue")
    before = shop.head()
    for field, values in WRONG.items():
        for wrong in values:
            reply = amend(shop, ring, **{field: wrong})
            assert reply.status == 422 and reply.json["field"].split(".")[0] == field, (field, wrong, reply)
    for field, values in WRONG_FACTS.items():
        for wrong in values:
            reply = amend(shop, ring, facts={field: wrong})
            assert reply.status == 422 and reply.json["field"].startswith(f"facts.{field}"), (field, wrong, reply)
    for nothing in ({}, {"facts": {}}, {"facts": None}, {"facts": []}, {"unheard_of": 1}, {"status": "sold"}):
        assert amend(shop, ring, **nothing).status == 422
    assert shop.head() == before
