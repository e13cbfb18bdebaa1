"""The cursor hammer: sixteen writers in four processes, and a reader who must not miss one change."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psycopg
from flask import Flask

from server.ledger.cursor import head
from tests.sync.house import phone_of, put_in

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, THREADS = 4, 4
COMMITS = int(os.environ.get("LOUPE_HAMMER_COMMITS", "40"))  # of each thread


def hammer(app: Flask, tmp_path: Path, **more: object) -> list[subprocess.Popen[bytes]]:
    url = app.config["LOUPE"].database_url
    asked = {"home": str(tmp_path / "writer"), "url": url, "threads": THREADS, "commits": COMMITS, **more}
    told = [json.dumps(asked | {"name": f"w{n}", "seed": 100 * n}) for n in range(PROCESSES)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.sync.hammer_writer"]
    return [subprocess.Popen([*command, one], cwd=ROOT, stdout=subprocess.PIPE, env=environment) for one in told]


class Reader:
    """Follows the cursor and counts how often each new sample was told."""

    def __init__(self, app: Flask) -> None:
        self.phone = phone_of(app)
        self.phone.lay = self._count  # type: ignore[method-assign]
        self.times: Counter[str] = Counter()
        self.commits: set[int] = set()
        self.pulls = 0

    def _count(self, told: dict) -> None:
        table = told["tables"].get("samples", {"cols": ["id", "commit"], "rows": []})
        id, commit = table["cols"].index("id"), table["cols"].index("commit")
        self.times.update(row[id] for row in table["rows"] if row[id] != "hot")
        self.commits.update(row[commit] for row in table["rows"] if row[id] != "hot")

    def follow(self, writers: list[subprocess.Popen[bytes]]) -> list[tuple[str, int]]:
        """Until all have written; what they wrote."""
        while any(writer.poll() is None for writer in writers):
            assert self.phone.pull()[-1].status == 200
            self.pulls += 1
        self.phone.pull()
        written = [writer.communicate()[0] for writer in writers]
        assert all(writer.returncode == 0 for writer in writers)
        return [(id, number) for text in written for id, number in json.loads(text)]


def test_S1_sixteen_writers_and_a_paced_reader_no_change_is_missed_and_every_number_is_dense(app: Flask, tmp_path: Path) -> None:
    first = put_in(app, "hot")
    reader = Reader(app)
    written = reader.follow(hammer(app, tmp_path))

    assert len(written) == PROCESSES * THREADS * COMMITS
    missed = {id for id, _number in written} - set(reader.times)
    assert not missed, f"{len(missed)} of {len(written)} missed in {reader.pulls} pulls"
    assert set(reader.times.values()) == {1}, "each once"
    assert sorted(number for _id, number in written) == list(range(first + 1, first + 1 + len(written))), "dense, none twice"
    assert reader.commits == {number for _id, number in written}
    assert reader.pulls > 20, "the reader has followed, not only looked at the end"
    with app.app_context():
        assert head().commit == reader.phone.cursor == first + len(written)


def test_S1_the_hammer_would_notice_numbers_that_are_not_locked_until_the_commit(postgres, tmp_path: Path) -> None:
    from server.app import create_app
    from server.config import Config

    url = postgres.fresh()
    app = create_app(Config(home=tmp_path / "office", database_url=url, jobs=False))
    first = put_in(app, "hot")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SEQUENCE hammer START {first + 1}")
        # Each its own row: one that all change would be a lock in disguise.
        connection.execute("DELETE FROM samples")
    reader = Reader(app)
    written = reader.follow(hammer(app, tmp_path, sequence=True))
    missed = {id for id, _number in written} - set(reader.times)
    assert len(missed) > len(written) / 100
