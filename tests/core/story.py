"""A small ledger in the trade's own words: one line is one action, and the fold is asked what became of the piece."""

from dataclasses import dataclass, field
from hashlib import sha256

from server.core.action import Action
from server.core.case import Case, cases
from server.core.count import CountState, fold_count
from server.core.fair import FairState, fold_fair
from server.core.fold import Fact, SampleState, fold, step
from server.core.receipt import ReceiptState, fold_receipt
from server.core.repair import RepairState, fold_repair
from server.core.slip import SlipState, fold_slip

KINDS_BY_NAME = {
    "Tray": "store", "Cabinet": "store", "Safe": "store", "Mei": "person", "Tom": "person", "Ann": "person", "Wai": "person",
    "Chow": "client", "Lux": "client", "Workshop": "workshop", "Booth": "booth", "Courier": "courier",
}  # fmt: skip
DAY_MS = 20_000 * 86_400_000
NEVER, FOR_EVER = 0, 1 << 52


def id_of(name: str) -> str:
    """The same uuid for the same name, so that a story tells the same every time."""
    digits = sha256(name.encode()).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-7{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}"


def place(name: str) -> str:
    return f"sink-{name}" if name in ("lost", "scrapped", "sold", "returned_to_owner") else id_of(name)


RING = id_of("the ring")
KINDS = {id_of(name): kind for name, kind in KINDS_BY_NAME.items()}
NAMES = {id_of(name): name for name in KINDS_BY_NAME}


def clock(text: str) -> int:
    """Milliseconds of 9:00 or 9:00:30 on the day of the story; +1/9:00 is the day after."""
    day, _, time = text.rpartition("/")
    hours, minutes, *seconds = (int(part) for part in time.split(":"))
    return DAY_MS + (int(day or 0) * 86_400 + hours * 3_600 + minutes * 60 + sum(seconds)) * 1_000


def action(kind: str, id: str = "an action", **given: object) -> Action:
    """An action as ``read`` makes it, with nothing special about it."""
    plain = {
        "v": 1, "id": id_of(id), "kind": kind, "device": id_of("a phone"), "seq": 1, "by": id_of("Wai"), "sample": RING, "tag": None,
        "to": None, "observed_from": None, "believed_from": None, "base": 0, "quantity": 1, "slip": None, "count": None, "fair": None,
        "repair": None, "receipt": None, "group": None, "wall_ms": DAY_MS, "tz": 480, "mono_ms": 0, "page": id_of("a page"), "anchor": None,
        "hlc": (DAY_MS, 0), "body": {}, "prev": None,
    }  # fmt: skip
    return Action(**(plain | given))


@dataclass
class Story:
    """Facts as they were told, and what the fold makes of them."""

    facts: list[Fact] = field(default_factory=list)

    @property
    def state(self) -> SampleState:
        return fold(self.facts, KINDS)

    def piece(self, name: str) -> SampleState:
        """One of several pieces in the story."""
        return fold([fact for fact in self.facts if fact.action.sample == id_of(name)], KINDS)

    def slip(self, name: str = "S") -> SlipState:
        pieces = {fact.action.sample for fact in self.facts if fact.action.sample}
        carried = {id: fold([fact for fact in self.facts if fact.action.sample == id], KINDS).slip for id in pieces}
        return fold_slip(self.naming("slip", name), carried, KINDS, id_of(name))

    def receipt(self, name: str = "R") -> ReceiptState:
        return fold_receipt(self.naming("receipt", name))

    def repair(self, name: str = "D") -> RepairState:
        return fold_repair(self.naming("repair", name), KINDS)

    def count(self, name: str = "C") -> CountState:
        return fold_count(self.naming("count", name))

    def fair(self, name: str = "F") -> FairState:
        return fold_fair(self.naming("fair", name), KINDS)

    def naming(self, of: str, name: str) -> list[Fact]:
        """What names a matter, and what takes any of that back."""
        found = [fact for fact in self.facts if getattr(fact.action, of) == id_of(name)]
        ids = {fact.action.id for fact in found}
        return found + [fact for fact in self.facts if fact.action.reverses in ids]

    def cases(self, watermark: str | None = None) -> list[Case]:
        """As seen once every phone has delivered, or with the watermark at that time."""
        return cases(self.state, clock(watermark) if watermark else FOR_EVER)

    def places(self) -> dict[str, int]:
        return {NAMES.get(id, id): count for id, count in self.state.at.items()}

    @property
    def seen(self) -> tuple[str, str | None, str | None]:
        """(status, place, holder) in names."""
        state = self.state
        return state.status, NAMES.get(state.place or "", state.place), NAMES.get(state.holder or "", state.holder)

    def told_again(self) -> SampleState:
        """The same by ``step``, folding anew only where it asks for that."""
        state, known = SampleState(), []
        for fact in sorted(self.facts, key=lambda fact: fact.key):
            known.append(fact)
            if not step(state, fact, KINDS):
                state = fold(known, KINDS)
        return state


def tell(text: str) -> Story:
    """Each line: ``time phone person kind [to]``, then ``key=value``: those of ``_OUTER`` are the action's own, others its body's.

    ``of`` names what an undo takes back by the time of its line, which is also its id; so does ``request`` what is submitted or approved.
    ``lines`` are ``1:ring,2:R-102*3`` (a piece, so many of a model); of a delivery note ``1:ring*2`` (type, quantity).
    """
    story, seqs = Story(), dict[str, int]()
    for line in filter(None, map(str.strip, text.splitlines())):
        time, phone, person, kind, *rest = line.split()
        keys = dict(part.split("=", 1) for part in rest if "=" in part)
        to = next((part for part in rest if "=" not in part), None)
        seqs[phone] = seqs.get(phone, 0) + 1
        story.facts.append(_fact(time, phone, person, kind, to, seqs[phone], keys))
    return story


def _fact(time: str, phone: str, person: str, kind: str, to: str | None, seq: int, keys: dict[str, str]) -> Fact:
    device = "office" if phone == "office" else id_of(phone)
    body = {key: _said(kind, key, value) for key, value in keys.items() if key not in _OUTER}
    if "home" in body:
        body["home"] = place(body["home"])
    body |= {key: place(body[key]) for key in ("booth", "safe") if key in body}
    if "of" in keys:
        body["reverses"] = id_of(keys["of"])
    made = action(
        kind, time, device=device, seq=seq, by=id_of(person), to=place(to) if to else None, body=body, quantity=int(keys.get("n", 1)),
        observed_from=id_of(keys["seen"]) if "seen" in keys else None,
        believed_from=id_of(keys["believes"]) if "believes" in keys else None,
        anchor=(clock(keys["anchor"]), 0) if "anchor" in keys else None, sample=_piece(kind, keys),
        **{of: id_of(keys[of]) if of in keys else None for of in ("slip", "receipt", "repair", "count", "fair")},
        group=id_of(keys["pair"]) if "pair" in keys else None,
    )  # fmt: skip
    return Fact(clock(time), device, seq, clock(keys.get("known", time)), made, "unsure" in keys)


_OUTER = {"seen", "believes", "n", "known", "anchor", "of", "unsure", "piece", "slip", "receipt", "repair", "count", "fair", "pair"}
_AT_A_DESK = ("slip_", "receipt_", "count_open", "count_finish", "count_accept", "fair_")


def _piece(kind: str, keys: dict[str, str]) -> str | None:
    return None if kind.startswith(_AT_A_DESK) else id_of(keys["piece"]) if "piece" in keys else RING


def _said(kind: str, key: str, value: str) -> object:
    """A value of the body as the wire has it."""
    if key == "lines":
        return [_line(kind, *part.split(":")) for part in value.split(",")]
    if key in ("expected", "team"):
        return [id_of(name) for name in value.split(",")] if value else []
    if key == "lots":
        return {id_of(name): int(n) for name, n in (part.split(":") for part in value.split(","))}
    if key == "adjust":
        return [{"sample": id_of(name), "decision": decision} for name, decision in (part.split(":") for part in value.split(","))]
    if key in ("request", "returned_by", "replacement", "receiver", "from"):
        return id_of(value)
    if key in ("counted", "back_ms", "due_ms", "from_ms", "to_ms"):
        return int(value)
    return {"true": True, "false": False}.get(value, value)


def _line(kind: str, line: str, what: str) -> dict[str, object]:
    name, _, n = what.partition("*")
    if kind == "receipt_open":
        return {"line": line, "type": name, "quantity": int(n or 1)}
    return {"line": line, "model": name, "n": int(n)} if n else {"line": line, "sample": id_of(name)}
