"""Open lines to a running office, as a phone or a board holds them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
import requests
from socketio import SimpleClient

from tests.firm import Firm
from tests.office import Office
from tests.phone import Phone, Reply


class Browser:
    """Speaks HTTP as ``over_url`` does, and shows its cookies, which a socket needs too."""

    def __init__(self, url: str) -> None:
        self.url, self.session = url, requests.Session()

    def __call__(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Reply:
        got = self.session.request(method, self.url + path, data=body, headers=headers, timeout=30, allow_redirects=False)
        is_json = got.headers.get("Content-Type", "").startswith("application/json")
        return Reply(got.status_code, orjson.loads(got.content) if is_json else None, dict(got.headers))

    @property
    def cookies(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.session.cookies)


def firm_of(office: Office) -> Firm:
    """A new firm in a running office; its browsers show their cookies."""
    return Firm(lambda: Browser(office.url), office.setup_token())


@contextmanager
def line_of(phone: Phone) -> Iterator[SimpleClient]:
    """The open line of a phone; the office has greeted it with its head."""
    browser: Any = phone.talk
    with SimpleClient(reconnection=False) as line:
        line.connect(browser.url, headers={"Cookie": browser.cookies}, transports=["websocket"], wait_timeout=10)
        yield line


def next_of(line: SimpleClient, event: str, timeout: float = 5) -> Any:
    """What the next such event says; others before it are passed over."""
    while True:
        name, *said = line.receive(timeout=timeout)
        if name == event:
            return said[0] if said else None
