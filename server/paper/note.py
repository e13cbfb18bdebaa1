"""The issue note of a slip, gathered: what went out, to whom, under whose signature."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from server.ledger.matters import matter
from server.paper import history, pieces
from server.paper.figures import day, when
from server.paper.history import Told
from server.paper.imprint import imprint
from server.paper.names import Names, names_for
from server.paper.note_page import Note, Piece, Signed, issue_note
from server.paper.words import label, term
from server.web.errors import Refused

TAKES = ("scan_out", "move", "hand_over")


def note_of(slip: str, lang: str) -> tuple[bytes, str]:
    """The PDF and the slip's number. Raises 404."""
    row = matter("slip", slip)
    if row is None:
        raise Refused("not_found", 404)
    told, entries = orjson.loads(row.told), history.of_matter("slip", slip)
    tz, names = history.zone_of(entries), names_for(lang)
    taken = _taken(told, entries)
    note = Note(
        status=term("matter", row.status, lang),
        facts=_facts(told, taken, names, tz),
        pieces=_pieces(told, taken, names),
        signed=_signed(told, names, tz),
        issuers=", ".join(dict.fromkeys(names.of(one.by, "nobody") for one in taken.values())),
        note=told.get("note"),
        flags=tuple(term("flag", flag, lang) for flag in told["flags"]),
    )
    return issue_note(note, imprint("issue_note", row.no, lang, tz)), row.no


def _taken(told: Mapping[str, Any], entries: Sequence[Told]) -> dict[str, Told]:
    """By sample, in the order of the slip's lines, the entry by which it first left under this slip."""
    listed = [sample for line in told["lines"] for sample in line["issued"]] + [one["sample"] for one in told["off_slip"]]
    first: dict[str, Told] = {}
    for entry in entries:
        if entry.kind in TAKES and entry.sample:
            first.setdefault(entry.sample, entry)
    return {sample: first[sample] for sample in dict.fromkeys(listed) if sample in first}


def _facts(told: Mapping[str, Any], taken: Mapping[str, Told], names: Names, tz: int) -> list[tuple[str, str]]:
    lang = names.lang
    origin = next((names.root(place) for place in map(_left_from, taken.values()) if place), None)
    return [
        ("purpose", term("purpose", told["purpose"], lang) if told["purpose"] else "—"),
        ("client", names.or_dash(told["client"])),
        ("from", names.of(origin) if origin else ""),
        ("to", names.or_dash(told["to"])),
        ("out_date", day(told["out_ms"], tz, lang)),
        ("back_date", day(told["back_ms"], tz, lang)),
        ("issued_on", when(told["issued_ms"], tz, lang) if told["issued_ms"] else ""),
        ("requested_by", names.of(told["by"], "nobody")),
        ("approved_by", names.of(told["approved_by"], "nobody") if told["approved_by"] else ""),
    ]


def _left_from(entry: Told) -> str | None:
    place = entry.action.get("observed_from") or entry.action.get("believed_from")
    return place if isinstance(place, str) else None


def _pieces(told: Mapping[str, Any], taken: Mapping[str, Told], names: Names) -> list[Piece]:
    rows = pieces.rows_of(taken)
    past = history.of_samples(taken)
    pictures = pieces.files_of([row["photos"][0] for row in rows.values() if row["photos"]], "thumb")
    off = {one["sample"] for one in told["off_slip"]}
    back = {sample for line in told["lines"] for sample in line["returned"]}
    made = []
    for sample, entry in taken.items():
        if sample not in rows:
            continue
        row = rows[sample] | {"facts": _as_it_left(past[sample], entry)}
        warning = label("off_slip", names.lang) if sample in off else None
        remark = label("returned", names.lang) if sample in back else None
        made.append(piece_of(row, pictures.get(next(iter(row["photos"]), "")), warning, remark, names))
    return made


def piece_of(row: pieces.Row, picture: Path | None, warning: str | None, remark: str | None, names: Names) -> Piece:
    """A piece as papers show it, by its row."""
    facts = row["facts"]
    condition = facts.get("condition")
    return Piece(
        number=pieces.number_of(row),
        name=pieces.title_of(row, names.lang),
        about=pieces.about(row),
        code=row["tag"],
        weight=facts.get("gross_g"),
        insured=facts.get("insured"),
        condition=term("condition", condition, names.lang, names.grades) if condition else None,
        photo=picture,
        has_photo=bool(row["photos"]),
        quantity=row["quantity"],
        warning=warning,
        remark=remark,
    )


def _as_it_left(entries: Sequence[Told], last: Told) -> dict[str, Any]:
    """The facts as told until then, and the condition: a paper printed again later must not say what happened since."""
    undone = history.taken_back(entries)
    facts: dict[str, Any] = {}
    for told in entries:
        if told.order_ms > last.order_ms:
            break
        if told.id in undone:
            continue
        said = told.body.get("facts")
        if told.kind in ("register", "amend") and isinstance(said, dict):
            facts |= said
        if told.body.get("condition"):
            facts["condition"] = told.body["condition"]
    return facts


def _signed(told: Mapping[str, Any], names: Names, tz: int) -> list[Signed]:
    images = pieces.files_of([one["signature"] for one in told["signed"] if one["signature"]], "full")
    return [
        Signed(
            label("signed_by", names.lang, who=names.of(one["receiver"], "nobody"), when=when(one["at_ms"], tz, names.lang)),
            images.get(one["signature"]),
            bool(one["pin"]),
            len(one["samples"]),
        )
        for one in told["signed"]
    ]
