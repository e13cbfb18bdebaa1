"""A firm's register and its history, written straight into the tables: pieces in cabinets and in hands, and what was said of each."""

import random
import uuid
from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import select, text

from server.core.tag import mint
from server.database import db
from server.ledger import bulk, entries, finding
from server.ledger.details import DETAILS
from server.ledger.tables import Entry
from server.stock.tables import Place, Sample, Tag

START_MS = 1_780_000_000_000
BATCH = 5_000
CABINETS, TRAYS = 20, 20
METALS = (("gold", 750), ("white_gold", 750), ("rose_gold", 585), ("platinum", 950), ("silver", 925))
STONES = ("diamond", "ruby", "sapphire", "emerald", "jadeite", "pearl", "opal")
TYPES = ("ring", "necklace", "pendant", "earrings", "bracelet", "brooch")
NAMES = ("月光", "春曉", "如意", "四葉草", "同心結", "花好月圓", "Aurora", "Tidewater", "Nightingale")
FAMILY, GIVEN = "陳李張黃何林吳梁鄭周", ("美玲", "志明", "家豪", "淑儀", "嘉欣", "子軒")
_SAMPLE = (
    *(*DETAILS, "quantity", "status", "place", "holder", "home", "happened_ms", "known_ms", "last_by", "last_kind", "claims"),
    *("fold", "commit"),
)
_ENTRY = entries.COLUMNS


def fill(count: int, history: int, seed: int = 1) -> dict[str, Any]:
    """``history``: entries in all. What the searches of the benchmark need to know comes back."""
    chance = random.Random(seed)
    trays, people = _places(chance)
    shown: dict[str, Any] = {"cabinet": trays[0][0], "tray": trays[0][1]}
    rows = _samples(chance, count, [id for id, _cabinet in trays], people)
    ids = []
    while batch := [row for _n, row in zip(range(BATCH), rows, strict=False)]:
        bulk.insert_rows(Sample, _SAMPLE, [tuple(row[name] for name in _SAMPLE) for row in batch])
        tags = [(row["tag"], "sample", row["id"], 1, START_MS, 1) for row in batch]
        bulk.insert_rows(Tag, ("code", "target_kind", "target", "generation", "issued_ms", "commit"), tags)
        finding.keep(batch)
        ids += [row["id"] for row in batch]
        shown |= {"last": batch[len(batch) // 2]}
        db.session.commit()
    shown["told"] = ids[len(ids) // 2]
    _history(chance, ids, history, shown["told"], people)
    return shown


def _places(chance: random.Random) -> tuple[list[tuple[str, str]], list[str]]:
    cabinets = [_id(chance) for _n in range(CABINETS)]
    trays = [(_id(chance), cabinet) for cabinet in cabinets for _n in range(TRAYS)]
    people = [_id(chance) for _n in range(60)]
    kept = [(id, "store", None, {"en": f"Cabinet {n}", "zh-Hant": f"珠寶櫃{n}"}) for n, id in enumerate(cabinets)]
    kept += [(id, "store", cabinet, {"en": f"Tray {n}", "zh-Hant": f"盤{n}"}) for n, (id, cabinet) in enumerate(trays)]
    kept += [(id, "person", None, {"zh-Hant": FAMILY[n % 10] + GIVEN[n // 10], "en": f"Person {n}"}) for n, id in enumerate(people)]
    for id, kind, parent, names in kept:
        db.session.add(Place(id=id, kind=kind, parent=parent, names=names, retired=False, commit=1))
    db.session.commit()
    return trays, people


def _samples(chance: random.Random, count: int, trays: list[str], people: list[str]) -> Iterator[dict[str, Any]]:
    for n in range(1, count + 1):
        is_out = chance.random() < 0.15
        home, known = chance.choice(trays), START_MS + n * 40_000
        place = chance.choice(people) if is_out else home
        status = "lost" if chance.random() < 0.002 else "out" if is_out else "in_store"
        yield {
            "id": _id(chance, known), "archive_no": f"2025-{n:06}", "number": f"S-{chance.randrange(10**6):06}",
            "tag": mint(chance.randbytes(9)),
            "type": chance.choice(TYPES), "category": chance.choice(("new", "display")), "model": f"R-{chance.randrange(5_000):04}",
            "name": f"{chance.choice(NAMES)}{chance.randrange(400)}" if chance.random() < 0.3 else None,
            "facts": orjson.dumps(_facts(chance)).decode(), "photos": "[]", "entry_no": None, "quantity": 1, "status": status,
            "place": place,
            "holder": place if is_out else None, "home": home, "happened_ms": known, "known_ms": known, "last_by": people[0],
            "last_kind": "scan_out" if is_out else "register", "claims": 0, "fold": "{}", "commit": 1,
        }  # fmt: skip


def _facts(chance: random.Random) -> dict[str, Any]:
    metal, fineness = chance.choice(METALS)
    facts: dict[str, Any] = {"gross_g": f"{chance.uniform(1, 30):.3f}", "metals": [{"metal": metal, "fineness": fineness}]}
    facts["custom"] = {"batch": f"B{chance.randrange(2_000):04}"}
    if chance.random() < 0.7:
        facts["stones"] = [{"kind": chance.choice(STONES), "count": chance.randint(1, 30), "ct": f"{chance.uniform(0.1, 4):.2f}"}]
        facts["certificates"] = [{"lab": "GIA", "number": str(chance.randrange(10**9, 10**10))}]
    return facts


def _history(chance: random.Random, ids: list[str], count: int, told: str, people: list[str]) -> None:
    """``told`` has 600 entries, the others the rest. The indexes are made when the rows are there: as they would be, and sooner."""
    made = take_indexes()
    zero, sig = bytes(32), "s" * 96
    for start in range(0, count, BATCH):
        rows = []
        for n in range(start, min(start + BATCH, count)):
            sample = told if n % max(1, count // 600) == 0 else ids[n % len(ids)]
            action = {"id": str(uuid.UUID(int=n + 1)), "kind": "scan_out", "sample": sample, "to": people[n % 60], "body": {"note": "fair"}}
            at = START_MS + n * 30
            told_bytes = orjson.dumps(action | {"device": f"phone-{n % 40}", "seq": n, "wall_ms": at, "prev": "0" * 64})
            row = {"entry": n + 10_000, "commit": 1, "id": action["id"], "device": f"phone-{n % 40}", "seq": n, "kind": "scan_out"}
            row |= {"by": people[0], "sample": sample, "tag": None, "to": action["to"], "order_ms": at, "received_ms": at}
            row |= {"verdict": "accepted", "reasons": "[]", "bytes": told_bytes, "sig": sig, "chain": zero}
            rows.append(tuple(row[name] for name in _ENTRY))
        bulk.insert_rows(Entry, _ENTRY, rows)
        db.session.commit()
    lay_indexes(made)


def take_indexes() -> list[str]:
    """Drop those of the ledger that are no constraint's; how they are made again."""
    if db.engine.dialect.name == "sqlite":
        asked = "select name, sql from sqlite_master where type = 'index' and tbl_name = 'ledger' and sql is not null"
    else:
        asked = "select indexname, indexdef from pg_indexes where tablename = 'ledger' and indexname like 'ix_%'"
    made = db.session.execute(text(asked)).all()
    for name, _sql in made:
        db.session.execute(text(f'drop index "{name}"'))
    db.session.commit()
    return [sql for _name, sql in made]


def lay_indexes(made: list[str]) -> None:
    """As they were."""
    for statement in made:
        db.session.execute(text(statement))
    db.session.commit()


def settle() -> None:
    """What autovacuum has done on any PostgreSQL after its first minutes. SQLite needs nothing."""
    assert db.session.scalar(select(Sample.id).limit(1)) is not None
    db.session.commit()
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("vacuum (analyze)"))


def _id(chance: random.Random, at_ms: int = START_MS) -> str:
    return str(uuid.UUID(int=at_ms << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62)))
