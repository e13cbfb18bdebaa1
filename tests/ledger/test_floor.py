"""Who holds the lock of the head keeps the floor, and nobody is kept waiting by a database that does not answer."""

import json
import subprocess
import sys

import pytest

from tests.databases import Postgres
from tests.office import ROOT

STORY = """
from gevent import monkey
monkey.patch_all()
import gevent, json, sys, tempfile
from pathlib import Path
from sqlalchemy import text
from server.app import create_app
from server.config import Config
from server.database import db
from server.ledger.cursor import writing

turns = 0
def others():
    global turns
    while True:
        turns += 1
        gevent.sleep(0)

def during(*statements):
    before = turns
    for statement in statements:
        db.session.execute(text(statement))
    return turns - before

some = ["SELECT 1"] * 20
told = {}
with create_app(Config(home=Path(tempfile.mkdtemp()), database_url=sys.argv[1], jobs=False)).app_context():
    with writing() as tx:
        assert tx.number  # the connection is open and the head is there
    gevent.spawn(others)
    gevent.sleep(0)
    with writing() as tx:
        told["before"] = during(*some)
        assert tx.number
        told["with"] = during(*some)
        told["silent"] = during("SELECT pg_sleep(0.2)")
        told["long"] = during("SELECT pg_sleep(0.2)", *some)
    told["after"] = during(*some)
    try:
        with writing() as tx:
            assert tx.number
            raise KeyError
    except KeyError:
        told["failed"] = during(*some)
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(postgres: Postgres) -> dict[str, int]:
    """How many turns others had, by what was asked of the database meanwhile."""

    done = subprocess.run([sys.executable, "-c", STORY, postgres.fresh()], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_S12_nobody_else_has_a_turn_between_the_lock_of_the_head_and_the_commit(told: dict[str, int]) -> None:
    assert told["before"] > 0 and told["with"] == 0 and told["after"] > 0


def test_S12_a_transaction_that_fails_gives_way_too(told: dict[str, int]) -> None:
    assert told["failed"] > 0


def test_S12_a_database_that_does_not_answer_and_a_long_transaction_stop_nobody(told: dict[str, int]) -> None:
    assert told["silent"] > 0 and told["long"] > 0
