"""A small firm for stories: set up through the real API, with people, places, enrolled phones and registered samples."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from flask import Flask
from flask.testing import FlaskClient

from tests.office import Office
from tests.phone import Clock, Phone, Reply, Talk, over_client, over_url

PASSWORD = "correct horse battery"
PIN = "280614"


class InProcess:
    """Talk through a Flask test client that tests may look into."""

    def __init__(self, client: FlaskClient):
        self.client, self._talk = client, over_client(client)

    def __call__(self, *given: Any, **named: Any) -> Reply:
        return self._talk(*given, **named)


@dataclass
class Seat:
    """One browser: its cookies live in ``talk``. Every call returns the Reply, whatever its status."""

    talk: Talk

    def cookie(self, name: str) -> str:
        """In process only: the value of a cookie of this browser."""
        assert isinstance(self.talk, InProcess)
        kept = self.talk.client.get_cookie(name)
        assert kept is not None
        return kept.value

    def put_cookie(self, name: str, value: str) -> None:
        """In process only: as somebody does who has stolen one."""
        assert isinstance(self.talk, InProcess)
        self.talk.client.set_cookie(name, value)

    def get(self, path: str) -> Reply:
        return self.talk("GET", path)

    def post(self, path: str, body: Any = None, **headers: str) -> Reply:
        return self.send("POST", path, body, headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Reply:
        return self.send("PATCH", path, body, headers)

    def delete(self, path: str) -> Reply:
        return self.talk("DELETE", path)

    def send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Reply:
        text = body if isinstance(body, bytes) else orjson.dumps({} if body is None else body)
        return self.talk(method, path, text, {"Content-Type": "application/json"} | headers)


@dataclass
class Firm:
    """``boss`` is the first person (admin and supervisor), signed in. ``connect()`` opens another browser, with no cookies."""

    connect: Callable[[], Talk]
    setup_token: str
    boss: Seat = field(init=False)
    boss_id: str = field(init=False)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.boss = self.browser()
        first = {"names": {"en": "Boss", "zh-Hant": "老闆"}, "login": "boss", "password": PASSWORD, "pin": PIN, "lang": "en"}
        told = good(self.boss.post("/api/setup", first | {"token": self.setup_token, "demo": False}))
        self.boss_id = told["person"]["id"]

    def browser(self) -> Seat:
        """A browser nobody has signed in on."""
        return Seat(self.connect())

    def person(self, name: str, *roles: str, login: bool = False, pin: str | None = None, **given: Any) -> str:
        """The id of a new person; ``login=True``: they may sign in as ``name`` with PASSWORD. The row is in ``people[name]``."""
        signs_in = {"login": name.lower(), "password": PASSWORD} if login else {}
        row = {"names": {"en": name}, "roles": list(roles), "pin": pin} | signs_in | given
        self.people[name] = good(self.boss.post("/api/people", row), 201)["person"]
        return self.people[name]["id"]

    def sign_in(self, name: str) -> Seat:
        """A browser on which somebody made with ``login=True`` is signed in."""
        seat = self.browser()
        good(seat.post("/api/session", {"login": name.lower(), "password": PASSWORD}))
        return seat

    def place(self, name: str, kind: str = "store", parent: str | None = None, keeper: str | None = None) -> str:
        """The id of a new place; its row, with its tag, is in ``places[name]``."""
        row = {"kind": kind, "parent": parent, "names": {"en": name}, "keeper": keeper}
        self.places[name] = good(self.boss.post("/api/places", row), 201)["place"]
        return self.places[name]["id"]

    def invite(self, name: str = "phone") -> str:
        """A one-time code for one phone."""
        return good(self.boss.post("/api/devices/invites", {"name": name}))["code"]

    def phone(self, by: str | None = None, name: str = "phone", seed: int | None = None, clock: Clock | None = None) -> Phone:
        """An enrolled phone in the hand of ``by`` (the boss, if nobody is named)."""
        phone = Phone(self.connect(), seed=seed, clock=clock, name=name)
        good(phone.enrol(self.invite(name)))
        phone.by = by or self.boss_id
        return phone

    def seat_of(self, phone: Phone) -> Seat:
        """The browser a phone is, for calls other than push and pull."""
        assert phone.talk is not None
        return Seat(phone.talk)

    def tags(self, count: int) -> list[str]:
        """Fresh unbound codes."""
        return good(self.boss.post("/api/tags/mint", {"count": count}))["codes"]

    def samples(self, phone: Phone, count: int, to: str, push: bool = True, **body: Any) -> list[str]:
        """The ids of new samples, registered on the phone as lying in ``to``, each with a tag; ``tag_of`` says which."""
        made = []
        for n, code in enumerate(self.tags(count), 1):
            sample = phone.uuid()
            about = {"tag": code, "number": f"S-{n:04}", "type": "ring", "category": "new", "model": "R-102", "name": None}
            phone.record("register", sample=sample, to=to, body=about | {"facts": {}, "home": to, "arrived": None} | body)
            made.append(sample)
        if push:
            for reply in phone.drain():
                good(reply)
        return made

    def sample(self, sample: str) -> dict[str, Any]:
        """The row of a sample as the office has it."""
        return good(self.boss.get(f"/api/samples/{sample}"))["sample"]

    def tag_of(self, sample: str) -> str:
        return self.sample(sample)["tag"]


def firm_in(app: Flask) -> Firm:
    """A firm in this very process, spoken to through test clients."""
    from server.people.setup import setup_link_token

    with app.app_context():
        token = setup_link_token()
    assert token is not None
    return Firm(lambda: InProcess(app.test_client()), token)


def firm_at(office: Office) -> Firm:
    """A firm in a running office that nobody has set up yet."""
    return Firm(lambda: over_url(office.url), office.setup_token())


def good(reply: Reply, status: int = 200) -> Any:
    """The JSON of a reply that must be good; anything else is shown in full."""
    assert reply.status == status, f"{reply.status}: {reply.json}"
    return reply.json
