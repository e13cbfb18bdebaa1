"""The customs list drawn: lines with their pieces, the sums by HS code, and blank columns for the stamps of two borders."""

from decimal import Decimal

from server.fairs.customs import Customs, CustomsLine, Sum, sums
from server.paper import blocks, history, ink
from server.paper.figures import amount, day, money, when
from server.paper.imprint import imprint
from server.paper.ink import SIDE, Style
from server.paper.names import Names, names_for
from server.paper.sheet import WIDE, Sheets
from server.paper.table import Cell, Column, table
from server.paper.words import label

SMALL, FIGURE = Style(7.8), Style(7.6)
LINES = (
    Column("item", 8), Column("description", 58), Column("count", 9, right=True), Column("weight_g", 17, right=True),
    Column("value", 27, right=True), Column("origin", 13), Column("hs", 15), Column("stamp_out", 14), Column("stamp_back", 14),
)  # fmt: skip
SUMS = (Column("hs", 40), Column("count", 20, right=True), Column("weight_g", 30, right=True), Column("value", 50, right=True))


def customs_paper(listed: Customs, lang: str) -> bytes:
    """The PDF."""
    names, tz = names_for(lang), history.zone_of(history.of_matter("fair", listed.id))
    title = "border_list" if listed.of == "packed" else "customs_list"
    sheets = Sheets(imprint(title, listed.no, lang, tz))
    blocks.letterhead(sheets, title, listed.told["title"])
    blocks.grid(sheets, _facts(listed, names, tz))
    if not listed.lines:
        sheets.down(10)
        sheets.text(SIDE, label("nothing_listed", lang), ink.BODY)
        return sheets.ends()
    table(sheets, LINES, [_row(line, lang) for line in listed.lines])
    _totals(sheets, listed, lang)
    blocks.heading(sheets, label("declared", lang), blocks.SIGN_HIGH)
    half = (WIDE - 16) / 2
    blocks.sign_here(sheets, SIDE, half, label("by_declarant", lang), None, None)
    blocks.sign_here(sheets, SIDE + WIDE - half, half, label("by_customs", lang), None, None)
    sheets.down(blocks.SIGN_HIGH)
    return sheets.ends()


def _facts(listed: Customs, names: Names, tz: int) -> list[tuple[str, str]]:
    told, lang = listed.told, names.lang
    return [
        ("fair", told["title"] or "—"),
        ("booth", names.or_dash(told["booth"])),
        ("from_day", day(told["from_ms"], tz, lang) if told["from_ms"] is not None else ""),
        ("to_day", day(told["to_ms"], tz, lang) if told["to_ms"] is not None else ""),
        ("country", told["country"] or ""),
        ("carnet", told["carnet"] or ""),
        ("answerable", ", ".join(names.of(person, "nobody") for person in told["team"])),
        ("packed_on", when(max((one["at_ms"] for one in told["packed"]), default=None), tz, lang) if listed.of == "packed" else ""),
    ]


def _row(line: CustomsLine, lang: str) -> list[Cell]:
    texts = [line.description]
    if line.english and line.english not in line.description:
        texts.append(line.english)
    if line.marks:
        texts.append(line.marks)
    elif line.rows:
        texts.append(", ".join(row["archive_no"] or row["number"] or "—" for row in line.rows))
    if line.extra:
        texts.append(label("not_listed", lang))
    about = "\n".join(texts)
    return [
        (line.item, FIGURE), (about, SMALL), (str(line.count), FIGURE), (_grams(line.weight), FIGURE), (money(line.value) or "—", FIGURE),
        (line.origin or "—", FIGURE), (line.hs or "—", FIGURE), ("", FIGURE), ("", FIGURE),
    ]  # fmt: skip


def _grams(weight: Decimal | None) -> str:
    return "—" if weight is None else f"{weight:,.3f}"


def _totals(sheets: Sheets, listed: Customs, lang: str) -> None:
    by_hs, whole = sums(listed.lines)
    blocks.heading(sheets, label("total", lang), 40)
    rows = [_sum(hs or label("no_hs", lang), one, FIGURE, lang) for hs, one in by_hs.items()]
    table(sheets, SUMS, [*rows, _sum(label("total", lang), whole, ink.STRONG, lang)])


def _sum(name: str, one: Sum, style: Style, lang: str) -> list[Cell]:
    values = [amount(minor, currency) for currency, minor in sorted(one.values.items())] or ["—"]
    if one.valueless and one.values:
        values.append(label("lines_valueless", lang, n=one.valueless))
    return [(name, style), (str(one.count), style), (_grams(one.weight), style), ("\n".join(values), style)]
