"""Nothing a client sends makes a 5xx: every route of the app, with bodies, paths and queries nobody meant."""

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from server.people.setup import setup_link_token
from tests.firm import Firm, good
from tests.phone import Phone, over_client

LONG = "x" * 70_000
BODIES = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b"NaN",
    b'"text"',
    b"1e400",
    b"[" * 3_000,
    b'{"a":' * 30 + b"1" + b"}" * 30,
    b'{"login": {"$ne": ""}, "password": [], "pin": 1, "person": false}',
    b'{"\xf0\x9f\x98\x80": "\\ud83d"}',
    b'{"names": {"en": 1}, "kind": [], "parent": {}, "roles": "admin", "active": "x"}',
    b'{"install": 5, "batch": null, "actions": [null, 1, "x", {}, []], "drained": "x", "owes": -1, "clock": []}',
    b'{"install": "i", "batch": "b", "actions": [{"id": 1, "seq": "x", "bytes": 5, "sig": {}}], "drained": false, "owes": 0, "clock": {}}',
    b'{"code": "' + LONG.encode() + b'", "name": "' + LONG.encode() + b'"}',
    b'{"count": -1}',
    b'{"count": 1e15}',
    b'{"count": 1.5, "samples": [1], "places": "x", "codes": [{}], "layout": 1, "symbol": null, "lang": "tlh"}',
    b'{"place": "sink-lost", "decision": "x", "reason": "' + LONG.encode() + b'"}',
]
PARTS = ["x", "0", "-1", "00000000-0000-7000-8000-000000000000", "'; drop table samples; --", "%F0%9F%98%80", "%ED%A0%80", "..", "a" * 300]
QUERIES = [
    "",
    "?q=%27%25_%5C&page=1",
    "?page=-1",
    "?page=99999999999999999999999",
    "?page=x&since=x",
    "?since=-1&epoch=x",
    "?since=99999999999999999999&epoch=x",
    "?since=0&page=..%2F..%2F",
    "?since=9007199254740993&epoch=%ED%A0%80",
    "?at=-5",
    "?at=99999999999999999999999",
    "?at=18446744073709551615",
    "?status=%ED%A0%80&place=x",
    f"?q={'y' * 5_000}",
]


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")]


def address(rule: Rule, part: str) -> str:
    path = rule.rule
    for name in rule.arguments:
        path = path.replace(f"<{name}>", part).replace(f"<path:{name}>", part)
    return path


def strange_calls(rule: Rule, method: str) -> list[tuple[str, bytes | None]]:
    paths = [address(rule, part) for part in (PARTS if rule.arguments else ["x"])]
    if method in ("GET", "DELETE"):
        return [(path + query, None) for path in paths for query in QUERIES]
    return [(path, body) for path in paths[:4] for body in BODIES] + [(path, b"{}") for path in paths[4:]]


def walk(app: Flask, client: FlaskClient) -> list[str]:
    """Every call that ended in a 5xx or not in JSON."""
    wrong = []
    for rule, method in every_call(app):
        for path, body in strange_calls(rule, method):
            reply = client.open(path, method=method, data=body, headers={"Content-Type": "application/json"} if body is not None else {})
            our_shape = reply.is_json and {"code", "message", "field", "request"} <= set(reply.json)
            if reply.status_code >= 500 or (reply.status_code >= 400 and not our_shape):
                wrong.append(f"{method} {path[:90]} {(body or b'')[:60]!r} → {reply.status_code}")
    return wrong


def every_call(app: Flask) -> list[tuple[Rule, str]]:
    """Signing out comes last, or the rest would be sent by nobody."""
    calls = [(rule, method) for rule in rules(app) for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]
    return sorted(calls, key=lambda call: call[1] == "DELETE")


def test_nothing_a_stranger_sends_makes_a_5xx(app: Flask) -> None:
    assert walk(app, app.test_client()) == []


def test_nothing_the_boss_sends_from_an_enrolled_phone_makes_a_5xx(app: Flask) -> None:
    assert walk(app, boss_on_a_phone(app)) == []


def boss_on_a_phone(app: Flask) -> FlaskClient:
    """One browser with both cookies: the first person's, who may do everything, and an enrolled device's."""
    browsers = []

    def connect():
        browsers.append(app.test_client())
        return over_client(browsers[-1])

    with app.app_context():
        firm = Firm(connect, setup_link_token() or "")
    good(Phone(firm.boss.talk, name="phone").enrol(firm.invite()))
    keeper = firm.person("Ann", "keeper")
    assert browsers[0].get("/api/people").status_code == 200 and keeper
    return browsers[0]
