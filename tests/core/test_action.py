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
        "slip": None, "count": None, "fair": None, "repair": None, "group": id_of("group"), "wall_ms": 1_790_000_000_000, "tz": 480,
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
        ("wide", [0] * 3_000, "too_large"),
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
LIKELY = st.sampled_from([id_of("x"), "office", "sink-lost", "undo", "settle", "0" * 64, "A", 0, 1, 2, -1, BOUND, [1, 0], {}, None, 1.0,
True])


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
