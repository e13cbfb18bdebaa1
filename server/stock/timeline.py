"""Everything the ledger knows about one sample, newest first."""

from typing import Any

import orjson
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from server.database import db
from server.ledger.tables import Entry, MatterEntry
from server.stock.tables import Sample, Tag
from server.web.errors import Refused

MOST = 500
_COLUMNS = (Entry.entry, Entry.id, Entry.kind, Entry.sample, Entry.tag, Entry.by, Entry.device, Entry.to)
_TIMES = (Entry.order_ms.label("happened_ms"), Entry.received_ms.label("known_ms"))
_SAID = ("slip", "receipt", "repair", "group", "observed_from", "believed_from", "quantity")
# What was said of a whole slip or receipt; of the lines of a receipt only the piece's own.
_OF_SLIP = ("slip_request", "slip_submit", "slip_cancel", "slip_approve", "slip_reject", "slip_extend", "slip_extend_ask", "slip_sign")
_OF_LINE = ("receipt_check", "receipt_settle")


def timeline(sample: str) -> list[dict[str, Any]]:
    """Entries that name the sample, those of its tags from when nobody knew yet what the tag was on, and what its slips and receipt say."""
    if db.session.scalar(select(Sample.id).where(Sample.id == sample)) is None:
        raise Refused("not_found", 404)
    tags = list(db.session.scalars(select(Tag.code).where(Tag.target == sample, Tag.target_kind == "sample")))
    is_about = or_(Entry.sample == sample, and_(Entry.sample.is_(None), Entry.tag.in_(tags)), Entry.entry.in_(_of_matters(sample)))
    wanted = select(*_COLUMNS, *_TIMES, Entry.verdict, Entry.reasons, Entry.commit, Entry.bytes).where(is_about)
    newest = wanted.order_by(Entry.order_ms.desc(), Entry.entry.desc()).limit(MOST)
    return [_wire(row) for row in db.session.execute(newest).mappings()]


def _of_matters(sample: str) -> list[int]:
    """The numbers of the entries about the slips the piece was out under and the receipt it came with."""
    naming, about = aliased(MatterEntry), aliased(Entry)
    own = select(naming.of, naming.id).join(about, about.entry == naming.entry).where(about.sample == sample).distinct().subquery()
    its = (MatterEntry.of == own.c.of) & (MatterEntry.id == own.c.id)
    said = select(Entry.entry, Entry.kind, Entry.bytes).join(MatterEntry, MatterEntry.entry == Entry.entry).join(own, its)
    rows = db.session.execute(said.where(Entry.sample.is_(None), Entry.kind.in_((*_OF_SLIP, "receipt_open", *_OF_LINE)))).all()
    lines = _lines_of(sample) if any(row.kind in _OF_LINE for row in rows) else set()
    return [row.entry for row in rows if row.kind not in _OF_LINE or _body(row.bytes).get("line") in lines]


def _lines_of(sample: str) -> set[str]:
    """The lines of a delivery note that the piece came on."""
    came = db.session.scalars(select(Entry.bytes).where(Entry.sample == sample, Entry.kind.in_(("arrive", "register"))))
    bodies = [_body(raw) for raw in came]
    return {line for body in bodies for line in (body.get("line"), body.get("entry")) if isinstance(line, str)}


def _body(raw: bytes) -> dict[str, Any]:
    return orjson.loads(raw).get("body") or {}


def _wire(row: Any) -> dict[str, Any]:
    action = orjson.loads(row["bytes"])
    body = action.get("body") or {}
    told = {name: value for name, value in row.items() if name != "bytes"} | {name: action.get(name) for name in _SAID}
    reverses = body.get("reverses") if row["kind"] == "undo" else None
    return told | {"reasons": orjson.loads(row["reasons"]), "reverses": reverses, "body": body}
