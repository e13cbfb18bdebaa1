"""The order in which phones come back does not change what the office then knows (P7, P8)."""

import random
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.app import create_app
from server.config import Config
from server.database import db
from server.ledger.rebuild import rebuild
from server.ledger.tables import Case, Entry
from server.stock.tables import Place, Sample
from tests.phone import Clock, Made, Phone, insert_device, over_client
from tests.sync.house import commit

HOUR, STEP = 3_600_000, 20_000
TRAY, BOOTH, RING, LOT = (f"00000000-0000-7000-8000-00000000000{n}" for n in range(4))
MEI, WING, LOK = (f"00000000-0000-7000-8000-00000000001{n}" for n in range(3))
NOON = 1_790_000_000_000


class Hours:
    def __init__(self) -> None:
        self.now = NOON

    def read(self) -> int:
        return self.now


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    told = Hours()
    monkeypatch.setattr("server.web.clock.now_ms", told.read)
    return told


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Flask]]:
    """As many empty offices as the story takes."""
    kind = request.getfixturevalue("sqlite" if request.param == "sqlite" else "postgres")
    made: list[tuple[Flask, str]] = []

    def fresh() -> Flask:
        url = kind.fresh()
        made.append((create_app(Config(home=tmp_path / str(len(made)), database_url=url, jobs=False)), url))
        return made[-1][0]

    yield fresh
    for app, url in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        kind.drop(url)


def tell_story(hours: Hours, seed: int) -> list[Phone]:
    """Three phones that were all without a network for an hour, and what was done on each, in true time."""
    chance = random.Random(seed)
    phones = [Phone(seed=n, clock=Clock(true_ms=hours.read)) for n in range(3)]
    for phone, by in zip(phones, (MEI, WING, LOK), strict=True):
        phone.by = by
    for sample, quantity in ((RING, 1), (LOT, 5)):
        hours.now += STEP
        phones[0].record("register", sample=sample, to=TRAY, quantity=quantity, body={"number": sample[-2:], "type": "ring"})
    for _n in range(12):
        hours.now += STEP
        phone = chance.choice(phones)
        kind, to = chance.choice([("scan_out", MEI), ("scan_out", WING), ("scan_out", BOOTH), ("scan_in", TRAY), ("hand_over", LOK)])
        sample = chance.choice((RING, LOT))
        phone.record(kind, sample=sample, to=to, quantity=chance.randint(1, 3) if sample == LOT else 1)
    hours.now += HOUR
    return phones


def office_after(fresh_app: Callable[[], Flask], phones: list[Phone], deliveries: list[tuple[Phone, list[Made]]]) -> dict[str, Any]:
    """What an office knows that got these records in this order."""
    app = fresh_app()
    with commit(app) as tx:
        places = {TRAY: "store", BOOTH: "booth", MEI: "person", WING: "person", LOK: "person"}
        db.session.add_all(Place(id=id, kind=kind, names={"en": kind}, commit=tx.number) for id, kind in places.items())
    with app.app_context():
        for phone in phones:
            insert_device(phone, enrolled_ms=NOON)
    for phone, batch in deliveries:
        phone.talk = over_client(app.test_client())
        assert phone.send(batch, drained=batch[-1] is phone.outbox[-1]).status == 200
    with app.app_context():
        assert rebuild().good
        return known(app)


def known(app: Flask) -> dict[str, Any]:
    """States and cases as people see them; not when the office came to know."""
    columns = (Sample.id, Sample.status, Sample.place, Sample.holder, Sample.at, Sample.quantity, Sample.happened_ms, Sample.claims)
    cases = db.session.execute(select(Case.id, Case.kind, Case.status, Case.sample, Case.claims).where(Case.status != "explained"))
    return {
        "samples": sorted(map(tuple, db.session.execute(select(*columns))), key=str),
        "cases": sorted((*case[:4], *sorted(claim["action"] for claim in case.claims)) for case in cases),
        "ledger": sorted(map(tuple, db.session.execute(select(Entry.id, Entry.order_ms).where(Entry.device != "office")))),
    }


@pytest.mark.parametrize("seed", range(2))
def test_P8_every_order_of_coming_back_ends_in_the_same_stock_and_the_same_cases(
    fresh_app: Callable[[], Flask], hours: Hours, seed: int
) -> None:
    phones = tell_story(hours, seed)
    ends = [office_after(fresh_app, phones, [(phone, phone.outbox) for phone in order]) for order in permutations(phones)]
    assert all(end == ends[0] for end in ends)


def test_P8_neither_do_batches_and_repetitions(fresh_app: Callable[[], Flask], hours: Hours) -> None:
    phones = tell_story(hours, 7)
    whole = office_after(fresh_app, phones, [(phone, phone.outbox) for phone in phones])
    chance = random.Random(7)
    for _n in range(2):
        ones = [(phone, [made]) for phone in phones for made in phone.outbox]
        chance.shuffle(ones)  # held until what came before arrives
        again = [(phone, phone.outbox) for phone in phones]
        assert office_after(fresh_app, phones, ones + again) == whole


def test_P7_two_phones_that_took_the_same_ring_are_both_in_history_and_in_one_case(fresh_app: Callable[[], Flask], hours: Hours) -> None:
    phones = [Phone(seed=n, clock=Clock(true_ms=hours.read)) for n in range(2)]
    phones[0].by, phones[1].by = MEI, WING
    phones[0].record("register", sample=RING, to=TRAY, body={"number": "1", "type": "ring"})
    claims = []
    for phone, to in zip(phones, (MEI, BOOTH), strict=True):
        hours.now += STEP
        claims.append(phone.record("scan_out", sample=RING, to=to))
    hours.now += HOUR
    for order in (phones, phones[::-1]):
        end = office_after(fresh_app, phones, [(phone, phone.outbox) for phone in order])
        assert {made.id for made in claims} <= {id for id, _order in end["ledger"]}
        (case,) = end["cases"]
        assert case[1] == "return_missing" and set(case[4:]) == {made.id for made in claims}
        assert end["samples"][0][1] == "disputed"
