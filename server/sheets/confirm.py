"""The yes to an import: every good line becomes a piece of the register, in one transaction, or none does."""

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import func, select

from server.database import db
from server.ledger.cursor import writing
from server.ledger.details import written
from server.ledger.mass import NotPlain, Piece, TagTaken, register_all
from server.sheets.known import registered_numbers
from server.sheets.stage import locked
from server.sheets.tables import Import, ImportRow
from server.stock.tables import ArchiveNumber, Place
from server.web.errors import Refused

PAGE = 500
GOOD = ("good", "warned")


def confirm(id: str, by: str) -> None:
    """Asked again, it does nothing: what was confirmed is. Raises 404, 409 import_changed, 422 nothing_to_import."""
    with writing() as tx:
        _ = tx.number  # the head is locked: nobody registers, opens or retires anything until this is over
        if db.session.scalar(select(Import.status).where(Import.id == id).with_for_update()) == "confirmed":
            return
        kept = locked(id)
        try:
            count = register_all(tx, by, _pieces(id, _places_in_use()), group=id)
        except (TagTaken, NotPlain) as error:
            raise Refused("import_changed", 409) from error
        if not count:
            raise Refused("nothing_to_import", 422)
        first, last = _numbers(id)
        kept.found = kept.found | {"registered": count, "archive_first": first, "archive_last": last}
        kept.status, kept.confirmed_ms, kept.confirmed_by, kept.commit = "confirmed", tx.now_ms, by, tx.number


def _pieces(id: str, places: set[str]) -> Iterator[Piece]:
    """The good lines in their order, a page at a time."""
    after = 0
    while True:
        wanted = select(ImportRow.line, ImportRow.sample, ImportRow.told).where(
            ImportRow.of == id, ImportRow.status.in_(GOOD), ImportRow.line > after
        )
        rows = db.session.execute(wanted.order_by(ImportRow.line).limit(PAGE)).all()
        if not rows:
            return
        told = [(row.sample, orjson.loads(row.told)) for row in rows]
        if registered_numbers(body["archive_no"] for _, body in told):
            raise Refused("import_changed", 409)
        for sample, body in told:
            yield _piece(sample, body, places)
        after = rows[-1].line


def _piece(sample: str, told: dict[str, Any], places: set[str]) -> Piece:
    """A place that was closed since the preview is none any more: then the preview was of another register."""
    home, to = told["home"], told["to"]
    if any(place is not None and place not in places for place in (home, to)):
        raise Refused("import_changed", 409)
    body = {key: told[key] for key in ("tag", "number", "type", "category", "model", "name", "facts", "home", "arrived")}
    return Piece(sample, body, to, told["quantity"])


def _places_in_use() -> set[str]:
    return set(db.session.scalars(select(Place.id).where(Place.retired.is_(False))))


def _numbers(id: str) -> tuple[str | None, str | None]:
    """The first and the last archive number given."""
    ours = select(ImportRow.sample).where(ImportRow.of == id, ImportRow.status.in_(GOOD))
    row = db.session.execute(
        select(func.min(ArchiveNumber.year), func.min(ArchiveNumber.n), func.max(ArchiveNumber.n)).where(ArchiveNumber.sample.in_(ours))
    ).one()
    return (written(row[0], row[1]), written(row[0], row[2])) if row[0] is not None else (None, None)
