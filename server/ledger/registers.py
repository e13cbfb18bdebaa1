"""What a registration does beside the fold: the archive number, the details of the row, the tie between tag and piece."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select

from server.core.action import Action
from server.database import db
from server.ledger import bulk, details, finding
from server.ledger.details import DETAILS, written
from server.ledger.subjects import Subjects, tag_at_registration
from server.stock.tables import ArchiveNumber, Sample, Tag

Registration = tuple[Action, int]  # the action and its order time


def register(registrations: Sequence[Registration], subjects: Subjects, now_ms: int, commit: int) -> list[str]:
    """Give numbers, fill in rows, tie tags; a sample registered before keeps its number and details. The codes that were tied.

    Arrivals are among them: they tie the tag a piece has until it is registered.
    """
    if not registrations:
        return []
    arrived = _arrived(registrations)
    registered = _registered(action.sample for action, _ in registrations)
    first: dict[str, Registration] = {}
    for action, order_ms in registrations:
        if action.kind == "register" and action.sample is not None and action.sample not in registered:
            first.setdefault(action.sample, (action, order_ms))
    numbers = _give_numbers(first)
    plain = [(action, numbers[id]) for id, (action, _) in first.items() if id not in arrived]
    rows = [details.details(action, number, tag_of(action, subjects)) for action, number in plain]
    bulk.update_rows(Sample, DETAILS, rows)
    finding.keep(dict(zip(DETAILS, row, strict=True)) for row in rows)
    ties = {code: action.sample for action, _ in registrations if (code := tag_of(action, subjects)) is not None and action.sample}
    _tie(list(ties.items()), now_ms, commit)
    if arrived:
        details.keep(sorted(arrived), commit)
    return list(ties)


def tag_of(action: Action, subjects: Subjects) -> str | None:
    """The tag this registration really ties: not one that is another's already."""
    code = tag_at_registration(action)
    return None if code is None or action.sample is None or subjects.is_taken(code, action.sample) else code


def year_of(order_ms: int) -> int:
    """The year of an archive number: of the registration's own time, UTC, so that a rebuild finds the same."""
    return datetime.fromtimestamp(order_ms / 1000, UTC).year


def _registered(ids: Iterable[str | None]) -> set[str]:
    return {row.sample for row in bulk.rows_by(ArchiveNumber, ("sample",), "sample", {id for id in ids if id})}


def _arrived(registrations: Sequence[Registration]) -> set[str]:
    """Of these samples, those that have an arrival: what their rows say is told from the ledger, which has it in order."""
    ids = {action.sample for action, _ in registrations if action.sample}
    now = {action.sample for action, _ in registrations if action.sample and action.kind == "arrive"}
    return now | {row.id for row in bulk.rows_by(Sample, ("id", "entry_no"), "id", ids - now) if row.entry_no is not None}


def _give_numbers(first: dict[str, Registration]) -> dict[str, str]:
    """The next numbers of their years. The head is locked, so nobody else is counting; the unique key would tell."""
    last: dict[int, int] = {}
    rows, numbers = [], {}
    for id, (_, order_ms) in first.items():
        year = year_of(order_ms)
        if year not in last:
            last[year] = db.session.scalar(select(func.max(ArchiveNumber.n)).where(ArchiveNumber.year == year)) or 0
        last[year] += 1
        rows.append((year, last[year], id))
        numbers[id] = written(year, last[year])
    bulk.insert_rows(ArchiveNumber, ("year", "n", "sample"), rows)
    return numbers


def _tie(ties: Sequence[tuple[str, str]], now_ms: int, commit: int) -> None:
    """Point the codes at their samples: those minted ahead are there already, others are new."""
    rows = [(code, "sample", id, 1, now_ms, commit) for code, id in ties]
    bulk.insert_missing(Tag, ("code", "target_kind", "target", "generation", "issued_ms", "commit"), rows)
    bulk.update_rows(Tag, ("code", "target_kind", "target", "commit"), [(code, "sample", id, commit) for code, id in ties])
