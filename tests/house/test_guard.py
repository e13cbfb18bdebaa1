"""What stands around every call: hosts, origins, request ids, security headers."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

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


@pytest.mark.parametrize("path", ["/api/status", "/api/nowhere", "/trust", "/nothing.js"])
def test_every_reply_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Permissions-Policy"].startswith("camera=(self)")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert ("Access-Control-Allow-Origin" in headers) is False


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
