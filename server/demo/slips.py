"""The demo firm's slips, one or more in every state, from the request to the last piece back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from server.demo.firm import by_key
from server.demo.ids import demo_id
from server.demo.pieces import Piece
from server.demo.step import HOUR, SECOND, Calendar, Decision, Step
from server.demo.words import Say
from server.slips import decide

PACE = 25 * SECOND  # from one scan to the next
BOSS = "yee"  # the approver


@dataclass(frozen=True, slots=True)
class Ask:
    """A slip as it is asked for. ``model``: (model, how many), beside the pieces named; ``note``: its key among the words."""

    key: str
    by: str
    purpose: str
    client: str | None
    days: tuple[int, int]
    pieces: tuple[Piece, ...]
    note: str
    model: tuple[str, int] | None = None

    @property
    def id(self) -> str:
        return demo_id("slip", self.key)

    @property
    def request(self) -> str:
        return demo_id("request", self.key)

    @property
    def lines(self) -> list[dict]:
        found: list[dict] = [{"line": str(n), "sample": piece.id} for n, piece in enumerate(self.pieces, 1)]
        if self.model:
            found.append({"line": str(len(found) + 1), "model": self.model[0], "n": self.model[1]})
        return found


def requested(ask: Ask, day: int, calendar: Calendar, say: Say, is_submitted: bool = True) -> list[Step]:
    """Written in the showroom in the morning, and handed in a minute later."""
    body = {
        "purpose": ask.purpose, "client": ask.client and by_key(ask.client), "to": by_key(ask.by), "note": say(ask.note),
        "out_ms": calendar.local_ms(ask.days[0]), "back_ms": calendar.local_ms(ask.days[1]), "lines": ask.lines,
    }  # fmt: skip
    at = 2 * HOUR + len(ask.key) * 97 * SECOND  # nobody asks on the stroke
    steps = [Step(day, at, "floor", by_key(ask.by), "slip_request", body=body, slip=ask.id, id=ask.request)]
    if is_submitted:
        steps.append(Step(day, at + 60 * SECOND, "floor", by_key(ask.by), "slip_submit", body={"request": ask.request}, slip=ask.id))
    return steps


def approved(ask: Ask, day: int) -> Decision:
    return Decision(day, 4 * HOUR + len(ask.key) * 83 * SECOND, partial(decide.approve, ask.id, ask.request, None, by_key(BOSS)))


def rejected(ask: Ask, day: int, say: Say) -> Decision:
    return Decision(day, 4 * HOUR, partial(decide.reject, ask.id, ask.request, say("rejected"), by_key(BOSS)))


def cancelled(ask: Ask, day: int, say: Say) -> Step:
    return Step(day, 3 * HOUR, "floor", by_key(ask.by), "slip_cancel", body={"reason": say("cancelled")}, slip=ask.id)


def issued(ask: Ask, day: int, keeper: str, how_many: int | None = None) -> list[Step]:
    """Scanned out one by one to whoever asked; with the whole of it, they confirm by their PIN."""
    taken = ask.pieces[:how_many]
    steps = [
        Step(day, 6 * HOUR + n * PACE, "keeper", by_key(keeper), "scan_out", piece, by_key(ask.by), body={"line": str(n + 1)}, slip=ask.id)
        for n, piece in enumerate(taken)
    ]
    if how_many is None:
        body = {"receiver": by_key(ask.by), "samples": [piece.id for piece in taken], "signature": None, "pin": True}
        steps.append(Step(day, 6 * HOUR + len(taken) * PACE, "keeper", by_key(keeper), "slip_sign", body=body, slip=ask.id))
    return steps


def passed_on(ask: Ask, day: int, hour: int, to: str, pieces: Iterable[Piece] | None = None, kind: str = "hand_over") -> list[Step]:
    """The holder, away with the pieces, says who has them now."""
    found = ask.pieces if pieces is None else pieces
    return [
        Step(day, hour * HOUR + n * PACE, "field", by_key(ask.by), kind, piece, by_key(to), slip=ask.id) for n, piece in enumerate(found)
    ]


def shown(ask: Ask, day: int, hour: int, say: Say, who: str, told: Sequence[tuple[int, int | None, str | None]]) -> list[Step]:
    """Who saw what: ``who`` and remarks by their keys. ``told``: interest, satisfaction and a remark, piece by piece."""
    return [
        Step(
            day, hour * HOUR + n * 4 * PACE, "field", by_key(ask.by), "show", piece, ask.client and by_key(ask.client), slip=ask.id,
            body={"client_name": say(who), "interest": interest, "satisfaction": satisfaction, "remark": remark and say(remark)},
        )
        for n, (piece, (interest, satisfaction, remark)) in enumerate(zip(ask.pieces, told, strict=False))
    ]  # fmt: skip


def given(ask: Ask, day: int, hour: int, piece: Piece, to: str, phones: tuple[str, str]) -> list[Step]:
    """From hand to hand between two ``phones``, the giver's and the taker's: one of them comes home in the evening."""
    pair = demo_id("pair", f"{ask.key} {piece.n}")
    half = {"from": by_key(ask.by), "pair": pair}
    return [
        Step(day, hour * HOUR, phones[0], by_key(ask.by), "give", piece, by_key(to), group=pair),
        Step(day, hour * HOUR + 20 * SECOND, phones[1], by_key(to), "hand_over", piece, by_key(to), body=half, slip=ask.id, group=pair),
    ]


def returned(ask: Ask, day: int, keeper: str, pieces: Iterable[tuple[Piece, str]]) -> list[Step]:
    """Each with what the scale said: inspected, then put away. What is not right stays a case, wherever the piece lies."""
    steps = []
    for n, (piece, gross_g) in enumerate(pieces):
        at = 7 * HOUR + n * 6 * PACE
        body = {"gross_g": gross_g, "condition": "good", "complete": True, "returned_by": by_key(ask.by), "outcome": "good"}
        if papers := piece.facts["certificates"]:
            body["certificate"] = {"lab": papers[0]["lab"], "number": papers[0]["number"], "matched": True}
        steps.append(Step(day, at, "keeper", by_key(keeper), "inspect", piece, body=body, slip=ask.id))
        body = {"condition": "good"}
        steps.append(Step(day, at + PACE, "keeper", by_key(keeper), "scan_in", piece, piece.tray, body=body, slip=ask.id))
    return steps
