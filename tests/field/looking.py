"""What the office holds when all have come home, read from its database; and the same home-coming in another order, on a copy."""

import random
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask import Flask
from sqlalchemy import select

from server.app import create_app
from server.config import Config
from server.database import db
from server.ledger.ingest import take
from server.ledger.tables import Case, Entry, Quarantined
from server.people.tables import Device
from server.stock.tables import Sample
from server.sync.push import push_of, read_push

Row = dict[str, Any]
CASE = ("id", "kind", "status", "sample", "tag", "claims", "settled", "waiting")
ENTRY = ("id", "device", "seq", "kind", "sample", "tag", "order_ms", "received_ms", "verdict", "reasons", "bytes", "commit")
SAMPLE = ("id", "status", "place", "holder", "claims", "fold")


@contextmanager
def looking_into(database_url: str, home: Path) -> Iterator[Flask]:
    app = create_app(Config(home=home, database_url=database_url, jobs=False))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def rows_of(table: Any, names: tuple[str, ...], **where: Any) -> list[Row]:
    found = db.session.execute(select(*(getattr(table, name) for name in names)).filter_by(**where))
    return [dict(row) for row in found.mappings()]


def cases() -> list[Row]:
    return rows_of(Case, CASE)


def entries() -> list[Row]:
    return sorted(rows_of(Entry, ENTRY), key=lambda row: (row["order_ms"], row["device"], row["seq"]))


def apart() -> list[Row]:
    return rows_of(Quarantined, ("id", "device", "seq", "reasons"))


def outcome() -> dict[str, Any]:
    """What must not depend on the order of coming home: everything but commit numbers, and cases nobody ever had to look at."""
    standing = [row for row in cases() if (row["settled"] or {}).get("reason") != "late_action"]
    return {
        "samples": {row["id"]: row for row in rows_of(Sample, SAMPLE)},
        "cases": {row["id"]: row for row in standing},
        "ledger": {row["id"]: [row[name] for name in ENTRY[:-1]] for row in rows_of(Entry, ENTRY)},
        "apart": sorted(row["id"] for row in apart()),
    }


def copy_of(database: Path, to: Path) -> str:
    """The address of a copy of a SQLite file that others are writing to."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(database) as source, sqlite3.connect(to) as copy:
        source.backup(copy)
    return f"sqlite:///{to}"


def come_home_again(copy: str, home: Path, owed: Mapping[int, list[Row]], seed: int, end: int, patch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The same pushes to a copy of the office as it was before, phone by phone in another order; and the outcome."""
    order = list(owed)
    random.Random(seed).shuffle(order)
    with looking_into(copy, home), patch.context() as patched:
        patched.setattr("server.web.clock.now_ms", lambda: end)
        cookie = {row["id"]: row["token_hash"] for row in rows_of(Device, ("id", "token_hash"))}
        db.session.rollback()
        for n in order:
            for body in owed[n]:
                envelope = read_push(orjson.loads(body))
                take(push_of(envelope, cookie[envelope["install"]]))
        told = outcome()
    shutil.rmtree(home, ignore_errors=True)
    return told
