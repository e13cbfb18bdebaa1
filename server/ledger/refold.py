"""Folds samples from the beginning, when something else than a new action has changed what their history means."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from server.database import db
from server.ledger import claims, matters, samples
from server.ledger.cursor import Tx
from server.ledger.tables import Entry


def fold_anew(tx: Tx, ids: Iterable[str], kinds: Mapping[str, str]) -> None:
    """Rows and cases of these samples and of what they belong to, as the whole ledger has them. ``kinds``: of places, by id."""
    states = samples.refold(ids, kinds)
    samples.save_states(states, tx.number)
    claims.keep_of_samples(tx, states)
    matters.keep(tx, matters.of_samples(states), kinds)


def samples_sent_to(place: str) -> list[str]:
    """Samples whose history names this place, which a phone may know before the office does."""
    named = select(Entry.sample).where(Entry.to == place, Entry.sample.is_not(None))
    return list(db.session.scalars(named.distinct().order_by(Entry.sample)))
