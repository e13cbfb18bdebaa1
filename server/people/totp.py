"""Six digits that change every half minute, made by an app on somebody's own phone (RFC 6238)."""

from base64 import b32decode, b32encode
from hmac import compare_digest

import pyotp
from sqlalchemy import delete, insert, select, update

from server.database import db
from server.ledger.cursor import writing
from server.people.tables import Person, Totp
from server.sealed import opened, seal
from server.web.errors import Refused

STEP_MS = 30_000
CONFIRM_MS = 15 * 60_000
ISSUER = "Loupe"
LENGTH = 32  # characters of a secret: 160 bits in base32


def begin(person: str) -> str:
    """A new secret, which counts once ``confirm`` has seen a code of it. Raises 409 totp_there."""
    secret = pyotp.random_base32(LENGTH)
    with writing() as tx:
        db.session.execute(select(Person.id).where(Person.id == person).with_for_update(key_share=True))  # of two at once the later counts
        if db.session.scalar(select(Totp.person).where(Totp.person == person, Totp.confirmed_ms.is_not(None))):
            raise Refused("totp_there", 409)
        db.session.execute(delete(Totp).where(Totp.person == person))
        db.session.execute(insert(Totp).values(person=person, secret=_sealed(secret, person), begun_ms=tx.now_ms))
    return secret


def address_of(secret: str, login: str) -> str:
    """What the picture says to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def confirm(person: str, code: str) -> None:
    """The app makes the right codes. Raises 403 wrong_code, 409 step_over."""
    with writing() as tx:
        begun = select(Totp.secret).where(Totp.person == person, Totp.confirmed_ms.is_(None), Totp.begun_ms > tx.now_ms - CONFIRM_MS)
        sealed = db.session.scalar(begun.with_for_update())
        if sealed is None:
            raise Refused("step_over", 409)
        step = _step_of(_opened(sealed, person), code, tx.now_ms)
        if step is None:
            raise Refused("wrong_code", 403, field="code")
        db.session.execute(update(Totp).where(Totp.person == person).values(confirmed_ms=tx.now_ms, last_step=step))
        tx.office("second_step_added", person, {"person": person, "way": "totp"})


def use_up(person: str, code: str, now_ms: int) -> bool:
    """Whether it is a code of now, and no older one than the last taken; in the writing transaction of what it opens."""
    asked = select(Totp.secret, Totp.last_step).where(Totp.person == person, Totp.confirmed_ms.is_not(None))
    kept = db.session.execute(asked.with_for_update()).first()
    secret = _opened(kept.secret, person) if kept else None
    step = _step_of(secret, code, now_ms)
    if kept is None or secret is None or step is None or step <= (kept.last_step or 0):
        return False
    db.session.execute(update(Totp).where(Totp.person == person).values(last_step=step, secret=_sealed(secret, person)))
    return True


def _sealed(secret: str, person: str) -> str:
    return seal(b32decode(secret), person)


def _opened(kept: str, person: str) -> str | None:
    """The secret as the app has it; None: it does not open. One of before they were sealed lies there as it is."""
    if len(kept) == LENGTH:
        return kept
    plain = opened(kept, person)
    return None if plain is None else b32encode(plain).decode()


def _step_of(secret: str | None, code: str, now_ms: int) -> int | None:
    """Which half minute the code is of: this one, or the one before or after it, for clocks differ."""
    if secret is None:
        return None
    now, app = now_ms // STEP_MS, pyotp.TOTP(secret)
    return next((step for step in (now, now - 1, now + 1) if compare_digest(app.generate_otp(step), code)), None)
