"""How the built app is served: the page always fresh, hashed assets for ever, packed where the client takes it."""

import gzip
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.config import Config
from server.web.pack import pack

SCRIPT = "console.log('loupe');\n" * 100


@pytest.fixture
def built(tmp_path: Path) -> Path:
    pwa = tmp_path / "dist"
    (pwa / "assets").mkdir(parents=True)
    (pwa / "index.html").write_text("<!doctype html><title>Loupe</title>" + " " * 600)
    (pwa / "sw.js").write_text(SCRIPT)
    (pwa / "assets" / "main-abc123.js").write_text(SCRIPT)
    (pwa / "assets" / "small-abc123.js").write_text("1")
    (pwa / "manifest.webmanifest").write_text("{}")
    (tmp_path / "outside.txt").write_text("not yours")
    return pwa


@pytest.fixture
def client(built: Path, tmp_path: Path) -> FlaskClient:
    return create_app(Config(home=tmp_path / "office", pwa=built)).test_client()


@pytest.mark.parametrize(
    ("path", "kind", "cached"),
    [
        ("/", "text/html", "no-cache"),
        ("/sw.js", "text/javascript", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/assets/main-abc123.js", "text/javascript", "public, max-age=31536000, immutable"),
    ],
)
def test_each_file_has_its_type_and_its_time(client: FlaskClient, path: str, kind: str, cached: str) -> None:
    reply = client.get(path)
    assert (reply.status_code, reply.mimetype, reply.headers["Cache-Control"]) == (200, kind, cached)


@pytest.mark.parametrize("path", ["/../outside.txt", "/%2e%2e/outside.txt", "/assets/../../outside.txt", "/assets/gone.js", "/assets"])
def test_nothing_outside_the_build_is_served_and_a_missing_asset_is_no_page(client: FlaskClient, path: str) -> None:
    reply = client.get(path)
    assert (reply.status_code, reply.json["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("accepts", "coding", "unpack"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes), ("br;q=0, gzip;q=0", None, bytes)],
)
def test_assets_come_packed_as_the_client_takes_them(client: FlaskClient, built: Path, accepts: str, coding, unpack) -> None:
    assert pack(built) == 3
    reply = client.get("/assets/main-abc123.js", headers={"Accept-Encoding": accepts})
    assert (reply.headers.get("Content-Encoding"), reply.mimetype, reply.headers["Vary"]) == (coding, "text/javascript", "Accept-Encoding")
    assert unpack(reply.data).decode() == SCRIPT


def test_an_unchanged_page_costs_no_body(client: FlaskClient) -> None:
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_an_app_that_is_not_built_says_what_to_do(tmp_path: Path) -> None:
    reply = create_app(Config(home=tmp_path, pwa=tmp_path / "none")).test_client().get("/")
    assert (reply.status_code, reply.json["code"]) == (503, "no_app")
