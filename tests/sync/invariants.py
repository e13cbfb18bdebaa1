"""What must hold when the weather has cleared (the promises P2 to P8)."""

import json
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from server.app import create_app
from server.config import Config
from server.core.state import load
from server.database import db
from server.ledger.rebuild import rebuild
from server.ledger.tables import Case, Entry, Held, Quarantined
from server.ledger.verify import verify
from server.stock.tables import Sample
from tests.phone import DONE
from tests.sync.simulator import World


def check_all(world: World, folder: Path) -> None:
    app = create_app(Config(home=folder / "looking", database_url=world.office.database_url, jobs=False))
    with app.app_context():
        check_history(world)
        check_places()
        check_claims()
        for report in (verify(), rebuild()):
            assert report.good, str(report)
        db.session.remove()
        db.engine.dispose()
    check_replicas(world)


def check_history(world: World) -> None:
    """P2 once each, P3 a verdict each, P5 nothing that a phone holds is missing."""
    ledger = {row.id: row for row in db.session.execute(select(Entry.id, Entry.device, Entry.seq, Entry.bytes))}
    made = {one.id: (phone, one) for phone in world.phones + world.gone for one in phone.outbox}
    assert len(ledger) == db.session.query(Entry).count()
    apart = db.session.execute(select(Quarantined.device, Quarantined.seq, Quarantined.reasons, Quarantined.bytes)).all()
    assert not apart, f"nothing here deserves quarantine: {apart}"
    for phone in world.phones:
        assert {one.verdict for one in phone.outbox} <= DONE, Counter(one.verdict for one in phone.outbox)
        missing = [one.seq for one in phone.outbox if one.id not in ledger]
        assert not missing, f"{phone.name}: {missing} of {phone.seq} are not in the ledger"
    for id, row in ledger.items():
        if row.device != "office":
            phone, one = made[id]
            assert (row.device, row.seq, bytes(row.bytes)) == (phone.id, one.seq, one.bytes)
    living = {phone.id for phone in world.phones}
    assert not living & set(db.session.scalars(select(Held.device)))


def check_places() -> None:
    """P6: however many claims there are, what was registered is somewhere, once."""
    for id, fold, place in db.session.execute(select(Sample.id, Sample.fold, Sample.place)):
        state = load(json.loads(fold))
        if state.registered:
            assert sum(state.at.values()) == state.quantity, (id, state.at, state.quantity)
            assert state.is_lot or state.place == place


def check_claims() -> None:
    """P7: what a case holds against each other is all in history."""
    ledger = set(db.session.scalars(select(Entry.id)))
    for claims in db.session.scalars(select(Case.claims)):
        assert {claim["action"] for claim in claims} <= ledger


def check_replicas(world: World) -> None:
    """P8: every phone holds what the office holds, however it came by it; and so does one that comes new."""
    world._enrol()
    newcomer = world.phones[-1]
    newcomer.talk.is_calm = True
    for phone in world.phones:
        assert phone.follow()
    for phone in world.phones:
        assert phone.chain == newcomer.chain and phone.cursor == newcomer.cursor and phone.epoch == newcomer.epoch
        for table in newcomer.rows.keys() | phone.rows.keys():
            theirs, ours = phone.rows.get(table, {}), newcomer.rows.get(table, {})
            keys = ours.keys() if table == "entries" else theirs.keys() | ours.keys()  # who comes new is told the newest alone
            wrong = [key for key in keys if theirs.get(key) != ours.get(key)]
            assert not wrong, f"{phone.name} differs in {table}: {[(theirs.get(key), ours.get(key)) for key in wrong[:3]]}"
