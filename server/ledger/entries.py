"""A row of the ledger before it is written: what it holds, and how it hangs on the chain."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from struct import Struct
from typing import Any

import orjson

COLUMNS = (
    "entry", "commit", "id", "device", "seq", "kind", "by", "sample", "tag", "to",
    "order_ms", "received_ms", "verdict", "reasons", "bytes", "sig", "chain",
)  # fmt: skip
Bytes = bytes  # a column is called bytes, after the wire
_values = attrgetter(*COLUMNS)
_NUMBERS = Struct(">qqqqq")


@dataclass(slots=True)
class Row:
    """One entry, attributes as the columns of the table; ``entry`` and ``chain`` are filled in by ``seal``."""

    commit: int
    id: str
    device: str
    seq: int
    kind: str
    by: str | None
    sample: str | None
    tag: str | None
    to: str | None
    order_ms: int
    received_ms: int
    verdict: str
    reasons: str
    bytes: Bytes
    sig: str | None
    entry: int = 0
    chain: Bytes = b""

    def columns(self) -> dict[str, Any]:
        return dict(zip(COLUMNS, self.values(), strict=True))

    def values(self) -> tuple[Any, ...]:
        """In the order of ``COLUMNS``."""
        return _values(self)


def link(chain: bytes, row: Any) -> bytes:
    """The next chain hash: the previous one, the action's bytes, the commit, and what the office decided once.

    The time and the verdict are in it because a changed order time would change history as surely as a changed action.
    """
    numbers = _NUMBERS.pack(row.entry, row.commit, row.order_ms, row.received_ms, len(row.bytes))
    return sha256(b"".join((chain, numbers, row.bytes, f"{row.verdict}\0{row.reasons}\0{row.sig}".encode()))).digest()


def seal(rows: Sequence[Row], chain: bytes, entry: int) -> tuple[bytes, int]:
    """Number the rows from ``entry`` + 1 and link each to the one before."""
    for row in rows:
        entry += 1
        row.entry = entry
        row.chain = chain = link(chain, row)
    return chain, entry


def office_action(id: str, kind: str, by: str | None, body: dict[str, Any], named: dict[str, Any], at_ms: int, last: Any) -> dict[str, Any]:
    """An action as a phone would have written it, made by the office; ``named``: sample, tag, to, slip, receipt, repair, count, quantity.

    ``last`` is (seq, bytes) of its previous one.
    """
    return {
        "v": 1, "id": id, "kind": kind, "device": "office", "seq": last.seq + 1 if last else 1, "by": by,
        "sample": None, "tag": None, "to": None, "observed_from": None, "believed_from": None, "base": 0, "quantity": 1,
        "slip": None, "count": None, "fair": None, "repair": None, "receipt": None, "group": None,
        "wall_ms": at_ms, "tz": 0, "mono_ms": 0, "page": "office", "anchor": None, "hlc": [at_ms, 0],
        "body": body, "prev": sha256(last.bytes).hexdigest() if last else None,
    } | named  # fmt: skip


def of_office(action: dict[str, Any], commit: int, at_ms: int) -> Row:
    """The office's own action is accepted as it is: who may do it was asked before."""
    return Row(
        commit, action["id"], "office", action["seq"], action["kind"], action["by"], action["sample"], action["tag"], action["to"],
        at_ms, at_ms, "accepted", "[]", orjson.dumps(action), None,
    )  # fmt: skip
