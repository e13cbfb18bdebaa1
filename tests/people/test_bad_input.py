"""Every field wrong in every way: a 4xx that names the field, and nothing is changed."""

from collections.abc import Iterator
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from server.database import db
from server.ledger.tables import Entry
from server.people.tables import Attempt, Device, Invite, Person, PersonSession
from server.stock.tables import Place, Tag
from tests.firm import PASSWORD, PIN, Firm

NO_TEXT = [None, 5, 1.5, True, [], {}, ["a"], {"a": 1}]
NO_LINE = [*NO_TEXT, "", "   ", "a\nb", "a\tb", "\u202865", "x" * 501]
NO_ID = [*NO_TEXT, "", "x", "../etc", "01890000-0000-7000-8000-00000000000G", "01890000-0000-7000-8000-00000000000A\n", "0" * 5_000]
NO_FLAG = ["true", "1", 1, 0, [], {}, None]
NO_WHOLE = [None, "5", 1.5, 5.0, True, -1, [], {}]
NO_NAME = ["", None, 5, [], "x" * 121, "a\u0007"]
NO_NAMES = [None, 5, "Ann", [], {}, {"fr": "Anne"}, {"en": "A", "de": "B"}, *({"en": wrong} for wrong in NO_NAME)]
NO_PIN = [5, True, [], "", "12345", "1234567", "12345a", "１２３４５６", "28061４", " 28061", "280614\n"]
EASY_PIN = ["000000", "123456", "654321", "987654", "890123", "121212", "123123", "112233"]
NO_ROLES = [None, "keeper", ["emperor"], [5], [None], ["keeper", "keeper"], {"keeper": True}]
NO_PASSWORD = [5, True, [], "", "short", "x" * 201]


def _or_none(wrong: list) -> list:
    return [value for value in wrong if value is not None]


PERSON = {"names": {"en": "Ann"}, "login": "ann", "password": PASSWORD, "pin": PIN, "roles": ["keeper"], "active": True, "badge": False}
NO_PERSON = {
    "names": NO_NAMES, "login": _or_none(NO_LINE), "password": NO_PASSWORD, "pin": NO_PIN + EASY_PIN, "roles": NO_ROLES,
    "active": NO_FLAG, "badge": NO_FLAG,
}  # fmt: skip
ENROL = {"code": "0" * 16, "install": "01890000-0000-7000-8000-000000000000", "public_key": "AAAA", "name": "phone", "sig": "AAAA"}
NO_ENROL = {
    "code": [*NO_TEXT, "", "x" * 41], "install": NO_ID, "public_key": [*NO_TEXT, "", "x" * 401],
    "name": _or_none(NO_LINE), "sig": [*NO_TEXT, "", "x" * 201],
}  # fmt: skip
PLACE = {"id": "01890000-0000-7000-8000-000000000001", "kind": "store", "parent": None, "names": {"en": "Tray"}, "keeper": None}
NO_PLACE = {
    "id": NO_ID, "kind": [*NO_TEXT, "", "drawer", "person", "sold"], "parent": [5, True, [], "", "x" * 37, "nowhere", "sink-sold"],
    "names": NO_NAMES, "keeper": [*_or_none(NO_ID), ENROL["install"]],
}  # fmt: skip
SETUP = {"token": "x", "names": {"en": "Ann"}, "login": "ann", "password": PASSWORD, "pin": PIN, "demo": False, "lang": "en"}
NO_SETUP = {
    "token": [*NO_TEXT, "", "x" * 101], "names": NO_NAMES, "login": NO_LINE, "password": [None, *NO_PASSWORD],
    "pin": [None, *NO_PIN, *EASY_PIN], "demo": NO_FLAG, "lang": [*NO_TEXT, "", "fr"],
}  # fmt: skip
SIGN_IN = {"login": "boss", "password": PASSWORD}
UNLOCK = {"person": ENROL["install"], "pin": PIN}
RENEW = {"install": ENROL["install"], "server_ms": 0, "sig": "AAAA"}
SETTLE = {"place": None, "decision": "with_holder", "reason": "seen"}
NO_SETTLE = {"place": [5, True, [], "", "x" * 37, "nowhere"], "decision": NO_LINE, "reason": [*_or_none(NO_LINE), "x" * 501, None]}

# method, path, a good body, the wrong values of each field, whether fields may be left out
TABLE = (
    ("POST", "/api/setup", SETUP, NO_SETUP),
    ("POST", "/api/session", SIGN_IN, {"login": [*NO_TEXT, "", "x" * 81], "password": [*NO_TEXT, "", "x" * 201]}),
    ("POST", "/api/session/unlock", UNLOCK, {"person": NO_ID, "pin": [None, *NO_PIN]}),
    ("POST", "/api/devices/invites", {"name": "phone"}, {"name": NO_LINE}),
    ("POST", "/api/devices/enrol", ENROL, NO_ENROL),
    ("POST", "/api/devices/renew", RENEW, {"install": NO_ID, "server_ms": [*NO_WHOLE, 2**52 + 1], "sig": NO_ENROL["sig"]}),
    ("POST", "/api/people", PERSON, NO_PERSON),
    ("PATCH", "/api/people/{boss}", PERSON, NO_PERSON),
    ("POST", "/api/places", PLACE, NO_PLACE),
    ("PATCH", "/api/places/{tray}", {}, {"kind": [*NO_TEXT, "", "person", "client"], "parent": NO_PLACE["parent"], "names": NO_NAMES}),
    ("PATCH", "/api/places/{tray}", {}, {"keeper": NO_PLACE["keeper"], "retired": NO_FLAG}),
    ("POST", "/api/tags/mint", {"count": 1}, {"count": [*NO_WHOLE, 0, 1001]}),
    ("POST", "/api/samples/nothing/tag", {"reason": "torn"}, {"reason": NO_LINE}),
    ("POST", "/api/cases/nothing/settle", SETTLE, NO_SETTLE),
)
REQUIRED = {
    "/api/setup": ("token", "names", "login", "password", "pin"), "/api/session": ("login", "password"),
    "/api/session/unlock": ("person", "pin"), "/api/devices/invites": ("name",),
    "/api/devices/enrol": ("code", "install", "public_key", "sig"),
    "/api/devices/renew": ("install", "server_ms", "sig"), "/api/people": ("names", "roles"), "/api/places": ("kind", "names"),
    "/api/tags/mint": ("count",), "/api/samples/nothing/tag": ("reason",), "/api/cases/nothing/settle": ("decision", "reason"),
}  # fmt: skip


def _bad_bodies() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for method, path, good, wrongs in TABLE:
        for field, values in wrongs.items():
            yield from ((method, path, field, good | {field: value}) for value in values)
        yield method, path, "unheard_of", good | {"unheard_of": 1}
    for path, fields in REQUIRED.items():
        good = next(good for _, known, good, _ in TABLE if known == path)
        yield from (("POST", path, field, {name: good[name] for name in good if name != field}) for field in fields)


def _all_rows() -> list[Any]:
    """What is in every table of people and places; attempts may be counted."""
    tables = (Person, Device, Invite, PersonSession, Place, Tag, Entry)
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    return [*counts, db.session.execute(select(Person.names, Person.roles, Person.active, Person.login, Person.pin)).all()]


def test_W1_a_wrong_field_is_named_and_nothing_changes(app: Flask, firm: Firm) -> None:
    tray = firm.place("Tray")
    phone = firm.phone()
    seats = {"/api/session/unlock": firm.seat_of(phone)}
    with app.app_context():
        before = _all_rows()
    wrong = []
    for method, path, field, body in _bad_bodies():
        seat = seats.get(path, firm.boss)
        reply = seat.send(method, path.format(boss=firm.boss_id, tray=tray), body, {})
        is_named = reply.status in range(400, 500) and str(reply.json.get("field") or "").split(".")[0] == field
        if not is_named or not reply.json["message"]:
            wrong.append(f"{method} {path} {field}={body.get(field)!r}: {reply.status} {reply.json}")
    with app.app_context():
        assert _all_rows() == before
        assert not db.session.scalar(select(func.sum(Attempt.failures)))
    assert not wrong, "\n".join(wrong)


def test_W1_a_body_that_is_no_object_is_refused(firm: Firm) -> None:
    for method, path, _, _ in TABLE:
        for body in (b"[]", b"5", b'"x"', b"null", b"", b"{", b"\xff"):
            reply = firm.boss.send(method, path.format(boss=firm.boss_id, tray="x"), body, {})
            assert reply.status in range(400, 500), (path, body, reply)


def test_W1_a_page_or_filter_that_means_nothing_is_refused(firm: Firm) -> None:
    for query in ("page=0", "page=-1", "page=x", "page=1.5", "page=99999999999", "status=gone", "place=" + "x" * 40, "q=" + "x" * 200):
        reply = firm.boss.get(f"/api/samples?{query}")
        assert (reply.status, reply.json["field"]) == (422, query.partition("=")[0])
    for path in ("/api/samples/x", "/api/samples/%F0%9F%92%8E", "/api/samples/x/timeline", "/api/samples/" + "x" * 3_000):
        assert firm.boss.get(path).status == 404
    assert firm.boss.get("/api/cases?status=gone").status == 422


def test_W2_anything_at_all_in_the_search_box_finds_something_or_nothing(firm: Firm) -> None:
    for q in ("%25", "_", "%5C", "'", '"', "%25%25%27--", "💎", "紅" * 100, "a " * 55, "(?:", "18k", "-", "%E2%80%AE"):
        assert firm.boss.get(f"/api/samples?q={q}").status == 200, q
