"""The labels of what was chosen to print: samples, places, people, unbound codes."""

from collections.abc import Sequence

import orjson
from sqlalchemy import select

from server.database import db
from server.paper.labels import Label
from server.paper.title import title
from server.stock.tables import Place, Sample, Tag
from server.web.errors import Refused

COLUMNS = ("id", "archive_no", "number", "tag", "type", "model", "name", "facts")


def chosen_labels(samples: Sequence[str], places: Sequence[str], codes: Sequence[str], lang: str) -> list[Label]:
    """In the order asked for. Raises 422 nothing_to_print, unknown_sample, unknown_place, unknown_code, tag_void."""
    found = [*_of_samples(samples, lang), *_of_places(places, lang), *_of_codes(codes)]
    if not found:
        raise Refused("nothing_to_print", 422, field="samples")
    return found


def _of_samples(ids: Sequence[str], lang: str) -> list[Label]:
    columns = [getattr(Sample, name) for name in COLUMNS]
    rows = {row["id"]: row for row in db.session.execute(select(*columns).where(Sample.id.in_(ids))).mappings()}
    _refuse_missing(ids, [id for id, row in rows.items() if row["tag"]], "unknown_sample", "samples")
    return [_of_sample(rows[id], lang) for id in ids]


def _of_sample(row, lang: str) -> Label:
    facts = orjson.loads(row["facts"] or "{}")
    model = " · ".join(part for part in (row["model"], f"{facts['gross_g']} g" if facts.get("gross_g") else None) if part)
    return Label(row["tag"], row["archive_no"] or row["number"] or "—", tuple(part for part in (title(row, facts, lang), model) if part))


def _of_places(ids: Sequence[str], lang: str) -> list[Label]:
    names = dict(db.session.execute(select(Place.id, Place.names).where(Place.id.in_(ids))).all())
    valid = select(Tag.target, Tag.code).where(Tag.target.in_(ids), Tag.target_kind == "place", Tag.void_ms.is_(None))
    codes = dict(db.session.execute(valid.order_by(Tag.generation)).all())
    _refuse_missing(ids, list(codes), "unknown_place", "places")
    return [Label(codes[id], _name(names[id], lang), _other_names(names[id], lang)) for id in ids]


def _name(names: dict[str, str], lang: str) -> str:
    return names.get(lang) or next(iter(names.values()))


def _other_names(names: dict[str, str], lang: str) -> tuple[str, ...]:
    """The English beside the Chinese, or the other way round: whoever stands before the cabinet can read it."""
    other = names.get("zh-Hant" if lang == "en" else "en")
    return (other,) if other and other != _name(names, lang) else ()


def _of_codes(codes: Sequence[str]) -> list[Label]:
    rows = dict(db.session.execute(select(Tag.code, Tag.void_ms).where(Tag.code.in_(codes))).all())
    _refuse_missing(codes, list(rows), "unknown_code", "codes")
    if any(void is not None for void in rows.values()):
        raise Refused("tag_void", 422, field="codes")
    return [Label(code, "________") for code in codes]


def _refuse_missing(asked: Sequence[str], found: Sequence[str], code: str, field: str) -> None:
    if set(asked) - set(found):
        raise Refused(code, 422, field=field)
