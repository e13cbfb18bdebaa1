"""A network between a phone and the office that loses, doubles, delays and cuts whatever it likes, by seed."""

import random
from collections.abc import Callable
from dataclasses import replace

import requests

from tests.phone import Reply, Talk

Call = tuple[str, str, bytes | None, dict[str, str] | None]


class Lost(requests.ConnectionError):
    """Nothing came back; what became of the request, nobody knows."""


class Lossy:
    """Speaks for a phone. ``is_calm``: everything arrives once, and its reply too."""

    def __init__(self, talk: Talk, chance: random.Random, loss: float = 0.5) -> None:
        self.talk, self.chance, self.loss = talk, chance, loss
        self.late: list[Call] = []
        self.is_calm = False

    def __call__(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Reply:
        call = (method, path, body, headers)
        if self.is_calm or self.chance.random() > self.loss:
            return self.talk(*call)
        trouble: Callable[[Call], Reply] = self.chance.choice(
            [self._drop, self._drop_reply, self._double, self._delay, self._cut_request, self._cut_reply, self._portal]
        )
        return trouble(call)

    def deliver_late(self) -> None:
        """What was held up arrives now, in any order; nobody waits for the replies any more."""
        self.chance.shuffle(self.late)
        late, self.late = self.late, []
        for call in late:
            self._try(call)

    def _try(self, call: Call) -> Reply | None:
        try:
            return self.talk(*call)
        except requests.RequestException:
            return None

    def _drop(self, call: Call) -> Reply:
        raise Lost("dropped on the way there")

    def _drop_reply(self, call: Call) -> Reply:
        self._try(call)
        raise Lost("dropped on the way back")

    def _double(self, call: Call) -> Reply:
        self._try(call)
        return self.talk(*call)

    def _delay(self, call: Call) -> Reply:
        self.late.append(call)
        raise Lost("held up")

    def _cut_request(self, call: Call) -> Reply:
        method, path, body, headers = call
        return self.talk(method, path, body and body[: self.chance.randrange(len(body))], headers)

    def _cut_reply(self, call: Call) -> Reply:
        """A body that ends in the middle is not JSON."""
        return replace(self.talk(*call), json=None)

    def _portal(self, call: Call) -> Reply:
        """The Wi-Fi of a fair answers 200 with its own page, in JSON for once."""
        return Reply(200, {"login": "please"}, {})
