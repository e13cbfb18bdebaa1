"""The demo firm is told through the real ledger, and holds together like a real one."""

from collections import Counter

import orjson
import pytest
from sqlalchemy import func, select

from server.database import db
from server.demo.load import load
from server.demo.pieces import pieces
from server.ledger.rebuild import rebuild
from server.ledger.tables import Case, Entry, Matter, Quarantined
from server.ledger.verify import verify
from server.people.tables import Device, Person
from server.stock.tables import Place, Sample


def test_the_demo_firm_is_three_hundred_pieces_ten_people_and_three_weeks(demo):
    assert "PIN" in demo
    assert db.session.scalar(select(func.count()).select_from(Sample).where(Sample.archive_no.is_not(None))) == 300
    assert db.session.scalar(select(func.count()).select_from(Person)) == 10
    kinds = Counter(db.session.scalars(select(Place.kind)))
    assert (kinds["client"], kinds["booth"], kinds["workshop"]) == (3, 4, 1)
    first, last = db.session.execute(select(func.min(Entry.order_ms), func.max(Entry.order_ms)).where(Entry.device != "office")).one()
    assert 18 <= (last - first) / 86_400_000 <= 22


def test_the_demo_firm_shows_every_state_and_every_kind_of_trouble(demo):
    states = Counter(db.session.scalars(select(Sample.status)))
    assert {
        "in_store",
        "out",
        "at_booth",
        "in_repair",
        "lost",
        "scrapped",
        "sold",
        "returned_to_owner",
        "disputed",
        "found",
        "unregistered",
    } <= set(states)
    cases = Counter(db.session.scalars(select(Case.kind).where(Case.status == "open")))
    assert {"return_missing", "retired_seen", "unknown_tag"} <= set(cases)


def test_Y1_the_demo_firm_has_a_fair_that_is_over_and_one_that_is_on_with_counts_of_both(demo):
    rows = {row.status: orjson.loads(row.told) for row in db.session.execute(select(Matter.status, Matter.told).where(Matter.of == "fair"))}
    assert set(rows) == {"closed", "out"}
    assert (len(rows["closed"]["packed"]), len(rows["closed"]["back"]), len(rows["closed"]["counts"])) == (28, 24, 1)
    assert len(rows["out"]["packed"]) == 9 and len(rows["out"]["counts"]) >= 1
    missed = db.session.scalars(select(Matter.told).where(Matter.of == "count", Matter.id == rows["closed"]["counts"][0])).one()
    assert len(orjson.loads(missed)["missing"]) == 4


def test_l_the_demo_ledger_verifies_and_rebuilds_to_the_same_rows(demo):
    assert verify().good
    assert rebuild().good
    assert db.session.scalar(select(func.count()).select_from(Quarantined)) == 0


def test_the_office_waits_for_no_demo_phone(demo):
    assert set(db.session.scalars(select(Device.state))) == {"revoked"}


def test_a_second_load_adds_nothing(demo):
    before = db.session.scalar(select(func.count()).select_from(Entry))
    load()
    assert db.session.scalar(select(func.count()).select_from(Entry)) == before


def test_weights_add_up_and_every_piece_has_its_own_number():
    firm = pieces()
    assert len({piece.tag for piece in firm}) == len({piece.number for piece in firm}) == 300
    for piece in firm:
        net = sum(float(metal["net_g"]) for metal in piece.facts["metals"])
        stones = sum(float(stone["ct"]) for stone in piece.facts["stones"])
        assert float(piece.facts["gross_g"]) == pytest.approx(net + stones / 5, abs=0.001)
        assert all(len(paper["number"]) == 10 for paper in piece.facts["certificates"] if paper["lab"] == "GIA")


def test_the_registered_facts_are_what_was_written(demo):
    rows = db.session.execute(select(Sample.id, Sample.facts).where(Sample.archive_no.is_not(None)))
    kept = {row.id: orjson.loads(row.facts) for row in rows}
    assert all(kept[piece.id] == piece.facts for piece in pieces())
