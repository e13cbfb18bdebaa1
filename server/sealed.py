"""What the office must be able to read again and the database alone must not tell: sealed with a key that lies beside it, not in it.

ChaCha20-Poly1305 (RFC 8439), bound to the person it is about, so that a row moved to somebody else does not open.
"""

import logging
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from flask import current_app

from server.config import Config, add_to_secret, secret

log = logging.getLogger(__name__)
KEYS = "step_key"  # a key a line: the first seals, every one opens, as after a backup of another office was put back
_NONCE = 12


def seal(plain: bytes, person: str) -> str:
    """Text that opens for this person only; 20 bytes become 64 characters."""
    nonce = os.urandom(_NONCE)
    return b64encode(nonce + next(_keys()).encrypt(nonce, plain, person.encode())).decode()


def opened(sealed: str, person: str) -> bytes | None:
    """What was sealed for this person; None: for somebody else, changed, or under a key that is gone."""
    for key in _keys():
        try:
            whole = b64decode(sealed)
            return key.decrypt(whole[:_NONCE], whole[_NONCE:], person.encode())
        except (InvalidTag, ValueError):
            continue
    log.warning("what is sealed for %s does not open with the keys in secrets/%s", person, KEYS)
    return None


def add_keys(config: Config, keys: str) -> None:
    """Those of a backup, so that what it holds opens; the office's own stay."""
    add_to_secret(config, KEYS, keys.split())


def _keys() -> Iterator[ChaCha20Poly1305]:
    config: Config = current_app.config["LOUPE"]
    return (ChaCha20Poly1305(sha256(line.encode()).digest()) for line in secret(config, KEYS).split())
