"""What the office said it has, it has: whoever is killed, the office or its database, in the middle of whatever."""

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from server.config import Config
from tests.databases import Postgres
from tests.firm import Firm, firm_at
from tests.office import Office
from tests.phone import DONE, over_url
from tests.sync.careful_phone import CarefulPhone

ROUNDS = int(os.environ.get("LOUPE_ROUNDS", "20"))
PHONES = 4
PATIENCE_S = 30


def phone_of(firm: Firm, office: Office, number: int) -> CarefulPhone:
    phone = CarefulPhone(over_url(office.url), seed=number, name=f"phone {number}")
    assert phone.enrol(firm.invite()).status == 200
    phone.by = firm.boss_id
    return phone


def confirmed(phone: CarefulPhone) -> set[str]:
    return {one.id for one in phone.outbox if one.verdict in DONE}


@contextmanager
def scanning(phones: list[CarefulPhone]) -> Iterator[None]:
    """Each scans three and delivers, again and again; the block begins when each has been told in it that something is there."""
    told, before = threading.Event(), [len(confirmed(phone)) for phone in phones]

    def work(phone: CarefulPhone) -> None:
        while not told.is_set():
            for _ in range(3):
                phone.record("sighting", sample=phone.uuid(), to=None)
            phone.deliver()

    threads = [threading.Thread(target=work, args=(phone,), daemon=True) for phone in phones]
    for thread in threads:
        thread.start()
    try:
        until(lambda: all(len(confirmed(phone)) > was for phone, was in zip(phones, before, strict=True)), "nothing is taken")
        yield
    finally:
        told.set()
        for thread in threads:
            thread.join(PATIENCE_S)


def until(is_so, what: str) -> None:
    give_up = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < give_up, what
        time.sleep(0.01)  # waits for other processes, which have nothing to tell us by


def ledger(office: Office) -> list[tuple[str, str, int]]:
    engine = create_engine(Config(database_url=office.database_url).database)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text("SELECT id, device, seq FROM ledger"))]
    engine.dispose()
    return rows


def make_careless(database_url: str) -> None:
    """Somebody wanted it quicker: PostgreSQL is to say that it has what it has not written yet."""
    with psycopg.connect(database_url, autocommit=True) as session:
        session.execute(f"ALTER DATABASE {make_url(database_url).database} SET synchronous_commit = off")  # type: ignore[arg-type]


def test_P4_twenty_kills_in_the_middle_of_pushes_take_back_nothing_that_was_confirmed(
    office: Office, request: pytest.FixtureRequest
) -> None:
    chance, firm = random.Random(4), firm_at(office)
    ends = [(office.kill, office.start)]
    if not office.database_url.startswith("sqlite"):
        cluster: Postgres = request.getfixturevalue("postgres")
        ends.append((cluster.kill, cluster.restart))
        make_careless(office.database_url)
        office.restart()
    phones = [phone_of(firm, office, n) for n in range(PHONES)]
    for n in range(ROUNDS):
        kill, mend = ends[n % len(ends)]
        with scanning(phones):
            time.sleep(chance.random() * 0.1)
            kill()
        mend()
        there = {id for id, _, _ in ledger(office)}
        lost = [len(confirmed(phone) - there) for phone in phones]
        assert not any(lost), f"round {n}, {kill.__self__}: {lost} that were confirmed are gone"  # type: ignore[attr-defined]
    for phone in phones:
        until(lambda phone=phone: phone.deliver() and not phone.waiting(), f"{phone.name} does not get rid of what it has")
    rows = ledger(office)
    for phone in phones:
        assert sorted(seq for _, device, seq in rows if device == phone.id) == list(range(1, phone.seq + 1))
    done = office.command("verify")
    assert done.returncode == 0, done.stdout + done.stderr
