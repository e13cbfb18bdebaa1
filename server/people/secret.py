"""Random tokens and one-time codes, and the hash under which the database knows them."""

import hashlib
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: nothing that is read for something else


def new_token() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """80 random bits in 16 characters: short enough for a small QR code, to be typed in need."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


def hash_of(token: str) -> str:
    """What is stored: tokens are random, so a plain hash keeps them as safe as a slow one would."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
