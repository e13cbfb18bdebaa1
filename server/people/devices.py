"""Phones of the firm: invited for ten minutes, enrolled by proving their key, renewed by it, revoked for ever."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from server.database import db
from server.ledger.cursor import Tx, writing
from server.ledger.signature import is_signed, load_key
from server.ledger.watermark import promote
from server.people.lockout import Limit, count_try, for_code, forgive
from server.people.secret import hash_of, new_code, new_token
from server.people.sessions import end_sessions_of
from server.people.tables import Device, Invite
from server.web import clock
from server.web.errors import Refused

INVITE_MINUTES = 10
RENEW_WITHIN_MS = 5 * 60_000
_on_revoke: list[Callable[[str], None]] = []


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A device that may deliver; the token goes into its cookie and is nowhere else."""

    id: str
    name: str
    token: str


def on_revoke(listener: Callable[[str], None]) -> None:
    """Call ``listener(device)`` after a device was revoked, so that its sockets close at once."""
    if listener not in _on_revoke:
        _on_revoke.append(listener)


def invite(name: str, by: str) -> tuple[str, int]:
    """A one-time code and when it ends."""
    code, now = new_code(), clock.now_ms()
    expires = now + INVITE_MINUTES * 60_000
    with writing():
        db.session.execute(delete(Invite).where(Invite.purpose.in_(("enrol", "renew")), Invite.expires_ms < now - 86_400_000))
        row = {"code_hash": _hash(code), "purpose": "enrol", "name": name, "by": by, "expires_ms": expires}
        db.session.execute(insert(Invite).values(row))
    return code, expires


def enrol(asked: dict[str, Any], address: str | None) -> Enrolled:
    """Raises 403 invite_wrong, proof_wrong, 409 invite_used, invite_expired, install_taken, 422 key_wrong, 429 locked_out."""
    limits = for_code(address)
    count_try(limits)
    _check_invite(asked["code"])
    if load_key(asked["public_key"]) is None:
        raise Refused("key_wrong", 422, field="public_key")
    _check_proof(asked["public_key"], f"loupe-enrol:{asked['code']}:{asked['install']}", asked["sig"])
    try:
        with writing() as tx:
            return _enrol(tx, asked, limits)
    except IntegrityError as error:
        raise Refused("install_taken", 409, field="install") from error


def renew(install: str, server_ms: int, sig: str) -> Enrolled:
    """A new cookie for a device that shows its key. Raises 401 unknown_device, 403 device_revoked, renew_stale, proof_wrong."""
    device = db.session.execute(select(Device.name, Device.state, Device.public_key).where(Device.id == install)).first()
    if device is None or device.public_key is None:
        raise Refused("unknown_device", 401, field="install")
    if device.state == "revoked":
        raise Refused("device_revoked", 403)
    if abs(clock.now_ms() - server_ms) > RENEW_WITHIN_MS:
        raise Refused("renew_stale", 403, field="server_ms")
    sentence = f"loupe-renew:{install}:{server_ms}"
    _check_proof(device.public_key, sentence, sig)
    try:
        with writing():
            return _renew(install, device.name, sentence)
    except IntegrityError as error:
        raise Refused("renew_stale", 403, field="server_ms") from error


def revoke(device: str, by: str) -> str:
    """Its cookie, sessions and sockets end now; what it still sends is quarantined. Again: nothing happens. Its name. Raises 404."""
    with writing() as tx:
        now = db.session.execute(select(Device.state, Device.name).where(Device.id == device).with_for_update()).first()
        if now is None:
            raise Refused("not_found", 404)
        if now.state == "revoked":
            return now.name
        db.session.execute(update(Device).where(Device.id == device).values(state="revoked", revoked_ms=tx.now_ms))
        end_sessions_of(device=device)
        tx.office("device_revoked", by, {"device": device, "name": now.name})
        promote(tx)  # nobody waits for it any longer
    for listener in _on_revoke:
        listener(device)
    return now.name


def _check_proof(public_key: str, sentence: str, sig: str) -> None:
    """The phone holds the private key it names: it signed a sentence that nobody else has a use for."""
    if not is_signed(public_key, sig, sentence.encode()):
        raise Refused("proof_wrong", 403, field="sig")


def _check_invite(code: str) -> None:
    """Says why a code is no good; whether it is used up is decided later, by the update alone."""
    row = db.session.execute(
        select(Invite.used_ms, Invite.expires_ms).where(Invite.code_hash == _hash(code), Invite.purpose == "enrol")
    ).first()
    if row is None:
        raise Refused("invite_wrong", 403, field="code")
    if row.used_ms is not None:
        raise Refused("invite_used", 409, field="code")
    if row.expires_ms <= clock.now_ms():
        raise Refused("invite_expired", 409, field="code")


def _enrol(tx: Tx, asked: dict[str, Any], limits: tuple[Limit, ...]) -> Enrolled:
    was = db.session.execute(select(Device.state, Device.public_key).where(Device.id == asked["install"]).with_for_update()).first()
    if was is not None and (was.state == "revoked" or was.public_key != asked["public_key"]):
        raise Refused("install_taken", 409, field="install")
    by, invited_as = _use_invite(tx, asked["code"])
    forgive(limits)
    token, name = new_token(), asked.get("name") or invited_as
    if was is None:
        row = {"id": asked["install"], "public_key": asked["public_key"], "enrolled_ms": tx.now_ms, "order_ms": tx.now_ms}
        row |= {"contact_ms": tx.now_ms, "drained_ms": tx.now_ms}  # it has just been heard, and owes nothing yet
        db.session.execute(insert(Device).values(**row, name=name, enrolled_by=by, token_hash=hash_of(token)))
    else:
        db.session.execute(update(Device).where(Device.id == asked["install"]).values(name=name, token_hash=hash_of(token)))
    tx.office("device_enrolled", by, {"device": asked["install"], "name": name})
    return Enrolled(asked["install"], name, token)


def _use_invite(tx: Tx, code: str) -> tuple[str, str]:
    """One use, decided by the database: (who invited, as what name)."""
    usable = (Invite.code_hash == _hash(code), Invite.purpose == "enrol", Invite.used_ms.is_(None), Invite.expires_ms > tx.now_ms)
    used = db.session.execute(update(Invite).where(*usable).values(used_ms=tx.now_ms).returning(Invite.by, Invite.name)).first()
    if used is None:
        raise Refused("invite_used", 409, field="code")
    return used.by, used.name


def _renew(install: str, name: str, sentence: str) -> Enrolled:
    """The sentence is kept, so that whoever overheard it cannot say it again."""
    token, now = new_token(), clock.now_ms()
    spent = {"code_hash": hash_of(sentence), "purpose": "renew", "expires_ms": now + 2 * RENEW_WITHIN_MS, "used_ms": now}
    db.session.execute(insert(Invite).values(spent))
    changed = db.session.execute(
        update(Device).where(Device.id == install, Device.state != "revoked").values(token_hash=hash_of(token))
    )
    if changed.rowcount != 1:
        raise Refused("device_revoked", 403)
    return Enrolled(install, name, token)


def _hash(code: str) -> str:
    """As lenient as a person who types it: case, blanks and hyphens do not count, O is 0, I and L are 1."""
    plain = "".join(code.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))
    return hash_of(plain)
