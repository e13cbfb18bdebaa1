"""What stands around every call: hosts, origins, request ids, security headers."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import create_app
from server.config import Config
from tests.firm import PASSWORD, Firm, firm_in
from tests.media.pictures import jpeg, name_of
from tests.slips.shop import Shop

# Nothing here depends on the database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LOGIN = {"login": "ann", "password": "wrong wrong wrong"}


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1:8080", "192.168.1.20:8443", "[::1]:8443", "LOCALHOST"])
def test_our_own_addresses_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/api/status", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::1", "a b", ""])
def test_any_other_host_is_refused(client: FlaskClient, host: str) -> None:
    reply = client.get("/api/status", headers={"Host": host})
    assert (reply.status_code, reply.json["code"]) == (400, "unknown_host")


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "http://localhost:9999"}, True),
        ({"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"}, True),
        ({"Origin": "http://[::1"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Origin": "http://localhost"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({}, False),
    ],
)
def test_a_changing_call_with_a_cookie_comes_from_our_own_pages(client: FlaskClient, headers: dict[str, str], refused: bool) -> None:
    client.set_cookie("loupe_person", "x")
    reply = client.post("/api/session", json=LOGIN, headers=headers)
    assert (reply.json["code"] == "foreign_origin", reply.status_code == 403) == (refused, refused)


def test_reading_and_calls_without_a_cookie_need_no_origin(client: FlaskClient) -> None:
    assert client.get("/api/status", headers={"Origin": "https://evil.example"}).status_code == 200
    assert client.post("/api/session", json=LOGIN, headers={"Origin": "https://evil.example"}).json["code"] == "wrong_login"


def test_request_ids_are_ours_and_differ(client: FlaskClient) -> None:
    ids = {client.get("/api/status", headers={"X-Request-Id": "mine"}).headers["X-Request-Id"] for _call in range(3)}
    assert len(ids) == 3 and all(re.fullmatch("[0-9a-f]{16}", one) for one in ids)


STRICT = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip


def every_kind_of_reply(app: Flask, firm: Firm) -> dict[str, tuple[int, TestResponse]]:
    """By name: the status it must have, and the reply."""
    from server import certificates

    certificates.ready(app.config["LOUPE"], ["127.0.0.1"], ["localhost"])
    app.config["LOUPE"].pwa.mkdir(parents=True)
    (app.config["LOUPE"].pwa / "index.html").write_text("<!doctype html>")
    shop = Shop(firm)
    slip, photo = shop.approved(*shop.rings(1)), jpeg()
    assert firm.boss.talk("PUT", f"/api/photos/{name_of(photo)}", photo, {"Content-Type": "image/jpeg"}).status in (200, 201)
    app.view_functions["late.get_changes"] = lambda: 1 // 0
    boss, nobody = firm.boss.talk.client, app.test_client()  # type: ignore[attr-defined]
    return {
        "page": (200, nobody.get("/")), "no file": (404, nobody.get("/nothing.js")),
        "trust": (200, nobody.get("/trust")), "certificate": (200, nobody.get("/ca.crt")),
        "api": (200, boss.get("/api/status")), "list": (200, boss.get("/api/samples")), "document": (200, boss.get("/api/openapi.json")),
        "nowhere": (404, boss.get("/api/nowhere")), "not signed in": (401, nobody.get("/api/samples")),
        "method": (405, boss.put("/api/samples")), "no JSON": (415, boss.post("/api/sync/push", data="x")),
        "too large": (413, boss.post("/api/places", data=b" " * 5_000_000, content_type="application/json")),
        "bug": (500, boss.get("/api/changes")), "host": (400, nobody.get("/", headers={"Host": "evil.example"})),
        "foreign": (403, boss.post("/api/places", json={}, headers={"Origin": "https://evil.example"})),
        "photo": (200, boss.get(f"/api/photos/{name_of(photo)}")), "PDF": (200, boss.get(f"/api/slips/{slip}/note.pdf?lang=en")),
        "CSV": (200, boss.get("/api/exports/samples?format=csv&lang=en")), "head": (200, boss.head("/api/samples")),
        "options": (200, nobody.options("/api/samples")), "line": (401, nobody.get("/socket.io/?EIO=4&transport=websocket")),
        "line by name": (401, nobody.get("/socket.io/x")), "signed out": (204, boss.delete("/api/session")),
    }  # fmt: skip


def test_SE6_every_kind_of_reply_carries_the_security_headers(config: Config, tmp_path: Path) -> None:
    app, wrong = create_app(replace(config, pwa=tmp_path / "pwa")), []
    for name, (status, reply) in every_kind_of_reply(app, firm_in(app)).items():
        policy = reply.headers.get("Content-Security-Policy", "")
        scripts = [rule for rule in policy.split(";") if rule.split()[:1] in (["script-src"], ["default-src"])]
        checks = {
            "status": reply.status_code == status,
            "headers": {key: reply.headers.get(key) for key in STRICT} == STRICT,
            "permissions": "microphone=()" in reply.headers.get("Permissions-Policy", ""),
            "frames": "frame-ancestors 'none'" in policy,
            "scripts": bool(scripts) and not any("unsafe-inline" in rule or "'unsafe-eval'" in rule or "*" in rule for rule in scripts),
            "others": "Access-Control-Allow-Origin" not in reply.headers and "Strict-Transport-Security" not in reply.headers,
            "kept": name == "photo" or not reply.request.path.startswith("/api") or "no-store" in reply.headers["Cache-Control"],
        }
        wrong += [f"{name}: {what} ({reply.status_code})" for what, is_right in checks.items() if not is_right]
    assert not wrong, wrong


def test_SE6_on_https_cookies_are_secure_and_a_name_of_its_own_is_https_for_ever(app: Flask, firm: Firm) -> None:
    config = replace(app.config["LOUPE"], public_url="https://loupe.example.com")
    client = create_app(config).test_client()
    known = "https://loupe.example.com"
    told = client.post("/api/session", json={"login": "boss", "password": PASSWORD}, base_url=known)
    assert told.status_code == 200 and told.headers["Strict-Transport-Security"] == "max-age=31536000"
    [cookie] = told.headers.getlist("Set-Cookie")
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    for other in ("http://loupe.example.com", "https://192.168.1.20:8443", "https://localhost:8443"):
        assert "Strict-Transport-Security" not in client.get("/api/status", base_url=other).headers


def test_the_policy_lets_the_app_work_and_nothing_else(app: Flask) -> None:
    policy = app.test_client().get("/api/status").headers["Content-Security-Policy"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    assert rules["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert rules["connect-src"] == ["'self'", "wss://localhost", "ws://localhost"]
    assert (rules["default-src"], rules["worker-src"]) == (["'self'"], ["'self'"])
    assert (rules["object-src"], rules["base-uri"]) == (["'none'"], ["'none'"])


def test_openapi_describes_the_calls(client: FlaskClient) -> None:
    spec = client.get("/api/openapi.json").json
    assert spec["openapi"].startswith("3.")
    assert {"/api/session", "/api/sync/pull", "/api/sync/push", "/api/devices/enrol"} <= set(spec["paths"])


def test_the_trust_page_and_its_certificate(app: Flask) -> None:
    client, config = app.test_client(), app.config["LOUPE"]
    assert client.get("/ca.crt").status_code == client.get("/trust").status_code == 404
    from server import certificates

    made = certificates.ready(config, ["127.0.0.1"], ["localhost"])
    page = client.get("/trust").text
    assert [f'lang="{language}"' in page for language in ("zh-Hant", "zh-Hans", "en")] == [True] * 3
    assert certificates.fingerprint(made.authority) in page
    given = client.get("/ca.crt")
    assert (given.data, given.mimetype) == (made.authority.read_bytes(), "application/x-x509-ca-cert")
