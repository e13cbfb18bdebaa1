"""A firm in bad weather, by seed: phones that lose their network, an office that is killed, restarted and put back from a backup."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from server.core.tag import mint
from tests.firm import Firm, firm_at
from tests.office import Office
from tests.phone import Clock, over_url
from tests.sync.careful_phone import CarefulPhone
from tests.sync.lossy import Lossy
from tests.sync.vault import Vault
from tests.sync.whole_life import ask, count, exhibit, hand_on, mend, receive

DAY = 24 * 3_600_000
WRONG_CLOCKS = (0, 0, -3 * DAY, 3_600_000, 0, -90_000)


@dataclass
class Weather:
    """How many phones, how long, and how often what happens."""

    phones: int = 4
    steps: int = 60
    samples: int = 6
    loss: float = 0.4
    kills: int = 1
    restarts: int = 1
    restores: int = 1
    says_so: bool = True  # that a backup was put back
    wipes: int = 1


@dataclass
class World:
    """Everything in one story; ``happened`` counts what did, ``gone`` are phones that were wiped and all they had made."""

    office: Office
    vault: Vault
    weather: Weather
    chance: random.Random
    firm: Firm = field(init=False)
    phones: list[CarefulPhone] = field(default_factory=list)
    gone: list[CarefulPhone] = field(default_factory=list)
    samples: list[tuple[str, str, int]] = field(default_factory=list)  # id, tag, quantity
    slips: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    counts: list[str] = field(default_factory=list)
    fairs: list[str] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.firm = firm_at(self.office)
        self.trays = [self.firm.place(name) for name in ("Cabinet", "Tray 1", "Tray 2")]
        self.hands = [self.firm.person(name, "keeper") for name in ("Mei", "Wing", "Lok")] + [self.firm.boss_id]
        for _n in range(self.weather.phones):
            self._enrol()
        for _n in range(self.weather.samples):
            self._register(self.chance.choice(self.phones))

    def run(self) -> None:
        """All troubles of the weather at random moments among the steps."""
        w = self.weather
        troubles = [self.kill] * w.kills + [self.restart] * w.restarts + [self.wipe] * w.wipes
        plan: list[Callable[[], None]] = [self.step] * w.steps + troubles
        self.chance.shuffle(plan)
        for n in range(w.restores):  # each with work before, between and after
            at = len(plan) * (2 * n + 1) // (2 * w.restores + 1)
            plan[at:at] = [self.keep]
            plan[(until := at + len(plan) // (2 * w.restores + 1)) : until] = [self.restore]
        for happens in plan:
            happens()

    def step(self) -> None:
        """One phone does one thing; now and then something that was held up arrives."""
        phone = self.chance.choice(self.phones)
        does = self.chance.choices([self._scan, self._deliver, self._follow, self._arrive_late], [5, 4, 3, 1])[0]
        does(phone)
        self._invite_again(phone)

    # troubles

    def kill(self) -> None:
        """In mid-push, wherever that is."""
        phone = self.chance.choice(self.phones)
        self._scan(phone)
        pushing = threading.Thread(target=phone.deliver)
        pushing.start()
        pushing.join(self.chance.random() * 0.03)
        self.office.kill()
        pushing.join()
        self.office.start()
        self.happened["killed"] += 1

    def restart(self) -> None:
        self.office.stop()
        self._scan(self.chance.choice(self.phones))
        self.office.start()
        self.happened["restarted"] += 1

    def wipe(self) -> None:
        """A phone loses all it had; the same hand gets another."""
        lost = self.phones.pop(self.chance.randrange(len(self.phones)))
        self.gone.append(lost)
        self._enrol()
        self.happened["wiped"] += 1

    def keep(self) -> None:
        self.office.kill()
        self.vault.keep()
        self.office.start()

    def restore(self) -> None:
        """Back to the backup, and past where the phones were: what happens next is new."""
        self.office.kill()
        self.vault.put_back()
        self.happened["restored"] += 1
        if self.weather.says_so:
            done = self.office.command("restored")
            assert done.returncode == 0, done.stderr
        self.office.start()

    def heal(self) -> None:
        """The weather clears: what is under way arrives, every phone delivers all it has and reads on to the end."""
        for phone in self.phones + self.gone:
            phone.talk.deliver_late()
            phone.talk.is_calm = True
        for _round in range(2):  # the second pull brings what the later phones delivered
            for phone in self.phones:
                self._settle_down(phone)

    def _settle_down(self, phone: CarefulPhone) -> None:
        for _try in range(100):
            phone.follow()
            self._invite_again(phone)
            if phone.deliver() and not phone.waiting():
                self.happened["offered again"] += phone.offered_again
                phone.offered_again = 0
                return
            self._invite_again(phone)
        raise AssertionError(f"{phone.name} does not get rid of {len(phone.waiting())}")

    # what people do

    def _scan(self, phone: CarefulPhone) -> None:
        for _n in range(self.chance.randint(1, 4)):
            phone.by = self.chance.choice(self.hands)
            does = [self._move, self._undo, self._register, self._scan_stranger]
            more = [partial(one, self) for one in (ask, receive, mend, hand_on, count, exhibit)]
            self.chance.choices(does + more, [12, 1, 1, 1, 2, 1, 2, 2, 1, 1])[0](phone)

    def _move(self, phone: CarefulPhone) -> None:
        sample, tag, quantity = self.chance.choice(self.samples)
        kind, to = self.chance.choice(
            [
                ("scan_out", self.chance.choice(self.hands)),
                ("scan_out", self.chance.choice(self.hands)),
                ("scan_in", self.chance.choice(self.trays)),
                ("scan_in", self.chance.choice(self.trays)),
                ("move", self.chance.choice(self.trays)),
                ("hand_over", self.chance.choice(self.hands)),
                ("found", self.chance.choice(self.trays)),
                ("sighting", None),
                ("report_lost", None),
            ]
        )
        named = {"tag": tag} if self.chance.random() < 0.3 else {"sample": sample, "tag": tag}
        under = {"slip": self.chance.choice(self.slips), "body": {"line": "1"}} if self.slips and self.chance.random() < 0.4 else {}
        phone.record(kind, to=to, quantity=self.chance.randint(1, quantity), **named, **under)

    def _undo(self, phone: CarefulPhone) -> None:
        if phone.outbox:
            made = self.chance.choice(phone.outbox[-5:])
            phone.record("undo", sample=self.chance.choice(self.samples)[0], body={"reverses": made.id})

    def _register(self, phone: CarefulPhone) -> None:
        sample, tag, quantity = phone.uuid(), mint(self.chance.randbytes(9)), self.chance.choice((1, 1, 5))
        self.samples.append((sample, tag, quantity))
        number = f"S-{len(self.samples):04}"
        body = {"tag": tag, "number": number, "type": "ring", "category": "new", "model": "R-1", "name": None, "facts": {"gross_g": "4.2"}}
        to = self.chance.choice(self.trays)
        phone.record("register", sample=sample, to=to, quantity=quantity, body=body | {"home": to, "arrived": None})

    def _scan_stranger(self, phone: CarefulPhone) -> None:
        phone.record("scan_in", tag=mint(self.chance.randbytes(9)), to=self.chance.choice(self.trays))

    # what phones do

    def _deliver(self, phone: CarefulPhone) -> None:
        self.happened["reply counted" if phone.deliver(self.chance.choice((1, 3, 500))) else "reply did not count"] += 1

    def _follow(self, phone: CarefulPhone) -> None:
        phone.follow(self.chance.choice((1, 2, 1_000)))

    def _arrive_late(self, phone: CarefulPhone) -> None:
        phone.talk.deliver_late()

    def _invite_again(self, phone: CarefulPhone) -> None:
        """A phone enrolled after the backup that was put back is a stranger: it is invited again and keeps its identity."""
        if phone.is_unknown:
            phone.talk.is_calm, was_calm = True, phone.talk.is_calm
            assert phone.enrol(self.firm.invite()).status == 200
            phone.talk.is_calm = was_calm
            self.happened["invited again"] += 1

    def _enrol(self) -> None:
        number = len(self.phones) + len(self.gone)
        clock = Clock(WRONG_CLOCKS[number % len(WRONG_CLOCKS)])
        talk = Lossy(over_url(self.office.url), random.Random(self.chance.random()), self.weather.loss)
        talk.is_calm = True
        phone = CarefulPhone(talk, seed=self.chance.getrandbits(64), clock=clock, name=f"phone {number}")
        assert phone.enrol(self.firm.invite()).status == 200
        talk.is_calm = False
        phone.by = self.chance.choice(self.hands)
        self.phones.append(phone)


def world(office: Office, folder: Path, seed: int, weather: Weather | None = None) -> World:
    """A firm in an office that was just opened."""
    return World(office, Vault(office.database_url, folder), weather or Weather(), random.Random(seed))
