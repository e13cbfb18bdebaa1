"""A small firm whose clock the story sets; after each story history must be whole and every row as the ledger says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from flask import Flask
from sqlalchemy import select

from server.database import db
from server.ledger.rebuild import rebuild
from server.ledger.tables import Case, Entry
from server.ledger.verify import verify
from server.stock.tables import Sample
from tests.firm import Firm, firm_in, good
from tests.phone import Clock, Made, Phone

START = 1_790_000_000_000
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@dataclass
class Hours:
    """The true time of a story, for the office and for phones whose clocks are right."""

    now: int = START

    def go_by(self, ms: int) -> None:
        self.now += ms

    def read(self) -> int:
        return self.now


@dataclass
class Story:
    """Cabinet and drawer, three people, a sample or more; and short words to tell what happens to them."""

    app: Flask
    firm: Firm
    hours: Hours
    cabinet: str = field(init=False)
    drawer: str = field(init=False)
    mei: str = field(init=False)
    wing: str = field(init=False)
    is_tampered: bool = False

    def __post_init__(self) -> None:
        self.cabinet, self.drawer = self.firm.place("Cabinet 3"), self.firm.place("Drawer 1")
        self.mei, self.wing = self.firm.person("Mei", "keeper"), self.firm.person("Wing", "holder")

    def phone(self, seed: int | None = None, off_ms: int = 0, by: str | None = None) -> Phone:
        """An enrolled phone; its wall clock is wrong by ``off_ms``."""
        phone = self.firm.phone(by, seed=seed, clock=Clock(off_ms, self.hours.read))
        phone.name = f"phone {seed}"
        return phone

    def samples(self, phone: Phone, count: int = 1) -> list[str]:
        return self.firm.samples(phone, count, self.cabinet)

    def row(self, sample: str) -> dict[str, Any]:
        """As the office keeps it; ``at`` as a mapping. Not over HTTP: nobody stays signed in for five days."""
        with self.app.app_context():
            row = db.session.execute(select(*Sample.__table__.columns).filter_by(id=sample)).mappings().one()
        return dict(row) | {"at": orjson.loads(row["at"]) if row["at"] else None}

    def cases(self, **where: Any) -> list[Any]:
        """Rows of the conflict desk, oldest first."""
        with self.app.app_context():
            wanted = select(*Case.__table__.columns).filter_by(**where).order_by(Case.at_ms, Case.id)
            return list(db.session.execute(wanted))

    def entries(self, **where: Any) -> list[Any]:
        with self.app.app_context():
            return list(db.session.execute(select(*Entry.__table__.columns).filter_by(**where).order_by(Entry.entry)))

    def a_minute_later(self) -> None:
        self.hours.go_by(MINUTE)


def verdict(made: Made) -> tuple[str, list[str]]:
    return str(made.verdict), made.reasons


def deliver(*phones: Phone) -> None:
    for phone in phones:
        for reply in phone.drain():
            good(reply)


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    told = Hours()
    monkeypatch.setattr("server.web.clock.now_ms", told.read)
    return told


@pytest.fixture
def story(app: Flask, hours: Hours) -> Iterator[Story]:
    told = Story(app, firm_in(app), hours)
    yield told
    if not told.is_tampered:
        with app.app_context():
            walked, folded = verify(), rebuild()
        assert walked.good, str(walked)
        assert folded.good, str(folded)
