"""The first start: a one-time link makes the first person, because there is no default password."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, insert, select, update

from server.database import db
from server.ledger.cursor import Tx, writing
from server.people.lockout import count_try, for_code, forgive
from server.people.persons import columns_of, lay_person
from server.people.secret import hash_of, new_token
from server.people.sessions import open_session
from server.people.tables import Invite, Person
from server.web import clock
from server.web.errors import Refused

FIRST_ROLES = ["admin", "supervisor"]
LINK_HOURS = 24
_demo_loaders: list[Callable[[str, str], None]] = []


def on_demo(load: Callable[[str, str], None]) -> None:
    """Call ``load(lang, by)`` when the first person asks for demo data."""
    _demo_loaders[:] = [load]


def is_set_up() -> bool:
    return db.session.scalar(select(Person.id).limit(1)) is not None


def setup_link_token() -> str | None:
    """A new token for the link that the command line prints; None once somebody has set the firm up."""
    if is_set_up():
        return None
    token, now = new_token(), clock.now_ms()
    with writing():
        db.session.execute(delete(Invite).where(Invite.purpose == "setup", Invite.expires_ms <= now))
        row = {"code_hash": hash_of(token), "purpose": "setup", "expires_ms": now + LINK_HOURS * 3_600_000}
        db.session.execute(insert(Invite).values(row))
    return token


def set_up(asked: dict[str, Any], device: str | None, address: str | None) -> tuple[str, str]:
    """The first person and their session: (person, token). Raises 409 setup_done, 403 setup_token_wrong, 429 locked_out."""
    if is_set_up():
        raise Refused("setup_done", 409)
    limits = for_code(address)
    count_try(limits)
    _check_token(asked["token"])  # before the slow hashing, which is not for everybody
    columns = columns_of({name: asked[name] for name in ("names", "login", "password", "pin")}) | {"roles": FIRST_ROLES}
    with writing() as tx:
        forgive(limits)
        person = _first_person(tx, asked["token"], columns)
        token = open_session(person, device)
    if asked["demo"]:
        for load in _demo_loaders:
            load(asked["lang"], person)
    return person, token


def _first_person(tx: Tx, token: str, columns: dict[str, Any]) -> str:
    """The head is locked first: of two at once the second finds the first one there."""
    _ = tx.number
    if is_set_up():
        raise Refused("setup_done", 409)
    used = db.session.execute(update(Invite).where(*_usable(token)).values(used_ms=tx.now_ms))
    if used.rowcount != 1:
        raise Refused("setup_token_wrong", 403, field="token")
    return lay_person(tx, columns, by=None)


def _check_token(token: str) -> None:
    if db.session.scalar(select(Invite.code_hash).where(*_usable(token))) is None:
        raise Refused("setup_token_wrong", 403, field="token")


def _usable(token: str) -> tuple:
    return (
        Invite.code_hash == hash_of(token),
        Invite.purpose == "setup",
        Invite.used_ms.is_(None),
        Invite.expires_ms > clock.now_ms(),
    )
