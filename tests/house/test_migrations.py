"""The migrations make exactly the tables the code speaks of, on both databases, and what every office has from the start."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select

from server.database import db
from server.ledger.tables import LogHead
from server.stock.tables import Place
from tests.databases import Sqlite


def test_the_tables_are_what_the_code_says(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_object": _is_told}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, db.metadata) == []


def _is_told(_thing: object, name: str | None, *_given: object) -> bool:
    """The index of findings is of another kind on each database; tests/stock/test_finding.py holds it."""
    return not (name or "").startswith(("findings_index", "ix_findings_grams"))


def test_an_office_starts_with_a_head_and_four_places_to_end_in(app: Flask) -> None:
    with app.app_context():
        head = db.session.scalars(select(LogHead)).one()
        assert (head.id, head.commit, head.entry, head.chain, len(head.epoch)) == (1, 0, 0, "0" * 64, 36)
        sinks = {place.id: place.names for place in db.session.scalars(select(Place))}
    assert set(sinks) == {"sink-returned_to_owner", "sink-sold", "sink-scrapped", "sink-lost"}
    assert all(set(names) == {"en", "zh-Hant", "zh-Hans"} for names in sinks.values())


def test_two_offices_have_different_epochs() -> None:
    epochs = set()
    for _office in range(2):
        made = Sqlite()
        epochs.add(_epoch(f"sqlite:///{made.template}"))
    assert len(epochs) == 2


def _epoch(url: str) -> str:
    from sqlalchemy import create_engine

    engine = create_engine(url)
    with engine.connect() as connection:
        epoch = connection.execute(select(LogHead.epoch)).scalar_one()
    engine.dispose()
    return epoch


def test_the_migrations_go_down_and_up_again(app: Flask) -> None:
    with app.app_context():
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert db.session.scalars(select(LogHead)).one().commit == 0
