"""Who works here, on which phones, and what is signed in."""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Model

Id = String(36)


class Person(Model):
    """A person. The place of the same id (kind ``person``) is what answers for samples they hold."""

    __tablename__ = "people"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    names: Mapped[dict[str, Any]] = mapped_column(JSON)
    login: Mapped[str | None] = mapped_column(String(80), unique=True)
    password_hash: Mapped[str | None] = mapped_column(Text)
    pin: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    roles: Mapped[list[Any]] = mapped_column(JSON)
    active: Mapped[bool] = mapped_column(default=True)
    commit: Mapped[int] = mapped_column(BigInteger, index=True)


class Device(Model):
    """An install of the app that may deliver actions: its key, its chain so far, its clock, what it owes."""

    __tablename__ = "devices"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    public_key: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), default="enrolled")
    enrolled_ms: Mapped[int] = mapped_column(BigInteger)
    enrolled_by: Mapped[str | None] = mapped_column(Id)
    revoked_ms: Mapped[int | None] = mapped_column(BigInteger)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    head_hash: Mapped[str | None] = mapped_column(String(64))
    order_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    offset_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    was_offset_ms: Mapped[int | None] = mapped_column(BigInteger)  # of what it had not delivered when its clock was set; null: never heard
    clock_set_ms: Mapped[int | None] = mapped_column(BigInteger)  # when the office last noticed that somebody had set its clock
    contact_ms: Mapped[int | None] = mapped_column(BigInteger)
    drained_ms: Mapped[int | None] = mapped_column(BigInteger)
    owes: Mapped[int] = mapped_column(default=0)
    owes_since_ms: Mapped[int | None] = mapped_column(BigInteger)
    app: Mapped[str | None] = mapped_column(String(40))
    health: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # what it last told of itself, and when
    health_ms: Mapped[int | None] = mapped_column(BigInteger)
    carried_ms: Mapped[int | None] = mapped_column(BigInteger)  # another phone last brought something new of it
    forked_ms: Mapped[int | None] = mapped_column(BigInteger)  # two phones wrote under its name
    reset_ms: Mapped[int | None] = mapped_column(BigInteger)  # an enrolment said that this install's memory is gone
    reset_owed: Mapped[int | None] = mapped_column()
    replaced_by: Mapped[str | None] = mapped_column(Id)


class Invite(Model):
    """A one-time code that lets a browser become a phone of the firm, or the very first person set the firm up."""

    __tablename__ = "invites"
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    name: Mapped[str | None] = mapped_column(String(120))
    by: Mapped[str | None] = mapped_column(Id)
    replaces: Mapped[str | None] = mapped_column(Id)
    expires_ms: Mapped[int | None] = mapped_column(BigInteger)
    used_ms: Mapped[int | None] = mapped_column(BigInteger)


class PersonSession(Model):
    """Somebody signed in, by password or by PIN on an enrolled device."""

    __tablename__ = "person_sessions"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(Id, ForeignKey("people.id"))
    device: Mapped[str | None] = mapped_column(Id)
    expires_ms: Mapped[int] = mapped_column(BigInteger)


class Passkey(Model):
    """A key in somebody's phone, laptop or token that proves them beside their password, under the ``host`` it was made for alone."""

    __tablename__ = "passkeys"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    person: Mapped[str] = mapped_column(Id, ForeignKey("people.id"))
    host: Mapped[str] = mapped_column(String(255))
    credential: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[str] = mapped_column(Text)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(120))
    added_ms: Mapped[int] = mapped_column(BigInteger)
    last_used_ms: Mapped[int | None] = mapped_column(BigInteger)


class Totp(Model):
    """The secret of which an app on somebody's phone makes six digits; it counts once a code has confirmed it."""

    __tablename__ = "totps"
    person: Mapped[str] = mapped_column(Id, ForeignKey("people.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    begun_ms: Mapped[int] = mapped_column(BigInteger)
    confirmed_ms: Mapped[int | None] = mapped_column(BigInteger)
    last_step: Mapped[int | None] = mapped_column(BigInteger)  # of the newest code that was taken: none counts twice


class Ticket(Model):
    """Something begun that one browser may end, known by the hash of its cookie: signing in after the password, adding a passkey."""

    __tablename__ = "tickets"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    person: Mapped[str] = mapped_column(Id, ForeignKey("people.id"))
    device: Mapped[str | None] = mapped_column(Id)
    challenge: Mapped[str | None] = mapped_column(String(100))
    expires_ms: Mapped[int] = mapped_column(BigInteger)


class Attempt(Model):
    """Wrong passwords, PINs and codes in a window of time, so that lockout survives a restart and holds over several workers."""

    __tablename__ = "attempts"
    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    since_ms: Mapped[int] = mapped_column(BigInteger)


Index("ix_person_sessions_person", PersonSession.person)
Index("ix_passkeys_person", Passkey.person)
Index("ix_tickets_person", Ticket.person)
