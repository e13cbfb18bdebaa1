"""Where a client stands between two pages: text that it gives back, and that is distrusted."""

import re
from dataclasses import dataclass

_SHAPE = re.compile(r"([cs])~([0-9a-f]{8})~([0-9]{1,18})~([0-9a-f]{8})~([a-z]{0,10})~([A-Za-z0-9:_.-]{0,160})")
SHORT = 8  # characters that stand for an epoch or a chain hash


@dataclass(frozen=True)
class Position:
    """``c``: in the changes, everything up to row ``key`` of ``table`` at ``commit`` was given (no table: all of that commit).

    ``s``: in the snapshot made at ``commit``; ``key`` is the number of the next page. ``epoch`` is the beginning of its id,
    ``chain`` that of the chain hash at ``commit``: in a history that was put back, the same place is another.
    """

    way: str
    epoch: str
    commit: int
    chain: str
    table: str = ""
    key: str = ""

    def __str__(self) -> str:
        return f"{self.way}~{self.epoch}~{self.commit}~{self.chain}~{self.table}~{self.key}"


def read_position(text: str) -> Position | None:
    """None for anything that was not written by ``str(Position(…))``."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        return None
    way, epoch, commit, chain, table, key = found.groups()
    return Position(way, epoch, int(commit), chain, table, key)
