"""Slips, receipts and repairs as the office keeps them: a page of them, or one."""

from typing import Any

import orjson
from sqlalchemy import ColumnElement, UnaryExpression, func, select

from server.database import db
from server.ledger.tables import Matter, number
from server.web.errors import Refused

PAGE = 50
_COLUMNS = (Matter.of, Matter.id, Matter.year, Matter.n, Matter.status, Matter.told, Matter.due_ms, Matter.commit)
_NEWEST = (Matter.year.desc(), Matter.n.desc())


def list_matters(
    of: str, status: str | None, page: int, first: tuple[ColumnElement[Any] | UnaryExpression[Any], ...] = ()
) -> tuple[list[dict[str, Any]], int]:
    """(a page of rows, how many there are in all); what ``first`` orders to the front, then the newest."""
    which = [Matter.of == of] + ([Matter.status == status] if status else [])
    total = db.session.scalar(select(func.count()).select_from(Matter).where(*which)) or 0
    wanted = select(*_COLUMNS).where(*which).order_by(*first, *_NEWEST).limit(PAGE).offset((page - 1) * PAGE)
    return [wire(row) for row in db.session.execute(wanted)], total


def all_matters(of: str, statuses: tuple[str, ...]) -> list[dict[str, Any]]:
    """Every one in one of these states: those that are running, which are never many."""
    wanted = select(*_COLUMNS).where(Matter.of == of, Matter.status.in_(statuses)).order_by(*_NEWEST)
    return [wire(row) for row in db.session.execute(wanted)]


def one_matter(of: str, id: str) -> dict[str, Any]:
    """Raises 404."""
    row = db.session.execute(select(*_COLUMNS).where(Matter.of == of, Matter.id == id)).first()
    if row is None:
        raise Refused("not_found", 404)
    return wire(row)


def wire(row: Any) -> dict[str, Any]:
    """As phones have it, and ``due_ms``."""
    told = orjson.loads(row.told)
    no = number(row.of, row.year, row.n)
    return {"id": row.id, "no": no, "status": row.status, "told": told, "due_ms": row.due_ms, "commit": row.commit}
