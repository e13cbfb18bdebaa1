"""A phone's first sync with a running Loupe office: seconds until all rows stand in memory, and bytes on the wire."""

import http.client
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import orjson

from server.app import create_app
from server.config import Config
from tests.office import Office
from tests.phone import Phone, insert_device

TOKEN = "the-cookie-of-the-phone-of-the-benchmark"


@dataclass(frozen=True)
class Took:
    """``rows`` are those of the samples, to be compared with what was put in."""

    seconds: float
    bytes: int
    rows: int


def enrol(database_url: str, home: Path) -> None:
    app = create_app(Config(home=home, database_url=database_url, jobs=False))
    with app.app_context():
        insert_device(Phone(seed=5), token=TOKEN)


def first_sync(office: Office) -> Took:
    """All pages over one connection into dictionaries by id, decoded and checked as a client has to."""
    connection = http.client.HTTPConnection(urlsplit(office.url).netloc, timeout=120)
    began, received = time.perf_counter(), 0
    samples: dict[str, list] = {}
    page = None
    while True:
        path = "/api/sync/pull?since=0" + (f"&page={quote(page)}" if page else "")
        connection.request("GET", path, headers={"Cookie": f"loupe_device={TOKEN}", "Accept-Encoding": "gzip"})
        reply = connection.getresponse()
        body = reply.read()
        if reply.status != 200:
            raise RuntimeError(f"{reply.status}: {body[:300]!r}")
        received += len(body) + sum(len(name) + len(value) + 4 for name, value in reply.getheaders())
        told = orjson.loads(zlib.decompress(body, 31) if reply.getheader("Content-Encoding") == "gzip" else body)
        samples.update((row[0], row) for row in told["tables"].get("samples", {"rows": ()})["rows"])
        page = told["page"]
        if page is None:
            return Took(time.perf_counter() - began, received, len(samples))
