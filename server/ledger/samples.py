"""The rows of samples as a cache of the fold: locked, loaded, stepped, folded anew, written back."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import delete

from server.core.fold import Fact, fold
from server.core.state import SampleState, load
from server.database import db
from server.ledger import bulk, facts
from server.stock.tables import Sample

STATE_COLUMNS = (
    "id", "quantity", "status", "place", "holder", "home", "at", "condition",
    "happened_ms", "known_ms", "last_by", "last_kind", "claims", "slip", "repair", "fold", "commit",
)  # fmt: skip
_FOLD = STATE_COLUMNS.index("fold")
# What was written lately, by the very text it was written as: a row that still holds that text need not be read again, and a row
# that another process or a rollback left with another text is simply not found. Taken out when used, for ``step`` edits in place.
MOST_WARM = 10_000
_warm: dict[str, SampleState] = {}
Line = tuple[Any, ...]  # a row of STATE_COLUMNS
_BLANK = ("id", "facts", "quantity", "status", "claims", "fold", "commit")


def lock_states(ids: Iterable[str]) -> tuple[dict[str, SampleState], set[str]]:
    """Lock the rows in the order of their ids and load them; the second value names those made just now for samples nobody knew."""
    folds, made = lock_rows(ids)
    return {id: read_state(id, text) for id, text in folds.items()}, made


def lock_rows(ids: Iterable[str]) -> tuple[dict[str, str], set[str]]:
    """The same without loading: the text of each fold."""
    wanted = sorted(set(ids))
    folds = _locked(wanted)
    missing = [id for id in wanted if id not in folds]
    if missing:
        bulk.insert_missing(Sample, _BLANK, [(id, "{}", 1, "unregistered", 0, "", 0) for id in missing])
        folds |= _locked(missing)
    return folds, set(missing)


def _locked(ids: list[str]) -> dict[str, str]:
    return dict(bulk.rows_by(Sample, ("id", "fold"), "id", ids, lock=True))


def read_state(id: str, text: str) -> SampleState:
    """The state kept in a row's ``fold``."""
    if not text:
        return SampleState(sample=id)
    return _warm.pop(text, None) or load(orjson.loads(text))


def columns_of(id: str, state: SampleState, commit: int) -> Line:
    """A row of ``STATE_COLUMNS``."""
    at = orjson.dumps(dict(sorted(state.at.items()))).decode() if state.is_lot else None
    claims = state.open_claims if state.claims else 0
    return (
        id, state.quantity, state.status, state.place, state.holder, state.home, at, state.condition,
        state.happened_ms, state.known_ms, state.last_by, state.last_kind, claims, state.slip, state.repair,
        orjson.dumps(state.dump()).decode(), commit,
    )  # fmt: skip


def lines_of(states: Mapping[str, SampleState], commit: int) -> dict[str, Line]:
    """Their rows, by id, for ``save_lines``."""
    return {id: columns_of(id, state, commit) for id, state in states.items()}


def save_lines(lines: Mapping[str, Line], states: Mapping[str, SampleState]) -> None:
    """Write these rows; the states they were made of are not to be edited any more."""
    bulk.update_rows(Sample, STATE_COLUMNS, list(lines.values()))
    _warm.update((line[_FOLD], states[id]) for id, line in lines.items())
    if len(_warm) > MOST_WARM:
        _warm.clear()


def save_states(states: Mapping[str, SampleState], commit: int) -> None:
    """Write them all; they are not to be edited any more."""
    save_lines(lines_of(states, commit), states)


def refold(ids: Iterable[str], kinds: Mapping[str, str]) -> dict[str, SampleState]:
    """Fold these samples anew from everything the ledger has of them."""
    of_sample: dict[str, list[Fact]] = facts.of_samples(ids)
    return {id: fold(found, kinds) if found else SampleState(sample=id) for id, found in of_sample.items()}


def drop_blank(ids: Iterable[str]) -> None:
    """Take away the rows made ahead for actions that were then not written."""
    wanted = list(ids)
    if wanted:
        db.session.execute(delete(Sample).where(Sample.id.in_(wanted), Sample.commit == 0))
