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
    "happened_ms", "known_ms", "last_by", "last_kind", "claims", "fold", "commit",
)  # fmt: skip
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
    return {row.id: row.fold for row in bulk.rows_by(Sample, ("id", "fold"), "id", ids, lock=True)}


def read_state(id: str, text: str) -> SampleState:
    """The state kept in a row's ``fold``."""
    return load(orjson.loads(text)) if text else SampleState(sample=id)


def columns_of(id: str, state: SampleState, commit: int) -> tuple[Any, ...]:
    """A row of ``STATE_COLUMNS``."""
    at = orjson.dumps(dict(sorted(state.at.items()))).decode() if state.is_lot else None
    return (
        id, state.quantity, state.status, state.place, state.holder, state.home, at, state.condition,
        state.happened_ms, state.known_ms, state.last_by, state.last_kind, state.open_claims, orjson.dumps(state.dump()).decode(), commit,
    )  # fmt: skip


def save_states(states: Mapping[str, SampleState], commit: int) -> None:
    bulk.update_rows(Sample, STATE_COLUMNS, [columns_of(id, state, commit) for id, state in states.items()])


def refold(ids: Iterable[str], kinds: Mapping[str, str]) -> dict[str, SampleState]:
    """Fold these samples anew from everything the ledger has of them."""
    of_sample: dict[str, list[Fact]] = facts.of_samples(ids)
    return {id: fold(found, kinds) if found else SampleState(sample=id) for id, found in of_sample.items()}


def drop_blank(ids: Iterable[str]) -> None:
    """Take away the rows made ahead for actions that were then not written."""
    wanted = list(ids)
    if wanted:
        db.session.execute(delete(Sample).where(Sample.id.in_(wanted), Sample.commit == 0))
