"""A store of 50,000 believable samples, written straight into the tables of an office."""

import random
import uuid
from collections.abc import Iterator
from typing import Any

import orjson
from flask import Flask
from sqlalchemy import insert

from server.core.tag import mint
from server.database import db
from server.ledger.cursor import writing
from server.stock.tables import Place, Sample, Tag

START_MS = 1_780_000_000_000
BATCH = 500
METALS = (("gold", 750), ("white_gold", 750), ("rose_gold", 585), ("platinum", 950), ("silver", 925))
STONES = ("diamond", "ruby", "sapphire", "emerald", "jadeite", "pearl", "opal")
TYPES = ("ring", "necklace", "pendant", "earrings", "bracelet", "brooch")


def fill(app: Flask, count: int, seed: int = 1) -> None:
    """The same samples for the same seed, 500 to a commit, as if registered over a month."""
    chance = random.Random(seed)
    with app.app_context():
        trays, hands = _places(chance)
        rows = _samples(chance, count, trays, hands)
        while batch := [row for _n, row in zip(range(BATCH), rows, strict=False)]:
            with writing() as tx:
                commit = tx.number
                db.session.execute(insert(Sample), [{**row, "commit": commit} for row in batch])
                tags = [{"code": row["tag"], "target_kind": "sample", "target": row["id"], "issued_ms": START_MS} for row in batch]
                db.session.execute(insert(Tag), [{**tag, "generation": 1, "void_ms": None, "commit": commit} for tag in tags])


def _places(chance: random.Random) -> tuple[list[str], list[str]]:
    trays, hands = [[_id(chance) for _n in range(count)] for count in (80, 20)]
    with writing() as tx:
        kinds = [(id, "store") for id in trays] + [(id, "person") for id in hands]
        names = {"en": "Tray", "zh-Hant": "珠寶盤"}
        db.session.execute(
            insert(Place), [{"id": id, "kind": kind, "names": names, "retired": False, "commit": tx.number} for id, kind in kinds]
        )
    return trays, hands


def _samples(chance: random.Random, count: int, trays: list[str], hands: list[str]) -> Iterator[dict[str, Any]]:
    for n in range(count):
        home, is_out = chance.choice(trays), chance.random() < 0.15
        place = chance.choice(hands) if is_out else home
        known = START_MS + n * 40_000
        yield {
            "id": _id(chance, known), "archive_no": f"2026-{n:06}", "number": f"S-{n:05}", "tag": mint(chance.randbytes(9)),
            "type": chance.choice(TYPES), "category": chance.choice(("new", "display", "custom")), "model": f"R-{chance.randrange(900):03}",
            "name": None, "facts": orjson.dumps(_facts(chance)).decode(), "quantity": 1, "status": "out" if is_out else "in_store",
            "place": place, "holder": place if is_out else None, "home": home, "at": None, "condition": None,
            "happened_ms": known - chance.randrange(90_000), "known_ms": known, "last_by": chance.choice(hands),
            "last_kind": "scan_out" if is_out else "register", "claims": 0, "fold": "{}",
        }  # fmt: skip


def _facts(chance: random.Random) -> dict[str, Any]:
    metal, fineness = chance.choice(METALS)
    facts: dict[str, Any] = {
        "gross_g": f"{chance.uniform(1, 30):.3f}",
        "metals": [{"metal": metal, "fineness": fineness}],
        "ownership": chance.choice(("own", "own", "memo_in", "client_property")),
        "insured": {"minor": chance.randrange(50, 9_000) * 10_000, "currency": "HKD"},
    }
    if chance.random() < 0.7:
        facts["stones"] = [{"kind": chance.choice(STONES), "count": chance.randint(1, 30), "ct": f"{chance.uniform(0.1, 4):.2f}"}]
    return facts


def _id(chance: random.Random, at_ms: int = START_MS) -> str:
    """A uuid v7, as phones make them: 74 bits of it cannot be compressed."""
    return str(uuid.UUID(int=at_ms << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62)))
