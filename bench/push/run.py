"""How long queued actions take to be durable in the office, ours beside others: ``python -m bench.push.run [--rounds 5]``."""

import argparse
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.push import floor, others, ours
from bench.push.work import FIFTY, ONE, Load, fill
from tests.databases import Postgres, Sqlite
from tests.phone import Made, Phone

USUAL_SHARE = 10  # the usual endpoint gets one in ten of the actions and is scaled: all of them take minutes


class Table:
    """Lines of contestant, load, best and median seconds."""

    def __init__(self) -> None:
        print(f"{'':58}{'best s':>9}{'median s':>10}")

    def line(self, name: str, load: Load, took: list[float]) -> None:
        print(f"{name:46}{load!s:>12}{min(took):9.3f}{statistics.median(took):10.3f}", flush=True)


def queued(load: Load) -> list[list[Made]]:
    """Signed actions of phones that no office knows, for the contestants that do not look."""
    phones = [Phone(seed=n) for n in range(load.phones)]
    to = [phones[0].uuid() for _ in range(6)]
    made = []
    for phone in phones:
        phone.by = to[1]
        made.append(fill(phone, [phone.uuid() for _ in range(max(2_000 // load.phones, 40))], to, load.each))
    return made


def run(rounds: int, wanted: set[str]) -> None:
    table = Table()
    postgres = Postgres(durable=True)
    try:
        databases: dict[str, Callable[[], str]] = {"SQLite": Sqlite().fresh, "PostgreSQL": postgres.fresh}
        for load in (ONE, FIFTY):
            _ours(table, load, databases, rounds, wanted)
            _theirs(table, load, databases, rounds, wanted)
    finally:
        postgres.stop()


def _ours(table: Table, load: Load, databases: dict[str, Callable[[], str]], rounds: int, wanted: set[str]) -> None:
    for name, fresh in databases.items():
        if "ours" in wanted:
            table.line(f"Loupe on {name}", load, ours.measure(fresh(), load, rounds))


def _theirs(table: Table, load: Load, databases: dict[str, Callable[[], str]], rounds: int, wanted: set[str]) -> None:
    made = queued(load)
    flat = [one for phone in made for one in phone]
    if "floor" in wanted:
        table.line("floor: executemany, SQLite", load, floor.on_sqlite(flat, rounds))
        table.line("floor: COPY, PostgreSQL", load, floor.on_postgresql(databases["PostgreSQL"](), flat, rounds))
    if "pouchdb" in wanted:
        _maybe(table, "PouchDB to pouchdb-server", load, lambda: others.pouchdb(made), rounds)
    if "rxdb" in wanted and load.phones == 1:  # the free RxDB opens at most 16 collections in a process
        _maybe(table, "RxDB to a bare Flask batch, SQLite", load, lambda: others.rxdb(_scratch(), made), rounds)
    if "usual" in wanted:
        table.line(f"usual: a POST and a commit each, SQLite (1/{USUAL_SHARE})", load, [others.usual(_scratch(), load, made, USUAL_SHARE)])
        took = others.usual(databases["PostgreSQL"](), load, made, USUAL_SHARE)
        table.line(f"usual: a POST and a commit each, PostgreSQL (1/{USUAL_SHARE})", load, [took])


def _maybe(table: Table, name: str, load: Load, measure: Callable[[], float | None], rounds: int) -> None:
    took = [seconds for _ in range(rounds) if (seconds := measure()) is not None]
    if took:
        table.line(name, load, took)
    else:
        print(f"{name:46}{load!s:>12}   not installed: npm ci in bench/push/node")


def _scratch() -> str:
    return f"sqlite:///{Path(tempfile.mkdtemp(prefix='loupe-bench-')) / 'usual.sqlite'}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="ours,floor,usual,pouchdb,rxdb")
    given = parser.parse_args()
    run(given.rounds, set(given.only.split(",")))
