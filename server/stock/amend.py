"""Correcting the register: what a piece is said to be, what was said before, and who changed it."""

from math import isfinite
from typing import Any

import orjson
from sqlalchemy import select

from server.database import db
from server.ledger import samples
from server.ledger.cursor import writing
from server.ledger.tables import Entry
from server.stock.authority import decide
from server.stock.facts_schemas import is_day
from server.stock.settings import settings_now
from server.stock.tables import Place, Sample
from server.web.errors import Refused

_COLUMNS = ("number", "type", "category", "model", "name", "home")
LONGEST = 500


def amend(sample: str, asked: dict[str, Any], by: str) -> None:
    """Only what is named changes; null takes away. The entry holds what was there, under ``was``; no change leaves no trace.

    Raises 404, 409 not_registered, 422 place_wrong, category_wrong, custom_wrong."""
    with writing() as tx:
        if not _changes(_now(sample, asked), asked)[0]:
            return
        samples.lock_rows([sample])
        _ = tx.number  # piece and head are locked before the second reading: what is told as ``was`` is what this replaces
        now = _now(sample, asked)
        _check(asked)
        changed, was = _changes(now, asked)
        if changed:
            decide(tx, "amend", by, changed | {"was": was}, sample=sample)


def _now(sample: str, asked: dict[str, Any]) -> dict[str, Any]:
    wanted = select(*(getattr(Sample, name) for name in (*_COLUMNS, "archive_no", "facts", "photos")))
    row = db.session.execute(wanted.where(Sample.id == sample)).mappings().first()
    if row is None:
        raise Refused("not_found", 404)
    if row["archive_no"] is None:
        raise Refused("not_registered", 409)
    arrived = {"arrived": _arrived(sample)} if "arrived" in asked else {}
    return dict(row) | {"facts": orjson.loads(row["facts"] or "{}"), "photos": orjson.loads(row["photos"])} | arrived


def _arrived(sample: str) -> str | None:
    """No column of the register: the newest word of history."""
    said = select(Entry.bytes).where(Entry.sample == sample, Entry.kind.in_(("register", "amend"))).order_by(Entry.entry.desc())
    for raw in db.session.scalars(said):
        body = orjson.loads(raw).get("body") or {}
        if "arrived" in body:
            return body["arrived"]
    return None


def _changes(now: dict[str, Any], asked: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what is to be said, what it replaces), of facts key by key."""
    facts = _merged_custom(now["facts"], asked.get("facts", {}))
    changed = {key: value for key, value in asked.items() if key != "facts" and value != now[key]}
    changed_facts = {key: value for key, value in facts.items() if value != now["facts"].get(key)}
    was = {key: now[key] for key in changed}
    if changed_facts:
        was["facts"] = {key: now["facts"].get(key) for key in changed_facts}
        changed["facts"] = changed_facts
    return changed, was


def _merged_custom(now: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """The firm's own fields are merged here; history holds them whole."""
    if not asked.get("custom"):
        return asked
    merged = {key: value for key, value in ((now.get("custom") or {}) | asked["custom"]).items() if value is not None}
    return asked | {"custom": merged or None}


def _check(asked: dict[str, Any]) -> None:
    if asked.get("home") and _kind_of(asked["home"]) != "store":
        raise Refused("place_wrong", 422, field="home")
    settings = settings_now()
    if asked.get("category") and asked["category"] not in {category["key"] for category in settings["categories"]}:
        raise Refused("category_wrong", 422, field="category")
    fields = {field["key"]: field for field in settings["custom_fields"]}
    for key, value in (asked.get("facts", {}).get("custom") or {}).items():
        if value is not None and (key not in fields or not _fits(fields[key], value)):
            raise Refused("custom_wrong", 422, field=f"facts.custom.{key}"[:120])


def _kind_of(place: str) -> str | None:
    return db.session.scalar(select(Place.kind).where(Place.id == place, Place.retired.is_(False)))


def _fits(field: dict[str, Any], value: Any) -> bool:
    """A value of the kind the firm's settings give the field."""
    if field["kind"] == "number":
        return type(value) in (int, float) and isfinite(value)
    if type(value) is not str or not 0 < len(value) <= LONGEST:
        return False
    return is_day(value) if field["kind"] == "date" else value in field["choices"] if field["kind"] == "choice" else True
