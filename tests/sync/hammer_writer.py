"""One process of the hammer: threads that commit as fast as they can. ``python -m tests.sync.hammer_writer JSON``."""

import json
import random
import sys
import threading
from pathlib import Path

from sqlalchemy import func, insert, select, text, update

from server.app import create_app
from server.config import Config
from server.database import db
from server.ledger import cursor
from server.ledger.tables import Commit, LogHead
from server.stock.tables import Sample


def write(app, name: str, commits: int, seed: int, written: list) -> None:
    """Each commit brings one new sample and changes one that everybody changes."""
    chance = random.Random(seed)
    for n in range(commits):
        id = f"{name}-{n}"
        with app.app_context(), cursor.writing() as tx:
            # Some take their number early and write long, others late and short: as pushes of 500 and of 1 do.
            early = chance.random() < 0.5 and tx.number
            db.session.execute(select(func.count(Sample.id))).scalar_one()
            number = early or tx.number
            row = {"status": "out", "facts": "{}", "fold": "", "quantity": 1, "claims": 0, "commit": number}
            db.session.execute(insert(Sample), [{"id": id, **row}])
            db.session.execute(update(Sample).where(Sample.id == "hot").values(quantity=Sample.quantity + 1, commit=number))
        written.append([id, number])


def number_as_a_sequence_does() -> None:
    """What the hammer is there to catch: numbers that are given out without a lock until the commit."""

    def taken() -> cursor.Head:
        with db.engine.begin() as apart:
            number = apart.scalar(text("SELECT nextval('hammer')"))
            epoch = apart.scalar(select(LogHead.epoch))
        return cursor.Head(epoch, number - 1, cursor.GENESIS, 0)

    def moved(tx: cursor.Tx) -> None:
        db.session.execute(insert(Commit).values(commit=tx.number, at_ms=tx.now_ms, chain=cursor.GENESIS))
        db.session.execute(update(LogHead).where(LogHead.commit < tx.number).values(commit=tx.number))

    cursor._locked_head, cursor._move_head = taken, moved


def main(asked: dict) -> None:
    app = create_app(Config(home=Path(asked["home"]), database_url=asked["url"], jobs=False))
    if asked.get("sequence"):
        number_as_a_sequence_does()
    written: list = []
    threads = [
        threading.Thread(target=write, args=(app, f"{asked['name']}-{n}", asked["commits"], asked["seed"] + n, written))
        for n in range(asked["threads"])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(written))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
