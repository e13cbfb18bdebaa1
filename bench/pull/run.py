"""First sync of 50,000 samples: ours beside a whole-table reply, PouchDB and RxDB. ``python -m bench.pull.run [--count N] [--no-node]``."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.pull import ours, whole_table
from bench.pull.ours import Took
from bench.pull.stock import fill
from server.app import create_app
from server.config import Config
from server.database import db
from server.sync.rows import TABLES
from tests.databases import Postgres, Sqlite, free_port
from tests.office import Office

ROOT, NODE = Path(__file__).resolve().parents[2], Path(__file__).parent / "node"
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--no-node", action="store_true", help="leave PouchDB and RxDB out")
    asked = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="loupe-bench-pull-"))
    sqlite, postgres = Sqlite(), Postgres()
    try:
        print(f"first sync of {asked.count:,} samples to a client over loopback, into memory\n")
        print(f"{'':44}{'seconds':>9}{'(median of)':>12}{'MB on the wire':>16}")
        for name, database_url in (("SQLite", sqlite.fresh()), ("PostgreSQL", postgres.fresh())):
            _one_database(name, database_url, home / name, asked.count, asked.no_node or name != "SQLite")
    finally:
        postgres.stop()
        shutil.rmtree(home, ignore_errors=True)


def _one_database(name: str, database_url: str, home: Path, count: int, no_node: bool) -> None:
    app = create_app(Config(home=home / "fill", database_url=database_url, jobs=False))
    fill(app, count)
    ours.enrol(database_url, home / "fill")
    _say_ours(name, database_url, home, count)
    port = free_port()
    with _running([sys.executable, "-m", "bench.pull.whole_table", database_url, str(port)], port):
        _say(f"whole table as JSON objects, {name}", count, [whole_table.fetch(port) for _round in range(ROUNDS)])
    if not no_node:
        _say_node(app, home, count)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _say_ours(name: str, database_url: str, home: Path, count: int) -> None:
    cold = []
    for round in range(3):
        office = Office(home / f"office-{round}", database_url, LOUPE_JOBS="0").start()  # a new home: no snapshot lies there
        try:
            cold.append(ours.first_sync(office))
            if round == 2:
                warm = [ours.first_sync(office) for _round in range(ROUNDS)]
        finally:
            office.stop()
    _say(f"Loupe, snapshot ready, {name}", count, warm)
    _say(f"Loupe, snapshot made for this client, {name}", count, cold)


def _say_node(app, home: Path, count: int) -> None:
    """Both get the same rows as documents, from a server of their own kind, in the memory of one Node process."""
    rows = home / "rows.json"
    with app.app_context():
        table = next(table for table in TABLES if table.name == "samples")
        rows.write_text(json.dumps([_document(table.cols, row) for row in db.session.execute(table.query)]))
    for name, script in (("PouchDB from express-pouchdb", "pouch"), ("RxDB HTTP replication, pages of 1,000", "rx")):
        port = free_port()
        with _running(["node", f"{script}_server.mjs", str(rows), str(port)], port, NODE):
            told = subprocess.run(["node", f"{script}_client.mjs", str(port)], cwd=NODE, capture_output=True, text=True, timeout=900)
        if told.returncode:
            raise RuntimeError(told.stderr[-2000:])
        _say(name, count, [Took(**json.loads(line)) for line in told.stdout.splitlines()])


def _document(cols: tuple[str, ...], row) -> dict:
    named = dict(zip(cols, row, strict=True))
    return named | {"facts": json.loads(named["facts"])}


def _say(name: str, count: int, took: list[Took]) -> None:
    wrong = {one.rows for one in took} - {count}
    if wrong:
        raise RuntimeError(f"{name}: {wrong} rows instead of {count}")
    seconds, size = median(one.seconds for one in took), median(one.bytes for one in took)
    print(f"{name:44}{seconds:9.2f}{len(took):12}{size / 1e6:16.1f}", flush=True)


@contextmanager
def _running(command: list[str], port: int, folder: Path = ROOT) -> Iterator[None]:
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            while not _answers(port):
                try:
                    server.wait(0.2)
                except subprocess.TimeoutExpired:
                    continue
                log.seek(0)
                raise RuntimeError(log.read().decode(errors="replace")[-2000:])
            yield
        finally:
            server.terminate()
            server.wait(20)


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
