"""The part of a rebuild that is about what was kept apart: the decision in each row is the newest one of the ledger."""

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import select, update

from server.database import db
from server.ledger.cursor import writing
from server.ledger.review import KIND
from server.ledger.tables import Entry, Quarantined

Decided = tuple[str | None, str | None, str | None, int | None]
_T = Quarantined.__table__.c
_DECIDED = (_T.decision, _T.reason, _T.reviewed_by, _T.reviewed_ms)
UNDECIDED: Decided = (None, None, None, None)


def reviews_apart(write: bool) -> Iterator[str]:
    """Rows that say something else than the reviews; a review of a record that is gone is no fault of the ledger's."""
    with writing() as tx:
        if write:
            tx.number  # noqa: B018  nobody writes between the reading and the writing
        wanted = _wanted()
        for row in list(db.session.execute(select(_T.sha256, *_DECIDED).order_by(_T.sha256))):
            told = wanted.get(row.sha256, UNDECIDED)
            if tuple(row)[1:] == told:
                continue
            yield f"quarantine {row.sha256}: decision"
            if write:
                values: dict[Any, Any] = dict(zip(_DECIDED, told, strict=True))
                db.session.execute(update(Quarantined).where(_T.sha256 == row.sha256).values(values))


def _wanted() -> dict[str, Decided]:
    asked = select(Entry.by, Entry.order_ms, Entry.bytes).where(Entry.kind == KIND, Entry.device == "office").order_by(Entry.entry)
    wanted: dict[str, Decided] = {}
    for row in db.session.execute(asked):
        body = orjson.loads(row.bytes)["body"]
        wanted[body["sha256"]] = (body["decision"], body["reason"], row.by, row.order_ms)
    return wanted
