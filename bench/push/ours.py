"""Loupe itself: a real office, signed actions, verdicts checked, the ledger verified afterwards."""

import tempfile
from pathlib import Path

from bench.push.work import Load, all_good, bodies, fill, send_all
from tests.firm import firm_at, good
from tests.office import Office
from tests.phone import Phone

SAMPLES = 2_000


def measure(database_url: str, load: Load, rounds: int) -> list[float]:
    """Seconds of each round: all phones' pushes, from the first byte to the last durable reply."""
    with tempfile.TemporaryDirectory() as home:
        office = Office(Path(home), database_url, LOUPE_JOBS="0").start()
        try:
            return _rounds(office, load, rounds)
        finally:
            office.stop()


def _rounds(office: Office, load: Load, rounds: int) -> list[float]:
    firm = firm_at(office)
    to = [firm.place("Cabinet"), *(firm.person(f"P{n}", "keeper") for n in range(5))]
    phones = [firm.phone() for _ in range(load.phones)]
    own = max(SAMPLES // load.phones, 40)
    samples = {phone.id: _registered(phone, own, to[0]) for phone in phones}
    took = []
    for _ in range(rounds):
        made = [(phone, bodies(phone, fill(phone, samples[phone.id], to, load.each))) for phone in phones]
        took.append(send_all(office.url, "/api/sync/push", [(posts, {}) for _, posts in made], all_good))
    told = office.command("verify")
    if "is whole" not in told.stdout:
        raise RuntimeError(told.stdout + told.stderr)
    return took


def _registered(phone: Phone, count: int, to: str) -> list[str]:
    ids = [phone.uuid() for _ in range(count)]
    for n, sample in enumerate(ids):
        body = {"tag": None, "number": f"S-{n:05}", "type": "ring", "category": "new", "model": "R-102", "facts": {}, "home": to}
        phone.record("register", sample=sample, to=to, body=body)
    for reply in phone.drain():
        good(reply)
    return ids
