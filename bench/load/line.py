"""One phone or board of the load: it scans and delivers, keeps its line open, and asks what changed when it is told of something."""

import http.client
import random
import ssl
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import gevent
import orjson
from gevent.event import Event
from socketio import Client

from tests.firm import good
from tests.phone import DONE, Phone
from tests.stack.seats import seat_of

_UNCHECKED = ssl._create_unverified_context()  # Caddy's own authority, of this run


@dataclass
class Told:
    """What all lines together saw. Times in seconds; ``stale``: how old the oldest news of a pull was when it was there."""

    push: list[float] = field(default_factory=list)
    pull: list[float] = field(default_factory=list)
    stale: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    pokes: int = 0
    born: dict[int, float] = field(default_factory=dict)  # commit: when its reply was there


class Line:
    """``told`` is where it notes what it sees; another one may be put in at any time."""

    def __init__(self, url: str, phone: Phone, told: Told):
        self.phone, self.told = phone, told
        self.samples: list[str] = []
        self._cookies = seat_of(phone).cookies
        self._news, self._is_open = Event(), True
        self._push, self._pull = (http.client.HTTPSConnection(urlsplit(url).netloc, timeout=60, context=_UNCHECKED) for _ in range(2))
        self._socket = Client(ssl_verify=False, reconnection_delay=0.5, reconnection_delay_max=4)
        self._socket.on("head", self._hear)
        self._url = url

    def start_at(self, epoch: str, commit: int, chain: str) -> None:
        """Its first sync is behind it."""
        self.phone.epoch, self.phone.cursor, self.phone.base, self.phone.chain = epoch, commit, commit, chain

    def open(self) -> None:
        self._socket.connect(self._url, headers={"Cookie": self._cookies}, transports=["websocket"], wait_timeout=30)
        gevent.spawn(self._keep_up)

    def close(self) -> None:
        self._is_open = False
        self._news.set()
        self._socket.disconnect()

    def scan(self, to: list[str]) -> None:
        """A piece of its own goes out, or comes back in, and is in the outbox."""
        phone = self.phone
        sample = self.samples[phone.seq % len(self.samples)]
        is_out = phone.seq // len(self.samples) % 2 == 1
        phone.record("scan_out" if is_out else "scan_in", sample=sample, to=random.choice(to[1:]) if is_out else to[0])

    def deliver(self) -> bool:
        """One push of what waits; False: it was not taken and comes again."""
        batch = self.phone.batch()
        body = orjson.dumps(self.phone.envelope(batch))
        began = time.perf_counter()
        status, reply = self._ask(self._push, "POST", "/api/sync/push", body)
        self.told.push.append(time.perf_counter() - began)
        if status != 200:
            return False
        self.phone.hear(_Heard(reply))
        self.told.verdicts.update(" ".join([made.verdict or "no verdict", *made.reasons]) for made in batch)
        self.told.born.setdefault(max((one["commit"] or 0 for one in reply["verdicts"]), default=0), time.perf_counter())
        self.phone.outbox = [made for made in self.phone.outbox if made.verdict not in DONE]
        return True

    def _hear(self, said: dict) -> None:
        self.told.pokes += 1
        if said["commit"] > self.phone.cursor:
            self._news.set()

    def _keep_up(self) -> None:
        """As the app does: one pull at a time, and one more for whatever was heard meanwhile."""
        while self._news.wait() and self._is_open:
            self._news.clear()
            before = self.phone.cursor
            if not self._catch_up():
                gevent.sleep(random.uniform(0.5, 1))
                self._news.set()
                continue
            now = time.perf_counter()
            known = [self.told.born[n] for n in range(before + 1, self.phone.cursor + 1) if n in self.told.born]
            if known:
                self.told.stale.append(now - min(known))

    def _catch_up(self) -> bool:
        phone, page = self.phone, ""
        while True:
            address = f"/api/sync/pull?since={phone.cursor}&epoch={phone.epoch}&chain={phone.chain}{page}"
            began = time.perf_counter()
            status, reply = self._ask(self._pull, "GET", address)
            self.told.pull.append(time.perf_counter() - began)
            if status != 200:
                return False
            if reply["page"] is None:
                self.start_at(reply["epoch"], reply["to"], reply["chain"])
                return True
            page = f"&page={reply['page']}"

    def _ask(self, way: http.client.HTTPSConnection, method: str, path: str, body: bytes | None = None) -> tuple[int, dict]:
        try:
            way.request(method, path, body, {"Cookie": self._cookies, "Content-Type": "application/json", "Accept-Encoding": "identity"})
            got = way.getresponse()
            status, text = got.status, got.read()
        except (OSError, http.client.HTTPException):
            way.close()
            status, text = 0, b"{}"
        self.told.statuses[status] += 1
        return status, orjson.loads(text) if status == 200 else {}


@dataclass
class _Heard:
    json: dict


def position(phone: Phone) -> tuple[str, int, str]:
    """Where the office stands: epoch, commit, chain."""
    seat = seat_of(phone)
    at = good(phone.push())["head"]
    told = good(seat("GET", f"/api/sync/chain?at={at}"))
    return good(phone.push())["epoch"], at, told["chain"]
