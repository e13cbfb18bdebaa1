"""Slips, receipts, repairs and counts as lists: one line each, as their rows tell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import select

from server.database import db
from server.ledger import bulk
from server.ledger.tables import Matter
from server.sheets.export_words import header, word
from server.sheets.lists import PAGE, Column, Listed, Named, Value, day_of_ms, day_of_text, money, named
from server.stock.tables import Sample

_DAYS = frozenset(
    (
        "requested",
        "out",
        "back",
        "issued_on",
        "closed_on",
        "return_by",
        "opened",
        "due",
        "sent",
        "came_back",
        "ended",
        "arrived",
        "finished",
    )
)
_NUMBERS = frozenset(
    (
        "wanted",
        "issued",
        "returned",
        "off_slip",
        "lines",
        "expected",
        "counted",
        "differences",
        "unsettled",
        "found_n",
        "missing_n",
        "unexpected_n",
        "unknown_n",
        "accuracy",
    )
)
_OF = {"slips": "slip", "receipts": "receipt", "repairs": "repair", "counts": "count"}
Told = Mapping[str, Any]


def list_matters(wanted: str, status: str | None, lang: str) -> Listed:
    """In the order of their numbers."""
    tell = _TELLERS[wanted]
    keys = list(tell({}, named(lang), lang))
    columns = [Column("no", header("no", lang), "code", 14), Column("status", header("status", lang), "text", 12)]
    for key in keys:
        columns.append(Column(key, header(key, lang), "day" if key in _DAYS else "number" if key in _NUMBERS else "text", 14))
    return Listed(word("list", wanted, lang) or "", columns, _rows(wanted, status, lang))


def _rows(wanted: str, status: str | None, lang: str) -> Iterator[Sequence[Value]]:
    places, of, tell = named(lang), _OF[wanted], _TELLERS[wanted]
    asked = select(Matter.year, Matter.n, Matter.status, Matter.told).where(Matter.of == of, *([Matter.status == status] if status else []))
    rows = db.session.execute(asked.order_by(Matter.year, Matter.n).execution_options(yield_per=PAGE))
    for page in rows.partitions():
        told = [orjson.loads(row.told) for row in page]
        pieces = _pieces(told) if of == "repair" else {}
        for row, one in zip(page, told, strict=True):
            no = f"{_LETTERS[of]}-{row.year}-{row.n:04}"
            yield [no, word(of, row.status, lang), *tell(one | {"piece": pieces.get(one.get("sample"))}, places, lang).values()]


_LETTERS = {"slip": "S", "receipt": "R", "repair": "D", "count": "C"}


def _pieces(told: Sequence[Told]) -> dict[str, tuple[str | None, str | None]]:
    """Archive and sample number of the pieces that were repaired."""
    rows = bulk.rows_by(Sample, ("id", "archive_no", "number"), "id", {one["sample"] for one in told if one.get("sample")})
    return {row.id: (row.archive_no, row.number) for row in rows}


def _slip(told: Told, places: Named, lang: str) -> dict[str, Value]:
    lines = told.get("lines") or []
    return {
        "purpose": word("purpose", told.get("purpose"), lang),
        "client": places.of(told.get("client")),
        "requested_by": places.of(told.get("by")),
        "approved_by": places.of(told.get("approved_by")),
        "to": places.of(told.get("to")),
        "requested": day_of_ms(told.get("requested_ms")),
        "out": day_of_ms(told.get("out_ms")),
        "back": day_of_ms(told.get("back_ms")),
        "issued_on": day_of_ms(told.get("issued_ms")),
        "closed_on": day_of_ms(told.get("closed_ms")),
        "wanted": sum(line.get("n") or 1 for line in lines),
        "issued": sum(len(line.get("issued") or ()) for line in lines),
        "returned": sum(len(line.get("returned") or ()) for line in lines),
        "off_slip": len(told.get("off_slip") or ()),
        "notes": told.get("note"),
    }


def _receipt(told: Told, places: Named, lang: str) -> dict[str, Value]:
    lines, extras = told.get("lines") or [], told.get("extras") or []
    apart = [one for one in (*lines, *extras) if one.get("outcome") not in (None, "right")]
    return {
        "note_no": told.get("note_no"), "supplier": places.of(told.get("supplier")), "from": told.get("from"),
        "ownership": word("ownership", told.get("ownership"), lang), "arrived": day_of_text(told.get("arrived")),
        "return_by": day_of_text(told.get("return_by")), "by": places.of(told.get("by")), "opened": day_of_ms(told.get("opened_ms")),
        "lines": len(lines), "expected": sum(line.get("quantity") or 0 for line in lines),
        "counted": sum(one.get("counted") or 0 for one in (*lines, *extras)), "differences": len(apart),
        "unsettled": sum(one.get("settled") is None for one in apart), "notes": told.get("note"),
    }  # fmt: skip


def _repair(told: Told, places: Named, lang: str) -> dict[str, Value]:
    archive_no, number = told.get("piece") or (None, None)
    return {
        "archive_no": archive_no,
        "number": number,
        "by": places.of(told.get("by")),
        "opened": day_of_ms(told.get("opened_ms")),
        "grade": word("repair", told.get("grade"), lang),
        "fault": told.get("fault") or told.get("note"),
        "decision": word("repair", told.get("decision"), lang),
        "estimate": money(told.get("estimate")),
        "cost": money(told.get("cost")),
        "work": told.get("work"),
        "workshop": places.of(told.get("workshop")),
        "due": day_of_ms(told.get("due_ms")),
        "sent": day_of_ms(told.get("sent_ms")),
        "came_back": day_of_ms(told.get("back_ms")),
        "ended": day_of_ms(told.get("ended_ms")),
        "outcome": word("repair", told.get("outcome"), lang),
    }


def _count(told: Told, places: Named, lang: str) -> dict[str, Value]:
    accepted, accuracy = told.get("accepted") or {}, told.get("accuracy")
    return {
        "place": places.of(told.get("place")), "count_mode": word("count", told.get("mode"), lang),
        "count_purpose": word("count", told.get("purpose"), lang),
        "counters": ", ".join(places.of(one) or one for one in told.get("counters") or []),
        "opened": day_of_ms(told.get("opened_ms")), "finished": day_of_ms(told.get("finished_ms")),
        "expected": len(told.get("expected") or ()), "found_n": len(told.get("found") or ()), "missing_n": len(told.get("missing") or ()),
        "unexpected_n": len(told.get("unexpected") or ()), "unknown_n": len(told.get("unknown") or ()),
        "accuracy": None if accuracy is None else Decimal(accuracy) / 10, "accepted_by": places.of(accepted.get("by")),
        "reason": accepted.get("reason"), "notes": told.get("note"),
    }  # fmt: skip


_TELLERS: dict[str, Callable[[Told, Named, str], dict[str, Value]]] = {
    "slips": _slip, "receipts": _receipt, "repairs": _repair, "counts": _count,
}  # fmt: skip
