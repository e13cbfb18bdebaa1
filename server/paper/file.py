"""Everything the office knows of one piece, gathered for its dossier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import or_, select, tuple_

from server.database import db
from server.ledger.tables import Case, Matter
from server.paper import history, pieces, story
from server.paper.history import Told
from server.paper.names import Names, names_for
from server.paper.story import MATTERS, Said
from server.web.errors import Refused


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of the timeline; ``is_taken_back`` when an undo made it not count."""

    told: Told
    said: Said
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo that some entry names; ``path`` is None until it has come."""

    name: str
    path: Path | None
    told: Told


@dataclass(frozen=True, slots=True)
class File:
    """One piece: its row, its history in words, what it was part of. ``matters`` maps (of, id) to the row."""

    row: pieces.Row
    names: Names
    tz: int
    happened: Sequence[Happened]
    shots: Sequence[Shot]
    matters: Mapping[tuple[str, str], Matter]
    cases: Sequence[Any]

    def of(self, kind: str) -> list[Happened]:
        """What of one kind happened and counts."""
        return [one for one in self.happened if one.told.kind == kind and not one.is_taken_back]

    def told_of(self, of: str) -> list[tuple[Matter, dict[str, Any]]]:
        """Slips, receipts or repairs it was part of, oldest first."""
        found = [row for (sort, _), row in self.matters.items() if sort == of]
        return [(row, orjson.loads(row.told)) for row in sorted(found, key=lambda row: (row.year, row.n))]


def file_of(sample: str, lang: str) -> File:
    """A dozen queries, whatever its history. Raises 404."""
    row = pieces.rows_of([sample]).get(sample)
    if row is None:
        raise Refused("not_found", 404)
    own = history.of_sample(sample)
    matters = _matters(own)
    entries = _with_matters(own, matters, sample)
    undone = history.taken_back(entries)
    names = names_for(lang, {id: matter.no for (_, id), matter in matters.items()})
    tz = history.zone_of(own)
    return File(row, names, tz, _happened(entries, undone, names, tz), _shots(row, entries, undone), matters, _cases(sample, row))


def _matters(entries: Sequence[Told]) -> dict[tuple[str, str], Matter]:
    keys = {(of, id) for told in entries for of in MATTERS if isinstance(id := told.action.get(of), str)}
    if not keys:
        return {}
    rows = db.session.scalars(select(Matter).where(tuple_(Matter.of, Matter.id).in_(keys)))
    return {(row.of, row.id): row for row in rows}


def _with_matters(own: Sequence[Told], matters: Mapping[tuple[str, str], Matter], sample: str) -> list[Told]:
    """The piece's own entries, and what was said of its slips, receipts and repairs as a whole; nothing about other pieces."""
    around = [told for of, id in matters for told in history.of_matter(of, id) if told.sample is None]
    lines = _lines(own)
    return history.in_order([*own, *(told for told in around if _concerns(told, sample, lines))])


def _lines(own: Sequence[Told]) -> set[str]:
    """The lines of delivery notes this piece came on."""
    return {str(told.body[key]) for told in own for key in ("line", "entry") if told.kind in ("arrive", "register") and told.body.get(key)}


def _concerns(told: Told, sample: str, lines: set[str]) -> bool:
    """Of counts and settlements, those of its own line; of signatures, those for it."""
    if told.kind in ("receipt_check", "receipt_settle"):
        return str(told.body.get("line")) in lines
    if told.kind == "slip_sign":
        return sample in (told.body.get("samples") or [sample])
    return True


def _happened(entries: Sequence[Told], undone: Mapping[str, Told], names: Names, tz: int) -> list[Happened]:
    by_id = {told.id: told for told in entries}
    before = story.values_before(entries, undone)
    found = []
    for told in entries:
        reversed_ = by_id.get(told.body.get("reverses") or "") if told.kind == "undo" else None
        found.append(Happened(told, story.say(told, names, tz, reversed_, before.get(told.id)), told.id in undone))
    return found


def _shots(row: pieces.Row, entries: Sequence[Told], undone: Mapping[str, Told]) -> list[Shot]:
    """The piece's own pictures first, then those of what happened, each once; signatures are no pictures of it."""
    told_of: dict[str, Told] = {}
    for told in entries:
        photos = told.body.get("photos")
        for name in photos if isinstance(photos, list) and told.id not in undone else ():
            told_of.setdefault(name, told)
    ordered = [name for name in dict.fromkeys([*row["photos"], *told_of]) if name in told_of]
    paths = pieces.files_of(ordered, "full")
    return [Shot(name, paths.get(name), told_of[name]) for name in ordered]


def _cases(sample: str, row: pieces.Row) -> list[Any]:
    columns = (Case.id, Case.kind, Case.status, Case.opened_ms, Case.settled, Case.claims)
    is_its = or_(Case.sample == sample, Case.tag == row["tag"]) if row["tag"] else Case.sample == sample
    return list(db.session.execute(select(*columns).where(is_its).order_by(Case.opened_ms, Case.id)))
