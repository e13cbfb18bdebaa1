"""Did this device's key sign these bytes? ECDSA P-256 with SHA-256, raw r‖s, base64url."""

import binascii
from base64 import urlsafe_b64decode
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

_ALGORITHM = ECDSA(SHA256())


@lru_cache(maxsize=1024)
def load_key(spki: str) -> EllipticCurvePublicKey | None:
    """The key in SPKI DER, base64url; None if it is not a P-256 key. Loading costs as much as a check, so keys are kept."""
    try:
        key = load_der_public_key(_unbase64(spki))
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1) else None


def is_signed(spki: str | None, sig: str | None, text: bytes) -> bool:
    """True only for a well-formed signature of ``text`` by the key; anything else is simply not one."""
    key = load_key(spki) if spki else None
    if key is None or not sig:
        return False
    try:
        raw = _unbase64(sig)
        if len(raw) != 64:
            return False
        key.verify(encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")), text, _ALGORITHM)
    except (InvalidSignature, ValueError):
        return False
    return True


def _unbase64(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not base64url") from error
