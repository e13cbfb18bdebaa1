"""Opening and ending the sessions of persons: by password (and a second step) anywhere, by PIN on an enrolled device."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from server.database import db
from server.ledger.cursor import writing
from server.people import passkeys, steps, tickets, totp
from server.people.cookies import PERSON_HOURS
from server.people.lockout import count_try, for_login, for_pin, for_second, forgive
from server.people.password import is_password
from server.people.pin import is_pin
from server.people.secret import hash_of, new_token
from server.people.tables import Person, PersonSession, Ticket
from server.web import clock
from server.web.errors import Refused
from server.web.origin import Home


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just opened; the token goes into the cookie and is nowhere else."""

    token: str
    person: str
    names: dict[str, str]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Half:
    """The password was right, and one of these ways must follow; the ticket goes into a cookie and is nowhere else."""

    ticket: str
    ways: list[str]


def fold_login(login: str) -> str:
    """Logins are compared without regard to case and surrounding blanks."""
    return login.strip().casefold()


def sign_in(login: str, password: str, device: str | None, address: str | None, home: Home | None) -> Opened | Half:
    """Raises 401 wrong_login, the same for an unknown login, a wrong password and somebody deactivated; 429 locked_out;
    403 step_elsewhere where none of the second steps works under this address."""
    limits = for_login(fold_login(login), address)
    count_try(limits)
    person = _find(Person.login == fold_login(login))
    if not is_password(password, person and person.password_hash):
        raise Refused("wrong_login", 401)
    has_step, ways = steps.has_any(person.id), steps.ways_of([person.id], home.host if home else "")[person.id]
    with writing():
        forgive(limits)
        if not has_step:
            return _open(person, device)
        ticket = new_token()
        tickets.give(ticket, tickets.SIGN_IN, person.id, device)
    if not ways:
        raise Refused("step_elsewhere", 403)
    return Half(ticket, ways)


def prove(token: str, asked: dict[str, Any], device: str | None, address: str | None, home: Home | None) -> Opened:
    """The second step, by ``code`` or ``passkey``. Raises 401 step_over, wrong_code, wrong_passkey; 429 locked_out."""
    begun = tickets.read(token, tickets.SIGN_IN, device)
    limits = for_second(begun.person, address)
    count_try(limits)
    challenge = tickets.answered(token, tickets.SIGN_IN, begun) if "passkey" in asked else ""
    person = _find(Person.id == begun.person)
    if person is None:
        raise Refused("step_over", 401)
    with writing() as tx:
        if "passkey" in asked:
            passkeys.prove(person.id, asked["passkey"], challenge, needs_home(home))
        elif not totp.use_up(person.id, asked["code"], tx.now_ms):
            raise Refused("wrong_code", 401, field="code")
        tickets.end(token, tickets.SIGN_IN)
        forgive(limits)
        return _open(person, device)


def ask_passkey(token: str, device: str | None, home: Home | None) -> dict[str, Any]:
    """Raises 401 step_over, 409 no_passkeys_here."""
    begun = tickets.read(token, tickets.SIGN_IN, device)
    return passkeys.begin_proving(begun.person, token, needs_home(home))


def needs_home(home: Home | None) -> Home:
    """Raises 409 no_passkeys_here."""
    if home is None:
        raise Refused("no_passkeys_here", 409)
    return home


def has_password(person: str) -> bool:
    return db.session.scalar(select(Person.id).where(Person.id == person, Person.password_hash.is_not(None))) is not None


def ask_again(person: str, password: str, address: str | None) -> str:
    """The password, before something that opens doors later; their login. Raises 403 wrong_password, 409 no_password, 429 locked_out."""
    known = db.session.execute(select(Person.login, Person.password_hash).where(Person.id == person)).one()
    if known.password_hash is None or known.login is None:
        raise Refused("no_password", 409)
    limits = for_login(known.login, address)
    count_try(limits)
    if not is_password(password, known.password_hash):
        raise Refused("wrong_password", 403, field="password")
    with writing():
        forgive(limits)
    return known.login


def ask_pin(person: str, pin: str, here: str | None) -> None:
    """The PIN of who is signed in, tried ``here``. Raises 403 wrong_pin, 409 no_pin, 429 locked_out."""
    known = db.session.scalar(select(Person.pin).where(Person.id == person))
    if known is None:
        raise Refused("no_pin", 409)
    limits = for_pin(here or "", person)
    count_try(limits)
    if not is_pin(pin, known):
        raise Refused("wrong_pin", 403, field="pin")
    with writing():
        forgive(limits)


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


def end_sessions_of(person: str | None = None, device: str | None = None, but: str | None = None) -> None:
    """In a writing transaction: all sessions of a person, or all on a device, and what was begun to become one; ``but`` that token's."""
    for table in (PersonSession, Ticket):
        gone = delete(table).where(table.person == person if person else table.device == device)
        db.session.execute(gone.where(table.token_hash != hash_of(but)) if but else gone)


def _find(which):
    """The active person, read as columns: what is compared is what the database holds now."""
    wanted = select(Person.id, Person.names, Person.roles, Person.password_hash, Person.pin)
    return db.session.execute(wanted.where(which, Person.active.is_(True))).first()


def _open(person, device: str | None) -> Opened:
    return Opened(open_session(person.id, device), person.id, person.names, tuple(person.roles))
