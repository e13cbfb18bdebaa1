"""Entries of the ledger as papers read them: decoded, in the order of history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import and_, or_, select

from server.database import db
from server.ledger.bulk import rows_by
from server.ledger.cursor import OFFICE
from server.ledger.tables import Entry, MatterEntry
from server.stock.tables import Tag

COLUMNS = ("entry", "commit", "id", "device", "kind", "by", "sample", "tag", "to", "order_ms", "received_ms", "verdict", "reasons")
_VERBATIM = ("bytes", "sig", "chain")
Bytes = bytes  # an attribute is called bytes, after the wire


@dataclass(frozen=True, slots=True)
class Told:
    """One entry. ``action`` is the decoded record; ``bytes``, ``sig`` and ``chain`` are as they lie in the ledger."""

    entry: int
    commit: int
    id: str
    device: str
    kind: str
    by: str | None
    sample: str | None
    tag: str | None
    to: str | None
    order_ms: int
    received_ms: int
    verdict: str
    reasons: str  # JSON text, as the chain covers it
    bytes: Bytes
    sig: str | None
    chain: Bytes
    action: dict[str, Any]

    @property
    def body(self) -> dict[str, Any]:
        body = self.action.get("body")
        return body if isinstance(body, dict) else {}

    @property
    def noted(self) -> list[str]:
        """What the office noted when it came."""
        return orjson.loads(self.reasons)

    @property
    def tz(self) -> int:
        tz = self.action.get("tz")
        return tz if type(tz) is int else 0


def of_sample(sample: str) -> list[Told]:
    """Everything that names the piece, scans of its tags from before anybody knew them included."""
    tags = select(Tag.code).where(Tag.target == sample, Tag.target_kind == "sample")
    return _read(or_(Entry.sample == sample, and_(Entry.sample.is_(None), Entry.tag.in_(tags))))


def of_matter(of: str, id: str) -> list[Told]:
    """Everything that names a slip, a receipt or a repair."""
    return _read(Entry.entry.in_(select(MatterEntry.entry).where(MatterEntry.of == of, MatterEntry.id == id)))


def of_samples(samples: Iterable[str]) -> dict[str, list[Told]]:
    """By sample, what names it."""
    found: dict[str, list[Told]] = {sample: [] for sample in samples}
    rows = [_told(row) for row in rows_by(Entry, (*COLUMNS, *_VERBATIM), "sample", found)]
    for told in in_order(rows):
        found[told.sample or ""].append(told)
    return found


def in_order(entries: Iterable[Told]) -> list[Told]:
    return sorted({told.entry: told for told in entries}.values(), key=lambda told: (told.order_ms, told.entry))


def zone_of(entries: Sequence[Told]) -> int:
    """Minutes east of whoever recorded the newest of these on a phone; the office's own clock has no place."""
    return next((told.tz for told in reversed(entries) if told.device != OFFICE), 0)


def taken_back(entries: Iterable[Told]) -> dict[str, Told]:
    """By the id of what was taken back, the undo that did it: by the same person or on the same phone, and later."""
    seen: dict[str, Told] = {}
    undone: dict[str, Told] = {}
    for told in entries:
        seen[told.id] = told
        target = seen.get(told.body.get("reverses") or "") if told.kind == "undo" else None
        if target is not None and target.kind != "undo" and (target.device == told.device or target.by == told.by):
            undone[target.id] = told
    return undone


def _read(which: Any) -> list[Told]:
    columns = [getattr(Entry, name) for name in (*COLUMNS, *_VERBATIM)]
    return in_order(_told(row) for row in db.session.execute(select(*columns).where(which)))


def _told(row: Any) -> Told:
    said = {name: getattr(row, name) for name in (*COLUMNS, *_VERBATIM)}
    said |= {"bytes": bytes(row.bytes), "chain": bytes(row.chain)}
    return Told(**said, action=orjson.loads(row.bytes))
