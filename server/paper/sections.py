"""Parts of a dossier: the slips a piece went out on, who saw it, its repairs, its cases."""

from typing import Any

from server.ledger.tables import Matter
from server.paper import blocks, ink
from server.paper.figures import day, money, when
from server.paper.file import File
from server.paper.ink import SIDE
from server.paper.pieces import number_of, rows_of
from server.paper.sheet import Sheets
from server.paper.table import Cell, Column, table
from server.paper.words import label, term

TAKES = ("scan_out", "move", "hand_over")


def slips(sheets: Sheets, file: File) -> None:
    """Each slip, and when the piece left and came back under it."""
    rows = [_slip(matter, told, file) for matter, told in file.told_of("slip")]
    if rows:
        blocks.heading(sheets, label("slips", sheets.lang), 50)
        heads = (("slip", 18), ("purpose", 14), ("client", 21), ("to", 14), ("out_date", 20), ("back_date", 20), ("returned_on", 20))
        table(sheets, [Column(key, share) for key, share in heads], rows)


def _slip(matter: Matter, told: dict[str, Any], file: File) -> list[Cell]:
    lang, names = file.names.lang, file.names
    under = [one.told for one in file.happened if one.told.action.get("slip") == matter.id and not one.is_taken_back]
    left = next((one.order_ms for one in under if one.kind in TAKES), None)
    back = next((one.order_ms for one in reversed(under) if one.kind == "scan_in"), None) if file.row["slip"] != matter.id else None
    return [
        (matter.no, ink.STRONG),
        term("purpose", told["purpose"], lang) if told["purpose"] else "—",
        names.or_dash(told["client"]),
        names.or_dash(told["to"]),
        day(left or told["out_ms"], file.tz, lang),
        day(told["back_ms"], file.tz, lang),
        day(back, file.tz, lang) if back else term("matter", matter.status, lang),
    ]


def shows(sheets: Sheets, file: File) -> None:
    """Who saw it, and what they thought of it."""
    found = file.of("show")
    if not found:
        return
    lang = sheets.lang
    blocks.heading(sheets, label("shows", lang), 50)
    heads = (("when", 20), ("client", 24), ("who", 18), ("interest", 15), ("satisfaction", 12), ("remark", 32))
    rows = []
    for one in found:
        body = one.told.body
        client = file.names.of(one.told.to) if one.told.to else str(body.get("client_name") or "—")
        interest = term("interest", body["interest"], lang) if body.get("interest") is not None else "—"
        satisfaction = f"{body['satisfaction']} / 5" if body.get("satisfaction") else "—"
        by = file.names.of(one.told.by, "nobody")
        rows.append([when(one.told.order_ms, file.tz, lang), client, by, interest, satisfaction, str(body.get("remark") or "")])
    table(sheets, [Column(key, share) for key, share in heads], rows)


def repairs(sheets: Sheets, file: File) -> None:
    """Each repair as a little sheet of its own: what broke, what was decided, what it cost, how it ended."""
    found = file.told_of("repair")
    if found:
        blocks.heading(sheets, label("repairs", sheets.lang), 60)
    for matter, told in found:
        sheets.needs(60)
        sheets.text(SIDE, f"{matter.no}  {term('matter', matter.status, sheets.lang)}", ink.STRONG)
        sheets.down(3)
        blocks.grid(sheets, _repair(told, file), 4)


def _repair(told: dict[str, Any], file: File) -> list[blocks.Fact]:
    lang, names, tz = file.names.lang, file.names, file.tz
    other = rows_of([told["replacement"]]).get(told["replacement"]) if told["replacement"] else None
    return [
        ("opened", when(told["opened_ms"], tz, lang)),
        ("who", names.of(told["by"], "nobody") if told["by"] else ""),
        ("grade", term("grade", told["grade"], lang) if told["grade"] else ""),
        ("fault", told["fault"] or ""),
        ("decision", term("decision", told["decision"], lang) if told["decision"] else ""),
        ("workshop", names.of(told["workshop"]) if told["workshop"] else ""),
        ("due", day(told["due_ms"], tz, lang) if told["due_ms"] else ""),
        ("estimate", money(told["estimate"]) or ""),
        ("cost", money(told["cost"]) or ""),
        ("work", told["work"] or ""),
        ("ended", when(told["ended_ms"], tz, lang) if told["ended_ms"] else ""),
        ("replacement", number_of(other) if other else ""),
        ("note", told["note"] or ""),
    ]


def cases(sheets: Sheets, file: File) -> None:
    """What could not be true together, and how a person decided."""
    if not file.cases:
        return
    blocks.heading(sheets, label("cases", sheets.lang), 50)
    heads = (("opened", 20), ("case", 24), ("status", 13), ("who", 16), ("settled_on", 20), ("reason", 28))
    table(sheets, [Column(key, share) for key, share in heads], [_case(case, file) for case in file.cases])


def _case(case: Any, file: File) -> list[Cell]:
    lang, settled = file.names.lang, case.settled if isinstance(case.settled, dict) else {}
    is_open = case.status in ("open", "provisional")
    return [
        when(case.opened_ms, file.tz, lang),
        term("case", case.kind, lang),
        (term("case_status", case.status, lang), ink.WARN if is_open else ink.BODY),
        file.names.of(settled["by"], "nobody") if settled.get("by") else "",
        when(settled["at_ms"], file.tz, lang) if settled.get("at_ms") else "",
        str(settled.get("reason") or "") if case.status == "settled" else "",
    ]
