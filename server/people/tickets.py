"""What one browser has begun and may end within five minutes: signing in after the password, adding a passkey."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from server.database import db
from server.ledger.cursor import writing
from server.people.cookies import SECOND_MINUTES
from server.people.secret import hash_of
from server.people.tables import Ticket
from server.web import clock
from server.web.errors import Refused

SIGN_IN, PASSKEY = "sign_in", "passkey"


@dataclass(frozen=True, slots=True)
class Begun:
    person: str
    challenge: str | None


def give(token: str, purpose: str, person: str, device: str | None = None, challenge: str | None = None) -> None:
    """In a writing transaction: what this browser had begun before is over."""
    now = clock.now_ms()
    db.session.execute(delete(Ticket).where((Ticket.token_hash == hash_of(token)) | (Ticket.expires_ms <= now)))
    new = {"token_hash": hash_of(token), "purpose": purpose, "person": person, "device": device, "challenge": challenge}
    db.session.execute(insert(Ticket).values(**new, expires_ms=now + SECOND_MINUTES * 60_000))


def read(token: str | None, purpose: str, device: str | None = None) -> Begun:
    """Raises 401 step_over: too late, done already, or begun on another device."""
    found = db.session.execute(select(Ticket.person, Ticket.challenge).where(*_good(token, purpose, device))).first()
    if found is None:
        raise Refused("step_over", 401)
    return Begun(*found)


def ask(token: str, purpose: str, challenge: str) -> None:
    """A new challenge; the one before is worth nothing."""
    with writing():
        db.session.execute(update(Ticket).where(Ticket.token_hash == hash_of(token), Ticket.purpose == purpose).values(challenge=challenge))


def answered(token: str, purpose: str, begun: Begun) -> str:
    """The challenge, which is thereby used up, whatever the answer is worth. Raises 401 step_over."""
    if begun.challenge is None:
        raise Refused("step_over", 401)
    with writing():
        mine = update(Ticket).where(Ticket.token_hash == hash_of(token), Ticket.purpose == purpose, Ticket.challenge == begun.challenge)
        if db.session.execute(mine.values(challenge=None)).rowcount != 1:
            raise Refused("step_over", 401)
    return begun.challenge


def end(token: str, purpose: str) -> None:
    """In the writing transaction of what it opens: of two at once one finds it. Raises 401 step_over."""
    if db.session.execute(delete(Ticket).where(Ticket.token_hash == hash_of(token), Ticket.purpose == purpose)).rowcount != 1:
        raise Refused("step_over", 401)


def _good(token: str | None, purpose: str, device: str | None) -> tuple:
    return (
        Ticket.token_hash == hash_of(token or ""),
        Ticket.purpose == purpose,
        Ticket.device == device if device else Ticket.device.is_(None),
        Ticket.expires_ms > clock.now_ms(),
    )
