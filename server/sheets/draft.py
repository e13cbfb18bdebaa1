"""A line on its way to a registration: how its columns are read, the values found so far, and what became of it."""

from dataclasses import dataclass, field
from typing import Any

from server.sheets.doubt import How
from server.sheets.fields import Reader


@dataclass(frozen=True, slots=True)
class Reading:
    """How one column is read."""

    at: int
    header: str
    field: str
    read: Reader
    how: How
    part: tuple[str, int, str] | None = None
    key: str | None = None


@dataclass(slots=True)
class Told:
    """What became of a line. ``problems`` and ``warnings``: [code, field, column, value, words] each."""

    line: int
    body: dict[str, Any] = field(default_factory=dict)
    problems: list[list[Any]] = field(default_factory=list)
    warnings: list[list[Any]] = field(default_factory=list)
    skipped: str | None = None

    @property
    def status(self) -> str:
        if self.skipped:
            return "skipped"
        return "bad" if self.problems else "warned" if self.warnings else "good"


class Draft:
    """The values of a line while they are gathered."""

    def __init__(self, told: Told):
        self.told = told
        self.plain: dict[str, Any] = {}
        self.parts: dict[str, dict[int, dict[str, Any]]] = {"metals": {}, "stones": {}, "certificates": {}}
        self.lists: dict[str, list[dict[str, Any]]] = {}
        self.custom: dict[str, Any] = {}
        self.at: dict[str, Reading] = {}

    def put(self, reading: Reading, value: Any) -> None:
        self.at[reading.field] = reading
        if reading.part is not None:
            group, n, name = reading.part
            said = value if isinstance(value, dict) else {name: value}
            kept = self.parts[group].setdefault(n, {})
            for inner, one in said.items():
                if inner == name or inner not in kept:  # a column of its own says more than a word in another
                    kept[inner] = one
        elif reading.key is not None:
            self.custom[reading.key] = value
        elif isinstance(value, list):
            self.lists[reading.field] = value
        else:
            self.plain[reading.field] = value

    def warn(self, code: str, name: str | None = None, **words: Any) -> None:
        self.told.warnings.append([code, name, None, "", words])
