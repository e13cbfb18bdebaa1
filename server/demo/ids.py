"""Ids and tag codes of the demo firm: the same every time, so that a second load adds nothing."""

import hashlib
import uuid

from server.core.tag import mint


def demo_id(kind: str, key: object, at_ms: int = 1_788_000_000_000) -> str:
    """A uuid v7 whose random part is the hash of what it names."""
    digest = hashlib.sha256(f"loupe demo {kind} {key}".encode()).digest()
    value = (at_ms & (2**48 - 1)) << 80 | int.from_bytes(digest[:10], "big")
    value = value & ~(0xF << 76) | (7 << 76)
    value = value & ~(0x3 << 62) | (2 << 62)
    return str(uuid.UUID(int=value))


def demo_tag(kind: str, key: object) -> str:
    """A tag code for a demo sample or place."""
    return mint(hashlib.sha256(f"loupe demo tag {kind} {key}".encode()).digest())
