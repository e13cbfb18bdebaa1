"""The receipt to a depositor, gathered: lines, counts, differences, and the entry numbers of what came."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from server.ledger.matters import matter
from server.paper import history, pieces
from server.paper.figures import day, when
from server.paper.history import Told
from server.paper.imprint import imprint
from server.paper.names import Names, names_for
from server.paper.receipt_page import Arrived, Receipt, Row, receipt_paper
from server.paper.words import label, pair, term
from server.web.errors import Refused


def receipt_of(receipt: str, lang: str) -> tuple[bytes, str]:
    """The PDF and the receipt's number. Raises 404."""
    row = matter("receipt", receipt)
    if row is None:
        raise Refused("not_found", 404)
    told, entries = orjson.loads(row.told), history.of_matter("receipt", receipt)
    tz, names = history.zone_of(entries), names_for(lang)
    lines = [_row(line, names) for line in told["lines"]]
    paper = Receipt(
        status=term("matter", row.status, lang),
        facts=_facts(told, names, tz),
        rows=lines,
        extras=[_extra(one, names) for one in told["extras"]],
        arrived=_arrived(entries, {row.line: row.what for row in lines}, lang),
        counted=sum(line["counted"] or 0 for line in told["lines"]),
        opened_by=names.of(told["by"], "nobody"),
        note=told["note"],
    )
    return receipt_paper(paper, imprint("receipt", row.no, lang, tz)), row.no


def _facts(told: Mapping[str, Any], names: Names, tz: int) -> list[tuple[str, str]]:
    lang = names.lang
    return [
        ("supplier", names.of(told["supplier"]) if told["supplier"] else told["from"] or "—"),
        ("delivery_note", told["note_no"] or "—"),
        ("arrived", day(told["arrived"], tz, lang) if told["arrived"] else when(told["opened_ms"], tz, lang)),
        ("opened_by", names.of(told["by"], "nobody")),
        ("ownership", term("ownership", told["ownership"], lang) if told["ownership"] else ""),
        ("return_by", day(told["return_by"], tz, lang) if told["return_by"] else ""),
    ]


def _row(line: Mapping[str, Any], names: Names) -> Row:
    lang, outcome = names.lang, line["outcome"]
    kind = term("type", line["type"], lang) if line["type"] else ""
    return Row(
        line=line["line"],
        what=" / ".join(part for part in (kind, line["model"], line["specification"]) if part) or "—",
        expected=str(line["quantity"]),
        counted="—" if line["counted"] is None else str(line["counted"]),
        result=term("outcome", outcome, lang) if outcome else label("not_checked", lang),
        is_right=None if outcome is None else outcome == "right",
        notes=_notes(line["check_note"], line["settled"], line["checked_by"], names),
        photos=tuple(pieces.files_of(line["check_photos"], "thumb").values()),
    )


def _extra(one: Mapping[str, Any], names: Names) -> Row:
    lang = names.lang
    return Row(
        line="",
        what=one["note"] or label("not_on_note", lang),
        expected="0",
        counted="—" if one["counted"] is None else str(one["counted"]),
        result=term("outcome", one["outcome"], lang) if one["outcome"] else "—",
        is_right=False,
        notes=_notes(None, one["settled"], one["by"], names),
        photos=tuple(pieces.files_of(one["photos"], "thumb").values()),
    )


def _notes(note: str | None, settled: Mapping[str, Any] | None, by: str | None, names: Names) -> tuple[str, ...]:
    """What was noted, by whom, and how it was settled."""
    lang = names.lang
    said = [note] if note else []
    if by:
        said.append(pair(label("checked_by", lang), names.of(by, "nobody"), lang))
    if settled is None:
        return (*said, label("open", lang))
    reason = f" ({settled['reason']})" if settled.get("reason") else ""
    return (*said, label("settled", lang, decision=term("decision", settled["decision"], lang)) + reason)


def _arrived(entries: Sequence[Told], lines: Mapping[str, str], lang: str) -> list[Arrived]:
    """Every piece that came under this receipt, with the tag it was given then: later it may carry another."""
    undone = history.taken_back(entries)
    came = {one.sample: one for one in entries if one.kind == "arrive" and one.sample and one.id not in undone}
    found = []
    for id, row in pieces.rows_of(came).items():
        what = pieces.title_of(row, lang) if row["archive_no"] else lines.get(str(came[id].body.get("line")), "")
        number = row["entry_no"] or pieces.number_of(row)
        found.append(Arrived(number, what, came[id].body.get("tag") or came[id].tag or row["tag"]))
    return sorted(found, key=lambda piece: _counted(piece.number))


def _counted(number: str) -> tuple[int, ...] | tuple[str, ...]:
    """E-2026-0007-10 comes after E-2026-0007-2."""
    return tuple(int(part) for part in number.split("-") if part.isdigit())
