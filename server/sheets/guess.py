"""Which column is what: by its header, by what a person said of such headers before, and by the values that stand under it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from server.core import tag
from server.sheets import choices, stones
from server.sheets.cells import Cell, Line, shown
from server.sheets.codes import LABS
from server.sheets.doubt import Bad, Doubts, How
from server.sheets.fields import is_field, part_of
from server.sheets.header import Header
from server.sheets.metals import read_metals
from server.sheets.words import MOST_REPEATS, OTHERWISE, comparable, field_of

ENOUGH = 3  # values before a column is judged by them
SURE = 0.8
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the sheet: ``field`` None is left out; ``by`` header, values, remembered or person."""

    at: int
    header: str
    field: str | None
    by: str | None
    examples: tuple[str, ...] = ()


def signature(header: Header) -> str:
    """The same for sheets with the same headings in the same order."""
    return sha256("\n".join(map(comparable, header.names)).encode()).hexdigest()


def guess(header: Header, lines: Sequence[Line], own: Mapping[str, str], remembered: Mapping[int, str | None] | None) -> list[Column]:
    """``own``: keys of the firm's fields by their comparable names. ``remembered``: what was confirmed for this signature."""
    width = max([header.width, *(len(line.cells) for line in lines)])
    taken: set[str] = set()
    columns = []
    for at in range(width):
        name = header.names[at] if at < header.width else ""
        values = [line.cells[at] for line in lines if at < len(line.cells) and line.cells[at] is not None]
        field, by = _remembered(at, remembered) if remembered is not None else _by_header(name, own, values)
        field = _free(field, taken)
        columns.append(Column(at, name, field, by if field else None, _examples(values)))
        taken.add(field or "")
    return _by_values(columns, lines, taken) if remembered is None else columns


def _remembered(at: int, remembered: Mapping[int, str | None]) -> tuple[str | None, str | None]:
    field = remembered.get(at)
    return (field, "remembered") if field is not None and is_field(field) else (None, None)


def _by_header(name: str, own: Mapping[str, str], values: Sequence[Cell]) -> tuple[str | None, str | None]:
    key = own.get(comparable(name))
    field = f"custom.{key}" if key else field_of(name) if name else None
    return _second_thought(field, values), "header"


def _second_thought(field: str | None, values: Sequence[Cell]) -> str | None:
    """類別 and 分類 are used for either: the values say which."""
    texts = [shown(value) for value in values]
    if (
        field == "type"
        and _share(texts, choices.is_category) > SURE
        and _share(texts, lambda text: len(choices.types_in(text)) == 1) < SURE
    ):
        return "category"
    if field == "category" and _share(texts, lambda text: len(choices.types_in(text)) == 1) > SURE > _share(texts, choices.is_category):
        return "type"
    return field


def _free(field: str | None, taken: set[str]) -> str | None:
    """A second column of the same heading is the next stone, metal or certificate; of anything else it is left for a person."""
    if field is None or field not in taken:
        return field
    part = part_of(field)
    if part is None:
        return None
    group, n, name = part
    return next((f"{group}.{k}.{name}" for k in range(n + 1, MOST_REPEATS + 1) if f"{group}.{k}.{name}" not in taken), None)


def _examples(values: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown(value)[:80] for value in values[:50]))[:EXAMPLES]


def _by_values(columns: list[Column], lines: Sequence[Line], taken: set[str]) -> list[Column]:
    """Only columns whose heading says nothing, and only fields nobody claims."""
    found = []
    for column in columns:
        values = [line.cells[column.at] for line in lines if column.at < len(line.cells) and line.cells[column.at] is not None]
        field = _told_by(values, taken, column.header) if column.field is None and not _is_known_otherwise(column.header) else None
        if field:
            taken.add(field)
            column = Column(column.at, column.header, field, "values", column.examples)
        found.append(column)
    return found


def _is_known_otherwise(header: str) -> bool:
    return bool(header) and (field_of(header) is not None or comparable(header) in OTHERWISE)


def _told_by(values: Sequence[Cell], taken: set[str], header: str) -> str | None:
    texts = [shown(value) for value in values]
    if len(texts) < ENOUGH:
        return None
    return next((field for field, fits in _TESTS if _is_open(field, taken) and _share(texts, fits) >= SURE), None)


def _is_open(field: str, taken: set[str]) -> bool:
    """Neither claimed itself, nor its parts."""
    return field not in taken and not any(one.startswith(f"{field}.") for one in taken)


def _share(texts: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, texts)) / len(texts) if texts else 0.0


def _is_metal(text: str) -> bool:
    try:
        return bool(read_metals(text, How(), Doubts()))
    except Bad:
        return False


_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("tag", lambda text: tag.read(text) is not None),
    ("certificates", lambda text: re.match(rf"(?:{LABS})[\s:#-]*[A-Z]{{0,3}}\d{{5,}}", text, re.IGNORECASE) is not None),
    ("insured", lambda text: re.match(r"(?:HK\$|US\$|RMB|HKD|USD|CNY|[$¥€£])\s*\d", text, re.IGNORECASE) is not None),
    ("stones", lambda text: stones.is_stone(text) and re.search(r"\d\s*(?:ct|卡|克拉|分)", text, re.IGNORECASE) is not None),
    ("gross_g", lambda text: re.fullmatch(r"\d+(?:[.,]\d+)?\s*(?:g|gm|克)", text, re.IGNORECASE) is not None),
    ("stones.1.ct", lambda text: re.fullmatch(r"\d+(?:[.,]\d+)?\s*(?:cts?|卡|克拉)", text, re.IGNORECASE) is not None),
    (
        "metals",
        lambda text: len(text) < 40 and re.search(r"\d|足|金|銀|银|gold|silver", text, re.IGNORECASE) is not None and _is_metal(text),
    ),
    ("category", choices.is_category),
    ("type", lambda text: len(text) < 24 and len(choices.types_in(text)) == 1),
    ("arrived", lambda text: re.fullmatch(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?.{0,12}", text) is not None),
)
