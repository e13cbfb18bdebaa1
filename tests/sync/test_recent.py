"""What changed lately is read once for all who ask, and is what the database would have said."""

import threading
from collections.abc import Callable

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from server.database import db
from server.ledger.cursor import head
from server.ledger.epoch import new_epoch
from server.ledger.gone import take_away
from server.stock.tables import Sample
from server.sync import pull, recent
from server.sync.position import SHORT, Position
from server.sync.reading import reading
from tests.sync.house import client_of, commit, ids, put_back, put_in

RINGS = ("a", "b", "c", "d")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """From where the database was asked for changes."""
    found, read = list[int](), pull.found

    def counted(connection, head, start, most):
        found.append(start.commit)
        return read(connection, head, start, most)

    monkeypatch.setattr(pull, "found", counted)
    return found


def place(app: Flask) -> tuple[int, str, str]:
    """Where the office stands: commit, epoch, chain."""
    with app.app_context():
        now = head()
        return now.commit, now.epoch, now.chain


def since(client: FlaskClient, at: tuple[int, str, str]):
    return client.get(f"/api/sync/pull?since={at[0]}&epoch={at[1]}&chain={at[2]}")


def remove(app: Flask, id: str) -> None:
    with commit(app) as tx:
        db.session.execute(delete(Sample).where(Sample.id == id))
        take_away("samples", id, tx.number)


def test_S1_of_two_hundred_who_ask_for_the_same_one_is_read_from_the_database(app: Flask, asked: list[int]) -> None:
    client = client_of(app)
    put_in(app, "ring")
    here = place(app)
    since(client, here)
    asked.clear()
    put_in(app, "ring", status="out")
    told = [since(client, here).json for _ in range(200)]
    assert told == [told[0]] * 200 and ids(told[0]) == ["ring"] and asked == [here[0]]


def test_S1_of_two_hundred_who_come_back_to_an_office_started_anew_one_is_read(app: Flask, asked: list[int]) -> None:
    client = client_of(app)
    put_in(app, "ring")
    here = place(app)
    put_in(app, "ring", status="out")
    told = [since(client, here).json for _ in range(200)]
    assert told == [told[0]] * 200 and ids(told[0]) == ["ring"] and asked == [0]


STEPS = st.lists(st.tuples(st.sampled_from(("put", "remove", "ask")), st.sets(st.sampled_from(RINGS), min_size=1)), max_size=14)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, most=st.integers(1, 9))
def test_S1_what_is_kept_is_what_the_database_says(app: Flask, monkeypatch: pytest.MonkeyPatch, steps, most: int) -> None:
    """Rows put in, changed, taken away and put in again, with reads between them, and a window that may be too small for it all."""
    monkeypatch.setattr(recent, "MOST_ROWS", most)
    monkeypatch.setattr(recent, "MOST_COMMITS", most)
    kept, answered = recent.Recent(), 0
    put_in(app, "first")
    places = [place(app)]
    for what, names in steps:
        if what == "put":
            put_in(app, *sorted(names), name="".join(sorted(names)))
        elif what == "remove":
            remove(app, min(names))
        else:
            with app.app_context():
                kept.now()
        places.append(place(app))
    with app.app_context():
        window = kept.now()
        assert window is not None
        for commit_, epoch, chain in places:
            start = Position("c", epoch[:SHORT], commit_, chain[:SHORT])
            with reading() as connection:
                from_database = pull.changes(connection, pull.head_of(connection), start)
            if (here := window.answer(start, chain)) is not None:
                answered += 1
                assert here == orjson.dumps(from_database)
        assert answered >= 1, "at least who stands at the head"


def restore(app: Flask) -> None:
    with app.app_context():
        new_epoch("for this story")


def test_S1_what_was_taken_away_is_told_as_gone_and_no_more_as_it_was(app: Flask, asked: list[int]) -> None:
    client = client_of(app)
    put_in(app, "ring")
    here = place(app)
    since(client, here)
    asked.clear()
    put_in(app, "ring", status="out")
    assert ids(since(client, here).json) == ["ring"]
    remove(app, "ring")
    told = since(client, here).json
    assert told["gone"] == {"samples": ["ring"]} and told["tables"] == {} and here[0] in asked and len(asked) == 2


@pytest.mark.parametrize("happens", [put_back, restore])
def test_P5_a_history_that_was_put_back_is_noticed_by_who_is_answered_from_memory(app: Flask, happens: Callable[[Flask], None]) -> None:
    client = client_of(app)
    put_in(app, "ring")
    here = place(app)
    assert since(client, here).status_code == 200
    put_in(app, "ring", status="out")
    assert since(client, here).status_code == 200
    there = place(app)
    happens(app)
    assert since(client, here).status_code == since(client, there).status_code == 409
    put_in(app, "other ring")
    assert since(client, there).status_code == 409


def test_S1_who_asks_while_another_read_runs_is_not_told_what_that_one_saw(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit that ended before the question is in the answer, however many wait together."""
    kept, move = recent.Recent(), recent._moved
    put_in(app, "ring")
    is_read, may_end = threading.Event(), threading.Event()

    def slowly(*given):
        moved = move(*given)
        is_read.set()
        assert may_end.wait(20)
        return moved

    monkeypatch.setattr(recent, "_moved", slowly)

    def ask(into: list[int]) -> None:
        with app.app_context():
            into.append(kept.now().head.commit)  # type: ignore[union-attr]

    early, late = list[int](), list[int]()
    first = threading.Thread(target=ask, args=(early,))
    first.start()
    assert is_read.wait(20)
    newest = put_in(app, "ring", status="out")
    others = [threading.Thread(target=ask, args=(late,)) for _ in range(5)]
    for thread in others:
        thread.start()
    may_end.set()
    for thread in [first, *others]:
        thread.join(20)
    assert early == [newest - 1] and late == [newest] * 5


def test_S1_whoever_waits_too_long_reads_for_themselves(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(app)
    put_in(app, "ring")
    here = place(app)
    put_in(app, "ring", status="out")
    monkeypatch.setattr(recent, "PATIENCE_S", 0.01)
    with app.app_context():
        kept = recent.of(app)
    with kept._moving:
        assert ids(since(client, here).json) == ["ring"]
