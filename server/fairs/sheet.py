"""The customs list as a spreadsheet: a line each, then the sums by HS code and currency."""

from collections.abc import Iterator, Sequence

from server.fairs.customs import Customs, CustomsLine, Sum, sums
from server.fairs.words import header
from server.sheets.lists import Column, Listed, Value, amount

COLUMNS = (
    ("item", "text", 8), ("description", "text", 40), ("english", "text", 30), ("pieces", "number", 9), ("weight", "weight", 12),
    ("value", "money", 16), ("currency", "text", 10), ("origin", "text", 12), ("hs", "text", 12), ("marks", "text", 34),
    ("archive_nos", "text", 24), ("tags", "text", 24), ("remark", "text", 18),
)  # fmt: skip


def customs_sheet(listed: Customs, lang: str) -> Listed:
    """An HS code is a text: 7113.10 is not 7113.1."""
    columns = [Column(key, header(key, lang), kind, width) for key, kind, width in COLUMNS]
    return Listed(f"{header(listed.of, lang)} {listed.no}", columns, _rows(listed, lang))


def _rows(listed: Customs, lang: str) -> Iterator[Sequence[Value]]:
    for line in listed.lines:
        yield _row(line, lang)
    by_hs, whole = sums(listed.lines)
    for hs, one in by_hs.items():
        yield from _sum(header("total_of", lang), hs or header("no_hs", lang), one)
    yield from _sum(header("total", lang), None, whole)


def _row(line: CustomsLine, lang: str) -> list[Value]:
    value = amount(line.value) if line.value else None
    currency = line.value["currency"] if line.value else None
    numbers = ", ".join(row["archive_no"] for row in line.rows if row["archive_no"])
    tags = ", ".join(row["tag"] for row in line.rows if row["tag"])
    english = line.english if line.english != line.description else None
    remark = header("extra", lang) if line.extra else None
    said: list[Value] = [line.item, line.description, english, line.count, line.weight, value, currency]
    return [*said, line.origin, line.hs, line.marks, numbers, tags, remark]


def _sum(name: str, hs: str | None, one: Sum) -> Iterator[list[Value]]:
    """A line for each currency: different ones are never added up."""
    for n, (currency, minor) in enumerate(sorted(one.values.items()) or [(None, None)]):
        value = None if minor is None or currency is None else amount({"minor": minor, "currency": currency})
        first = n == 0
        count, weight = (one.count, one.weight) if first else (None, None)
        yield [None, name, None, count, weight, value, currency, None, hs, None, None, None, None]
