"""The six digits that say who holds a shared phone: what is kept of them, and which are too easy."""

import base64
import hashlib
import hmac
import secrets
from itertools import pairwise

from server.people.aside import aside

ITERATIONS = 310_000
_DECOY = {"salt": "AAAAAAAAAAAAAAAAAAAAAA", "iterations": ITERATIONS, "hash": "A" * 43}


def pin_verifier(pin: str) -> dict[str, str | int]:
    """What phones and office keep: PBKDF2-HMAC-SHA256, 32 bytes, a salt for each person; base64url without padding."""
    salt = secrets.token_bytes(16)
    return {"salt": _text(salt), "iterations": ITERATIONS, "hash": _text(aside(_derive, pin, salt, ITERATIONS))}


def is_pin(pin: str, verifier: dict | None) -> bool:
    """Whether it is the one; the work is the same for somebody without a PIN."""
    kept = verifier or _DECOY
    made = aside(_derive, pin, _bytes(kept["salt"]), kept["iterations"])
    return hmac.compare_digest(made, _bytes(kept["hash"])) and verifier is not None


def is_trivial(pin: str) -> bool:
    """The first ones somebody would try: one digit, a run, a short group again and again, a run of doubles."""
    groups = {pin[:1] * 6, pin[:2] * 3, pin[:3] * 2}
    return pin in groups or _is_run(pin) or (pin[::2] == pin[1::2] and _is_run(pin[::2]))


def _is_run(digits: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    return steps in ({1}, {9})


def _derive(pin: str, salt: bytes, iterations: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, iterations)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
