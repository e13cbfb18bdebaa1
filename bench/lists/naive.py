"""The same questions as a LIKE over every column that may hold them: what there is without an index."""

from sqlalchemy import and_, func, or_, select

from server.database import db
from server.stock.tables import Sample

_COLUMNS = (Sample.archive_no, Sample.number, Sample.tag, Sample.type, Sample.model, Sample.name, Sample.facts)


def search(q: str, status: str | None, within: list[str] | None, page: int) -> int:
    """How many ids are on the page."""
    like = (lambda column, word: column.like(f"%{word}%")) if db.engine.dialect.name == "sqlite" else (lambda c, word: c.ilike(f"%{word}%"))
    which = and_(*(or_(*(like(column, word) for column in _COLUMNS)) for word in q.split()), Sample.archive_no.is_not(None))
    which = and_(which, Sample.status == status) if status else which
    which = and_(which, Sample.place.in_(within)) if within else which
    asked = select(Sample.id, func.count().over()).where(which).order_by(Sample.archive_no.desc().nulls_last(), Sample.id)
    return len(db.session.execute(asked.limit(50).offset((page - 1) * 50)).all())
