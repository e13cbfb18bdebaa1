"""Repairs as a list: those that are late come first."""

from typing import Any

from sqlalchemy import and_, case

from server.ledger.tables import Matter
from server.stock.matters import list_matters
from server.web import clock

OPEN = ("reported", "assessed", "at_workshop", "back")
DAY_MS = 86_400_000  # days are named by their beginning, and are over at their end


def is_late(repair: dict[str, Any], now_ms: int) -> bool:
    return repair["status"] in OPEN and repair["due_ms"] is not None and repair["due_ms"] + DAY_MS <= now_ms


def list_repairs(status: str | None, page: int) -> dict[str, Any]:
    """The longest overdue first, then the open ones, then those that are over; the newest first among equals."""
    now_ms = clock.now_ms()
    is_open = Matter.status.in_(OPEN)
    is_overdue = and_(is_open, Matter.due_ms <= now_ms - DAY_MS)
    lateness = case((is_overdue, Matter.due_ms), else_=now_ms)
    rows, total = list_matters("repair", status, page, (case((is_open, 0), else_=1), lateness))
    return {"repairs": [row | {"overdue": is_late(row, now_ms)} for row in rows], "total": total, "page": page}
