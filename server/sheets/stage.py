"""From a file to lines that wait for a yes: read and judged outside any transaction, then put down in one."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any, BinaryIO

import orjson
from sqlalchemy import delete, select

from server.database import db
from server.ledger import bulk
from server.ledger.cursor import writing
from server.ledger.ids import uuid7
from server.sheets.draft import Told
from server.sheets.guess import Column, guess, signature
from server.sheets.known import Seen, judge
from server.sheets.own_fields import OwnField, keys_by_name, own_fields
from server.sheets.places import Places, places_now
from server.sheets.plan import gather, readings
from server.sheets.registration import read_line
from server.sheets.sheet import Table, open_table, sample
from server.sheets.tables import Import, ImportPart, ImportRow
from server.web import clock
from server.web.errors import Refused

BATCH = 500
PART = 1024 * 1024
_ROWS = ("of", "line", "status", "sample", "told", "problems", "warnings")


@dataclass(slots=True)
class Staged:
    """What was found: the table as it was read, its columns, how many lines of each status; the lines lie in ``spool``."""

    table: Table
    columns: list[Column]
    spool: BinaryIO
    options: dict[str, Any]
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("rows", "good", "warned", "bad", "skipped"), 0))
    day_first: dict[int, bool | None] = field(default_factory=dict)


def read_file(file: BinaryIO, chosen: dict[str, Any], spool: BinaryIO) -> Staged:
    """Read, map, judge. Nothing is written but the spool. Raises 413 and 422 for a file that is no table."""
    table = open_table(file, chosen)
    own = own_fields()
    columns = _columns(table, chosen, own)
    evidence, _ = gather(table, columns, own)
    staged = Staged(table, columns, spool, chosen)
    places, seen = places_now(), Seen()
    told = _told(table, columns, staged, own, evidence, places)
    while batch := list(islice(told, BATCH)):
        judge(batch, seen, bool(chosen.get("skip_known")))
        _spool(staged, batch)
        time.sleep(0)  # the office has one process: others get their turn
    db.session.rollback()
    if not staged.counts["rows"]:
        raise Refused("empty_sheet", 422, field="file")
    return staged


def _columns(table: Table, chosen: dict[str, Any], own: dict[str, OwnField]) -> list[Column]:
    """Guessed, then as a person wants them; a mapping that was confirmed for the same headings counts as guessed."""
    lines = sample(table)
    remembered = None if chosen.get("mapping") else _remembered(signature(table.header))
    columns = guess(table.header, lines, keys_by_name(own), remembered)
    mapping = chosen.get("mapping") or {}
    return [Column(c.at, c.header, mapping[str(c.at)], "person", c.examples) if str(c.at) in mapping else c for c in columns]


def _remembered(signature: str) -> dict[int, str | None] | None:
    """Of the newest confirmed import with the same headings that a person had changed."""
    wanted = select(Import.found).where(Import.signature == signature, Import.status == "confirmed")
    found = db.session.scalar(wanted.order_by(Import.confirmed_ms.desc()).limit(1))
    if found is None or not any(column["by"] in ("person", "remembered") for column in found["columns"]):
        return None
    return {column["at"]: column["field"] for column in found["columns"]}


def _told(table: Table, columns: Sequence[Column], staged: Staged, own: Any, evidence: Any, places: Places) -> Iterator[Told]:
    reads = readings(columns, evidence, staged.options, own)
    default = staged.options.get("place")
    for line, why in table.body():
        yield Told(line.n, skipped=why) if why else read_line(line, reads, places, default)


def _spool(staged: Staged, batch: Sequence[Told]) -> None:
    """A line of JSON each: the row as it will be written, without the import it belongs to."""
    now_ms = clock.now_ms()
    for one in batch:
        staged.counts["rows"] += 1
        staged.counts[one.status] += 1
        id = uuid7(now_ms) if one.status in ("good", "warned") else None
        problems = [[one.skipped, None, None, "", {}]] if one.skipped else one.problems
        row = [one.line, one.status, id, *(orjson.dumps(value).decode() for value in (one.body, problems, one.warnings))]
        staged.spool.write(orjson.dumps(row) + b"\n")


def keep_new(file: BinaryIO, name: str, by: str, chosen: dict[str, Any]) -> str:
    """A new import of this file; its id."""
    with tempfile.TemporaryFile() as spool:
        staged = read_file(file, chosen, spool)
        id, size, hash = uuid7(clock.now_ms()), *_measure(file)
        row = {
            "id": id,
            "status": "ready",
            "by": by,
            "name": name,
            "kind": staged.table.kind,
            "size": size,
            "sha256": hash,
            "made_ms": clock.now_ms(),
        }
        with writing():
            sweep()
            db.session.add(Import(**row, **_findings(staged)))
            db.session.flush()
            _keep_file(id, file)
            _keep_rows(id, staged.spool)
    return id


def read_again(id: str, chosen: dict[str, Any]) -> None:
    """The same file, read another way. Raises 404, 409 import_confirmed and what reading raises; then nothing is changed."""
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as spool:
        if not _fetch(id, file):
            raise Refused("not_found", 404)
        staged = read_file(file, chosen, spool)
        with writing():
            kept = locked(id)
            for name, value in _findings(staged).items():
                setattr(kept, name, value)
            db.session.execute(delete(ImportRow).where(ImportRow.of == id))
            db.session.flush()
            _keep_rows(id, staged.spool)


def locked(id: str) -> Import:
    """The import, to be changed in this transaction. Raises 404, 409 import_confirmed."""
    kept = db.session.scalar(select(Import).where(Import.id == id).with_for_update())
    if kept is None:
        raise Refused("not_found", 404)
    if kept.status == "confirmed":
        raise Refused("import_confirmed", 409)
    return kept


def _findings(staged: Staged) -> dict[str, Any]:
    table = staged.table
    columns = [{"at": c.at, "header": c.header, "field": c.field, "by": c.by, "examples": list(c.examples)} for c in staged.columns]
    found = {
        "encoding": table.encoding, "delimiter": table.delimiter, "sheets": list(table.sheets), "sheet": table.sheet,
        "header_line": table.header.n, "columns": columns, "counts": staged.counts,
    }  # fmt: skip
    return {"signature": signature(table.header), "chosen": staged.options, "found": found}


def _measure(file: BinaryIO) -> tuple[int, str]:
    file.seek(0)
    size, hash = 0, sha256()
    for part in iter(lambda: file.read(PART), b""):
        size += len(part)
        hash.update(part)
    return size, hash.hexdigest()


def _keep_file(id: str, file: BinaryIO) -> None:
    file.seek(0)
    for n, part in enumerate(iter(lambda: file.read(PART), b"")):
        bulk.insert_rows(ImportPart, ("of", "part", "bytes"), [(id, n, part)])


def _fetch(id: str, into: BinaryIO) -> bool:
    """The file as it came; False when it is not kept."""
    n = 0
    while (part := db.session.scalar(select(ImportPart.bytes).where(ImportPart.of == id, ImportPart.part == n))) is not None:
        into.write(part)
        n += 1
    db.session.rollback()
    return n > 0


def _keep_rows(id: str, spool: BinaryIO) -> None:
    spool.seek(0)
    while batch := list(islice(spool, BATCH)):
        bulk.insert_rows(ImportRow, _ROWS, [(id, *orjson.loads(line)) for line in batch])
        time.sleep(0)


UNCONFIRMED_DAYS, CONFIRMED_DAYS = 7, 30
_DAY_MS = 86_400_000


def sweep() -> None:
    """Inside a writing transaction: imports nobody said yes to for a week, and the lines of those confirmed a month ago."""
    now_ms = clock.now_ms()
    forgotten = select(Import.id).where(Import.status == "ready", Import.made_ms < now_ms - UNCONFIRMED_DAYS * _DAY_MS)
    old = select(Import.id).where(Import.status == "confirmed", Import.confirmed_ms < now_ms - CONFIRMED_DAYS * _DAY_MS)
    for table in (ImportRow, ImportPart):
        db.session.execute(delete(table).where(table.of.in_(forgotten) | table.of.in_(old)))
    db.session.execute(delete(Import).where(Import.status == "ready", Import.made_ms < now_ms - UNCONFIRMED_DAYS * _DAY_MS))
