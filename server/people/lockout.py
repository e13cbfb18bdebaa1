"""Counts wrong passwords, PINs and codes in the database, and makes whoever tries too often wait."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from server.database import db
from server.ledger.cursor import writing
from server.people.tables import Attempt
from server.web.errors import Refused

WINDOW_MS = 15 * 60_000


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` failures under ``key`` in a window. ``own``: a success proves it was its owner, and wipes it."""

    key: str
    most: int
    own: bool = False


def for_login(login: str, address: str | None) -> tuple[Limit, ...]:
    return (Limit(_key("login", login), 5, own=True), Limit(_key("sign-in", address or ""), 30))


def for_second(person: str, address: str | None) -> tuple[Limit, ...]:
    """Apart from the login's: a right password given in between must not wipe these tries."""
    return (Limit(_key("second", person), 5, own=True), Limit(_key("sign-in", address or ""), 30))


def for_pin(device: str, person: str) -> tuple[Limit, ...]:
    return (Limit(_key("pin", device, person), 5, own=True), Limit(_key("pins", device), 15))


def for_code(address: str | None) -> tuple[Limit, ...]:
    return (Limit(_key("code", address or ""), 20),)


def count_try(limits: tuple[Limit, ...]) -> None:
    """Counted before anything is compared, so that a hundred tries at once are a hundred tries. Raises 429 locked_out."""
    with writing() as tx:
        counted = [(limit, *_count(limit.key, tx.now_ms)) for limit in _in_order(limits)]
        _sweep(tx.now_ms)
    waits = [since + WINDOW_MS - tx.now_ms for limit, failures, since in counted if failures > limit.most]
    if waits:
        seconds = max(1, -(-max(waits) // 1000))
        raise Refused("locked_out", 429, retry_after=seconds, minutes=-(-seconds // 60))


def forgive(limits: tuple[Limit, ...]) -> None:
    """The try was right; called in the writing transaction of what it opened."""
    for limit in _in_order(limits):
        if limit.own:
            db.session.execute(delete(Attempt).where(Attempt.key == limit.key))
        else:
            less = update(Attempt).where(Attempt.key == limit.key, Attempt.failures > 0)
            db.session.execute(less.values(failures=Attempt.failures - 1))


def _in_order(limits: tuple[Limit, ...]) -> list[Limit]:
    """Rows are always locked in the same order."""
    return sorted(limits, key=lambda limit: limit.key)


def _key(what: str, *parts: str) -> str:
    """Hashed: somebody may have typed their password where the login goes."""
    return f"{what}:{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}"


def _count(key: str, now: int) -> tuple[int, int]:
    """One more in one statement; a window that has passed begins anew. Tries while locked out do not prolong it."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    over = Attempt.since_ms <= now - WINDOW_MS
    statement = dialect.insert(Attempt).values(key=key, failures=1, since_ms=now)
    statement = statement.on_conflict_do_update(
        index_elements=[Attempt.key],
        set_={"failures": case((over, 1), else_=Attempt.failures + 1), "since_ms": case((over, now), else_=Attempt.since_ms)},
    ).returning(Attempt.failures, Attempt.since_ms)
    return tuple(db.session.execute(statement).one())


def _sweep(now: int) -> None:
    """Windows long past are dropped, skipping rows another worker holds."""
    old = select(Attempt.key).where(Attempt.since_ms < now - 4 * WINDOW_MS).limit(100).with_for_update(skip_locked=True)
    db.session.execute(delete(Attempt).where(Attempt.key.in_(old.scalar_subquery())))
