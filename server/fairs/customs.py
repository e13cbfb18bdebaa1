"""The lists of a fair, gathered: as planned, or what really went, line by line with its pieces; twin of core/customs_lists.ts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from server.core.tag import spaced
from server.paper import pieces
from server.paper.figures import decimal, totals
from server.stock.matters import one_matter

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CustomsLine:
    """One line as customs read it: ``weight`` in grams, ``value`` as money; ``rows`` are its pieces. ``extra``: it is on no line."""

    item: str
    description: str
    english: str | None
    count: int
    weight: Decimal | None
    value: Mapping[str, Any] | None
    origin: str | None
    hs: str | None
    marks: str | None
    rows: tuple[pieces.Row, ...] = ()
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Customs:
    """A fair's list; ``of`` says whether as planned or as packed."""

    id: str
    no: str
    of: str
    told: Told
    lines: tuple[CustomsLine, ...]


@dataclass(slots=True)
class Sum:
    """Pieces, grams and minor units by currency; lines without a weight or a value are counted."""

    count: int = 0
    weight: Decimal = Decimal(0)
    values: dict[str, int] = field(default_factory=dict)
    valueless: int = 0
    weightless: int = 0


def customs_of(fair: str, of: str, lang: str) -> Customs:
    """Raises 404."""
    row = one_matter("fair", fair)
    told, packed = row["told"], by_line(row["told"])
    named = [line["sample"] for line in told["lines"] if line["sample"]]
    known = pieces.rows_of({*named, *(sample for samples in packed.values() for sample in samples)})
    listed = [_line(line, n, of, packed.get(line["line"], []), known, lang) for n, line in enumerate(told["lines"], 1)]
    lines = [line for line in listed if line is not None]
    if of == "packed":
        first = len(told["lines"]) + 1
        lines += [_extra(known.get(sample), str(n), lang) for n, sample in enumerate(packed.get(None, []), first)]
    return Customs(fair, row["no"], of, told, tuple(lines))


def went(told: Told) -> list[Told]:
    """Packed, and not put back before the fair began: that never crossed a border."""
    began = told["from_ms"]
    stayed = {one["sample"] for one in told["back"] if began is not None and one["at_ms"] < began}
    return [one for one in told["packed"] if one["sample"] not in stayed]


def by_line(told: Told) -> dict[str | None, list[str]]:
    """The pieces that went for each line; under None those on no line."""
    lines = {line["line"] for line in told["lines"]}
    named = {line["sample"]: line["line"] for line in told["lines"] if line["sample"]}
    found: dict[str | None, list[str]] = {}
    for one in went(told):
        at = one["line"] if one["line"] in lines else named.get(one["sample"])
        found.setdefault(at, []).append(one["sample"])
    return found


def sums(lines: Iterable[CustomsLine]) -> tuple[dict[str | None, Sum], Sum]:
    """(by HS code in their order, lines without one last; of all)."""
    found: dict[str | None, Sum] = {}
    whole = Sum()
    for line in lines:
        for one in (found.setdefault(line.hs, Sum()), whole):
            one.count += line.count
            one.weight += line.weight or 0
            one.weightless += line.weight is None
            one.valueless += not totals([line.value])
            for currency, minor in totals([line.value]).items():
                one.values[currency] = one.values.get(currency, 0) + minor
    return dict(sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0] or ""))), whole


def _line(line: Told, n: int, of: str, samples: Sequence[str], known: Mapping[str, pieces.Row], lang: str) -> CustomsLine | None:
    """As the list says; what it leaves open is read from the piece. Of a model, what went is what the real pieces are."""
    if of == "packed" and not samples:
        return None
    wanted = [line["sample"]] if line["sample"] else list(samples)
    rows = tuple(known[sample] for sample in wanted if sample in known)
    own = rows[0] if line["sample"] and rows else None
    weight, value = line["weight_g"], line["value"]
    if own:
        weight, value = weight or own["facts"].get("gross_g"), value or own["facts"].get("insured")
    count = (own["quantity"] if own else 1) if line["sample"] else line["n"] or 1
    if of == "packed" and not line["sample"]:
        weight, value, count = _weight_of(rows), _value_of(rows), len(samples)
    return CustomsLine(
        item=line["item"] or str(n),
        description=line["description"] or (pieces.title_of(rows[0], lang) if rows else line["model"] or "—"),
        english=pieces.title_of(rows[0], "en") if rows else None,
        count=count, weight=decimal(weight), value=value, origin=line["origin"], hs=line["hs"],
        marks=line["marks"] or (marks(own) if own else None), rows=rows,
    )  # fmt: skip


def _extra(row: pieces.Row | None, item: str, lang: str) -> CustomsLine:
    if row is None:
        return CustomsLine(item, "—", None, 1, None, None, None, None, None, (), True)
    facts = row["facts"]
    return CustomsLine(
        item, pieces.title_of(row, lang), pieces.title_of(row, "en"), row["quantity"], decimal(facts.get("gross_g")), facts.get("insured"),
        None, None, marks(row), (row,), True,
    )  # fmt: skip


def marks(row: pieces.Row) -> str:
    """What is on the piece itself: its archive number, and the code of its tag."""
    return " · ".join(part for part in (row["archive_no"], spaced(row["tag"]) if row["tag"] else None) if part)


def _weight_of(rows: Sequence[pieces.Row]) -> Decimal | None:
    """Nothing where a piece has no weight: half a sum would be a wrong one."""
    weights = [decimal(row["facts"].get("gross_g")) for row in rows]
    return sum((one for one in weights if one is not None), Decimal(0)) if weights and None not in weights else None


def _value_of(rows: Sequence[pieces.Row]) -> dict[str, Any] | None:
    values = [row["facts"].get("insured") for row in rows]
    found = totals(values)
    if len(found) != 1 or any(not totals([value]) for value in values):
        return None
    [(currency, minor)] = found.items()
    return {"minor": minor, "currency": currency}
