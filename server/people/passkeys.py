"""Passkeys (WebAuthn): a key that never leaves somebody's device, and answers for this office's own name alone."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from sqlalchemy import insert, select, update
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from server.database import db
from server.ledger.cursor import writing
from server.ledger.ids import uuid7
from server.people import tickets
from server.people.tables import Passkey
from server.web import clock
from server.web.errors import Refused
from server.web.origin import Home

T = TypeVar("T")
LONGEST_MS = 120_000
log = structlog.get_logger()


def begin_adding(person: str, login: str, session: str, home: Home) -> dict[str, Any]:
    """What the browser must be asked to make one; bound to this session, for five minutes."""
    asked = generate_registration_options(
        rp_id=home.host,
        rp_name="Loupe",
        user_id=person.encode(),
        user_name=login,
        timeout=LONGEST_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_known(person, home.host),
    )
    with writing():
        tickets.give(session, tickets.PASSKEY, person, challenge=bytes_to_base64url(asked.challenge))
    return json.loads(options_to_json(asked))


def add(person: str, name: str, made: dict[str, Any], session: str, home: Home) -> None:
    """Raises 401 step_over, 403 wrong_passkey, 409 passkey_taken."""
    challenge = tickets.answered(session, tickets.PASSKEY, tickets.read(session, tickets.PASSKEY))
    seen = _checked(
        lambda: verify_registration_response(
            credential=made,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=home.host,
            expected_origin=home.origin,
            require_user_verification=True,
        )
    )
    credential, key = bytes_to_base64url(seen.credential_id), bytes_to_base64url(seen.credential_public_key)
    if len(credential) > 1400:
        raise Refused("wrong_passkey", 403)
    row = {"person": person, "host": home.host, "credential": credential, "public_key": key, "sign_count": seen.sign_count, "name": name}
    with writing() as tx:
        _ = tx.number  # the head is locked before the look: what it finds stays so
        if db.session.scalar(select(Passkey.id).where(Passkey.credential == credential)):
            raise Refused("passkey_taken", 409)
        db.session.execute(insert(Passkey).values(**row, id=uuid7(tx.now_ms), added_ms=tx.now_ms))
        tx.office("second_step_added", person, {"person": person, "way": "passkey", "name": name})


def begin_proving(person: str, token: str, home: Home) -> dict[str, Any]:
    """What the browser must be asked, to end the signing in that ``token`` has begun."""
    asked = generate_authentication_options(
        rp_id=home.host,
        timeout=LONGEST_MS,
        allow_credentials=_known(person, home.host),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    tickets.ask(token, tickets.SIGN_IN, bytes_to_base64url(asked.challenge))
    return json.loads(options_to_json(asked))


def prove(person: str, shown: dict[str, Any], challenge: str, home: Home) -> None:
    """In the writing transaction of what it opens. Raises 401 wrong_passkey."""
    mine = (Passkey.credential == shown["id"], Passkey.person == person, Passkey.host == home.host)
    kept = db.session.execute(select(Passkey.id, Passkey.public_key, Passkey.sign_count).where(*mine).with_for_update()).first()
    if kept is None:
        raise Refused("wrong_passkey", 401)
    seen = _checked(
        lambda: verify_authentication_response(
            credential=shown,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=home.host,
            expected_origin=home.origin,
            credential_public_key=base64url_to_bytes(kept.public_key),
            credential_current_sign_count=kept.sign_count,
            require_user_verification=True,
        ),
        status=401,
    )
    used = {"sign_count": seen.new_sign_count, "last_used_ms": clock.now_ms()}
    db.session.execute(update(Passkey).where(Passkey.id == kept.id).values(**used))


def _known(person: str, host: str) -> list[PublicKeyCredentialDescriptor]:
    there = select(Passkey.credential).where(Passkey.person == person, Passkey.host == host)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in db.session.scalars(there)]


def _checked(check: Callable[[], T], status: int = 403) -> T:
    """Whatever a client has put together, the library stumbles over it in many ways, and each means no."""
    try:
        return check()
    except Exception as error:
        log.info("passkey_refused", error=type(error).__name__)
        raise Refused("wrong_passkey", status) from error
