"""A firm's years, laid in before the load: ``python -m bench.load.history DATABASE_URL SAMPLES ENTRIES``.

The register comes from ``bench.lists.stock``. The history is signed and hangs on the chain: ``verify`` walks it as it would a firm's.
"""

import logging
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import select

from bench.lists import stock
from server.app import create_app
from server.config import Config
from server.database import db
from server.ledger import bulk, entries
from server.ledger.cursor import writing
from server.ledger.tables import Entry
from server.stock.tables import Place, Sample
from tests.phone import Phone, insert_device

PHONES = 40
COMMIT = 5_000  # entries


def lay(samples: int, history: int) -> None:
    """Inside an app context; ``history``: entries."""
    stock.fill(samples, 0)
    ids = list(db.session.scalars(select(Sample.id).where(Sample.commit == 1).order_by(Sample.id)))
    people = list(db.session.scalars(select(Place.id).where(Place.kind == "person", Place.commit == 1)))
    phones = [Phone(seed=n, name=f"Old phone {n}") for n in range(PHONES)]
    for phone in phones:
        insert_device(phone)
    again = stock.take_indexes()
    for start in range(0, history, COMMIT):
        with writing() as tx:
            rows = [_entry(tx.number, tx.now_ms, phones[n % PHONES], ids[n % len(ids)], people[n % len(people)])
                    for n in range(start, min(start + COMMIT, history))]  # fmt: skip
            tx.seal(rows)
            bulk.insert_rows(Entry, entries.COLUMNS, [row.values() for row in rows])
    stock.lay_indexes(again)
    stock.settle()


def _entry(commit: int, now_ms: int, phone: Phone, sample: str, person: str) -> entries.Row:
    phone.by = person
    made = phone.record("sighting", sample=sample, to=person)
    phone.outbox.clear()
    known = (made.id, phone.id, made.seq, "sighting", person, sample, None, person)
    return entries.Row(commit, *known, now_ms, now_ms, "accepted", "[]", made.bytes, made.sig)


def main() -> None:
    url, samples, history = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    logging.disable(logging.INFO)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as home, create_app(Config(home=Path(home), database_url=url, jobs=False)).app_context():
        lay(samples, history)
        db.session.remove()
        db.engine.dispose()
    print(f"{samples:,} samples and {history:,} signed entries laid in {time.perf_counter() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
