"""What a firm decides for itself: its own fields, its grades of condition, its categories, the tolerance of its scale."""

from typing import Any

from sqlalchemy import select, update

from server.database import db
from server.ledger.cursor import writing
from server.stock.tables import Setting

KEYS = ("custom_fields", "grades", "categories", "tolerance_g")


def settings_now() -> dict[str, Any]:
    """Every setting by its key; the first tables come with all of them."""
    return {row.key: row.value for row in db.session.execute(select(Setting.key, Setting.value).where(Setting.key.in_(KEYS)))}


def change_settings(asked: dict[str, Any], by: str) -> None:
    """Only what is named changes; history says who, from what, to what. What changes nothing leaves no trace."""
    with writing() as tx:
        if not _changes(settings_now(), asked):
            return
        commit = tx.number  # the head is locked before the second reading: what is told as `was` is what this replaces
        now = settings_now()
        changed = _changes(now, asked)
        for key, value in changed.items():
            db.session.execute(update(Setting).where(Setting.key == key).values(value=value, commit=commit))
        tx.office("settings_changed", by, {"was": {key: now[key] for key in changed}, "now": changed})


def _changes(now: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in asked.items() if value != now[key]}
