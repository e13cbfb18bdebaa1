"""Two fairs of the demo firm: one that is over, with four pieces that never came home, and one that is on now."""

from collections.abc import Sequence

from server.core.tag import spaced
from server.demo.firm import by_key
from server.demo.ids import demo_id
from server.demo.pieces import Piece
from server.demo.step import HOUR, SECOND, Calendar, Step
from server.demo.words import Say
from server.paper.title import title

PACE = 20 * SECOND
ABROAD = {"country": "Singapore", "carnet": "HK/26/00817"}
MISSING = 4  # of the fair that is over


def fairs(over: Sequence[Piece], now: Sequence[Piece], calendar: Calendar, say: Say) -> list[Step]:
    """``over`` went on day 13 and came home on day 18; of ``now`` all but one went on day 18, for a show that still goes on."""
    return [*_autumn(over, calendar, say), *_winter(now, calendar, say)]


def _autumn(pieces: Sequence[Piece], calendar: Calendar, say: Say) -> list[Step]:
    fair, home = demo_id("fair", "autumn"), pieces[MISSING:]
    return [
        _plan(fair, 12, "autumn_fair", ("booth", "hallsafe"), (14, 17), pieces, calendar, say),
        *_moves(fair, 13, 1, ("keeper", "ming"), "scan_out", pieces, "booth", lines=True),
        *_night(fair, 16, "anna", pieces, home, "hallsafe", say("autumn_fair")),
        *_moves(fair, 18, 3, ("keeper", "yan"), "scan_in", home, None),
        Step(19, 2 * HOUR, "desk", by_key("man"), "fair_close", fair=fair),
    ]


def _winter(pieces: Sequence[Piece], calendar: Calendar, say: Say) -> list[Step]:
    fair, gone = demo_id("fair", "winter"), pieces[:-1]
    return [
        _plan(fair, 17, "winter_fair", ("booth2", "hallsafe2"), (19, 24), pieces, calendar, say, ABROAD),
        *_moves(fair, 18, 5, ("keeper", "ming"), "scan_out", gone, "booth2", lines=True),
        *_night(fair, 19, "mei", gone, gone, "hallsafe2", say("winter_fair")),
        *_moves(fair, 20, 1, ("field", "mei"), "move", gone, "booth2"),
        *_moves(fair, 20, 5, ("field", "mei"), "move", gone[:2], "mei"),
        *_night(fair, 20, "mei", gone, gone, "hallsafe2", say("winter_fair")),
        *_moves(fair, 21, 0, ("keeper", "mei"), "move", gone[2:], "booth2"),
    ]


def _plan(
    fair: str, day: int, name: str, places: tuple[str, str], days: tuple[int, int], pieces: Sequence[Piece], calendar: Calendar, say: Say,
    more: dict | None = None,
) -> Step:  # fmt: skip
    body = {
        "title": say(name), "booth": by_key(places[0]), "safe": by_key(places[1]), "from_ms": calendar.local_ms(days[0]),
        "to_ms": calendar.local_ms(days[1]), "team": [by_key("mei"), by_key("anna")],
        "lines": [_line(n, piece) for n, piece in enumerate(pieces, 1)],
    }  # fmt: skip
    return Step(day, 2 * HOUR, "floor", by_key("anna"), "fair_plan", body=body | (more or {}), fair=fair)


def _line(n: int, piece: Piece) -> dict:
    """As the phone proposes it."""
    facts, row = piece.facts, {"type": piece.type}
    metals = facts["metals"]
    silver = "7113.11" if metals and metals[0]["metal"] == "silver" else "7113.19"
    return {
        "line": str(n), "sample": piece.id, "description": f"{title(row, facts, 'zh-Hant')} / {title(row, facts, 'en')}",
        "weight_g": facts["gross_g"], "value": facts["insured"], "origin": "HK", "hs": silver if metals else "7103.91",
        "marks": f"{piece.number} · {spaced(piece.tag)}",
    }  # fmt: skip


def _moves(
    fair: str, day: int, hour: int, who: tuple[str, str], kind: str, pieces: Sequence[Piece], to: str | None, lines: bool = False
) -> list[Step]:
    """Each to a place, or home to its tray; ``who``: the phone and the person."""
    phone, person = who
    return [
        Step(
            day, hour * HOUR + n * PACE, phone, by_key(person), kind, piece, by_key(to) if to else piece.tray, fair=fair,
            body={"fair_line": str(n + 1)} if lines else {},
        )
        for n, piece in enumerate(pieces)
    ]  # fmt: skip


def _night(fair: str, day: int, person: str, expected: Sequence[Piece], seen: Sequence[Piece], safe: str, name: str) -> list[Step]:
    """Everything that is there goes into the safe, and is counted by that."""
    count, at, who, to = demo_id("count", f"{fair} {day}"), 10 * HOUR, by_key(person), by_key(safe)
    body = {"expected": [piece.id for piece in expected], "mode": "guided", "purpose": "closing", "title": name}
    steps = [Step(day, at, "field", who, "count_open", None, to, body=body, count=count, fair=fair)]
    for n, piece in enumerate(seen, 1):
        group = demo_id("night", f"{fair} {day} {piece.n}")
        steps.append(Step(day, at + n * PACE, "field", who, "move", piece, to, fair=fair, group=group))
        steps.append(
            Step(day, at + n * PACE + 1, "field", who, "count_seen", piece, to, body={"how": "camera"}, count=count, fair=fair, group=group)
        )
    return [*steps, Step(day, at + (len(seen) + 2) * PACE, "field", who, "count_finish", body={"outcome": "done"}, count=count, fair=fair)]
