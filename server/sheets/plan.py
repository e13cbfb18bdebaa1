"""How every column of a table is read: what a person chose, what its header and values say, and what the whole file proves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.sheets.choices import read_category_of
from server.sheets.dates import tells_day_first
from server.sheets.doubt import How
from server.sheets.draft import Reading
from server.sheets.fields import Reader, custom_key, is_day, is_number, part_of, reader_of
from server.sheets.guess import Column
from server.sheets.money import currency_of
from server.sheets.numbers import tells_comma
from server.sheets.own_fields import OwnField, categories
from server.sheets.sheet import Table
from server.sheets.words import unit_in


@dataclass(slots=True)
class Evidence:
    """What the cells of the file prove: columns of dates with the day first, or not, or both; decimals with commas, or not, or both."""

    days: dict[int, set[bool]]
    commas: set[bool]

    def day_first(self, at: int) -> bool | None:
        """A column that says nothing follows the others of its file."""
        own = self.days.get(at) or set().union(*self.days.values())
        return own.copy().pop() if len(own) == 1 else None

    def decimal_comma(self) -> bool | None:
        return self.commas.copy().pop() if len(self.commas) == 1 else None


def gather(table: Table, columns: Sequence[Column], own: Mapping[str, OwnField]) -> tuple[Evidence, int]:
    """Reads the whole file once; the second value is how many lines it has below its header. Raises what reading raises."""
    days = {column.at: set[bool]() for column in columns if column.field and _is_day(column.field, own)}
    numbers = [column.at for column in columns if column.field and is_number(column.field)]
    evidence, count = Evidence(days, set()), 0
    for line, why in table.body():
        count += 1
        if why is None:
            _look(line.cells, evidence, numbers)
    return evidence, count


def _is_day(field: str, own: Mapping[str, OwnField]) -> bool:
    key = custom_key(field)
    return is_day(field) or (key in own and own[key].kind == "date")


def _look(cells: Sequence[Any], evidence: Evidence, numbers: Sequence[int]) -> None:
    width = len(cells)
    for at, found in evidence.days.items():
        if at < width and cells[at] is not None and len(found) < 2:
            told = tells_day_first(cells[at])
            if told is not None:
                found.add(told)
    if len(evidence.commas) < 2:
        for at in numbers:
            if at < width and cells[at] is not None:
                told = tells_comma(cells[at])
                if told is not None:
                    evidence.commas.add(told)


def readings(columns: Sequence[Column], evidence: Evidence, options: Mapping[str, Any], own: Mapping[str, OwnField]) -> list[Reading]:
    """One for each column that is not left out."""
    firms = read_category_of(categories())
    return [_reading(column, column.field, evidence, options, own, firms) for column in columns if column.field]


def _reading(
    column: Column, field: str, evidence: Evidence, options: Mapping[str, Any], own: Mapping[str, OwnField], firms: Reader
) -> Reading:
    day_first, comma = options.get("day_first"), options.get("decimal_comma")
    unit = unit_in(column.header)
    how = How(
        evidence.day_first(column.at) if day_first is None else day_first,
        evidence.decimal_comma() if comma is None else comma,
        currency_of(unit) or options.get("currency"),
        unit,
    )
    key = custom_key(field)
    read = own[key].read if key in own else firms if field == "category" else reader_of(field)
    return Reading(column.at, column.header, field, read, how, part_of(field), key)
