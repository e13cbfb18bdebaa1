"""How long the dossier of a sample with 300 entries and 20 photos takes (goal: 2 s): ``python -m bench.paper.run [--rounds 5]``."""

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from server.app import create_app
from server.config import Config
from server.paper import fonts
from tests.databases import Postgres, Sqlite
from tests.firm import Firm, firm_in
from tests.media.pictures import scene, written
from tests.paper.life import Life

ENTRIES, PHOTOS, GOAL_S = 300, 20, 2.0


def lived(firm: Firm) -> tuple[Life, str]:
    """A ring that has been out and back a hundred and fifty times, photographed every fifteenth."""
    life = Life(firm)
    ring = life.id()
    photos = [life.photo(n, photographed(n)) for n in range(PHOTOS)]
    life.registered(ring, photos=photos[:2])
    kit, rest = life.phones["kit"], photos[2:]
    for n in range(1, ENTRIES):
        body = {"note": f"Round {n}: 交予陳美看樣，狀況良好。", "condition": "good"}
        body |= {"photos": [rest.pop()]} if rest and n % 15 == 0 else {}
        kind, to = ("scan_out", life.people["mei"]) if n % 2 else ("scan_in", life.tray)
        kit.record(kind, sample=ring, to=to, body=body)
    life.deliver("kit")
    return life, ring


def photographed(n: int) -> bytes:
    """As large as a phone's: 1,600 pixels wide, with a camera's grain."""
    grain = Image.effect_noise((1600, 1200), 40).convert("RGB")
    return written(Image.blend(scene(1600, 1200, n), grain, 0.25), quality=80)


def offices() -> Iterator[tuple[str, str]]:
    yield "sqlite", Sqlite().fresh()
    cluster = Postgres(durable=True)
    yield "postgresql", cluster.fresh()
    cluster.stop()


def run(rounds: int) -> bool:
    print(f"{'':34}{'first s':>9}{'best s':>9}{'median s':>10}{'worst s':>9}{'CPU s':>8}{'kB':>8}")
    slowest = 0.0
    with tempfile.TemporaryDirectory() as home:
        fonts.make_ready(Path(home))  # as the office does by itself on its first day
        for name, url in offices():
            life, ring = lived(firm_in(create_app(Config(home=Path(home), database_url=url, jobs=False))))
            for paper, lang in ((f"dossier.{ending}", lang) for ending in ("pdf", "zip") for lang in ("zh-Hant", "zh-Hans", "en")):
                took, cpu, size = measure(life, f"/api/samples/{ring}/{paper}?lang={lang}", rounds)
                middle = statistics.median(took)
                slowest = max(slowest, middle)
                figures = f"{took[0]:9.3f}{min(took):9.3f}{middle:10.3f}{max(took):9.3f}{cpu:8.3f}{size:8}"
                print(f"{f'{name}, {paper}, {lang}':34}{figures}", flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"slowest median {slowest:.3f} s, goal {GOAL_S} s; peak memory {memory} MB")
    return slowest < GOAL_S


def measure(life: Life, path: str, rounds: int) -> tuple[list[float], float, int]:
    """Seconds of each call, its whole answer read; the processor's seconds of one; and how large it is."""
    took, size, worked = [], 0, time.process_time()
    for _round in range(rounds):
        began = time.perf_counter()
        got = life.firm.boss.talk.client.get(path)
        size = len(got.data) // 1000
        took.append(time.perf_counter() - began)
        assert got.status_code == 200, got.json
    return took, (time.process_time() - worked) / rounds, size


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    raise SystemExit(0 if run(parser.parse_args().rounds) else 1)
