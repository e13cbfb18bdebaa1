"""Everything the ledger knows about one sample, newest first."""

from typing import Any

import orjson
from sqlalchemy import and_, or_, select

from server.database import db
from server.ledger.tables import Entry
from server.stock.tables import Sample, Tag
from server.web.errors import Refused

MOST = 500
_COLUMNS = (Entry.entry, Entry.id, Entry.kind, Entry.sample, Entry.tag, Entry.by, Entry.device, Entry.to)
_TIMES = (Entry.order_ms.label("happened_ms"), Entry.received_ms.label("known_ms"))


def timeline(sample: str) -> list[dict[str, Any]]:
    """Entries that name the sample, and those of its tags from when nobody knew yet what the tag was on."""
    if db.session.scalar(select(Sample.id).where(Sample.id == sample)) is None:
        raise Refused("not_found", 404)
    tags = list(db.session.scalars(select(Tag.code).where(Tag.target == sample, Tag.target_kind == "sample")))
    is_about = or_(Entry.sample == sample, and_(Entry.sample.is_(None), Entry.tag.in_(tags)))
    wanted = select(*_COLUMNS, *_TIMES, Entry.verdict, Entry.reasons, Entry.commit, Entry.bytes).where(is_about)
    newest = wanted.order_by(Entry.order_ms.desc(), Entry.entry.desc()).limit(MOST)
    return [_wire(row) for row in db.session.execute(newest).mappings()]


def _wire(row: Any) -> dict[str, Any]:
    action = orjson.loads(row["bytes"])
    body = action.get("body") or {}
    told = {name: value for name, value in row.items() if name != "bytes"}
    reverses = body.get("reverses") if row["kind"] == "undo" else None
    return told | {
        "reasons": orjson.loads(row["reasons"]),
        "reverses": reverses,
        "body": body,
        "believed_from": action.get("believed_from"),
    }
