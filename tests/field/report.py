"""What became of the pieces of a case, line by line, for whoever has to find out why a seed failed."""

from collections.abc import Iterable
from typing import Any

from tests.field.fair import MORNING, Fair
from tests.field.judge import Line, Verdict
from tests.field.looking import entries, looking_into

MINUTE = 60_000


def lines_of(fair: Fair, told: Verdict, most: int = 6) -> str:
    """Of the first few missed acts and false cases. Times are minutes since the first morning: when it happened, as ordered, as known."""
    with looking_into(fair.office.database_url, fair.folder / "report"):
        known = {row["id"]: row for row in entries()}
    lines = told.lines
    said: list[str] = []
    for line in told.missed[:most]:
        said += ["MISSED", *_history(fair, lines[line.deed.said.sample], {line.deed.action}, known)]  # type: ignore[union-attr]
    for case in (told.false + told.vain)[:most]:
        named = {claim["action"] for claim in case["claims"]}
        word = "VAIN" if case in told.vain else "FALSE"
        said += [f"{word} {case['kind']} {case['status']}", *_history(fair, lines.get(case["sample"], []), named, known)]
    return "\n".join(said)


def _history(fair: Fair, lines: Iterable[Line], named: set[Any], known: dict[str, dict[str, Any]]) -> list[str]:
    name = fair.setting.names.get
    told = []
    for line in lines:
        deed, row = line.deed, known[line.deed.action or ""]
        times = " ".join(str((ms - MORNING) // MINUTE) for ms in (deed.at, row["order_ms"], row["received_ms"]))
        way = f"{deed.kind} {name(deed.source)} > {name(deed.to)} by {name(deed.by)} (record: {name(line.had)})"
        marks = f"{'*' if deed.action in named else ' '}{'torn' if line.torn else ''}"
        seen = f"badge {name(deed.observed or '')} giver {name(deed.giver or '')}"
        told.append(f"  {marks:6} {times:18} phone {deed.phone} {way} {seen} {row['reasons']}")
    return told
