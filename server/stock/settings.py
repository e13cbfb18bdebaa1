"""What a firm decides for itself: its own fields, grades, categories, tolerance of the scale, who settles their own cases,
whether those who decide need a second step, and when a phone that lies about locks itself."""

from typing import Any

from sqlalchemy import select, update

from server.database import db
from server.ledger.cursor import writing
from server.people.steps import REQUIRED, has_any
from server.stock.tables import Setting
from server.web.errors import Refused

KEYS = ("custom_fields", "grades", "categories", "tolerance_g", "settle_limit", "second_step_required", "idle_lock_min")
# Whoever settles cases does not say up to which value they may be their own, nor how safely they sign in and stay so.
RESERVED = {"settle_limit": "settings", "second_step_required": "settings", "idle_lock_min": "settings"}


def settings_now() -> dict[str, Any]:
    """Every setting by its key; the first tables come with all of them."""
    return {row.key: row.value for row in db.session.execute(select(Setting.key, Setting.value).where(Setting.key.in_(KEYS)))}


def change_settings(asked: dict[str, Any], by: str, rights: frozenset[str] = frozenset()) -> None:
    """Only what is named changes; history says who, from what, to what. What changes nothing leaves no trace.
    Raises 403 may_not, 409 second_step_first: who requires a second step has one, or they would shut themselves out."""
    with writing() as tx:
        wanted = _changes(settings_now(), asked)
        if not wanted:
            return
        for key in wanted:
            if key in RESERVED and RESERVED[key] not in rights:
                raise Refused("may_not", 403, field=key)
        if wanted.get(REQUIRED) and not has_any(by):
            raise Refused("second_step_first", 409, field=REQUIRED)
        commit = tx.number  # the head is locked before the second reading: what is told as `was` is what this replaces
        now = settings_now()
        changed = _changes(now, asked)
        for key, value in changed.items():
            db.session.execute(update(Setting).where(Setting.key == key).values(value=value, commit=commit))
        tx.office("settings_changed", by, {"was": {key: now[key] for key in changed}, "now": changed})


def _changes(now: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in asked.items() if value != now[key]}
