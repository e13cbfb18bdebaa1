"""The register as a list: every field a registration has, each metal, stone and certificate in columns of its own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, select

from server.database import db
from server.ledger import bulk
from server.ledger.tables import Entry
from server.paper.title import ARTICLES, METALS, STONES
from server.sheets.export_words import LANGS, header, word
from server.sheets.lists import PAGE, Column, Listed, Named, Value, amount, day_of_text, named, weight
from server.sheets.own_fields import OwnField, own_fields
from server.stock.tables import Sample, Setting

_GROUPS = {
    "metals": ("metal", "fineness", "net_g"),
    "stones": ("kind", "shape", "count", "ct", "colour", "clarity", "cut", "treatment", "origin", "setting"),
    "certificates": ("lab", "number", "date"),
}
_KINDS = {"fineness": "number", "net_g": "weight", "count": "number", "ct": "weight", "number": "code", "date": "day"}
_COLUMNS = tuple(
    getattr(Sample, name)
    for name in (
        "id",
        "archive_no",
        "number",
        "tag",
        "type",
        "category",
        "model",
        "name",
        "facts",
        "quantity",
        "status",
        "place",
        "holder",
        "home",
        "condition",
    )
)
_LOOSE = ("loose stone", "裸石", "裸石")
MOST_REPEATS = 20


def list_samples(which: ColumnElement[bool], lang: str) -> Listed:
    """In the order of archive numbers. The facts are read twice: once to know how many columns there are."""
    columns = _columns(which, lang)
    return Listed(word("list", "samples", lang) or "", columns, _rows(which, columns, lang))


def _columns(which: ColumnElement[bool], lang: str) -> list[Column]:
    parts, custom = _measure(which)
    own = own_fields()
    plain = [
        ("archive_no", "code", 14),
        ("number", "code", 16),
        ("tag", "code", 18),
        ("name", "text", 28),
        ("type", "text", 10),
        ("category", "text", 12),
    ]
    plain += [("model", "code", 14), ("quantity", "number", 8), ("gross_g", "weight", 12)]
    found = [Column(key, header(key, lang), kind, width) for key, kind, width in plain]
    for group, names in _GROUPS.items():
        most = min(max((n for at, n, _ in parts if at == group), default=-1) + 1, MOST_REPEATS)
        for n in range(most):
            found += [
                Column(f"{group}.{n}.{name}", header(f"{group}.{name}", lang, n + 1), _KINDS.get(name, "text"), 12)
                for name in names
                if (group, n, name) in parts or name == names[0] or name == "number"
            ]
    others = [
        ("client", "text", 18),
        ("supplier", "text", 18),
        ("ownership", "text", 12),
        ("insured", "money", 14),
        ("currency", "text", 9),
        ("size", "text", 10),
    ]
    found += [Column(key, header(key, lang), kind, width) for key, kind, width in [*others, ("dimensions", "text", 16)]]
    found += [Column(f"custom.{key}", _own_header(key, own, lang), "text", 14) for key in sorted(custom)]
    last = [("notes", "text", 30), ("home", "text", 18), ("place", "text", 18), ("holder", "text", 18), ("status", "text", 12)]
    return found + [
        Column(key, header(key, lang), kind, width) for key, kind, width in [*last, ("condition", "text", 12), ("arrived", "day", 12)]
    ]


def _own_header(key: str, own: Mapping[str, OwnField], lang: str) -> str:
    names = own[key].names if key in own else {}
    return names.get(lang) or next(iter(names.values()), None) or header("custom", lang, key)


def _measure(which: ColumnElement[bool]) -> tuple[set[tuple[str, int, str]], set[str]]:
    """Which parts of which metal, stone, certificate there are anywhere, and which fields of the firm's own."""
    parts, custom = set[tuple[str, int, str]](), set[str]()
    for text in db.session.scalars(select(Sample.facts).where(which).execution_options(yield_per=PAGE)):
        facts = _facts(text)
        for group in _GROUPS:
            for n, one in enumerate(_several(facts, group)):
                parts.update((group, n, name) for name, value in one.items() if value is not None)
        custom.update(_custom(facts))
    return parts, custom


def _facts(text: str) -> dict[str, Any]:
    found = orjson.loads(text or "{}")
    return found if isinstance(found, dict) else {}


def _several(facts: Mapping[str, Any], group: str) -> list[dict[str, Any]]:
    """Phones may send anything plain: what is no list of objects is none."""
    found = facts.get(group)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _custom(facts: Mapping[str, Any]) -> dict[str, Any]:
    found = facts.get("custom")
    return {key: value for key, value in found.items() if value is not None} if isinstance(found, dict) else {}


def _rows(which: ColumnElement[bool], columns: Sequence[Column], lang: str) -> Iterator[Sequence[Value]]:
    places, categories = named(lang), _categories(lang)
    for page in pages(which, _COLUMNS):
        arrived = arrivals([row.id for row in page])
        for row in page:
            yield _row(row, columns, lang, places, categories, arrived.get(row.id))


def pages(which: ColumnElement[bool], wanted: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Rows in the order of archive numbers, those without one at the end; memory holds a page."""
    asked = select(*wanted).where(which).order_by(Sample.archive_no.asc().nulls_last(), Sample.id)
    yield from db.session.execute(asked.execution_options(yield_per=PAGE)).partitions()


def arrivals(ids: Sequence[str]) -> dict[str, str]:
    """The day each came, as its registration says, or the newest correction of it."""
    found: dict[str, str] = {}
    rows = bulk.rows_by(Entry, ("sample", "kind", "entry", "bytes"), "sample", ids)
    for row in sorted((row for row in rows if row.kind in ("register", "amend")), key=lambda row: row.entry):
        body = orjson.loads(row.bytes).get("body") or {}
        if "arrived" in body and (row.kind == "amend" or row.sample not in found):
            found[row.sample] = body["arrived"]
    return found


def _categories(lang: str) -> dict[str, str]:
    told = db.session.scalar(select(Setting.value).where(Setting.key == "categories"))
    listed = [one for one in told or () if isinstance(one, dict) and isinstance(one.get("names"), dict)]
    return {one["key"]: one["names"].get(lang) or next(iter(one["names"].values()), one["key"]) for one in listed}


def _row(row: Any, columns: Sequence[Column], lang: str, places: Named, categories: Mapping[str, str], arrived: Any) -> list[Value]:
    facts = _facts(row.facts)
    insured = facts.get("insured")
    has_amount = isinstance(insured, dict) and isinstance(insured.get("minor"), int)
    plain: dict[str, Value] = {
        **{key: getattr(row, key) for key in ("archive_no", "number", "tag", "name", "model", "quantity", "condition")},
        **{key: _text(facts.get(key)) for key in ("supplier", "size", "dimensions", "notes")},
        "type": type_word(row.type, lang),
        "category": categories.get(row.category, row.category),
        "gross_g": weight(facts.get("gross_g")),
        "client": places.of(_text(facts.get("client"))),
        "ownership": word("ownership", _text(facts.get("ownership")), lang),
        "insured": amount(insured) if has_amount else None,
        "currency": _text(insured.get("currency")) if has_amount else None,
        "home": places.of(row.home),
        "place": places.of(row.place),
        "holder": places.of(row.holder),
        "status": word("status", row.status, lang),
        "arrived": day_of_text(arrived),
    }
    custom = _custom(facts)
    for group in _GROUPS:
        for n, one in enumerate(_several(facts, group)):
            plain |= {f"{group}.{n}.{name}": _part(name, value, lang) for name, value in one.items()}
    return [_own(custom, column.key) if column.key.startswith("custom.") else plain.get(column.key) for column in columns]


def _own(custom: Mapping[str, Any], key: str) -> Value:
    value = custom.get(key.removeprefix("custom."))
    return value if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _text(value: Any) -> str | None:
    return None if value is None else value if isinstance(value, str) else str(value)


def _part(name: str, value: Any, lang: str) -> Value:
    if name in ("net_g", "ct"):
        return weight(value)
    if name in ("fineness", "count"):
        return value if isinstance(value, int) else _text(value)
    if name == "date":
        return day_of_text(value)
    words = {"metal": METALS, "kind": STONES}.get(name, {})
    return words[value][LANGS.index(lang)] if isinstance(value, str) and value in words else _text(value)


def type_word(type: str | None, lang: str) -> str | None:
    if type == "loose_stone":
        return _LOOSE[LANGS.index(lang)]
    return ARTICLES[type][LANGS.index(lang)] if type in ARTICLES else type
