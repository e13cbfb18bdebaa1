"""A shop for stories of the trade: a tray, people of each role with a phone in hand and a desk of their own."""

from typing import Any

from tests.firm import Firm, Seat, good
from tests.phone import Made, Phone, Reply

DAY = 86_400_000
NOON = 1_800_000_000_000 // DAY * DAY  # some day in 2027


def refusal(reply: Reply) -> tuple[int, str, str | None]:
    return reply.status, reply.json["code"], reply.json["field"]


class Shop:
    """``mei`` asks for pieces, ``ann`` and ``bob`` approve, ``kit`` keeps the store, ``sue`` supervises, ``rex`` repairs."""

    def __init__(self, firm: Firm, pin: str | None = None):
        self.firm = firm
        self.tray = firm.place("Tray 1")
        roles = {"mei": "holder", "ann": "approver", "bob": "approver", "kit": "keeper", "sue": "supervisor", "rex": "repairer"}
        self.ids = {name: firm.person(name, role, login=True, pin=pin) for name, role in roles.items()}
        self._phones: dict[str, Phone] = {}
        self._seats: dict[str, Seat] = {}

    def phone(self, name: str) -> Phone:
        """In the hand of one of them."""
        if name not in self._phones:
            self._phones[name] = self.firm.phone(by=self.ids[name], name=f"{name}'s phone")
        return self._phones[name]

    def seat(self, name: str) -> Seat:
        """A desk at which one of them is signed in."""
        if name not in self._seats:
            self._seats[name] = self.firm.sign_in(name)
        return self._seats[name]

    def say(self, name: str, kind: str, **given: Any) -> Made:
        """Recorded on the phone of ``name`` and delivered."""
        made = self.phone(name).record(kind, **given)
        for reply in self.phone(name).drain():
            good(reply)
        return made

    def rings(self, count: int, **body: Any) -> list[str]:
        return self.firm.samples(self.phone("sue"), count, self.tray, **body)

    def lot(self, count: int, **body: Any) -> str:
        """Some identical pieces under one tag."""
        phone, [code] = self.phone("sue"), self.firm.tags(1)
        sample = phone.uuid()
        self.say("sue", "register", sample=sample, to=self.tray, quantity=count, body={"tag": code, "type": "ring", "facts": {}} | body)
        return sample

    def request(self, name: str, slip: str, lines: list[dict[str, Any]], days: tuple[int, int] = (1, 5), **body: Any) -> str:
        """The id of the request; ``days`` out and back, counted from NOON."""
        out, back = (NOON + day * DAY for day in days)
        about = {"purpose": "show", "out_ms": out, "back_ms": back, "lines": lines} | body
        return self.say(name, "slip_request", slip=slip, body=about).id

    def ask(self, *samples: str, by: str = "mei", days: tuple[int, int] = (1, 5), **body: Any) -> tuple[str, str]:
        """(slip, request) of a submitted slip for these pieces."""
        return self.ask_for([{"line": str(n), "sample": sample} for n, sample in enumerate(samples, 1)], by, days, **body)

    def ask_for(self, lines: list[dict[str, Any]], by: str = "mei", days: tuple[int, int] = (1, 5), **body: Any) -> tuple[str, str]:
        slip = self.phone(by).uuid()
        request = self.request(by, slip, lines, days, **body)
        self.say(by, "slip_submit", slip=slip, body={"request": request})
        return slip, request

    def decide(self, name: str, slip: str, request: str, what: str = "approve", **more: Any) -> Reply:
        return self.seat(name).post(f"/api/slips/{slip}/{what}", {"request": request} | more)

    def approved(self, *samples: str, days: tuple[int, int] = (1, 5)) -> str:
        slip, request = self.ask(*samples, days=days)
        good(self.decide("ann", slip, request))
        return slip

    def slip(self, slip: str) -> dict[str, Any]:
        return good(self.firm.boss.get(f"/api/slips/{slip}"))["slip"]

    def head(self) -> int:
        return good(self.firm.boss.get("/api/status"))["head"]
