"""Passwords as argon2id hashes; an unknown login costs the same work as a wrong password."""

from collections.abc import Collection
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from server.people.aside import aside

SHORTEST, LONGEST = 10, 200
_WEIGHED = 72  # characters: weighing more takes long and tells nothing
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    return aside(_hasher.hash, password)


def is_guessable(password: str, about: Collection[str]) -> bool:
    """Whether guessing would find it soon: the passwords people use most, words, names, keyboard rows, dates, what is known ``about`` them.

    Source: Wheeler, "zxcvbn: low-budget password strength estimation" (USENIX Security 2016); below a score of 2 ten million guesses do.
    """
    from zxcvbn import zxcvbn  # its lists take a moment and ten megabytes, for what is asked once a year

    known = [*about, *(part for text in about for part in text.split()), "loupe"]
    return zxcvbn(password[:_WEIGHED], user_inputs=[one for one in known if one])["score"] < 2


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether it is the one; with nothing to compare the work is done all the same, on a decoy."""
    right = aside(_verify, password_hash or _decoy(), password)
    return right and password_hash is not None


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (Argon2Error, InvalidHashError):
        return False


@cache
def _decoy() -> str:
    return hash_password("nobody has this password")
