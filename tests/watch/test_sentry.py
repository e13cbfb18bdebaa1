"""Errors are told to a Sentry where the firm names one, without what was sent or who asked; else nothing of it is loaded."""

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest

from tests.office import ROOT

PIN, HIDDEN = "902718", "a-name-nobody-else-should-read"
OFFICE = f"""
import logging, sys
from server.app import create_app
from server.config import from_environment
from server.watch.sentry import tell_sentry
from server.web.logs import write_logs

config = from_environment()
write_logs()
tell_sentry(config)
app = create_app(config)

@app.post("/api/session/unlock-and-break")
def breaks():
    pin = {PIN!r}
    raise ValueError("it broke here\\n[SQL: SELECT 1]\\n[parameters: {HIDDEN}]")

reply = app.test_client().post("/api/session/unlock-and-break", json={{"pin": {PIN!r}}}, headers={{"Cookie": "person={HIDDEN}"}})
print(reply.status_code, reply.json["request"])
logging.getLogger("server.jobs").error("the nightly backup failed")
print("loaded" if "sentry_sdk" in sys.modules else "not loaded")
"""


@pytest.fixture
def sentry() -> Iterator[tuple[str, list[str]]]:
    """Its address as a setting, and what it was told."""
    told: list[str] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append({"gzip": gzip.decompress, "br": brotli.decompress}.get(self.headers["Content-Encoding"], bytes)(body).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://key@127.0.0.1:{server.server_port}/1", told
    server.shutdown()


def broken(home: Path, **settings: str) -> tuple[list[str], str]:
    """What an office said in which something broke, and its log."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LOUPE_")}
    environment |= {"LOUPE_HOME": str(home), **settings}
    done = subprocess.run([sys.executable, "-c", OFFICE], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:2], done.stderr


def test_OB9_an_error_is_told_with_its_number_and_where_and_nothing_of_the_call(tmp_path: Path, sentry: tuple[str, list[str]]) -> None:
    address, told = sentry
    (reply, loaded), log = broken(tmp_path, LOUPE_SENTRY_DSN=address)
    status, request = reply.split()
    assert (status, loaded) == ("500", "loaded") and f'"request": "{request}"' in log and "Traceback" in log
    everything = "\n".join(told)
    for wanted in ("ValueError", "it broke here", "breaks", request, "the nightly backup failed", "server.jobs"):
        assert wanted in everything, wanted
    for hidden in (PIN, HIDDEN, "SELECT 1", str(tmp_path), "unlock-and-break"):
        assert hidden not in everything, hidden


def test_OB9_a_sentry_that_is_not_there_hinders_nobody(tmp_path: Path) -> None:
    (reply, _), log = broken(tmp_path, LOUPE_SENTRY_DSN="http://key@127.0.0.1:9/1")
    assert reply.startswith("500") and "the nightly backup failed" in log


def test_OB9_where_none_is_named_it_is_not_even_loaded(tmp_path: Path) -> None:
    (reply, loaded), log = broken(tmp_path)
    assert reply.startswith("500") and loaded == "not loaded" and "Traceback" in log
