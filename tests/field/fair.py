"""Three days at a fair: eight or nine phones that are mostly without a network, clocks that are wrong, one lost, one wiped, one relayed."""

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from server.core.tag import mint
from tests.field.clock import set_clock
from tests.field.held_phone import WithOneHeld
from tests.field.phones import NodePhones, Step
from tests.field.truth import DAY, HOUR, MINUTE, Deed, Faults, Happening, Piece, Setting, Truth, uuid7
from tests.firm import PASSWORD, PIN, firm_at, good
from tests.office import Office

MORNING = 1_795_046_400_000  # 2026-11-19 00:00 UTC, 8 o'clock in Hong Kong
DAYS = 3
OPEN = 12 * HOUR
NAMES = ("Mei", "Wing", "Lok", "Ming", "Anna", "Tom", "Kit", "Yan", "Ho")
RELAYED, LOST, WIPED = 5, 6, 7
OFFS = (0, 90_000, -40_000, 3 * HOUR, -5 * HOUR, 26 * HOUR, 0, -2 * HOUR, 0)
AT_ONCE = 40


class FairOffice(Office):
    module = "tests.field.serve"


@dataclass
class Size:
    """How much happens; ``loss``: the share of questions, and of answers, that get lost on the way."""

    actions: int = 5_000
    pieces: int = 160
    phones: int = 8
    loss: float = 0.08
    jumps: int = 3
    held: float = 1.0  # how often the one in a browser has a part, compared with the others: it takes a second for a scan


@dataclass
class Fair:
    """``deeds`` of ``truth`` know their action; ``devices`` names the installs of each phone, the wiped one has two."""

    office: Office
    phones: NodePhones | WithOneHeld
    folder: Path
    seed: int
    size: Size = field(default_factory=Size)
    made: int = 0
    unrecorded: int = 0
    lost_with: dict[int, set[str]] = field(default_factory=dict)  # actions that no longer exist anywhere
    devices: list[list[str]] = field(default_factory=list)
    failed: int = 0
    relayed: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.clock = set_clock(Path(self.office.settings["FAIR_CLOCK"]), MORNING - HOUR)
        self.office.start()
        self.firm = firm_at(self.office)
        hands = [self.firm.person(NAMES[n], "keeper", "clerk", pin=PIN) for n in range(self.size.phones)]
        trays = [self.firm.place(name) for name in ("Safe", "Tray 1", "Tray 2", "Tray 3")]
        booth, clients = self.firm.place("Booth", "booth"), [self.firm.place(f"Maison {n}", "client") for n in (1, 2)]
        names = {row["id"]: row["names"]["en"] for row in [*self.firm.people.values(), *self.firm.places.values()]}
        self.setting = Setting(hands, trays, booth, clients, names)
        good(self.firm.boss.send("PUT", "/api/settings", {"idle_lock_min": None}, {}))  # hours pass between two steps
        self.phones.begin(self.office.url, self.clock, names)
        for n in range(self.size.phones):
            self._open(n)
        pieces = self._register()
        self.homes = {piece.sample: piece.at for piece in pieces}
        held = self.phones.n if isinstance(self.phones, WithOneHeld) else None
        self.truth = Truth(self.setting, pieces, self.chance, Faults(), held=held, held_share=self.size.held)

    # the days

    def run(self) -> None:
        """Everything up to the evening of the last day; the phones still owe."""
        for at, does in sorted(self._plan(), key=lambda one: one[0]):
            does(at)
        self.end = MORNING + (DAYS - 1) * DAY + OPEN + HOUR

    def come_home(self) -> None:
        """All reconnect in some order at one moment, the lost one too; then all read what the others brought."""
        order = list(range(self.size.phones))
        self.chance.shuffle(order)
        self._do([self._step(self.end, n, "exchange") for n in order])
        self._do([self._step(self.end, n, "exchange") for n in order])

    def owed(self) -> dict[int, list[dict[str, Any]]]:
        """The pushes that would bring home what each phone still has."""
        told = self._do([self._step(self.end, n, "owed") for n in range(self.size.phones)])
        return dict(enumerate(told))

    def kept(self, what: str) -> list[Any]:
        """Of each phone: its ``outbox``, or its ``rows``."""
        return [self._do([self._step(self.end, n, what)])[0] for n in range(self.size.phones)]

    # what happens when

    def _plan(self) -> list[tuple[int, Any]]:
        many = 2.35  # acts a happening
        each = int((self.size.actions - self.made) / many * 1.12 / DAYS)
        plan: list[tuple[int, Any]] = []
        for day in range(DAYS):
            opens = MORNING + day * DAY
            plan += [(opens + self.chance.randrange(OPEN), self._happen) for _ in range(each)]
            plan += [(opens + OPEN + 2 * HOUR, self._night)] if day < DAYS - 1 else []  # on the last evening they go home before
            for n in range(self.size.phones):
                often = self.chance.choice((0, 1, 1, 2, 3)) if n > 2 else self.chance.choice((1, 2, 4))
                meets = 0 if n == RELAYED and day else often
                plan += [(opens + self.chance.randrange(OPEN), self._exchange(n)) for _ in range(meets)]
                plan += [(opens + self.chance.randrange(OPEN), self._restart(n))]
        for n in self.chance.sample(range(self.size.phones), self.size.jumps):
            jump = self.chance.choice((-1, 1)) * self.chance.randrange(HOUR, 6 * HOUR)
            plan.append((MORNING + self.chance.randrange(DAYS) * DAY + self.chance.randrange(OPEN), self._jump(n, jump)))
        second = MORNING + DAY
        plan += [(second + 6 * HOUR, self._lose), (second + 7 * HOUR, self._revoke), (second + 3 * HOUR, self._wipe)]
        return [*plan, (second + OPEN, self._relay)]

    def _happen(self, at: int) -> None:
        for told in self.truth.happen(at):
            self._record(told)

    def _record(self, told: Happening) -> None:
        if not told.acts:
            return
        done = self._do([self._step(told.at, told.phone, "record", by=told.by, acts=told.acts)])[0]
        for deed, one in zip(told.deeds, done, strict=True):
            self.made += one["id"] is not None
            if deed is not None:
                deed.action = one["id"]
                self.unrecorded += one["id"] is None

    def _exchange(self, n: int) -> Any:
        def meet(at: int) -> None:
            if n not in self.truth.away:
                self.failed += self._do([self._step(at, n, "exchange", loss=self.size.loss)])[0] is not None

        return meet

    def _restart(self, n: int) -> Any:
        return lambda at: self._do([self._step(at, n, "open")])

    def _jump(self, n: int, ms: int) -> Any:
        def jump(at: int) -> None:
            """Somebody sets its clock; half of the time the app is started anew with it, so that no monotonic clock spans it."""
            self.offs[n] += ms
            self._do([self._step(at, n, "clock", ms=self.offs[n])])
            if self.chance.random() < 0.5:
                self._do([self._step(at, n, "open")])

        return jump

    def _night(self, at: int) -> None:
        self._do([self._step(at, n, "sleep", ms=8 * HOUR) for n in range(self.size.phones)])

    def _lose(self, at: int) -> None:
        self.truth.away.add(LOST)

    def _revoke(self, at: int) -> None:
        self.clock.set(at)
        self._boss()
        good(self.firm.boss.post(f"/api/devices/{self.devices[LOST][0]}/revoke"))

    def _wipe(self, at: int) -> None:
        """Its storage is gone with what it owed; it says so, and becomes a phone anew."""
        owed = {row["id"] for row in self._do([self._step(at, WIPED, "outbox")])[0] if row["owed"]}
        self.lost_with[WIPED] = owed
        assert self._do([self._step(at, WIPED, "wipe")]) == ["reset"]
        self.clock.set(at)
        self._enrol(WIPED, at)

    def _relay(self, at: int) -> None:
        """What the relayed phone owes travels with another, which has a network an hour later; it does not know that."""
        self.relayed = self._do([self._step(at, RELAYED, "relay", carrier=0)])[0]
        assert self._do([self._step(at + HOUR, 0, "exchange")]) == [None]

    # phones

    def _open(self, n: int) -> None:
        self.offs = list(OFFS)
        at = MORNING - HOUR
        steps = [self._step(at, n, "open", name=f"{NAMES[n]}'s phone", seed=self.seed * 100 + n), self._step(at, n, "clock", ms=OFFS[n])]
        self._do(steps)
        self.devices.append([])
        self._enrol(n, at)

    def _enrol(self, n: int, at: int) -> None:
        self._boss()
        self.devices[n].append(self._do([self._step(at, n, "enrol", invite=self.firm.invite(f"{NAMES[n]}'s phone"))])[0])

    def _boss(self) -> None:
        """A session lasts twelve hours."""
        good(self.firm.boss.post("/api/session", {"login": "boss", "password": PASSWORD}))

    def _register(self) -> list[Piece]:
        at, pieces = MORNING - HOUR // 2, list[Piece]()
        for _n in range(self.size.pieces):
            tray = self.chance.choice(self.setting.trays)
            pieces.append(Piece(uuid7(at, self.chance), mint(self.chance.randbytes(9)), tray))
        acts = [{"draft": self._registration(n, piece)} for n, piece in enumerate(pieces, 1)]
        for some in range(0, len(acts), AT_ONCE):
            told = self._do([self._step(at, 0, "record", by=self.setting.hands[0], acts=acts[some : some + AT_ONCE])])[0]
            self.made += len(told)
        everybody = [self._step(at + MINUTE, n, "exchange") for n in range(self.size.phones)]
        assert self._do(everybody) == [None] * self.size.phones
        return pieces

    def _registration(self, n: int, piece: Piece) -> dict[str, Any]:
        body = {"tag": piece.tag, "number": f"R-{n:04}", "type": "ring", "facts": {"gross_g": "4.2"}, "home": piece.at}
        return {"kind": "register", "sample": piece.sample, "tag": piece.tag, "to": piece.at, "body": body}

    def _step(self, at: int, phone: int, does: str, **more: Any) -> Step:
        return {"at": at, "phone": phone, "do": does} | more

    def _do(self, steps: list[Step]) -> list[Any]:
        return self.phones.do(steps)

    @property
    def deeds(self) -> list[Deed]:
        return self.truth.deeds


def fair_office(folder: Path, database_url: str) -> FairOffice:
    """Not started yet: the story does that, when its time has begun."""
    folder.mkdir(parents=True, exist_ok=True)
    return FairOffice(folder / "office", database_url, FAIR_CLOCK=str(folder / "clock"), LOUPE_HTTPS_PORT="0", LOUPE_JOBS="0")
