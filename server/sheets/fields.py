"""What a column may be: every field of a registration with the reader of its values."""

import re
from collections.abc import Callable
from typing import Any

from server.sheets import choices, codes, dates, metals, money, numbers, stones
from server.sheets.cells import Cell, shown
from server.sheets.doubt import Bad, Doubts, How
from server.sheets.words import MOST_REPEATS

Reader = Callable[[Cell, How, Doubts], Any]


def read_line_of(most: int) -> Reader:
    """A reader of plain words on one line."""

    def read(cell: Cell, _how: How, _doubts: Doubts) -> str:
        text = " ".join(_text(cell).split())
        if len(text) > most:
            raise Bad("too_long", most=most)
        return text

    return read


def read_notes(cell: Cell, _how: How, _doubts: Doubts) -> str:
    """Several lines are welcome."""
    text = _text(cell)
    if len(text) > 4_000:
        raise Bad("too_long", most=4_000)
    return text


def _text(cell: Cell) -> str:
    return shown(cell) if not isinstance(cell, str) else cell


READERS: dict[str, Reader] = {
    "archive_no": codes.read_archive_no,
    "number": codes.read_code(80),
    "tag": codes.read_tag,
    "type": choices.read_type,
    "category": choices.read_category_of({}),
    "model": codes.read_code(80),
    "name": read_line_of(200),
    "quantity": numbers.read_quantity,
    "gross_g": numbers.read_grams,
    "metals": metals.read_metals,
    "stones": stones.read_stones,
    "certificates": codes.read_certificates,
    "client": read_line_of(200),
    "supplier": read_line_of(200),
    "ownership": choices.read_ownership,
    "insured": money.read_money,
    "currency": money.read_currency,
    "size": read_line_of(80),
    "dimensions": read_line_of(120),
    "home": read_line_of(200),
    "place": read_line_of(200),
    "arrived": dates.read_day,
    "notes": read_notes,
}
PARTS: dict[str, dict[str, Reader]] = {
    "metals": {"metal": metals.read_metal_name, "fineness": metals.read_fineness, "net_g": numbers.read_grams},
    "stones": {
        "kind": stones.read_kind, "shape": stones.read_shape, "count": stones.read_count, "ct": stones.read_ct,
        "colour": read_line_of(80), "clarity": read_line_of(80), "cut": read_line_of(80), "treatment": read_line_of(120),
        "origin": read_line_of(120), "setting": read_line_of(120),
    },
    "certificates": {"lab": codes.read_lab, "number": codes.read_certificate_number, "date": dates.read_day},
}  # fmt: skip
OF_FACTS = frozenset(("gross_g", "client", "supplier", "ownership", "insured", "size", "dimensions", "notes"))
# A value merged over several lines may be the sum of them.
SUMS = frozenset(("gross_g", "quantity", "insured", "net_g", "ct", "count"))
_PART = re.compile(r"(metals|stones|certificates)\.([1-9]\d?)\.([a-z_]+)")
_CUSTOM = re.compile(r"custom\.([a-z][a-z0-9_]{0,39})")


def is_field(name: str) -> bool:
    """Whether a column can be this."""
    part = part_of(name)
    return name in READERS or part is not None or _CUSTOM.fullmatch(name) is not None


def part_of(name: str) -> tuple[str, int, str] | None:
    """("stones", 2, "ct") of ``stones.2.ct``."""
    match = _PART.fullmatch(name)
    if match is None or int(match[2]) > MOST_REPEATS or match[3] not in PARTS[match[1]]:
        return None
    return match[1], int(match[2]), match[3]


def custom_key(name: str) -> str | None:
    """The key of a field of the firm's own."""
    match = _CUSTOM.fullmatch(name)
    return match[1] if match else None


def is_day(name: str) -> bool:
    return name == "arrived" or name.endswith(".date")


def is_number(name: str) -> bool:
    return name in ("gross_g", "insured", "quantity") or name.endswith((".ct", ".net_g"))


def reader_of(name: str) -> Reader:
    part = part_of(name)
    if part is not None:
        return PARTS[part[0]][part[2]]
    return READERS.get(name) or read_line_of(500)
