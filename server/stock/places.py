"""Opening and changing the places that can hold samples; the kind of a place never changes."""

from typing import Any

from sqlalchemy import insert, select, update

from server.database import db
from server.ledger.cursor import Tx, writing
from server.ledger.firm import firm_now
from server.ledger.ids import uuid7
from server.ledger.refold import fold_anew, samples_sent_to
from server.people.tables import Person
from server.stock.tables import Place, Sample
from server.stock.tags import tag_of_place, tag_place
from server.web.errors import Refused

# A person's place comes with the person, and the sinks with the first tables.
OPENABLE = ("store", "client", "workshop", "booth", "courier")


def open_place(asked: dict[str, Any], by: str) -> str:
    """A new place with its tag; its id. Raises 409 id_taken, 422 parent_wrong, keeper_wrong."""
    with writing() as tx:
        _ = tx.number  # the lock of the head first: what is checked here stays so until it is written
        known = firm_now().kinds
        place = asked.get("id") or uuid7(tx.now_ms)
        if db.session.scalar(select(Place.id).where(Place.id == place)):
            raise Refused("id_taken", 409, field="id")
        _check_parent(place, asked.get("parent"))
        _check_keeper(asked.get("keeper"))
        columns = {name: asked.get(name) for name in ("kind", "parent", "names", "keeper", "offers")}
        add_place(tx, place, **columns)
        code = tag_place(tx, place)
        tx.office("place_opened", by, {"place": place, **columns}, tag=code)
        if "id" in asked and (early := samples_sent_to(place)):  # what kind of place it is decides what those scans mean
            fold_anew(tx, early, known | {place: columns["kind"]})
    return place


def add_place(
    tx: Tx, place: str, kind: str, names: dict, parent: str | None = None, keeper: str | None = None, offers: dict | None = None
) -> None:
    """The row alone, in a writing transaction."""
    row = {"id": place, "kind": kind, "parent": parent, "names": names, "keeper": keeper, "offers": offers}
    row |= {"retired": False, "commit": tx.number}
    db.session.execute(insert(Place).values(row))


def change_place(place: str, asked: dict[str, Any], by: str) -> None:
    """Names, parent, keeper, offers, retired. Raises 404, 409 place_fixed, kind_fixed, place_not_empty, 422 parent_wrong, keeper_wrong."""
    with writing() as tx:
        columns = select(Place.kind, Place.parent, Place.names, Place.keeper, Place.offers, Place.retired)
        now = db.session.execute(columns.where(Place.id == place).with_for_update(key_share=True)).first()
        if now is None:
            raise Refused("not_found", 404)
        changed = {name: value for name, value in asked.items() if value != getattr(now, name)}
        if not changed:
            return
        commit = tx.number  # the head is locked before the checks: what they find stays so
        _check_change(place, now.kind, changed)
        db.session.execute(update(Place).where(Place.id == place).values(**changed, commit=commit))
        tx.office("place_changed", by, {"place": place, "was": {name: getattr(now, name) for name in changed}, "now": changed})


def _check_change(place: str, kind: str, changed: dict[str, Any]) -> None:
    if "kind" in changed:
        raise Refused("kind_fixed", 409, field="kind")
    if kind not in OPENABLE and changed.keys() - ({"keeper"} if kind == "person" else {"names", "keeper"}):
        raise Refused("place_fixed", 409, field=sorted(changed)[0])
    if "parent" in changed:
        _check_parent(place, changed["parent"])
    if "keeper" in changed:
        _check_keeper(changed["keeper"])
    if changed.get("retired"):
        _check_empty(place)


def _check_parent(place: str, parent: str | None) -> None:
    """A store place that does not lie, however deep, in this very place."""
    above, seen = parent, set()
    while above is not None:
        row = db.session.execute(select(Place.kind, Place.parent, Place.retired).where(Place.id == above)).first()
        is_sound = row is not None and row.kind == "store" and (above != parent or not row.retired)
        if not is_sound or above == place or above in seen:
            raise Refused("parent_wrong", 422, field="parent")
        seen.add(above)
        above = row.parent


def _check_keeper(keeper: str | None) -> None:
    if keeper is not None and db.session.scalar(select(Person.id).where(Person.id == keeper, Person.active.is_(True))) is None:
        raise Refused("keeper_wrong", 422, field="keeper")


def _check_empty(place: str) -> None:
    """Nothing lies in it, and no place in use is part of it."""
    lies = db.session.scalar(select(Sample.id).where(Sample.place == place).limit(1))
    part = db.session.scalar(select(Place.id).where(Place.parent == place, Place.retired.is_(False)).limit(1))
    if lies or part:
        raise Refused("place_not_empty", 409, field="retired")


def one_place(place: str) -> dict[str, Any]:
    """As it is now, with its tag."""
    columns = (Place.id, Place.kind, Place.parent, Place.names, Place.keeper, Place.offers, Place.retired, Place.commit)
    row = db.session.execute(select(*columns).where(Place.id == place)).mappings().first()
    if row is None:
        raise Refused("not_found", 404)
    return dict(row) | {"tag": tag_of_place(place)}
