"""The fields a firm has added itself, as the settings name them, and how their values are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from server.database import db
from server.sheets.cells import Cell, narrow, shown
from server.sheets.dates import read_day
from server.sheets.doubt import Bad, Doubts, How
from server.sheets.numbers import decimal_in
from server.sheets.words import comparable
from server.stock.tables import Setting


@dataclass(frozen=True, slots=True)
class OwnField:
    """``kind``: text, number, date or choice; ``choices`` by any of their names."""

    key: str
    names: Mapping[str, str]
    kind: str
    choices: Mapping[str, str]

    def read(self, cell: Cell, how: How, doubts: Doubts) -> Any:
        """As it is kept in facts.custom. Raises Bad not_a_number, not_a_date, not_a_choice."""
        if self.kind == "date":
            return read_day(cell, how, doubts)
        text = shown(cell) if not isinstance(cell, str) else cell
        if self.kind == "number":
            value = decimal_in(narrow(text), how, doubts, thousands_likely=True)
            if abs(value) >= 10**15:
                raise Bad("out_of_range")
            return int(value) if value == int(value) else float(value)
        if self.kind == "choice":
            found = self.choices.get(comparable(text))
            if found is None:
                raise Bad("not_a_choice")
            return found
        if len(text) > 500:
            raise Bad("too_long", most=500)
        return text


def own_fields() -> dict[str, OwnField]:
    """By key; whatever the settings hold, what is not a field is left out."""
    told = db.session.scalar(select(Setting.value).where(Setting.key == "custom_fields"))
    found = {}
    for one in told if isinstance(told, list) else ():
        if isinstance(one, dict) and isinstance(one.get("key"), str):
            names = {lang: name for lang, name in (one.get("names") or {}).items() if isinstance(name, str)}
            found[one["key"]] = OwnField(one["key"], names, str(one.get("kind") or "text"), _choices(one.get("choices")))
    return found


def _choices(told: Any) -> dict[str, str]:
    """Choices are texts, or a key with names."""
    found: dict[str, str] = {}
    for one in told if isinstance(told, list) else ():
        if isinstance(one, str):
            found[comparable(one)] = one
        elif isinstance(one, dict) and isinstance(one.get("key"), str):
            found |= {comparable(str(name)): one["key"] for name in (one["key"], *(one.get("names") or {}).values())}
    return found


def categories() -> dict[str, str]:
    """Keys of the firm's categories by everything they are called; empty when the settings name none."""
    told = db.session.scalar(select(Setting.value).where(Setting.key == "categories"))
    return _choices(told)


def keys_by_name(own: Mapping[str, OwnField]) -> dict[str, str]:
    """Keys by everything a header may call them."""
    return {comparable(name): field.key for field in own.values() for name in (field.key, *field.names.values())}
