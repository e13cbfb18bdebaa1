"""Histories of slips, receipts and repairs with what the office makes of them: the phone's overlays are held to the same.

``python -m tests.core.matter_vectors`` writes ``tests/vectors/matters.json`` anew; a test fails when it is not as the folds say.
Each vector: the office's row of the first facts, the rest as one phone has them unsent, and the row they lead to.
"""

import json
from pathlib import Path
from random import Random
from typing import Any

from server.core.fold import Fact, fold
from server.core.receipt import fold_receipt
from server.core.repair import fold_repair
from server.core.slip import fold_slip
from tests.core.story import DAY_MS, KINDS, action, id_of, place

FILE = Path(__file__).parents[1] / "vectors" / "matters.json"
SEEDS = 50
PIECES = ["ring", "pin", "stud"]
OUTSIDE, STORES = ["Mei", "Chow", "Workshop"], ["Tray", "Cabinet"]
OF_SLIP = ["slip_request", "slip_submit", "slip_cancel", "slip_extend_ask", "slip_sign", "scan_out", "hand_over", "scan_in", "undo"]
OF_RECEIPT = ["receipt_open", "receipt_check", "receipt_check", "arrive", "undo"]
OF_REPAIR = ["damage", "assess", "repair_cost", "scan_out", "scan_in", "inspect", "undo"]
LONG = 9


class Teller:
    """One phone in one hand, telling a history that makes some sense, and now and then none."""

    def __init__(self, of: str, seed: int):
        self.of, self.random, self.facts = of, Random(f"{of} {seed}"), list[Fact]()
        self.sent = 0  # the office has as many

    def told(self) -> list[Fact]:
        kinds = {"slip": OF_SLIP, "receipt": OF_RECEIPT, "repair": OF_REPAIR}[self.of]
        self.tell({"slip": "slip_request", "receipt": "receipt_open", "repair": "damage"}[self.of])
        long = self.random.randint(0, LONG)
        cut = self.random.randint(0, long)
        for n in range(long):
            self.sent = len(self.facts) if n <= cut and self.random.random() < 0.9 else self.sent
            self.tell(self.random.choice(kinds))
        return self.facts

    def tell(self, kind: str) -> None:
        n, pick = len(self.facts), self.random.choice
        is_of_piece = not kind.startswith(("slip_", "receipt_"))
        body, to = self.body(kind), None
        sample = id_of("ring" if self.of == "repair" else pick(PIECES)) if is_of_piece else None
        if kind in ("scan_out", "hand_over"):
            to = place("Workshop" if self.of == "repair" else pick(OUTSIDE[:2]))
        elif kind in ("scan_in", "arrive"):
            to = place(pick(STORES))
        reversed_by = next((one.action for one in self.facts if one.action.id == body.get("reverses")), None)
        if kind == "undo":
            is_sent = reversed_by in [one.action for one in self.facts[: self.sent]]
            if reversed_by is None or is_sent or reversed_by.kind in ("undo", "slip_request", "receipt_open", "damage"):
                return
            sample = reversed_by.sample
        made = action(
            kind, f"{self.of} {n}", seq=n + 1, by=id_of(pick(["Wai", "Mei"])), sample=sample, to=to, body=body,
            wall_ms=DAY_MS + n * 60_000, hlc=(DAY_MS + n * 60_000, 0), **{self.of: id_of("M")},
        )  # fmt: skip
        self.facts.append(Fact(DAY_MS + n * 60_000, made.device, n + 1, DAY_MS + n * 60_000, made))

    def body(self, kind: str) -> dict[str, Any]:
        pick, some = self.random.choice, self.random.randint
        if kind == "undo":
            return {"reverses": pick(self.facts[self.sent :] or self.facts).action.id}
        if kind == "slip_request":
            lines = [{"line": "1", "sample": id_of("ring")}, {"line": "2", "model": "R-102", "n": some(1, 2)}][: some(1, 2)]
            return {"lines": lines, "purpose": "show", "back_ms": DAY_MS + some(1, 9), "to": id_of("Mei")}
        if kind == "slip_submit":
            return {"request": next(one.action.id for one in reversed(self.facts) if one.action.kind == "slip_request")}
        if kind == "slip_extend_ask":
            return {"back_ms": DAY_MS + some(10, 19)}
        if kind == "slip_sign":
            return {"receiver": id_of("Mei"), "samples": [id_of("ring")], "signature": None, "pin": True}
        if kind == "receipt_open":
            has_pieces = any(one.action.kind == "arrive" for one in self.facts)  # the row of a note does not tell those of a line it lost
            many = max(some(1, 2), len(self.lines()) if has_pieces else 0)
            return {"note_no": f"DN-{some(1, 9)}", "lines": [{"line": str(n + 1), "type": "ring", "quantity": n + 1} for n in range(many)]}
        if kind == "receipt_check":
            return {"line": pick(["1", "2", None]), "counted": some(0, 2), "outcome": pick(["right", "short", "damaged"])}
        return self.body_of_piece(kind)

    def lines(self) -> list[str]:
        """Of the note as it is now."""
        opened = [one.action for one in self.facts if one.action.kind == "receipt_open"]
        return [line["line"] for line in opened[-1].body["lines"]] if opened else ["1"]

    def body_of_piece(self, kind: str) -> dict[str, Any]:
        pick, some = self.random.choice, self.random.randint
        return {
            "arrive": {"line": pick(self.lines())}, "damage": {"grade": "slight", "note": "claw"},
            "assess": {"fault": "bent", "decision": "repair", "estimate": {"minor": some(1, 9), "currency": "HKD"}, "due_ms": DAY_MS},
            "repair_cost": {"cost": {"minor": some(1, 9), "currency": "HKD"}, "work": "soldered"},
            "inspect": {"outcome": pick(["good", "repair"])}, "scan_out": {"line": pick(["1", "2"])} if self.of == "slip" else {},
        }.get(kind, {})  # fmt: skip


def vectors() -> list[dict[str, Any]]:
    return [_vector(of, seed) for of in ("slip", "receipt", "repair") for seed in range(SEEDS)]


def _vector(of: str, seed: int) -> dict[str, Any]:
    teller = Teller(of, seed)
    facts = teller.told()
    before, pending = facts[: teller.sent], facts[teller.sent :]
    pieces = {one.action.sample for one in pending if one.action.sample}
    carried = {piece: fold([one for one in facts if one.action.sample == piece], KINDS).slip for piece in pieces}
    return {
        "of": of, "id": id_of("M"), "before": _row(of, before) if before else None, "after": _row(of, facts),
        "known": [_wire(one) for one in before], "pending": [_wire(one) for one in pending], "carried": carried,
    }  # fmt: skip


def _row(of: str, facts: list[Fact]) -> dict[str, Any]:
    pieces = {one.action.sample for one in facts if one.action.sample}
    carried = {piece: fold([one for one in facts if one.action.sample == piece], KINDS).slip for piece in pieces}
    state = {
        "slip": lambda: fold_slip(facts, carried, KINDS, id_of("M")), "receipt": lambda: fold_receipt(facts),
        "repair": lambda: fold_repair(facts, KINDS),
    }[of]()  # fmt: skip
    return {"status": state.status, "told": state.told()}


def _wire(fact: Fact) -> dict[str, Any]:
    return fact.action._asdict()


def text() -> str:
    """One vector a line, so that a change can be read."""
    lines = [json.dumps(one, separators=(",", ":"), sort_keys=True) for one in (KINDS, *vectors())]
    return "[\n" + ",\n".join(lines) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(text())
