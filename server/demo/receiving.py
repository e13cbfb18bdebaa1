"""Two deliveries of the demo firm: one counted, registered and closed, one that came short and waits."""

from datetime import UTC, datetime
from functools import partial

from server.demo.firm import by_key
from server.demo.ids import demo_id, demo_tag
from server.demo.pieces import Piece
from server.demo.step import DAY, HOUR, SECOND, Calendar, Decision, Step
from server.demo.words import Say
from server.receipts.settle import settle_line

DESK, STORE = "ting", "ming"
WAITING = ("earrings", "earrings", "ring", "ring")  # what came short, by type; not registered yet


def from_the_maker(pieces: tuple[Piece, ...], calendar: Calendar, say: Say) -> list[Step | Decision]:
    """Closed: one line each of these pieces, registered the day after, and a stone that was another one and went back."""
    receipt, day = demo_id("receipt", "yuhua"), 2
    lines = [
        {"line": str(n), "type": piece.type, "quantity": 1, "model": piece.model, "specification": _specification(piece)}
        for n, piece in enumerate(pieces, 1)
    ]
    wrong = str(len(lines) + 1)
    lines.append({"line": wrong, "type": "loose_stone", "quantity": 1, "model": None, "specification": "Ruby 1.20 ct, oval"})
    body = {"note_no": "YH-26-0418", "from": say("yuhua"), "ownership": "memo_in", "lines": lines} | _dates(calendar, day, day + 60)
    checks = [_checked(receipt, day, n, {"line": str(n), "counted": 1, "outcome": "right"}) for n in range(1, len(pieces) + 1)]
    checks.append(_checked(receipt, day, len(lines), {"line": wrong, "counted": 1, "outcome": "wrong", "note": say("wrong_stone")}))
    arrivals = [_arrived(receipt, day, n, piece, demo_tag("temporary", piece.n), str(n)) for n, piece in enumerate(pieces, 1)]
    settle = partial(settle_line, receipt, wrong, "return", say("send_back"), by_key("man"))
    registered = [_registered(receipt, day + 1, n, piece, calendar) for n, piece in enumerate(pieces, 1)]
    return [_opened(receipt, day, body), *checks, *arrivals, Decision(day, 8 * HOUR, settle), *registered]


def from_paris(calendar: Calendar, say: Say) -> list[Step]:
    """Differences: a pair of earrings is missing, and what came lies in the safe under temporary tags."""
    receipt, day = demo_id("receipt", "aurelle"), 19
    lines = [
        {"line": "1", "type": "earrings", "quantity": 3, "model": "MA-77", "specification": "18K WG, akoya 7.5 mm"},
        {"line": "2", "type": "ring", "quantity": 2, "model": "MA-12", "specification": "18K YG, sapphire 1.1 ct"},
    ]
    body = {"note_no": "MA-0931", "supplier": by_key("aurelle"), "ownership": "consignment", "note": say("aurelle"), "lines": lines}
    checks = [
        _checked(receipt, day, 1, {"line": "1", "counted": 2, "outcome": "short", "note": say("short")}),
        _checked(receipt, day, 2, {"line": "2", "counted": 2, "outcome": "right"}),
    ]
    came = [Piece(1001 + n, type, "", "", "new", {}, by_key("safe")) for n, type in enumerate(WAITING)]
    arrivals = [_arrived(receipt, day, n, piece, piece.tag, "1" if piece.type == "earrings" else "2") for n, piece in enumerate(came, 1)]
    return [_opened(receipt, day, body | _dates(calendar, day, day + 90)), *checks, *arrivals]


def _opened(receipt: str, day: int, body: dict) -> Step:
    return Step(day, 3 * HOUR, "desk", by_key(DESK), "receipt_open", body=body, receipt=receipt)


def _checked(receipt: str, day: int, n: int, body: dict) -> Step:
    return Step(day, 4 * HOUR + n * 40 * SECOND, "desk", by_key(DESK), "receipt_check", body=body, receipt=receipt)


def _arrived(receipt: str, day: int, n: int, piece: Piece, tag: str, line: str) -> Step:
    """In the safe until it is registered."""
    at = 5 * HOUR + n * 40 * SECOND
    return Step(day, at, "keeper", by_key(STORE), "arrive", piece, by_key("safe"), tag, {"line": line, "tag": tag}, receipt=receipt)


def _registered(receipt: str, day: int, n: int, piece: Piece, calendar: Calendar) -> Step:
    body = piece.registration | {"entry": str(n), "arrived": _date(calendar, day - 1)}
    return Step(day, 2 * HOUR + n * 90 * SECOND, "desk", by_key(DESK), "register", piece, piece.tray, piece.tag, body, receipt=receipt)


def _dates(calendar: Calendar, arrived: int, return_by: int) -> dict[str, str]:
    return {"arrived": _date(calendar, arrived), "return_by": _date(calendar, return_by)}


def _date(calendar: Calendar, day: int) -> str:
    return datetime.fromtimestamp((calendar.start_ms + day * DAY) / 1000, UTC).date().isoformat()


def _specification(piece: Piece) -> str:
    """As a maker would write it on his note."""
    metal, stone = piece.facts["metals"][0], piece.facts["stones"][0]
    return f"{metal['metal'].replace('_', ' ')} {metal['fineness']}, {stone['kind']} {stone['ct']} ct"
