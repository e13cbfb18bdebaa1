"""Finding samples in the register, a page at a time, and showing one."""

import re
from typing import Any

import orjson
from sqlalchemy import ColumnElement, and_, func, or_, select, true

from server.database import db
from server.stock.tables import Place, Sample, Tag
from server.stock.wanted import Part, Wanted, read_search
from server.web.errors import Refused

PAGE = 50
MOST_HOLDERS = 500
COLUMNS = (
    *("id", "archive_no", "number", "tag", "type", "category", "model", "name", "facts", "quantity", "status", "place", "holder"),
    *("home", "at", "condition", "happened_ms", "known_ms", "last_by", "last_kind", "claims"),
    *("slip", "repair", "photos", "entry_no", "commit"),
)
_ROW = [getattr(Sample, name) for name in COLUMNS]
_NEWEST = (Sample.archive_no.desc().nulls_last(), Sample.id)
_CERTIFICATE = re.compile(r"[a-z]{0,4}\d{5,}")


def find_samples(q: str, status: str | None, place: str | None, page: int) -> dict[str, Any]:
    """Newest archive number first. Three queries whatever the size."""
    places = db.session.execute(select(Place.id, Place.parent, Place.names)).all()
    wanted = read_search(q)
    which = and_(_means(wanted, places), _has(status, place, places))
    total, ids = (_count_while_looking if wanted.parts else _count_first)(which, (page - 1) * PAGE)
    rows = db.session.execute(select(*_ROW).where(Sample.id.in_(ids))).mappings().all() if ids else ()
    by_id = {row["id"]: _wire(row) for row in rows}
    return {"samples": [by_id[id] for id in ids if id in by_id], "total": total, "page": page}


def which_samples(q: str = "", status: str | None = None, place: str | None = None) -> ColumnElement[bool]:
    """The condition of a search, for what wants all of it and not a page."""
    places = db.session.execute(select(Place.id, Place.parent, Place.names)).all()
    return and_(_means(read_search(q), places), _has(status, place, places))


def _count_first(which: ColumnElement[bool], skip: int) -> tuple[int, list[str]]:
    """For what an index can count: (how many, the ids of the page)."""
    total = db.session.scalar(select(func.count()).select_from(Sample).where(which)) or 0
    wanted = select(Sample.id).where(which).order_by(*_NEWEST).limit(PAGE).offset(skip)
    return total, list(db.session.scalars(wanted)) if total > skip else []


def _count_while_looking(which: ColumnElement[bool], skip: int) -> tuple[int, list[str]]:
    """For text, where every row must be looked at: once, not twice."""
    looked = select(Sample.id, func.count().over()).where(which).order_by(*_NEWEST).limit(PAGE).offset(skip)
    found = db.session.execute(looked).all()
    if not found:  # there is nothing, or nothing so far behind
        return _count_first(which, skip) if skip else (0, [])
    return found[0][1], [row[0] for row in found]


def one_sample(sample: str) -> dict[str, Any]:
    row = db.session.execute(select(*_ROW).where(Sample.id == sample)).mappings().first()
    if row is None:
        raise Refused("not_found", 404)
    return _wire(row)


def _wire(row: Any) -> dict[str, Any]:
    at, photos = orjson.loads(row["at"]) if row["at"] else None, orjson.loads(row["photos"])
    return dict(row) | {"facts": orjson.loads(row["facts"] or "{}"), "at": at, "photos": photos}


def _has(status: str | None, place: str | None, places: Any) -> ColumnElement[bool]:
    """In this state; lying in this place or a part of it, or answered for by it."""
    conditions = [true()]
    if status:
        conditions.append(Sample.status == status)
    if place:
        conditions.append(or_(Sample.place.in_(_with_parts(place, places)), Sample.holder == place))
    return and_(*conditions)


def _with_parts(place: str, places: Any) -> list[str]:
    """The place and everything below it in the tree."""
    below: dict[str, list[str]] = {}
    for row in places:
        below.setdefault(row.parent, []).append(row.id)
    found = [place]
    for one in found:
        found.extend(part for part in below.get(one, ()) if part not in found)
    return found


def _means(wanted: Wanted, places: Any) -> ColumnElement[bool]:
    if wanted.code:  # of whatever generation: an old label still says which piece it was on
        return Sample.id.in_(select(Tag.target).where(Tag.code == wanted.code, Tag.target_kind == "sample"))
    if not wanted.parts:
        return true()
    return or_(_holds(Sample.name, wanted.whole), and_(*[_fits(part, places) for part in wanted.parts]))


def _fits(part: Part, places: Any) -> ColumnElement[bool]:
    if part.type:
        return or_(Sample.type == part.type, _holds(Sample.name, part.text))
    if part.in_facts:
        return or_(_holds(Sample.facts, part.in_facts), _holds(Sample.name, part.text))
    ways = [_holds(column, part.text) for column in (Sample.archive_no, Sample.number, Sample.model, Sample.name)]
    if part.text.isascii() and len(part.text) >= 4:
        ways.append(Sample.tag.like("%" + _literally(part.text.upper()), escape="\\"))
    if _CERTIFICATE.fullmatch(part.text):
        ways.append(_holds(Sample.facts, part.text))
    holders = _called(part.text, places)
    if holders:
        ways += [Sample.holder.in_(holders), Sample.place.in_(holders)]
    return or_(*ways)


def _called(text: str, places: Any) -> list[str]:
    """The places and people whose name, in any language, holds this."""
    return [row.id for row in places if any(text in name.casefold() for name in row.names.values())][:MOST_HOLDERS]


def _holds(column: Any, text: str) -> ColumnElement[bool]:
    """Whatever the case. SQLite's LIKE does not look at it for ASCII; PostgreSQL has ILIKE."""
    like = column.like if db.engine.dialect.name == "sqlite" else column.ilike
    return like(f"%{_literally(text)}%", escape="\\")


def _literally(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
