"""Pages of the register and a long timeline, at 10,000 and 100,000 samples: ``python -m bench.lists.run [--samples …] [--entries N]``."""

import argparse
import logging
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.lists import naive, stock
from server.app import create_app
from server.config import Config
from server.database import db
from server.stock.tables import Place
from server.web.logs import write_logs
from tests.databases import Postgres, Sqlite
from tests.firm import firm_in, good

ROUNDS = 15
Times = dict[str, list[float]]


def questions(shown: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What people really type, by what it is."""
    piece = shown["last"]
    return {
        "all, page 1": {}, "all, page 40": {"page": 40},
        "archive number": {"q": piece["archive_no"]}, "last four of a number": {"q": piece["number"][-4:]},
        "last four of a tag": {"q": piece["tag"][-4:].lower()}, "model": {"q": piece["model"]},
        "a word for many (ring)": {"q": "ring"}, "the same, page 40": {"q": "ring", "page": 40},
        "Chinese, 紅寶石戒指": {"q": "紅寶石戒指"}, "two characters in a name, 春曉": {"q": "春曉"},
        "own field": {"q": "b0123"}, "a miss": {"q": "nothing-like-it"}, "a miss in Chinese": {"q": "琉璃"},
        "holder, 陳美玲": {"q": "陳美玲"}, "holder and stone": {"q": "陳美玲 ruby"},
        "status": {"status": "out"}, "rare status and text": {"status": "lost", "q": "ring"},
        "cabinet with its trays": {"place": shown["cabinet"]}, 
        "cabinet, status, text": {"place": shown["cabinet"], "status": "in_store", "q": "ruby"},
    }  # fmt: skip


def timed(ask: Callable[[], Any], rounds: int) -> list[float]:
    found = []
    for _round in range(rounds + 1):
        began = time.perf_counter()
        ask()
        found.append((time.perf_counter() - began) * 1_000)
    return found[1:]  # the first reads from disk


def measure(url: str, count: int, entries: int) -> tuple[Times, Times]:
    """(through the API, by LIKE), in milliseconds."""
    write_logs()
    logging.disable(logging.INFO)  # a line a call would be between the figures
    app = create_app(Config(home=Path(tempfile.mkdtemp(prefix="loupe-lists-")), database_url=url, jobs=False))
    firm = firm_in(app)
    began = time.perf_counter()
    with app.app_context():
        shown = stock.fill(count, entries)
        stock.settle()
        trays = {shown["cabinet"], *db.session.scalars(db.select(Place.id).where(Place.parent == shown["cabinet"]))}
    print(f"  {count:,} samples and {entries:,} entries laid in {time.perf_counter() - began:.0f} s", flush=True)
    ours: Times = {}
    for name, asked in questions(shown).items():
        path = f"/api/samples?{urlencode(asked)}"
        ours[name] = timed(lambda path=path: good(firm.boss.get(path)), ROUNDS)
    ours["timeline of 600 entries"] = timed(lambda: good(firm.boss.get(f"/api/samples/{shown['told']}/timeline")), ROUNDS)
    theirs: Times = {}
    with app.app_context():
        for name, asked in questions(shown).items():
            within = sorted(trays) if "place" in asked else None
            given = (asked.get("q", ""), asked.get("status"), within, asked.get("page", 1))
            theirs[name] = timed(lambda given=given: naive.search(*given), 3)
        db.session.remove()
        db.engine.dispose()
    return ours, theirs


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def say(name: str, told: list[tuple[int, Times, Times]]) -> None:
    print(f"\n{name}, ms: median / p95 of {ROUNDS}".ljust(48) + "".join(f"{count:>13,} {'':3}" for count, _, _ in told) + f"{'LIKE':>9}")
    for question in told[0][1]:
        ours = "".join(f"{statistics.median(times[question]):8.1f} /{p95(times[question]):6.1f} " for _, times, _ in told)
        theirs = told[-1][2].get(question)
        print(f"{question:48}{ours}" + (f"{statistics.median(theirs):8.1f}" if theirs else ""))
    totals = [[time for times in one.values() for time in times] for _, one, _ in told]
    print(f"{'all of them':48}" + "".join(f"{statistics.median(one):8.1f} /{p95(one):6.1f} " for one in totals))
    if len(totals) > 1:
        median = statistics.median(totals[-1]) / statistics.median(totals[0])
        print(f"growth: median {median:.2f}, p95 {p95(totals[-1]) / p95(totals[0]):.2f}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--samples", type=int, nargs="*", default=[10_000, 100_000])
    asked.add_argument("--entries", type=int, default=2_000_000, help="with the largest register; the others have twenty a sample")
    asked.add_argument("--only", choices=("sqlite", "postgresql"))
    told = asked.parse_args()
    for name, make in (("SQLite", Sqlite), ("PostgreSQL", Postgres)):
        if told.only in (None, name.lower()):
            kind = make()
            try:
                largest = max(told.samples)
                found = [(n, *measure(kind.fresh(), n, told.entries if n == largest else n * 20)) for n in told.samples]
                say(name, found)
            finally:
                kind.stop() if isinstance(kind, Postgres) else shutil.rmtree(kind.home, ignore_errors=True)
    print("load:", os.getloadavg())


if __name__ == "__main__":
    main()
