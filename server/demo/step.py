"""What the demo firm's days are made of: what people do with their phones, and what the office decides."""

from collections.abc import Callable
from dataclasses import dataclass, field

from server.demo.pieces import Piece

DAY = 86_400_000
HOUR = 3_600_000
MINUTE = 60_000
SECOND = 1_000
DAYS = 21


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a demo person does: ``day`` 0 is three weeks ago, ``at`` ms into that day (UTC). ``id``: when others name the action."""

    day: int
    at: int
    phone: str
    by: str
    kind: str
    piece: Piece | None = None
    to: str | None = None
    tag: str | None = None
    body: dict = field(default_factory=dict)
    slip: str | None = None
    receipt: str | None = None
    repair: str | None = None
    count: str | None = None
    fair: str | None = None
    group: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that only the office may write, by the very function the route calls."""

    day: int
    at: int
    make: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The demo's days as dates: ``start_ms`` is UTC midnight of day 0; a slip names days by their beginning in Hong Kong."""

    start_ms: int

    def local_ms(self, day: int) -> int:
        return self.start_ms + day * DAY - 8 * HOUR
