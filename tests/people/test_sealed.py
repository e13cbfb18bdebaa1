"""The secrets of code apps lie sealed in the database: what a copy of it tells, a row that was moved, keys that came and went."""

from base64 import b32decode, b64decode

from flask import Flask
from sqlalchemy import select, update

from server import sealed
from server.config import Config
from server.database import db
from server.people.tables import Totp
from tests.firm import PIN, Firm, Seat
from tests.people.test_second_step import code_app, code_of, half, proved


def kept_secret(app: Flask, person: str, instead: str | None = None) -> str:
    """What the database has; ``instead`` is written over it, as by who owns the database."""
    with app.app_context():
        had = db.session.scalars(select(Totp.secret).where(Totp.person == person)).one()
        if instead is not None:
            db.session.execute(update(Totp).where(Totp.person == person).values(secret=instead, last_step=None))
            db.session.commit()
    return had


def test_SE17_the_database_alone_does_not_tell_what_a_code_app_knows(app: Flask, firm: Firm, sue: Seat) -> None:
    secret, kept = code_app(sue), kept_secret(app, firm.people["Sue"]["id"])
    raw = b32decode(secret)
    assert secret not in kept and raw not in kept.encode() and raw not in b64decode(kept) and raw.hex() not in kept
    assert proved(half(firm), code=code_of(secret)) == (200, None)


def test_SE17_a_code_app_moved_to_somebody_else_in_the_database_opens_nothing(app: Flask, firm: Firm, sue: Seat) -> None:
    firm.person("Eve", "keeper", login=True, pin=PIN)
    mine, _ = code_app(firm.sign_in("Eve")), code_app(sue)
    kept_secret(app, firm.people["Sue"]["id"], instead=kept_secret(app, firm.people["Eve"]["id"]))
    assert proved(half(firm), code=code_of(mine)) == (401, "wrong_code")
    assert proved(half(firm, "eve"), code=code_of(mine)) == (200, None)


def test_SE17_one_of_before_they_were_sealed_works_and_is_sealed_as_it_is_used(app: Flask, firm: Firm, sue: Seat) -> None:
    secret, person = code_app(sue), firm.people["Sue"]["id"]
    kept_secret(app, person, instead=secret)
    assert proved(half(firm), code=code_of(secret)) == (200, None)
    assert secret not in kept_secret(app, person)
    assert proved(half(firm), code=code_of(secret, 1)) == (200, None)


def test_SE17_where_the_key_is_gone_codes_are_wrong_and_nothing_breaks(app: Flask, config: Config, firm: Firm, sue: Seat) -> None:
    secret = code_app(sue)
    (config.secrets / sealed.KEYS).unlink()
    assert proved(half(firm), code=code_of(secret)) == (401, "wrong_code")
    sealed.add_keys(config, "another one")
    for junk in ("not base64!", "", "AAAA"):
        kept_secret(app, firm.people["Sue"]["id"], instead=junk)
        assert proved(half(firm), code=code_of(secret)) == (401, "wrong_code"), junk


def test_SE17_a_new_key_seals_and_the_old_ones_go_on_to_open(app: Flask, config: Config, firm: Firm, sue: Seat) -> None:
    secret, file = code_app(sue), config.secrets / sealed.KEYS
    old = file.read_text().strip()
    file.write_text(f"a-new-one\n{old}\n")
    assert proved(half(firm), code=code_of(secret)) == (200, None)
    file.write_text("a-new-one\n")
    assert proved(half(firm), code=code_of(secret, 1)) == (200, None)
