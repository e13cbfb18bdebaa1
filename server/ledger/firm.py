"""Places and people as the ledger needs them: what kind a place is, who works here and what their roles may do."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select

from server.database import db
from server.people.roles import FACT_RIGHTS, rights_of
from server.people.tables import Person
from server.stock.tables import Place


@dataclass(frozen=True, slots=True)
class Firm:
    """As of the newest change of a place or a person. ``people`` maps to rights; of those who left, to None."""

    stamp: tuple[int | None, int | None]
    kinds: dict[str, str]
    people: dict[str, frozenset[str] | None]
    keepers: dict[str, str]  # by place, where somebody keeps it
    parents: dict[str, str]

    def answers_for(self, place: str | None) -> str | None:
        """Whose place it is: the person, the keeper, or the keeper of the nearest place it lies in."""
        if self.kinds.get(place or "") == "person":
            return place
        seen: set[str] = set()
        while place is not None and place not in seen:
            if place in self.keepers:
                return self.keepers[place]
            seen.add(place)
            place = self.parents.get(place)
        return None

    def doubts_about(self, by: str | None, kind: str) -> tuple[str, ...]:
        """What a person should see about who did this: facts are flagged, never refused."""
        if by not in self.people:
            return ("person_unknown",)
        rights = self.people[by]
        if rights is None:
            return ("person_inactive",)
        right = FACT_RIGHTS.get(kind)
        return ("role_may_not",) if right is not None and right not in rights else ()


_STAMPS = select(*(select(func.max(table.__table__.c.commit)).scalar_subquery() for table in (Place, Person)))
_kept: WeakKeyDictionary[Engine, Firm] = WeakKeyDictionary()


def firm_now() -> Firm:
    """Read anew only when a row of either table carries a newer commit than what we have: rows change, they never vanish."""
    stamp = tuple(db.session.connection().execute(_STAMPS).one())
    firm = _kept.get(db.engine)
    if firm is None or firm.stamp != stamp:
        firm = _kept[db.engine] = _read((stamp[0], stamp[1]))
    return firm


def _read(stamp: tuple[int | None, int | None]) -> Firm:
    places = list(db.session.execute(select(Place.id, Place.kind, Place.keeper, Place.parent)))
    kinds = {place.id: place.kind for place in places}
    keepers = {place.id: place.keeper for place in places if place.keeper}
    parents = {place.id: place.parent for place in places if place.parent}
    people = {
        id: rights_of(roles) if active else None for id, roles, active in db.session.execute(select(Person.id, Person.roles, Person.active))
    }
    return Firm(stamp, kinds, people, keepers, parents)
