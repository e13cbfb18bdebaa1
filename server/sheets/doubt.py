"""How a value is to be read, and what can be said against it: a fault refuses the line, a doubt only warns."""

from dataclasses import dataclass, field
from typing import Any


class Bad(Exception):
    """This value cannot be taken; its line is refused. ``words`` fill the sentence of ``server.sheets.said``."""

    def __init__(self, code: str, **words: Any):
        super().__init__(code)
        self.code, self.words = code, words


@dataclass(frozen=True, slots=True)
class How:
    """What a person or the column itself has told: None means nobody did."""

    day_first: bool | None = None
    decimal_comma: bool | None = None
    currency: str | None = None
    unit: str = ""


@dataclass(slots=True)
class Doubts:
    """Warnings about one value."""

    found: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def add(self, code: str, **words: Any) -> None:
        self.found.append((code, words))
