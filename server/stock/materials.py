"""What metals and stones need where they lie: the trade's defaults, which a firm edits and adds to."""

from typing import Any

from sqlalchemy import insert, select, update

from server.database import db
from server.ledger.cursor import writing
from server.stock.tables import Material
from server.web.errors import Refused

_COLUMNS = (Material.id, Material.names, Material.needs, Material.commit)


def list_materials() -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(select(*_COLUMNS).order_by(Material.id)).mappings()]


def one_material(material: str) -> dict[str, Any]:
    row = db.session.execute(select(*_COLUMNS).where(Material.id == material)).mappings().first()
    if row is None:
        raise Refused("not_found", 404)
    return dict(row)


def add_material(asked: dict[str, Any], by: str) -> None:
    """Raises 409 id_taken."""
    with writing() as tx:
        commit = tx.number
        if db.session.scalar(select(Material.id).where(Material.id == asked["id"])):
            raise Refused("id_taken", 409, field="id")
        db.session.execute(insert(Material).values(**asked, commit=commit))
        tx.office("material_added", by, {"material": asked["id"], "names": asked["names"], "needs": asked["needs"]})


def change_material(material: str, asked: dict[str, Any], by: str) -> None:
    """Names, needs; ``needs`` as a whole. Raises 404. What changes nothing leaves no trace."""
    with writing() as tx:
        if not _changes(one_material(material), asked):
            return
        commit = tx.number  # the head is locked before the second reading: what is told as `was` is what this replaces
        now = one_material(material)
        changed = _changes(now, asked)
        db.session.execute(update(Material).where(Material.id == material).values(**changed, commit=commit))
        tx.office("material_changed", by, {"material": material, "was": {name: now[name] for name in changed}, "now": changed})


def _changes(now: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if value != now[name]}
