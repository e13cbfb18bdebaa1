"""Four damages of the demo firm: one just reported, one late at the workshop, one mended, one scrapped by two people."""

from functools import partial

from server.demo.firm import by_key
from server.demo.ids import demo_id
from server.demo.pieces import Piece
from server.demo.shelf import Shelf
from server.demo.step import HOUR, SECOND, Calendar, Decision, Step
from server.demo.words import Say
from server.repairs.write_off import write_off

BENCH = "wing"  # the repairer


def mending(shelf: Shelf, calendar: Calendar, say: Say) -> list[Step | Decision]:
    return [*_reported(shelf, say), *_late(shelf, calendar, say), *_mended(shelf, calendar, say), *_scrapped(shelf, say)]


def _reported(shelf: Shelf, say: Say) -> list[Step]:
    """Out with a holder, who saw it this week."""
    (piece,) = shelf.take(1, "ring", stone="ruby", ownership="own")
    lent = Step(19, 3 * HOUR, "keeper", by_key("ming"), "scan_out", piece, by_key("tom"))
    return [lent, _damage(piece, "pave", 20, "floor", "tom", "slight", say)]


def _late(shelf: Shelf, calendar: Calendar, say: Say) -> list[Step]:
    (piece,) = shelf.take(1, "ring", metal="gold", stone="diamond")
    return [
        _damage(piece, "claw", 7, "keeper", "yan", "serious", say),
        _assess(piece, "claw", 8, {"fault": say("claw_fault"), "decision": "repair", "due_ms": calendar.local_ms(15)} | _money(280_000)),
        _sent(piece, "claw", 8),
    ]


def _mended(shelf: Shelf, calendar: Calendar, say: Say) -> list[Step]:
    (piece,) = shelf.take(1, "bracelet", stone="emerald")
    repair = _repair("clasp")
    cost = {"cost": {"minor": 165_000, "currency": "HKD"}, "work": say("clasp_work")}
    good = {"gross_g": piece.facts["gross_g"], "condition": "good", "complete": True, "outcome": "good"}
    return [
        _damage(piece, "clasp", 5, "keeper", "yan", "serious", say),
        _assess(piece, "clasp", 6, {"fault": say("clasp_fault"), "decision": "repair", "due_ms": calendar.local_ms(13)} | _money(150_000)),
        _sent(piece, "clasp", 6),
        Step(10, 8 * HOUR, "second", by_key(BENCH), "repair_cost", piece, body=cost, repair=repair),
        Step(11, 3 * HOUR, "keeper", by_key("ming"), "scan_in", piece, piece.tray, body={"condition": "good"}, repair=repair),
        Step(11, 3 * HOUR + 90 * SECOND, "keeper", by_key("ming"), "inspect", piece, body=good, repair=repair),
    ]


def _scrapped(shelf: Shelf, say: Say) -> list[Step | Decision]:
    """The repairer says it is not worth it, the supervisor writes it off; another of the house takes its place."""
    piece, other = shelf.take(2, "ring", metal="silver", ownership="own")
    asked = {"to": "sink-scrapped", "reason": say("scrap"), "repair": _repair("crushed"), "replacement": other.id, "quantity": 1}
    return [
        _damage(piece, "crushed", 9, "second", "yan", "broken", say),
        _assess(piece, "crushed", 10, {"fault": say("crushed_fault"), "decision": "replace", "replacement": other.id}),
        Decision(12, 4 * HOUR, partial(write_off, piece.id, asked, by_key("man"))),
    ]


def _damage(piece: Piece, key: str, day: int, phone: str, by: str, grade: str, say: Say) -> Step:
    condition = "slight" if grade == "slight" else "serious"
    body = {"grade": grade, "condition": condition, "note": say(key)}
    return Step(day, 4 * HOUR, phone, by_key(by), "damage", piece, body=body, repair=_repair(key))


def _assess(piece: Piece, key: str, day: int, body: dict) -> Step:
    return Step(day, 2 * HOUR, "second", by_key(BENCH), "assess", piece, body=body, repair=_repair(key))


def _sent(piece: Piece, key: str, day: int) -> Step:
    return Step(day, 3 * HOUR, "keeper", by_key("ming"), "scan_out", piece, by_key("workshop"), repair=_repair(key))


def _repair(key: str) -> str:
    return demo_id("repair", key)


def _money(minor: int) -> dict:
    return {"estimate": {"minor": minor, "currency": "HKD"}}
