"""Browsers and phones of a stack: by the proxy as people do, or past it at one web process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
import requests
from requests.exceptions import ChunkedEncodingError
from socketio import Client, SimpleClient

from tests.phone import Phone, Reply
from tests.stack.stack import Stack

AWAY = Reply(0, None, {})  # nobody answered
CUT = -1  # an answer had begun, and its web process died in the middle of it: no proxy can make it whole


class Seat:
    """A ``Talk``; its cookies go to whatever address it speaks to. ``statuses``: of all answers; 0 where nobody answered, or ``CUT``."""

    def __init__(self, url: str):
        self.url, self.kept, self.statuses = url, dict[str, str](), list[int]()
        self._session = requests.Session()

    def __call__(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Reply:
        told = {**(headers or {}), "Cookie": self.cookies}
        try:
            got = self._session.request(method, self.url + path, data=body, headers=told, timeout=30, allow_redirects=False, verify=False)
        except requests.RequestException as error:
            self.statuses.append(CUT if isinstance(error, ChunkedEncodingError) else 0)
            return AWAY
        self.statuses.append(got.status_code)
        self.kept |= got.cookies.get_dict()
        self._session.cookies.clear()
        is_json = got.headers.get("Content-Type", "").startswith("application/json")
        return Reply(got.status_code, orjson.loads(got.content) if is_json else None, dict(got.headers))

    @property
    def cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.kept.items())


def seat_of(phone: Phone) -> Seat:
    talk: Any = phone.talk
    return talk


@contextmanager
def line_at(stack: Stack, phone: Phone, web: str) -> Iterator[SimpleClient]:
    """The open line of a phone to one web process; it has been greeted."""
    with SimpleClient(reconnection=False) as line:
        line.connect(stack.direct(web), headers={"Cookie": seat_of(phone).cookies}, transports=["websocket"], wait_timeout=10)
        yield line


class Line:
    """The open line of a phone through the proxy, which comes again by itself; ``heard`` is the newest commit it was told of."""

    def __init__(self, stack: Stack, phone: Phone):
        self.heard = 0
        self._client = Client(ssl_verify=False, reconnection_delay=0.2, reconnection_delay_max=1)
        self._client.on("head", self._hear)
        told = {"Cookie": seat_of(phone).cookies}
        self._client.connect(stack.url, headers=told, transports=["websocket"], wait_timeout=20)

    def _hear(self, said: dict[str, Any]) -> None:
        self.heard = max(self.heard, said["commit"])

    def close(self) -> None:
        self._client.disconnect()
