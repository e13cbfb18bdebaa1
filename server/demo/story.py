"""Three weeks in the demo firm: what was registered, lent, shown, handed over, brought back, repaired, and what went wrong."""

from random import Random

from server.demo.fairs import fairs
from server.demo.firm import by_key
from server.demo.life import life
from server.demo.pieces import Piece
from server.demo.step import DAYS, HOUR, MINUTE, SECOND, Calendar, Decision, Step
from server.demo.words import Say


def story(pieces: list[Piece], stray_tag: str, calendar: Calendar, say: Say, seed: int = 11) -> list[Step | Decision]:
    """Everything in order of time; what was not delivered later is registered first, on day 0."""
    draw = Random(seed)
    free = list(pieces)
    draw.shuffle(free)
    steps = life(free[210:], calendar, say)
    delivered = {step.piece.id for step in steps if isinstance(step, Step) and step.piece and step.kind == "register"}
    steps += [_registered(n, piece) for n, piece in enumerate(pieces) if piece.id not in delivered]
    steps += _loans(draw, free[:120])
    steps += fairs(free[120:148], free[200:210], calendar, say)
    steps += _repairs(draw, free[148:154])
    steps += _endings(free[154:160])
    steps += _troubles(free[160:164], stray_tag)
    steps += _rounds(draw, free[164:200])
    return sorted(steps, key=lambda step: (step.day, step.at))


def _registered(n: int, piece: Piece) -> Step:
    return Step(0, HOUR + n * 20_000, "desk", by_key("ting"), "register", piece, piece.tray, piece.tag, piece.registration)


def _loans(draw: Random, pieces: list[Piece]) -> list[Step]:
    """Lent to showroom staff, some handed on, most brought back a few days later."""
    steps = []
    staff = ("mei", "anna", "tom")
    for piece in pieces:
        out, holder, keeper = draw.randrange(1, 20), draw.choice(staff), draw.choice(("ming", "yan"))
        steps.append(_step(draw, out, 2, "keeper", keeper, "scan_out", piece, by_key(holder)))
        back = out + draw.randrange(1, 7)
        if draw.random() < 0.3 and back < DAYS:
            other = draw.choice([name for name in staff if name != holder])
            steps.append(_step(draw, out, 5, "field", holder, "hand_over", piece, by_key(other)))
        elif draw.random() < 0.25 and back < DAYS:
            steps.append(_step(draw, out, 5, "field", holder, "hand_over", piece, by_key(draw.choice(("winglok", "aurelle", "sweelin")))))
            steps.append(_step(draw, back, 1, "field", holder, "move", piece, by_key(holder)))
        if back < DAYS and draw.random() < 0.9:
            condition = draw.choices(("good", "light_scratches", "needs_polish"), (88, 8, 4))[0]
            steps.append(_step(draw, back, 6, "keeper", keeper, "scan_in", piece, piece.tray, {"condition": condition}))
    return steps


def _repairs(draw: Random, pieces: list[Piece]) -> list[Step]:
    broken = {"condition": "damaged", "note": "claw loose"}
    steps = [_step(draw, draw.randrange(4, 14), 3, "keeper", "yan", "scan_out", piece, by_key("workshop"), broken) for piece in pieces]
    for piece in pieces[:3]:
        steps.append(_step(draw, 18, 5, "keeper", "ming", "scan_in", piece, piece.tray, {"condition": "good"}))
    return steps


def _endings(pieces: list[Piece]) -> list[Step]:
    """Two sold, one returned to its owner, one scrapped, one lost — and one sold piece that turned up again."""
    ends = ("sink-sold", "sink-sold", "sink-returned_to_owner", "sink-scrapped")
    steps = [Step(9 + n, 5 * HOUR, "keeper", by_key("ming"), "scan_out", pieces[n], end) for n, end in enumerate(ends)]
    lost, seen = pieces[4], pieces[5]
    note = {"note": "not in the case after the client visit"}
    steps.append(Step(7, 4 * HOUR, "keeper", by_key("yan"), "scan_out", lost, by_key("tom")))
    steps.append(Step(12, 4 * HOUR, "field", by_key("tom"), "report_lost", lost, None, None, note))
    steps.append(Step(8, 4 * HOUR, "keeper", by_key("ming"), "scan_out", seen, "sink-sold"))
    steps.append(Step(19, 2 * HOUR, "keeper", by_key("yan"), "scan_in", seen, by_key("cab3t1")))
    return steps


def _troubles(pieces: list[Piece], stray_tag: str) -> list[Step]:
    """Two pieces that two phones claim, and a tag nobody has registered yet."""
    steps = []
    for n, piece in enumerate(pieces[:2]):
        steps.append(Step(17 + n, 3 * HOUR, "keeper", by_key("ming"), "scan_out", piece, by_key("mei")))
        steps.append(Step(17 + n, 7 * HOUR, "second", by_key("yan"), "scan_out", piece, by_key("tom")))
    steps.append(Step(20, 2 * HOUR, "keeper", by_key("yan"), "sighting", None, by_key("cab2t2"), stray_tag))
    return steps


def _rounds(draw: Random, pieces: list[Piece]) -> list[Step]:
    """The keeper's round: pieces seen where they lie."""
    return [_step(draw, draw.randrange(2, DAYS), 8, "second", "yan", "sighting", piece, piece.tray) for piece in pieces]


def _step(draw: Random, day: int, hour: int, phone: str, by: str, kind: str, piece: Piece, to: str, body: dict | None = None) -> Step:
    """People do things by the round: at about the same time of the day, within a few minutes."""
    return Step(day, hour * HOUR + draw.randrange(0, 4 * MINUTE, SECOND), phone, by_key(by), kind, piece, to, None, body or {})
