"""Making tag codes: unbound ones to print ahead, and the one a place or a badge is born with."""

import secrets

from sqlalchemy import insert, select

from server.core.tag import mint
from server.database import db
from server.ledger.cursor import Tx, writing
from server.stock.tables import Tag

_RANDOM_BYTES = 16


def new_code() -> str:
    """A code nobody can guess; nothing about what it will hang on is in it."""
    return mint(secrets.token_bytes(_RANDOM_BYTES))


def mint_ahead(count: int, by: str) -> list[str]:
    """Codes to print before anybody knows what they will be tied to; a registration binds each."""
    codes = [new_code() for _ in range(count)]
    with writing() as tx:
        commit = tx.number
        db.session.execute(insert(Tag), [_row(tx, commit, code) for code in codes])
        tx.office("tags_minted", by, {"count": count})
    return codes


def tag_place(tx: Tx, place: str) -> str:
    """In a writing transaction: the first tag of a place, or the badge of a person."""
    code = new_code()
    db.session.execute(insert(Tag).values(_row(tx, tx.number, code) | {"target_kind": "place", "target": place}))
    return code


def tag_of_place(place: str) -> str | None:
    """The code valid now."""
    valid = select(Tag.code).where(Tag.target == place, Tag.target_kind == "place", Tag.void_ms.is_(None))
    return db.session.scalar(valid.order_by(Tag.generation.desc()).limit(1))


def tags_of_places(places: list[str]) -> dict[str, str]:
    """The codes valid now of many places, in one query."""
    valid = select(Tag.target, Tag.code).where(Tag.target.in_(places), Tag.target_kind == "place", Tag.void_ms.is_(None))
    return {target: code for target, code in db.session.execute(valid.order_by(Tag.generation)) if target}


def _row(tx: Tx, commit: int, code: str) -> dict[str, object]:
    return {"code": code, "target_kind": None, "target": None, "generation": 1, "issued_ms": tx.now_ms, "void_ms": None, "commit": commit}
