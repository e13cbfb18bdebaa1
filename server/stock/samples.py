"""Finding samples in the register, a page at a time, and showing one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, TextClause, and_, func, or_, select, text, true, union_all

from server.database import db
from server.stock import finding
from server.stock.tables import Finding, Place, Sample, Tag
from server.stock.wanted import read_search
from server.web.errors import Refused

PAGE = 50
COUNTED = 1_000  # hits of a search are counted so far; nobody reads on to the thousandth, and counting them all would cost a walk
FEW = 5_000  # rows that are read one by one sooner than a condition that holds for more of them is walked
COLUMNS = (
    *("id", "archive_no", "number", "tag", "type", "category", "model", "name", "facts", "quantity", "status", "place", "holder"),
    *("home", "at", "condition", "happened_ms", "known_ms", "last_by", "last_kind", "claims"),
    *("slip", "repair", "photos", "entry_no", "commit"),
)
_ROW = [getattr(Sample, name) for name in COLUMNS]
_NEWEST = (Sample.archive_no.desc().nulls_last(), Sample.id)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search with its names looked up: ``within`` are a place and its parts, ``holder`` that place itself."""

    code: str | None
    parts: list[finding.Held]
    status: str | None
    holder: str | None
    within: list[str]

    @property
    def written(self) -> list[finding.Held]:
        """The parts that nobody is called by: all of them stand in the finding."""
        return [one for one in self.parts if not one[1]]


def find_samples(q: str, status: str | None, place: str | None, page: int) -> dict[str, Any]:
    """Newest archive number first. A few queries whatever the size; ``more``: there are more than ``total``."""
    asked, skip = _read(q, status, place), (page - 1) * PAGE
    total, ids, more = _look(asked, skip)
    rows = db.session.execute(select(*_ROW).where(Sample.id.in_(ids))).mappings().all() if ids else ()
    by_id = {row["id"]: _wire(row) for row in rows}
    return {"samples": [by_id[id] for id in ids if id in by_id], "total": total, "more": more, "page": page}


def which_samples(q: str = "", status: str | None = None, place: str | None = None) -> ColumnElement[bool]:
    """The condition of a search, for what wants all of it and not a page."""
    asked = _read(q, status, place)
    if not asked.parts:
        return _plainly(asked)
    hits = select(Sample.id).outerjoin(Finding, Finding.sample == Sample.id).where(_exactly(asked))
    if asked.written:
        hits = hits.where(finding.in_index(part for part, _ in asked.written))
    return Sample.id.in_(hits)


def one_sample(sample: str) -> dict[str, Any]:
    row = db.session.execute(select(*_ROW).where(Sample.id == sample)).mappings().first()
    if row is None:
        raise Refused("not_found", 404)
    return _wire(row)


def _read(q: str, status: str | None, place: str | None) -> Asked:
    wanted = read_search(q)
    names = bool(wanted.parts) and not wanted.code
    places = db.session.execute(select(Place.id, Place.parent, Place.names)).all() if names or place else ()
    parts = finding.with_holders(wanted.parts, places) if names else []
    return Asked(wanted.code, parts, status, place, _with_parts(place, places) if place else [])


def _wire(row: Any) -> dict[str, Any]:
    at, photos = orjson.loads(row["at"]) if row["at"] else None, orjson.loads(row["photos"])
    return dict(row) | {"facts": orjson.loads(row["facts"] or "{}"), "at": at, "photos": photos}


def _with_parts(place: str, places: Any) -> list[str]:
    """The place and everything below it in the tree."""
    below: dict[str, list[str]] = {}
    for row in places:
        below.setdefault(row.parent, []).append(row.id)
    found = {place: None}
    ahead = [place]
    for one in ahead:
        new = [part for part in below.get(one, ()) if part not in found]
        found.update(dict.fromkeys(new))
        ahead += new
    return list(found)


# ---- the conditions ----


def _plainly(asked: Asked, free: tuple[str, ...] = ()) -> ColumnElement[bool]:
    """In this state; lying in this place or a part of it, or answered for by it; of this code, of whatever generation.

    ``free``: conditions so written that no database takes their index for the way in, where a better one is known."""
    conditions = [true()]
    if asked.status:
        conditions.append((func.coalesce(Sample.status, "") if "status" in free else Sample.status) == asked.status)
    if asked.holder:
        conditions.append(_within(asked, "place" in free))
    if asked.code:  # an old label still says which piece it was on
        conditions.append(Sample.id.in_(select(Tag.target).where(Tag.code == asked.code, Tag.target_kind == "sample")))
    return and_(*conditions)


def _within(asked: Asked, free: bool = False) -> ColumnElement[bool]:
    place: Any = func.coalesce(Sample.place, "") if free else Sample.place
    holder: Any = func.coalesce(Sample.holder, "") if free else Sample.holder
    return or_(place.in_(asked.within), holder == asked.holder)


def _exactly(asked: Asked, free: tuple[str, ...] = ()) -> ColumnElement[bool]:
    return and_(_plainly(asked, free), finding.all_fit(asked.parts))


# ---- the ways to look ----


def _look(asked: Asked, skip: int) -> tuple[int, list[str], bool]:
    """(how many, the ids of the page, whether there are more than that many): the way that sees the fewest rows."""
    few = _few(asked)
    if few is not None:
        ids = _of_few(asked, few)
        return len(ids), ids[skip : skip + PAGE], False
    start, most = (0, COUNTED + 1) if skip + PAGE <= COUNTED else (skip, PAGE + 1)
    ids = _by_number(asked, start, most) if asked.written else _in_order(asked, start, most)
    more = len(ids) == most
    page = ids[skip - start : skip - start + PAGE]
    if not asked.parts and not asked.status and not asked.holder:
        return db.session.scalar(select(func.count()).select_from(Sample)) or 0, page, False
    if start and not ids:  # behind the last page the list is counted from its start
        total, _first, more = _look(asked, 0)
        return total, [], more
    return start + len(ids) - more, page, more


def _few(asked: Asked) -> list[str] | None:
    """The ids of what one condition leaves, if it leaves few: then nothing else needs an index."""
    for way in _ways(asked):
        ids = list(db.session.scalars(way.limit(FEW + 1)))
        if len(ids) <= FEW:
            return ids
    return None


def _ways(asked: Asked) -> Iterator[Select[Any]]:
    """What each condition alone leaves, the narrowest as a rule first."""
    if asked.code:
        yield select(Tag.target).where(Tag.code == asked.code, Tag.target_kind == "sample")
    if asked.written:
        yield select(Finding.sample).where(finding.in_index(part for part, _ in asked.written))
    if asked.holder:
        yield select(Sample.id).where(_within(asked))
    if asked.status:
        yield select(Sample.id).where(Sample.status == asked.status)
    for part, held in asked.parts:
        if held:  # it may be a name: what those called so have, and what is written so
            has = select(Sample.id).where(or_(Sample.place.in_(held), Sample.holder.in_(held)))
            made_for = select(Finding.sample).where(Finding.client.in_(held))
            either = union_all(has, made_for, select(Finding.sample).where(finding.in_index([part]))).subquery()
            yield select(either.c[0])


def _of_few(asked: Asked, ids: list[str]) -> list[str]:
    hits = select(Sample.id).outerjoin(Finding, Finding.sample == Sample.id).where(_among(ids), _exactly(asked, free=("place", "status")))
    return list(db.session.scalars(hits.order_by(*_NEWEST))) if ids else []


def _among(ids: list[str]) -> TextClause:
    """One parameter, not thousands."""
    if db.engine.dialect.name == "sqlite":
        return text("samples.id IN (SELECT value FROM json_each(:ids))").bindparams(ids=orjson.dumps(ids).decode())
    return text("samples.id IN (SELECT json_array_elements_text(cast(:ids AS json)))").bindparams(ids=orjson.dumps(ids).decode())


def _by_number(asked: Asked, start: int, most: int) -> list[str]:
    """Findings are numbered as the list is ordered, and the text stands in many. SQLite's index gives them in that order, PostgreSQL's
    would have to give and sort them all: there a page is sooner full without it."""
    hits = select(Sample.id).join(Finding, Finding.sample == Sample.id).where(_exactly(asked, free=("place", "status")))
    if db.engine.dialect.name == "sqlite":
        hits = hits.where(finding.in_index(part for part, _ in asked.written))
    return list(db.session.scalars(hits.order_by(Finding.n.desc()).offset(start).limit(most)))


def _in_order(asked: Asked, start: int, most: int) -> list[str]:
    """Through the archive numbers downwards, then what has none; the condition holds for many, so a page is soon full."""
    hits = select(Sample.id).where(_exactly(asked, free=("place",)))
    if asked.parts:
        hits = hits.outerjoin(Finding, Finding.sample == Sample.id)
    numbered, others = hits.where(Sample.archive_no.is_not(None)), hits.where(Sample.archive_no.is_(None))
    ids = list(db.session.scalars(numbered.order_by(Sample.archive_no.desc()).offset(start).limit(most)))
    if len(ids) < most:
        before = start + len(ids) if ids or not start else db.session.scalar(select(func.count()).select_from(numbered.subquery())) or 0
        ids += db.session.scalars(others.order_by(Sample.id).offset(max(0, start - before)).limit(most - len(ids)))
    return ids
