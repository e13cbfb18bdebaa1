"""Holes in a phone's sequence that nobody fills: after five days what waits behind one is applied, and says so."""

from dataclasses import replace

from sqlalchemy import func, select

from server.database import db
from server.ledger import held
from server.ledger.apply import Way
from server.ledger.cursor import writing
from server.ledger.ingest import settle_line
from server.ledger.lineup import Memory, line_up
from server.ledger.phones import keep_place_in_line, lock_phone
from server.ledger.tables import Held
from server.ledger.watermark import promote

PATIENCE_MS = 5 * 24 * 60 * 60 * 1000


def release(now_ms: int) -> int:
    """Give up every hole that something has waited behind for five days; how many holes. For the job thread, now and then."""
    oldest = func.min(Held.received_ms)
    late = select(Held.device).group_by(Held.device).having(oldest <= now_ms - PATIENCE_MS)
    devices = list(db.session.scalars(late))
    db.session.rollback()
    return sum(_give_up(device, now_ms) for device in devices)


def _give_up(device: str, now_ms: int) -> int:
    """One hole of one phone: the first record behind it is flagged ``gap``, those that follow it directly are applied with it."""
    with writing() as tx:
        phone = lock_phone(device)
        waiting = held.held_of(device)
        if phone is None or not waiting:
            return 0
        beyond = replace(phone, seq=waiting[0].seq - 1, head_hash=None)
        line = line_up(beyond, waiting, Memory({}, set()))
        after, _ = settle_line(tx, beyond, line, None, Way(after_gap=True))
        keep_place_in_line(after)
        held.let_go(device, max(a.seq for a in line.ready))
        promote(tx)
    return 1
