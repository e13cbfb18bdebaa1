"""What papers say of a piece: its row, its title, its picture."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select

from server.database import db
from server.media.photos import file_of, photos
from server.paper.title import title
from server.stock.tables import Sample

COLUMNS = (
    *("id", "archive_no", "entry_no", "number", "tag", "type", "category", "model", "name", "facts", "quantity", "status", "place"),
    *("holder", "home", "condition", "photos", "slip", "repair"),
)
Row = Mapping[str, Any]


def rows_of(ids: Iterable[str]) -> dict[str, Row]:
    """By id; facts and photos decoded."""
    wanted = select(*[getattr(Sample, name) for name in COLUMNS]).where(Sample.id.in_(list(ids)))
    return {row["id"]: _decoded(row) for row in db.session.execute(wanted).mappings()}


def _decoded(row: Any) -> Row:
    facts = orjson.loads(row["facts"] or "{}")
    return dict(row) | {"facts": facts if isinstance(facts, dict) else {}, "photos": orjson.loads(row["photos"] or "[]")}


def number_of(row: Row) -> str:
    """The archive number; until there is one, the number of its arrival."""
    return row["archive_no"] or row["entry_no"] or row["number"] or "—"


def title_of(row: Row, lang: str) -> str:
    return title(row, row["facts"], lang)


def about(row: Row) -> tuple[str, ...]:
    """Model, own number and size on one line, its certificates on the next."""
    facts = row["facts"]
    first = " / ".join(str(part) for part in (row["model"], row["number"], facts.get("size")) if part)
    papers = [one for one in facts.get("certificates") or [] if isinstance(one, dict)]
    second = ", ".join(" ".join(str(one[key]) for key in ("lab", "number") if one.get(key)) for one in papers)
    return tuple(part for part in (first, second) if part)


def files_of(names: Iterable[str], size: str) -> dict[str, Path]:
    """By name, where each photo lies that has come."""
    wanted = [name for name in names if isinstance(name, str)]
    return {name: path for name, row in photos(wanted).items() if (path := file_of(row, size)).is_file()}
