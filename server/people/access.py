"""Who is asking: the enrolled device and the signed-in person behind this request, and what they may do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from flask import g, request
from sqlalchemy import select

from server.database import db
from server.people.cookies import DEVICE_COOKIE, PERSON_COOKIE
from server.people.roles import rights_of
from server.people.secret import hash_of
from server.people.steps import is_missing
from server.people.tables import Device, Person, PersonSession
from server.web import clock
from server.web.errors import Refused


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """The device this request comes from, as it was when the request came in."""

    id: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person this request acts for, as they were when the request came in."""

    id: str
    names: dict[str, str]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """``device`` is enrolled and not revoked, ``person`` active with a running session; ``revoked``: the device was, and says so.
    ``lacks_step``: the firm requires a second step of this person, and until there is one they have no rights."""

    device: KnownDevice | None
    person: SignedIn | None
    rights: frozenset[str]
    revoked: bool = False
    lacks_step: bool = False


def access() -> Access:
    """Of this request (also inside a Socket.IO connect handler), read from its two cookies once."""
    this = request._get_current_object()
    kept = g.get("access_of")
    # A test may hold one app context around several requests: what was read for another request is not ours.
    if kept is None or kept[0] is not this:
        kept = g.access_of = (this, _read_access())
    return kept[1]


def device_here() -> str | None:
    """The id of the enrolled device of this request."""
    here = access()
    return here.device.id if here.device else None


def _read_access() -> Access:
    device = _device_of(request.cookies.get(DEVICE_COOKIE))
    revoked = device is not None and device.state == "revoked"
    here = None if revoked else device
    person = _person_of(request.cookies.get(PERSON_COOKIE), here.id if here else None)
    lacks_step = person is not None and is_missing(person.id, person.roles)
    rights = rights_of(person.roles) if person and not lacks_step else frozenset()
    return Access(here, person, rights, revoked, lacks_step)


def _device_of(token: str | None) -> KnownDevice | None:
    if not token:
        return None
    found = db.session.execute(select(Device.id, Device.name, Device.state).where(Device.token_hash == hash_of(token))).first()
    return KnownDevice(*found) if found else None


def _person_of(token: str | None, device: str | None) -> SignedIn | None:
    """A session opened on a device counts on that device alone."""
    if not token:
        return None
    found = db.session.execute(
        select(Person.id, Person.names, Person.roles, PersonSession.device)
        .join(PersonSession, PersonSession.person == Person.id)
        .where(PersonSession.token_hash == hash_of(token), PersonSession.expires_ms > clock.now_ms(), Person.active.is_(True))
    ).first()
    if found is None or found.device not in (None, device):
        return None
    return SignedIn(found.id, found.names, tuple(found.roles))


def needs(*rights: str) -> Callable:
    """The view may be called by a signed-in person with this right, or one of these."""

    def guard(here: Access) -> None:
        _let_person(here)
        _let_complete(here)
        if not here.rights.intersection(rights):
            raise Refused("may_not", 403)

    return _guarded(guard)


def _let_person(here: Access) -> None:
    if here.person is None:
        raise Refused("not_signed_in", 401)


def _let_complete(here: Access) -> None:
    if here.lacks_step:
        raise Refused("second_step_missing", 403)


def _let_device(here: Access) -> None:
    if here.revoked:
        raise Refused("device_revoked", 403)
    if here.device is None:
        raise Refused("unknown_device", 401)


def _let_anyone(here: Access) -> None:
    if here.person is None and here.device is None:
        raise Refused("device_revoked", 403) if here.revoked else Refused("not_signed_in", 401)
    if here.device is None:  # a phone of the firm may read whoever holds it
        _let_complete(here)


def _guarded(guard: Callable[[Access], None]) -> Callable:
    def wrap(view: Callable) -> Callable:
        @wraps(view)
        def guarded(*args, **kwargs):
            guard(access())
            return view(*args, **kwargs)

        return guarded

    return wrap


needs_person = _guarded(_let_person)
needs_device = _guarded(_let_device)
needs_anyone = _guarded(_let_anyone)
