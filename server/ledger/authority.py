"""What only the office may write: approvals, settlements of receipts, amendments, write-offs; and everything that follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select

from server.core.action import Unreadable
from server.core.action import read as read_action
from server.core.ids import SINKS
from server.database import db
from server.ledger import details, matters, samples
from server.ledger.cursor import Tx
from server.ledger.firm import firm_now
from server.ledger.refold import fold_anew
from server.ledger.watermark import promote
from server.stock.tables import Place, Sample

SINK_PLACES = frozenset(f"sink-{kind}" for kind in SINKS)


class CannotDecide(Exception):
    """Why not: ``not_found``, ``unknown_place``, ``unreadable`` (and ``field``), ``slip_changed``, ``own_slip``, ``own_assessment``,
    ``own_count``."""

    def __init__(self, code: str, field: str | None = None):
        super().__init__(code)
        self.code, self.field = code, field


@dataclass(frozen=True, slots=True)
class Decided:
    """The commit, the number and the id of the entry."""

    commit: int
    entry: int
    action: str


def decide(
    tx: Tx, kind: str, by: str, body: dict[str, Any], sample: str | None = None, to: str | None = None, slip: str | None = None,
    receipt: str | None = None, repair: str | None = None, count: str | None = None, quantity: int = 1,
) -> Decided:  # fmt: skip
    """Write a decision and bring the sample, its matters and their cases in line. Raises CannotDecide: let it end the transaction.

    Call it before anything else asks ``tx`` for its number: the sample is locked before the head.
    """
    kinds = firm_now().kinds
    if sample is not None:
        _lock(sample)
    if (to is not None and db.session.get(Place, to) is None) or (kind == "write_off" and to not in SINK_PLACES):
        raise CannotDecide("unknown_place")
    number = tx.number
    if kind == "write_off" and repair is None and sample is not None:
        repair = db.session.scalar(select(Sample.repair).where(Sample.id == sample))
    named = {"slip": slip, "receipt": receipt, "repair": repair, "count": count}
    if any(id is not None and matters.matter(of, id) is None for of, id in named.items()):
        raise CannotDecide("not_found")
    _ask_whether_own(kind, by, body, slip, repair, kinds)
    if kind == "count_accept" and count is not None:
        _ask_who_counted(count, by)
    row = tx.office(kind, by, body, sample=sample, to=to, slip=slip, receipt=receipt, repair=repair, count=count, quantity=quantity)
    action = read_action(orjson.loads(row.bytes))
    if isinstance(action, Unreadable):
        raise CannotDecide("unreadable", action.field)
    touched = matters.link([(row.entry, row.order_ms, action)], number)
    if sample is not None:
        fold_anew(tx, [sample], kinds)
    if kind == "amend" and sample is not None:
        details.keep([sample], number)
    matters.keep(tx, touched, kinds)
    promote(tx)
    return Decided(number, row.entry, row.id)


def _lock(sample: str) -> None:
    if db.session.scalar(select(Sample.id).where(Sample.id == sample)) is None:
        raise CannotDecide("not_found")
    samples.lock_rows([sample])


def _ask_whether_own(kind: str, by: str, body: dict[str, Any], slip: str | None, repair: str | None, kinds: Mapping[str, str]) -> None:
    """Nobody decides about what is their own. Under the lock of the head, so that no edit comes between the look and the decision."""
    if slip is not None:
        state = matters.slip_state(slip, kinds)
        if kind in ("slip_approve", "slip_reject", "slip_extend") and by in state.askers:
            raise CannotDecide("own_slip")
        if kind in ("slip_approve", "slip_reject") and (state.request is None or body.get("request") != state.request.action.id):
            raise CannotDecide("slip_changed")
    if repair is not None and kind == "write_off":
        known = matters.matter("repair", repair)
        if known is not None and orjson.loads(known.told).get("assessed_by") == by:
            raise CannotDecide("own_assessment")


def _ask_who_counted(count: str, by: str) -> None:
    """Who counted does not say what becomes of the difference; a phone that came home a moment ago is heard as well."""
    known = matters.matter("count", count)
    if known is not None and by in orjson.loads(known.told)["counters"]:
        raise CannotDecide("own_count")
