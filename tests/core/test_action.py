"""What is read as an action, what is not, and which field is named for it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core import action as actions
from server.core.action import FACTS, KINDS, Action, Unreadable, read
from server.core.body import BOUND
from tests.core.story import id_of

EASY = settings(max_examples=400, deadline=None, derandomize=True)


def raw(**given):
    plain = {
        "v": 1, "id": id_of("an action"), "kind": "scan_out", "device": id_of("a phone"), "seq": 7, "by": id_of("Wai"),
        "sample": id_of("ring"),
        "tag": "0123456789ABCDEF", "to": id_of("Mei"), "observed_from": None, "believed_from": id_of("Tray"), "base": 3, "quantity": 1,
        "slip": None, "count": None, "fair": None, "repair": None, "receipt": None, "group": id_of("group"),
        "wall_ms": 1_790_000_000_000, "tz": 480,
        "mono_ms": 12, "page": id_of("page"), "anchor": {"server_ms": 5, "mono_ms": 6}, "hlc": [1_790_000_000_000, 0], "body": {},
        "prev": "ab" * 32,
    }  # fmt: skip
    return plain | given


def test_K1_every_key_becomes_an_attribute_of_the_same_name():
    got = read(raw())
    assert isinstance(got, Action)
    assert got._asdict() == raw() | {"anchor": (5, 6), "hlc": (1_790_000_000_000, 0)}


def test_K1_what_may_be_null_may_be_missing_and_what_is_new_is_left_alone():
    some = {key: value for key, value in raw(colour_of_the_day="red").items() if value is not None}
    assert read(some) == read(raw())


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("v", 0), ("v", 1.0), ("v", True), ("v", None), ("id", "x"), ("id", None), ("id", id_of("a").upper()), ("id", 5), ("kind", ""),
        ("kind", "k" * 33), ("kind", 5), ("kind", ["scan_out"]), ("kind", "a\x00b"), ("device", "Office"), ("device", {}), ("seq", 0),
        ("seq", BOUND + 1), ("seq", "1"), ("seq", True), ("by", ""), ("by", []), ("sample", "sink-lost"), ("tag", ""), ("tag", "x" * 65),
        ("tag", "\ud800"), ("tag", 16), ("to", "sink-hole"), ("to", "Cabinet 3"), ("observed_from", 1), ("believed_from", "sink-"),
        ("base", -BOUND - 1),
        ("base", 0.5), ("quantity", 0), ("quantity", 1_000_001), ("quantity", "1"), ("slip", "x"), ("count", 3), ("fair", "x"),
        ("repair", "x"),
        ("group", "x"), ("wall_ms", float("nan")), ("wall_ms", 1e300), ("tz", 1440), ("tz", None), ("mono_ms", float("inf")),
        ("mono_ms", 1.5),
        ("page", ""), ("page", None), ("page", "p" * 65), ("anchor", []), ("anchor", {"server_ms": 1}),
        ("anchor", {"server_ms": 1, "mono_ms": None}),
        ("hlc", [1]), ("hlc", [1, -1]), ("hlc", [1, 2, 3]), ("hlc", [1.0, 2]), ("hlc", "12"), ("hlc", None), ("body", None), ("body", []),
        ("prev", "AB" * 32), ("prev", "ab"), ("prev", 1),
    ],
)  # fmt: skip
def test_K2_the_field_that_is_wrong_is_named(field, bad):
    assert read(raw(**{field: bad})) == Unreadable("unreadable", field)


@pytest.mark.parametrize("bad", [None, [], "text", 1, 1.5, True, float("nan")])
def test_K2_what_is_no_object_is_no_action(bad):
    assert read(bad) == Unreadable("unreadable", None)


@pytest.mark.parametrize(
    ("key", "bad", "reason"),
    [
        ("note", "n" * 1_000_000, "too_large"), ("note", "half \ud83d a pair", "unreadable"), ("note", "\x00", "unreadable"),
        ("weight", float("nan"), "unreadable"), ("weight", float("-inf"), "unreadable"), ("n", 1 << 60, "unreadable"),
        ("wide", [0] * 16_000, "too_large"),
        ("condition", "c" * 41, "unreadable"), ("condition", 5, "unreadable"), ("deep", [{"\ud800": 1}], "unreadable"),
    ],
)  # fmt: skip
def test_K3_a_poisoned_body_is_named_too(key, bad, reason):
    assert read(raw(body={key: bad})) == Unreadable(reason, f"body.{key}")


def test_K3_depth_without_end_is_found_without_falling_into_it():
    deep: object = 1
    for _ in range(100_000):
        deep = [deep]
    assert read(raw(body={"deep": deep})) == Unreadable("too_large", "body.deep")
    while isinstance(deep, list):
        deep = deep.pop()  # or freeing it would itself recurse


def test_K3_a_body_may_be_eight_deep():
    eight: object = "the bottom"
    for _ in range(7):
        eight = [eight]
    assert isinstance(read(raw(body={"deep": eight})), Action)
    assert read(raw(body={"deep": [eight]})) == Unreadable("too_large", "body.deep")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"to": None}, "to"), ({"by": None}, "by"), ({"sample": None, "tag": None}, "sample"),
        ({"kind": "register", "sample": None}, "sample"),
        ({"kind": "undo"}, "body.reverses"), ({"kind": "undo", "body": {"reverses": "x"}}, "body.reverses"),
        ({"kind": "register", "body": {"tag": "0000000000000001"}}, "body.tag"),
        ({"kind": "register", "body": {"name": "n" * 201}}, "body.name"),
        ({"kind": "register", "body": {"home": "Tray"}}, "body.home"), ({"kind": "register", "body": {"facts": []}}, "body.facts"),
    ],
)  # fmt: skip
def test_K4_each_kind_needs_its_own(given, field):
    assert read(raw(**given)) == Unreadable("unreadable", field)


LINES = [{"line": "1", "sample": id_of("ring")}]
NOTE = [{"line": "1", "quantity": 2}]


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        ("receipt_open", {"receipt": None, "body": {"lines": NOTE}}, "receipt"), ("receipt_open", {}, "body.lines"),
        ("receipt_open", {"body": {"lines": [{"line": "1", "quantity": 0}]}}, "body.lines"),
        ("receipt_open", {"body": {"lines": [{"quantity": 1}]}}, "body.lines"),
        ("receipt_open", {"body": {"lines": NOTE * 501}}, "body.lines"),
        ("receipt_open", {"body": {"lines": [{"line": "123456789", "quantity": 1}]}}, "body.lines"),
        ("receipt_open", {"body": {"lines": NOTE, "arrived": "22.11.2026"}}, "body.arrived"),
        ("receipt_open", {"body": {"lines": NOTE, "supplier": "Chow"}}, "body.supplier"),
        ("receipt_check", {}, "body.outcome"), ("receipt_check", {"body": {"outcome": "fine"}}, "body.outcome"),
        ("receipt_check", {"body": {"outcome": "over", "counted": -1}}, "body.counted"),
        ("receipt_check", {"body": {"outcome": "over", "counted": True}}, "body.counted"),
        ("arrive", {"sample": None}, "sample"), ("arrive", {"to": None}, "to"), ("arrive", {"receipt": None}, "receipt"),
        ("arrive", {"body": {"tag": "not a tag"}}, "body.tag"), ("receipt_settle", {"body": {"decision": "accept"}}, "body.line"),
        ("amend", {"sample": None}, "sample"), ("amend", {"body": {"facts": {"custom": ["a"]}}}, "body.facts"),
        ("slip_request", {"slip": None, "body": {"lines": LINES}}, "slip"), ("slip_request", {}, "body.lines"),
        ("slip_request", {"body": {"lines": [{"line": "1"}]}}, "body.lines"), ("slip_request", {"body": {"lines": ["1"]}}, "body.lines"),
        ("slip_request", {"body": {"lines": LINES, "purpose": "fun"}}, "body.purpose"),
        ("slip_request", {"body": {"lines": LINES, "back_ms": "soon"}}, "body.back_ms"),
        ("slip_submit", {}, "body.request"), ("slip_approve", {"body": {"request": "it"}}, "body.request"),
        ("slip_reject", {"body": {"request": id_of("it")}}, "body.reason"), ("slip_extend", {}, "body.back_ms"),
        ("slip_sign", {"body": {"signature": "ink"}}, "body.signature"), ("slip_sign", {"body": {"samples": ["x"]}}, "body.samples"),
        ("give", {"group": None}, "group"), ("give", {"sample": None, "tag": None}, "sample"),
        ("show", {"body": {"interest": 4}}, "body.interest"), ("show", {"body": {"satisfaction": 0}}, "body.satisfaction"),
        ("damage", {"repair": None}, "repair"), ("damage", {"body": {"grade": "bad"}}, "body.grade"),
        ("inspect", {"body": {"gross_g": 4.2}}, "body.gross_g"), ("inspect", {"body": {"gross_g": "4,2"}}, "body.gross_g"),
        ("inspect", {"body": {"certificate": {"lab": "GIA"}}}, "body.certificate"), ("inspect", {"body": {"complete": 1}}, "body.complete"),
        ("assess", {"body": {"estimate": {"minor": 1.5, "currency": "HKD"}}}, "body.estimate"),
        ("assess", {"body": {"estimate": {"minor": 1, "currency": "$"}}}, "body.estimate"), ("repair_cost", {"repair": None}, "repair"),
        ("write_off", {"to": None}, "to"), ("reading", {"to": None}, "to"),
        ("reading", {"body": {"humidity_pct": 40}}, "body.humidity_pct"),
        ("tray", {"group": None}, "group"), ("scan_out", {"body": {"line": 1}}, "body.line"),
        ("scan_out", {"body": {"off_slip": "yes"}}, "body.off_slip"),
        ("hand_over", {"body": {"pair": "x"}}, "body.pair"), ("register", {"body": {"photos": ["x"]}}, "body.photos"),
        ("sighting", {"body": {"photos": ["ab" * 32] * 13}}, "body.photos"), ("scan_out", {"receipt": "x"}, "receipt"),
    ],
)  # fmt: skip
def test_K4_the_kinds_of_a_samples_whole_life_need_theirs_too(kind, given, field):
    named = {"slip": id_of("S"), "receipt": id_of("R"), "repair": id_of("D")}
    assert read(raw(kind=kind, **(named | given))) == Unreadable("unreadable", field)


def test_K4_a_request_and_a_note_of_five_hundred_lines_are_read():
    asked = [{"line": str(n), "sample": id_of(str(n))} for n in range(500)]
    note = [{"line": str(n), "quantity": 1, "type": "ring", "model": "R", "specification": "18K", "photos": []} for n in range(500)]
    for kind, lines in (("slip_request", asked), ("receipt_open", note)):
        assert isinstance(read(raw(kind=kind, slip=id_of("S"), receipt=id_of("R"), sample=None, tag=None, body={"lines": lines})), Action)


def test_K1_a_plain_scan_with_a_slip_is_still_read_at_one_glance():
    values = tuple(map(raw(slip=id_of("S"), repair=id_of("D")).get, actions._FIELDS))
    assert actions._is_usual(values)
    assert not actions._is_usual(tuple(map(raw(slip="S").get, actions._FIELDS)))


def test_K5_a_kind_or_version_of_a_later_release_is_kept():
    for later in ({"kind": "levitate", "to": None, "sample": None, "tag": None}, {"v": 2, "to": None}):
        got = read(raw(**later))
        assert isinstance(got, Action)
        assert not got.is_known


def test_K1_the_office_writes_actions_of_the_same_shape():
    got = read(raw(kind="settle", device="office", page="office", by=None, sample=None, tag=None, to="sink-lost"))
    assert isinstance(got, Action)
    assert got.is_known


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
LIKELY = st.sampled_from(
    [id_of("x"), "office", "sink-lost", "undo", "settle", "0" * 64, "A", 0, 1, 2, -1, BOUND, [1, 0], {}, None, 1.0, True]
)


@EASY
@given(JSON)
def test_K2_no_json_makes_it_raise(anything):
    assert isinstance(read(anything), (Action, Unreadable))


@EASY
@given(st.dictionaries(st.sampled_from(sorted(raw())), JSON | LIKELY, max_size=4), st.sets(st.sampled_from(sorted(raw())), max_size=2))
def test_K2_the_quick_look_is_never_laxer_than_the_fields(changes, without):
    changed = {key: value for key, value in raw(**changes).items() if key not in without}
    values = tuple(map(changed.get, actions._FIELDS))
    if actions._is_usual(values):
        assert actions._fault_in_fields(values) is None
    got = read(changed)
    if isinstance(got, Action):
        json.dumps(got).encode()
        assert got.seq >= 1 and got.quantity >= 1 and isinstance(got.body, dict)


def test_K1_kinds_are_facts_or_authority():
    assert KINDS == FACTS | actions.AUTHORITY
    assert not FACTS & actions.AUTHORITY
