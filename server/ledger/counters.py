"""Who counts what they answer for themselves: said once of each person in each count, for a whole tray of flags would be read by nobody."""

from collections.abc import Iterable

from sqlalchemy import select

from server.core.action import Action
from server.database import db
from server.ledger.firm import Firm
from server.ledger.tables import Entry, MatterEntry

COUNTING = frozenset({"count_open", "count_seen"})


def own_counts(actions: Iterable[Action], firm: Firm) -> set[str]:
    """The ids of the actions with which somebody first took part in the count of a place that is their own to answer for."""
    first: dict[tuple[str, str], str] = {}
    for action in actions:
        if action.kind in COUNTING and action.count is not None and action.by is not None:
            place = action.to or action.observed_from
            if firm.answers_for(place) == action.by:
                first.setdefault((action.count, action.by), action.id)
    return {id for (count, by), id in first.items() if not _has_counted(count, by)}


def _has_counted(count: str, by: str) -> bool:
    naming = select(Entry.entry).join(MatterEntry, MatterEntry.entry == Entry.entry)
    known = naming.where(MatterEntry.of == "count", MatterEntry.id == count, Entry.by == by, Entry.reasons.contains('"counter_answers"'))
    return db.session.scalar(known.limit(1)) is not None
