"""The form of ids and hashes on the wire."""

import re
from typing import Any, Final

SINKS: Final = frozenset({"returned_to_owner", "sold", "scrapped", "lost"})
UUID: Final = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

is_uuid = re.compile(UUID).fullmatch
is_place = re.compile(f"{UUID}|sink-(?:{'|'.join(sorted(SINKS))})").fullmatch
is_hash = re.compile("[0-9a-f]{64}").fullmatch


def fits_id(value: Any) -> bool:
    """Any uuid; which version it is would prove nothing."""
    return type(value) is str and is_uuid(value) is not None


def fits_place(value: Any) -> bool:
    """A uuid, or one of the four sinks every firm has."""
    return type(value) is str and is_place(value) is not None


def fits_hash(value: Any) -> bool:
    """A sha256 in small hexadecimal."""
    return type(value) is str and is_hash(value) is not None
