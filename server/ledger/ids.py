"""Ids made by the office: uuid v7 where the order of making is pleasant to see, v4 where it must not be guessed."""

import secrets
import uuid


def uuid7(at_ms: int) -> str:
    """48 bits of time, 74 random bits, lower-case."""
    random = secrets.randbits(74)
    number = at_ms << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & ((1 << 62) - 1)
    return str(uuid.UUID(int=number))


def uuid4() -> str:
    return str(uuid.uuid4())
