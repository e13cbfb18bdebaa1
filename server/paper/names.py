"""What places, people, matters and the firm's own words are called, read once for a paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from server.database import db
from server.paper.words import any_name, label
from server.stock.settings import settings_now
from server.stock.tables import Place


@dataclass(frozen=True, slots=True)
class Names:
    """``places`` maps to (names, parent); people are places. ``numbers``: what slips, receipts and repairs are called."""

    lang: str
    places: Mapping[str, tuple[Mapping[str, str], str | None]]
    grades: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    categories: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)

    def of(self, place: str | None, missing: str = "nowhere") -> str:
        found = self.places.get(place or "")
        return any_name(found[0], self.lang) if found else label(missing, self.lang)

    def or_dash(self, place: str | None) -> str:
        return self.of(place) if place else "—"

    def path(self, place: str | None) -> str:
        """With the places it is part of: Sample store › Cabinet 3 › Tray 1."""
        steps: list[str] = []
        while place in self.places and len(steps) < 8:
            steps.insert(0, self.of(place))
            place = self.places[place][1]
        return " › ".join(steps) or "—"

    def root(self, place: str | None) -> str | None:
        """The outermost place this one is part of."""
        for _step in range(32):
            if place not in self.places or self.places[place][1] is None:
                break
            place = self.places[place][1]
        return place


def names_for(lang: str, numbers: Mapping[str, str] | None = None) -> Names:
    """Three queries, whatever the paper."""
    places = {id: (names, parent) for id, names, parent in db.session.execute(select(Place.id, Place.names, Place.parent))}
    settings = settings_now()
    own = {key: {row["key"]: row for row in settings.get(key) or []} for key in ("grades", "categories", "custom_fields")}
    said = {key: {code: row["names"] for code, row in own[key].items()} for key in ("grades", "categories")}
    return Names(lang, places, said["grades"], said["categories"], own["custom_fields"], numbers or {})
