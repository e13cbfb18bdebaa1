"""Opening and ending the sessions of persons: by password anywhere, by PIN on an enrolled device."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from server.database import db
from server.ledger.cursor import writing
from server.people.cookies import PERSON_HOURS
from server.people.lockout import count_try, for_login, for_pin, forgive
from server.people.password import is_password
from server.people.pin import is_pin
from server.people.secret import hash_of, new_token
from server.people.tables import Person, PersonSession
from server.web import clock
from server.web.errors import Refused


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just opened; the token goes into the cookie and is nowhere else."""

    token: str
    person: str
    names: dict[str, str]
    roles: tuple[str, ...]


def fold_login(login: str) -> str:
    """Logins are compared without regard to case and surrounding blanks."""
    return login.strip().casefold()


def sign_in(login: str, password: str, device: str | None, address: str | None) -> Opened:
    """Raises 401 wrong_login, the same for an unknown login, a wrong password and somebody deactivated; 429 locked_out."""
    limits = for_login(fold_login(login), address)
    count_try(limits)
    person = _find(Person.login == fold_login(login))
    if not is_password(password, person and person.password_hash):
        raise Refused("wrong_login", 401)
    with writing():
        forgive(limits)
        return _open(person, device)


def unlock(person_id: str, pin: str, device: str) -> Opened:
    """Raises 401 wrong_pin, the same for somebody unknown; 429 locked_out."""
    limits = for_pin(device, person_id)
    count_try(limits)
    person = _find(Person.id == person_id)
    if not is_pin(pin, person and person.pin):
        raise Refused("wrong_pin", 401, field="pin")
    with writing():
        forgive(limits)
        return _open(person, device)


def open_session(person: str, device: str | None) -> str:
    """In a writing transaction: a new session of 12 hours; its token."""
    token, now = new_token(), clock.now_ms()
    db.session.execute(delete(PersonSession).where(PersonSession.person == person, PersonSession.expires_ms <= now))
    new = {"token_hash": hash_of(token), "person": person, "device": device, "expires_ms": now + PERSON_HOURS * 3_600_000}
    db.session.execute(insert(PersonSession).values(new))
    return token


def end_session(token: str) -> None:
    with writing():
        db.session.execute(delete(PersonSession).where(PersonSession.token_hash == hash_of(token)))


def end_sessions_of(person: str | None = None, device: str | None = None) -> None:
    """In a writing transaction: all sessions of a person, or all on a device."""
    which = PersonSession.person == person if person else PersonSession.device == device
    db.session.execute(delete(PersonSession).where(which))


def _find(which):
    """The active person, read as columns: what is compared is what the database holds now."""
    wanted = select(Person.id, Person.names, Person.roles, Person.password_hash, Person.pin)
    return db.session.execute(wanted.where(which, Person.active.is_(True))).first()


def _open(person, device: str | None) -> Opened:
    return Opened(open_session(person.id, device), person.id, person.names, tuple(person.roles))
