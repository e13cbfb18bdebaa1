"""Phones of the firm: invited for ten minutes, enrolled by proving their key, renewed by it, revoked for ever."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from server.database import db
from server.ledger.cursor import OFFICE, Tx, writing
from server.ledger.signature import is_signed, load_key
from server.ledger.tables import Commit, Entry
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


def invite(name: str, by: str, replaces: str | None = None) -> tuple[str, int]:
    """A one-time code and when it ends. ``replaces``: the phone the new one stands in for."""
    code, now = new_code(), clock.now_ms()
    expires = now + INVITE_MINUTES * 60_000
    with writing():
        db.session.execute(delete(Invite).where(Invite.purpose.in_(("enrol", "renew")), Invite.expires_ms < now - 86_400_000))
        row = {"code_hash": _hash(code), "purpose": "enrol", "name": name, "by": by, "replaces": replaces, "expires_ms": expires}
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


def replace(device: str, by: str) -> tuple[str, str, int]:
    """The old phone is shut out now; name, code and its end for the one that takes its place. What the old one owes stays on its row."""
    name = revoke(device, by)
    return name, *invite(name, by, replaces=device)


def rename(device: str, name: str, by: str) -> None:
    """Handed to somebody else, or to a desk: who was signed in on it must unlock it anew. Raises 404, 403 device_revoked."""
    with writing() as tx:
        now = db.session.execute(select(Device.state, Device.name).where(Device.id == device).with_for_update()).first()
        if now is None:
            raise Refused("not_found", 404)
        if now.state == "revoked":
            raise Refused("device_revoked", 403)
        if now.name == name:
            return
        db.session.execute(update(Device).where(Device.id == device).values(name=name))
        end_sessions_of(device=device)
        tx.office("device_renamed", by, {"device": device, "from": now.name, "to": name})


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
    used = _use_invite(tx, asked["code"])
    forgive(limits)
    token = new_token()
    name = used.name if used.replaces else asked.get("name") or used.name
    if was is None:
        since_ms = _clean_since(asked.get("made") or 0, tx.now_ms)
        row = {"id": asked["install"], "public_key": asked["public_key"], "enrolled_ms": tx.now_ms, "order_ms": since_ms}
        row |= {"contact_ms": tx.now_ms, "drained_ms": since_ms} | _clock_of(asked, tx.now_ms)
        db.session.execute(insert(Device).values(**row, name=name, enrolled_by=used.by, token_hash=hash_of(token)))
    else:
        db.session.execute(update(Device).where(Device.id == asked["install"]).values(name=name, token_hash=hash_of(token)))
    before = _put_aside(tx, asked, used.replaces)
    tx.office("device_enrolled", used.by, {"device": asked["install"], "name": name} | before)
    return Enrolled(asked["install"], name, token)


def _clean_since(made: int, now_ms: int) -> int:
    """Up to when this phone has nothing unsent and did nothing. A new one: until now, it has just been heard.

    One that has already ``made`` actions was enrolled in a history that a restored backup took away: all of them are from after that
    backup, none may be taken for delivered. Without a restore there is no such phone, and what it says of itself moves no time.
    """
    restored = select(Entry.bytes).where(Entry.device == OFFICE, Entry.kind == "restored").order_by(Entry.entry.desc()).limit(1)
    said = db.session.scalar(restored) if made else None
    if said is None:
        return now_ms
    kept = orjson.loads(said)["body"]["commit"]
    return db.session.scalar(select(Commit.at_ms).where(Commit.commit == kept)) or 0


def _clock_of(asked: dict[str, Any], now_ms: int) -> dict[str, int]:
    """How far its clock is off from its first moment on; of what it made before that moment this says nothing."""
    if asked.get("wall_ms") is None or asked.get("made"):
        return {}
    offset_ms = now_ms - asked["wall_ms"]
    return {"offset_ms": offset_ms, "was_offset_ms": offset_ms}


def _put_aside(tx: Tx, asked: dict[str, Any], replaces: str | None) -> dict[str, str]:
    """Which phone this one stands in for; or which install of its own lost its memory. What those owe stays visible.

    Naming an install proves nothing: it only marks it. It is waited for as before, and the mark goes when it is heard again.
    """
    other = Device.id != asked["install"]
    if replaces is not None:
        free = (Device.id == replaces, other, Device.replaced_by.is_(None))
        db.session.execute(update(Device).where(*free).values(replaced_by=asked["install"]))
        return {"replaces": replaces}
    if asked.get("was") is None:
        return {}
    mark = {"reset_ms": tx.now_ms, "reset_owed": asked.get("owed"), "replaced_by": asked["install"]}
    lost = (Device.id == asked["was"], other, Device.state == "enrolled")
    marked = db.session.execute(update(Device).where(*lost).values(mark)).rowcount
    return {"was": asked["was"]} if marked else {}


def _use_invite(tx: Tx, code: str) -> Any:
    """One use, decided by the database: who invited (``by``), as what ``name``, and which phone it ``replaces``."""
    usable = (Invite.code_hash == _hash(code), Invite.purpose == "enrol", Invite.used_ms.is_(None), Invite.expires_ms > tx.now_ms)
    told = (Invite.by, Invite.name, Invite.replaces)
    used = db.session.execute(update(Invite).where(*usable).values(used_ms=tx.now_ms).returning(*told)).first()
    if used is None:
        raise Refused("invite_used", 409, field="code")
    return used


def _renew(install: str, name: str, sentence: str) -> Enrolled:
    """The sentence is kept, so that whoever overheard it cannot say it again."""
    token, now = new_token(), clock.now_ms()
    spent = {"code_hash": hash_of(sentence), "purpose": "renew", "expires_ms": now + 2 * RENEW_WITHIN_MS, "used_ms": now}
    db.session.execute(insert(Invite).values(spent))
    changed = db.session.execute(update(Device).where(Device.id == install, Device.state != "revoked").values(token_hash=hash_of(token)))
    if changed.rowcount != 1:
        raise Refused("device_revoked", 403)
    return Enrolled(install, name, token)


def _hash(code: str) -> str:
    """As lenient as a person who types it: case, blanks and hyphens do not count, O is 0, I and L are 1."""
    plain = "".join(code.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))
    return hash_of(plain)
