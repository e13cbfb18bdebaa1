"""Every error has one shape, in the reader's language, names the request, and changes nothing; nothing a client sends is a 5xx."""

import gzip
import re
import zlib
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from server.web.errors import CODES, Refused
from server.web.words import WORDS

on_either_database_the_same = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SHAPE = {"code", "message", "field", "request"}
ROOT = Path(__file__).resolve().parents[2]
JSON = {"Content-Type": "application/json"}
BOMB = gzip.compress(b" " * 50_000_000, mtime=0)


@on_either_database_the_same
@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nowhere", 404, "not_found"),
        ("POST", "/", 405, "method_not_allowed"),
        ("GET", "/nothing.js", 404, "not_found"),
        ("GET", "/../pyproject.toml", 404, "not_found"),
        ("GET", "/api/%00", 400, "bad_text"),
        ("GET", "/api/samples?q=%00", 400, "bad_text"),
    ],
)
def test_flasks_own_errors_have_our_shape(client: FlaskClient, method: str, path: str, status: int, code: str) -> None:
    reply = client.open(path, method=method)
    assert (reply.status_code, reply.json["code"], set(reply.json)) == (status, code, SHAPE)
    assert reply.json["request"] == reply.headers["X-Request-Id"] != ""


@on_either_database_the_same
@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"{", JSON, 400, "bad_json"),
        (b'{"login": NaN}', JSON, 400, "bad_json"),
        (b'{"login": "\\ud800"}', JSON, 400, "bad_json"),
        (b"\xff\xfe", JSON, 400, "bad_json"),
        (b"[" * 5_000 + b"]" * 5_000, JSON, 400, "bad_json"),
        (b"[" * 60 + b"]" * 60, JSON, 400, "too_deep"),
        (b'{"login": "a\\u0000b"}', JSON, 400, "bad_text"),
        (b'{"a\\u0000b": 1}', JSON, 400, "bad_text"),
        (b'{"login": 99999999999999999999}', JSON, 400, "number_too_large"),
        (b'{"login": "' + b"x" * 5_000_000 + b'"}', JSON, 413, "too_large"),
        (BOMB, JSON | {"Content-Encoding": "gzip"}, 413, "too_large"),
        (b"not gzip", JSON | {"Content-Encoding": "gzip"}, 400, "bad_input"),
        (gzip.compress(b"{}", mtime=0)[:-4], JSON | {"Content-Encoding": "gzip"}, 400, "bad_input"),
        (zlib.compress(b"{}"), JSON | {"Content-Encoding": "deflate"}, 415, "not_json"),
        (b"[]", JSON, 422, "invalid"),
        (b'"text"', JSON, 422, "invalid"),
        (b"{}", JSON, 422, "invalid"),
    ],
)
def test_a_bad_body_is_refused_before_any_part_sees_it(
    client: FlaskClient, body: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    reply = client.post("/api/session", data=body, headers=headers)
    assert (reply.status_code, reply.json["code"], set(reply.json)) == (status, code, SHAPE)


def test_a_missing_field_is_named(client: FlaskClient) -> None:
    reply = client.post("/api/session", json={"login": "ann"})
    assert (reply.status_code, reply.json["field"]) == (422, "password")


@on_either_database_the_same
@pytest.mark.parametrize(
    ("accepts", "message"),
    [
        ("zh-HK,zh;q=0.9", "找不到所需的內容。"),
        ("zh-TW", "找不到所需的內容。"),
        ("zh", "找不到所需的内容。"),
        ("zh-Hans-CN", "找不到所需的内容。"),
        ("fr, en;q=0.5", "There is nothing here."),
        ("", "There is nothing here."),
    ],
)
def test_the_message_is_in_the_language_of_the_reader(client: FlaskClient, accepts: str, message: str) -> None:
    assert client.get("/api/nowhere", headers={"Accept-Language": accepts}).json["message"] == message


@on_either_database_the_same
@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (OperationalError("select 1", {}, Exception("server closed the connection")), 503, "busy"),
        (InterfaceError("select 1", {}, Exception("connection already closed")), 503, "busy"),
        (PoolTimeout("QueuePool limit"), 503, "busy"),
        (DataError("insert", {}, Exception("value too long")), 400, "bad_input"),
        (ZeroDivisionError(), 500, "broken"),
        (Refused("locked_out", 429, retry_after=77, minutes=2), 429, "locked_out"),
    ],
)
def test_what_breaks_inside_is_told_in_our_shape(app: Flask, error: Exception, status: int, code: str) -> None:
    @app.get("/api/break")
    def break_it() -> None:
        raise error

    reply = app.test_client().get("/api/break")
    assert (reply.status_code, reply.json["code"], set(reply.json)) == (status, code, SHAPE)
    assert ("Retry-After" in reply.headers) == (status in (429, 503))


def test_a_dead_database_is_503_and_back_without_a_restart(app: Flask, request: pytest.FixtureRequest) -> None:
    if "sqlite" in app.config["LOUPE"].database:
        return  # a file does not go away
    client, cluster = app.test_client(), request.getfixturevalue("postgres")
    assert client.get("/api/status").status_code == 200
    cluster.kill(), cluster.restart()
    assert client.get("/api/status").status_code == 200  # though every connection in the pool was dead
    cluster.kill()
    refused = client.get("/api/status")
    cluster.restart()
    assert (refused.status_code, refused.json["code"]) == (503, "busy")
    assert int(refused.headers["Retry-After"]) > 0
    assert client.get("/api/status").status_code == 200


def test_every_code_has_words_in_three_languages() -> None:
    raised = {*CODES.values()}
    for path in (ROOT / "server").rglob("*.py"):
        raised |= set(re.findall(r'Refused\(\s*"([a-z_]+)"', path.read_text()))
    assert raised - set(WORDS) == set()
    unsaid = {code for code, said in WORDS.items() if set(said) != {"en", "zh-Hant", "zh-Hans"} or not all(said.values())}
    assert unsaid == set()
