"""Second steps of signing in: which ones a person has, of whom the firm requires one, and taking them away."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select

from server.database import db
from server.ledger.cursor import Tx, writing
from server.people.roles import DECIDING
from server.people.tables import Passkey, Person, Totp
from server.stock.tables import Setting
from server.web.errors import Refused

PASSKEY, TOTP = "passkey", "totp"
REQUIRED = "second_step_required"


def ways_of(people: Iterable[str], host: str | None = None) -> dict[str, list[str]]:
    """What each can prove themselves with; with ``host``, of the passkeys those made for it only."""
    wanted = list(people)
    keys = select(Passkey.person).where(Passkey.person.in_(wanted)).distinct()
    with_key = set(db.session.scalars(keys if host is None else keys.where(Passkey.host == host)))
    with_app = set(db.session.scalars(select(Totp.person).where(Totp.person.in_(wanted), Totp.confirmed_ms.is_not(None))))
    return {one: [way for way, have in ((PASSKEY, with_key), (TOTP, with_app)) if one in have] for one in wanted}


def has_any(person: str) -> bool:
    return bool(ways_of([person])[person])


def is_missing(person: str, roles: Iterable[str]) -> bool:
    """The firm requires one of those who decide, and this one has none. Who has no password can only unlock phones, and needs none."""
    if not DECIDING.intersection(roles) or db.session.scalar(select(Setting.value).where(Setting.key == REQUIRED)) is not True:
        return False
    signs_in = db.session.scalar(select(Person.id).where(Person.id == person, Person.password_hash.is_not(None))) is not None
    return signs_in and not has_any(person)


def steps_of(person: str) -> dict[str, Any]:
    """For the person themselves: passkeys by name, and since when there is a code app."""
    columns = (Passkey.id, Passkey.name, Passkey.host, Passkey.added_ms, Passkey.last_used_ms)
    keys = db.session.execute(select(*columns).where(Passkey.person == person).order_by(Passkey.added_ms, Passkey.id)).mappings()
    since = db.session.scalar(select(Totp.confirmed_ms).where(Totp.person == person))
    return {"passkeys": [dict(key) for key in keys], "totp_since_ms": since}


def remove_own(person: str, step: str) -> None:
    """One passkey by its id, or ``totp``. Raises 404."""
    with writing() as tx:
        gone = delete(Totp).where(Totp.person == person, Totp.confirmed_ms.is_not(None))
        if step != TOTP:
            gone = delete(Passkey).where(Passkey.person == person, Passkey.id == step)
        if db.session.execute(gone).rowcount != 1:
            raise Refused("not_found", 404)
        _tell(tx, person, person, [TOTP if step == TOTP else PASSKEY])


def take_all(tx: Tx, person: str, by: str | None) -> bool:
    """Whether there were any, in a writing transaction; ``by`` None: from the machine the office runs on."""
    ways = ways_of([person])[person]
    for table in (Passkey, Totp):
        db.session.execute(delete(table).where(table.person == person))
    if ways:
        _tell(tx, person, by, ways)
    return bool(ways)


def _tell(tx: Tx, person: str, by: str | None, ways: list[str]) -> None:
    tx.office("second_step_removed", by, {"person": person, "ways": ways})
