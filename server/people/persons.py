"""Adding and changing people. A person is also the place of the same id, so that they can answer for samples."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select, update

from server.database import db
from server.ledger.cursor import Tx, writing
from server.ledger.ids import uuid7
from server.people.password import hash_password, is_guessable
from server.people.pin import pin_verifier
from server.people.sessions import end_sessions_of, fold_login
from server.people.steps import take_all, ways_of
from server.people.tables import Invite, Person
from server.stock.places import add_place
from server.stock.tables import Place
from server.stock.tags import tag_of_place, tag_place, tags_of_places
from server.web.errors import Refused

SECRETS = ("password_hash", "pin")


def add_person(asked: dict[str, Any], by: str) -> str:
    """A new person with their place, perhaps a badge; their id. Raises 409 login_taken, 422 weak_password."""
    columns = columns_of(asked)
    with writing() as tx:
        return lay_person(tx, columns, by, badge=asked.get("badge", False))


def lay_person(tx: Tx, columns: dict[str, Any], by: str | None, badge: bool = False) -> str:
    """The rows and the entry of a new person, in a writing transaction; ``by`` None: the first person adds themselves."""
    commit, person = tx.number, uuid7(tx.now_ms)
    _check_login(columns.get("login"), person)
    row = {"login": None, "password_hash": None, "pin": None, "roles": [], "active": True} | columns
    db.session.execute(insert(Person).values(**row, id=person, commit=commit))
    add_place(tx, person, "person", columns["names"])
    code = tag_place(tx, person) if badge else None
    tx.office("person_added", by or person, {"person": person, **_told(row)}, tag=code)
    return person


def change_person(person: str, asked: dict[str, Any], by: str, keeps: str | None = None) -> None:
    """Only what is named changes; new secrets end their sessions, but for the one of the token ``keeps``.

    Raises 404, 409 login_taken, last_admin, 422 weak_password."""
    columns = columns_of(asked, _called(person))
    with writing() as tx:
        was = _locked(person)
        changed = {name: value for name, value in columns.items() if name in SECRETS or value != was[name]}
        wants_badge = asked.get("badge", False) and not tag_of_place(person)
        if not changed and not wants_badge:
            return
        commit = tx.number  # the head is locked before the checks: what they find stays so
        _check_change(person, was, changed)
        badge = tag_place(tx, person) if wants_badge else None
        db.session.execute(update(Person).where(Person.id == person).values(**changed, commit=commit))
        _carry_over(person, changed, commit, keeps)
        told = {name: was[name] for name in changed if name not in SECRETS}
        tx.office("person_changed", by, {"person": person, "was": told, "now": _told(changed)}, tag=badge)


def list_people() -> list[dict[str, Any]]:
    """Everybody, without secrets: only whether there is a PIN and a password."""
    people = db.session.scalars(select(Person).order_by(Person.id)).all()
    badges = tags_of_places([person.id for person in people])
    ways = ways_of(person.id for person in people)
    return [_wire(person, badges.get(person.id), ways[person.id]) for person in people]


def one_person(person: str) -> dict[str, Any]:
    found = db.session.execute(select(Person).where(Person.id == person).execution_options(populate_existing=True)).scalar_one()
    return _wire(found, tag_of_place(person), ways_of([person])[person])


def take_steps(person: str, by: str) -> None:
    """They lost what they prove themselves with: their second steps go, their sessions end. Raises 404, 409 own_steps."""
    if person == by:
        raise Refused("own_steps", 409)
    with writing() as tx:
        _locked(person)
        if take_all(tx, person, by):
            end_sessions_of(person=person)


def take_steps_of_login(login: str) -> bool | None:
    """As who looks after the machine: whether there were any; None: nobody signs in with this name."""
    with writing() as tx:
        person = db.session.scalar(select(Person.id).where(Person.login == fold_login(login)))
        if person is None:
            return None
        had = take_all(tx, person, by=None)
        end_sessions_of(person=person)
        return had


def columns_of(asked: dict[str, Any], called: Iterable[str] = ()) -> dict[str, Any]:
    """What was asked for as columns; the slow hashing happens here, before anything is locked. ``called``: what they are called already.

    Raises 422 weak_password."""
    columns = {name: asked[name] for name in ("names", "roles", "active") if name in asked}
    if "login" in asked:
        columns["login"] = asked["login"] and fold_login(asked["login"])
    if "password" in asked:
        now = [*called, asked.get("login") or "", *asked.get("names", {}).values()]
        columns["password_hash"] = asked["password"] and _hashed(asked["password"], now)
    if "pin" in asked:
        columns["pin"] = asked["pin"] and pin_verifier(asked["pin"])
    return columns


def _called(person: str) -> list[str]:
    found = db.session.execute(select(Person.login, Person.names).where(Person.id == person)).first()
    return [found.login or "", *found.names.values()] if found else []


def _hashed(password: str, called: list[str]) -> str:
    if is_guessable(password, called):
        raise Refused("weak_password", 422, field="password")
    return hash_password(password)


def _check_change(person: str, was: dict[str, Any], changed: dict[str, Any]) -> None:
    if "login" in changed:
        _check_login(changed["login"], person)
    will = was | changed
    if _is_admin(was) and not _is_admin(will) and not _other_admin(person):
        raise Refused("last_admin", 409, field="roles" if "roles" in changed else "active")


def _is_admin(row: dict[str, Any]) -> bool:
    return row["active"] and "admin" in row["roles"]


def _other_admin(person: str) -> bool:
    others = db.session.execute(select(Person.active, Person.roles).where(Person.id != person)).mappings()
    return any(_is_admin(dict(other)) for other in others)


def _check_login(login: str | None, person: str) -> None:
    if login and db.session.scalar(select(Person.id).where(Person.login == login, Person.id != person)):
        raise Refused("login_taken", 409, field="login")


def _carry_over(person: str, changed: dict[str, Any], commit: int, keeps: str | None) -> None:
    """What hangs on a person follows them: the name of their place, their sessions, invites they handed out."""
    if "names" in changed:
        db.session.execute(update(Place).where(Place.id == person).values(names=changed["names"], commit=commit))
    if "active" in changed or changed.keys() & set(SECRETS):
        end_sessions_of(person=person, but=keeps)
    if changed.keys() & {"active", "roles"}:
        db.session.execute(delete(Invite).where(Invite.by == person, Invite.used_ms.is_(None)))


def _locked(person: str) -> dict[str, Any]:
    columns = select(Person.names, Person.login, Person.password_hash, Person.pin, Person.roles, Person.active)
    found = db.session.execute(columns.where(Person.id == person).with_for_update(key_share=True)).mappings().first()
    if found is None:
        raise Refused("not_found", 404)
    return dict(found)


def _told(columns: dict[str, Any]) -> dict[str, Any]:
    """What history may hold for ever: of a secret only that it is there."""
    return {"password" if name == "password_hash" else name: bool(value) if name in SECRETS else value for name, value in columns.items()}


def _wire(person: Person, badge: str | None, ways: list[str]) -> dict[str, Any]:
    return {
        "id": person.id,
        "names": person.names,
        "login": person.login,
        "roles": person.roles,
        "active": person.active,
        "badge": badge,
        "has_pin": person.pin is not None,
        "has_password": person.password_hash is not None,
        "second_steps": ways,
    }
