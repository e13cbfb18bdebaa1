"""A large firm's busiest hour on ``make stack``: sixty phones that scan, two hundred open lines, lists, a report and a backup beside them.

``python -m bench.load [--samples 100000] [--entries 2000000] [--minutes 10] [--phones 60] [--lines 200] [--calm]``. The load is made on
the same machine, so its own share of the processors is told with the figures. A backup of two million entries takes twenty minutes of it.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import gevent

from bench.load.line import Line, Told, position
from tests.firm import Firm
from tests.office import ROOT
from tests.stack.seats import Seat
from tests.stack.stack import Stack

QUESTIONS = ("", "q=ring", "status=out", "q=陳美玲", "q=紅寶石戒指&page=3")
OWN = 20  # samples a phone scans round and round
LIST_EVERY_S, REPORT_EVERY_S = 2, 120
STORM_PHONES, STORM_EACH = 40, 500


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--samples", type=int, default=100_000)
    asked.add_argument("--entries", type=int, default=2_000_000)
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--phones", type=int, default=60)
    asked.add_argument("--lines", type=int, default=200)
    asked.add_argument("--a-minute", type=int, default=60, help="scans a phone")
    asked.add_argument("--calm", action="store_true", help="without the report and the backup")
    told = asked.parse_args()
    warnings.filterwarnings("ignore", "Unverified HTTPS")
    stack = Stack(Path(tempfile.mkdtemp(prefix="loupe-load-")))
    try:
        measure(stack.start(), told)
    finally:
        stack.stop()


def measure(stack: Stack, asked: argparse.Namespace) -> None:
    load = f"{asked.phones} phones × {asked.a_minute} a minute × {asked.minutes:g} min, {asked.lines} lines"
    print(f"{load}; the machine's load before: {os.getloadavg()[0]:.1f}", flush=True)
    firm = Firm(lambda: Seat(stack.url), stack.setup_token)
    fill = [sys.executable, "-m", "bench.load.history", stack.owner_url, str(asked.samples), str(asked.entries)]
    subprocess.run(fill, cwd=ROOT, check=True)
    to = [firm.place("Cabinet A"), *(firm.person(f"P{n}", "keeper") for n in range(6))]
    first_sync(firm)
    lines = opened(stack, firm, asked, to[0])
    memory = Memory(stack)
    alone(lines, to)
    for is_full in (False,) if asked.calm else (False, True):
        under_load(stack, firm, lines[: asked.phones], lines, to, asked, is_full)
    storm(lines[:STORM_PHONES], lines, to)
    memory.say()
    check(stack, lines)


def first_sync(firm: Firm) -> None:
    phone = firm.phone(name="new")
    began = time.perf_counter()
    pages = phone.pull()
    print(f"first sync of a new phone: {len(phone.rows['samples']):,} samples in {len(pages)} pages, {time.perf_counter() - began:.1f} s")


def opened(stack: Stack, firm: Firm, asked: argparse.Namespace, store: str) -> list[Line]:
    """All lines open; the phones have pieces of their own."""
    phones = [firm.phone(name=f"Phone {n}") for n in range(asked.lines)]
    lines = [Line(stack.url, phone, Told()) for phone in phones]
    for line in lines[: max(asked.phones, STORM_PHONES)]:
        line.samples = firm.samples(line.phone, OWN, store)
        line.phone.outbox.clear()
    at = position(phones[0])
    for line in lines:
        line.start_at(*at)
        line.open()
    return lines


def alone(lines: list[Line], to: list[str]) -> None:
    """One scan while nothing else happens, every two seconds; how long until all others have it."""
    told = start(lines)
    for n in range(10):
        lines[n].scan(to)
        lines[n].deliver()
        gevent.sleep(2)
    say("one scan at a time", told, 20)


def under_load(
    stack: Stack, firm: Firm, phones: list[Line], lines: list[Line], to: list[str], asked: argparse.Namespace, is_full: bool
) -> None:
    told, lists = start(lines), list[float]()
    reports: list[tuple[str, float]] = []
    until = time.monotonic() + asked.minutes * 60
    used, cpu = cpu_of(stack), resource.getrusage(resource.RUSAGE_SELF)
    began = time.monotonic()
    jobs = [gevent.spawn(scanning, line, to, 60 / asked.a_minute, n / len(phones), until) for n, line in enumerate(phones)]
    jobs.append(gevent.spawn(asking, firm, lists, until))
    if is_full:
        jobs.append(gevent.spawn(reporting, firm, reports, until))
        jobs.append(gevent.spawn(backing_up, stack, reports))
    gevent.joinall(jobs, raise_error=True)
    took = time.monotonic() - began
    say(f"{took / 60:.1f} min of scans and lists{', a report and a backup' if is_full else ''}", told, took)
    print(f"  pages of lists, ms: {line_of(lists)}")
    for name, seconds in reports:
        print(f"  {name}: {seconds:.1f} s")
    now, mine = cpu_of(stack), resource.getrusage(resource.RUSAGE_SELF)
    shares = {name: (now[name] - used[name]) / took for name in now}
    shares["the load itself"] = (mine.ru_utime + mine.ru_stime - cpu.ru_utime - cpu.ru_stime) / took
    print("  share of one processor: " + ", ".join(f"{name} {share:.2f}" for name, share in shares.items()))


def scanning(line: Line, to: list[str], every_s: float, first_s: float, until: float) -> None:
    """By the clock, whatever the office does; what was not taken waits and goes out with the next."""
    next_at = time.monotonic() + first_s * every_s
    while next_at < until:
        gevent.sleep(max(0, next_at - time.monotonic()))
        while next_at <= time.monotonic():
            line.scan(to)
            next_at += every_s
        line.deliver()
    while line.phone.outbox:
        line.deliver() or gevent.sleep(0.5)


def asking(firm: Firm, took: list[float], until: float) -> None:
    n = 0
    while time.monotonic() < until:
        began = time.perf_counter()
        if firm.boss.get(f"/api/samples?{QUESTIONS[n % len(QUESTIONS)]}").status == 200:
            took.append(time.perf_counter() - began)
        n += 1
        gevent.sleep(LIST_EVERY_S)


def reporting(firm: Firm, took: list[tuple[str, float]], until: float) -> None:
    while time.monotonic() < until:
        took.append(("report: all that is out, as a workbook", timed(lambda: firm.boss.get("/api/exports/samples?status=out&format=xlsx"))))
        gevent.sleep(max(0, min(REPORT_EVERY_S, until - time.monotonic())))


def backing_up(stack: Stack, took: list[tuple[str, float]]) -> None:
    took.append(("backup", timed(lambda: done(stack, "backup", str(stack.home / "kept.loupe")))))


def storm(phones: list[Line], lines: list[Line], to: list[str]) -> None:
    """They come back from days without a network, all at once."""
    told = start(lines)
    for line in phones:
        for _ in range(STORM_EACH):
            line.scan(to)

    def drain(line: Line) -> None:
        while line.phone.outbox:
            line.deliver() or gevent.sleep(0.5)

    began = time.monotonic()
    gevent.joinall([gevent.spawn(drain, line) for line in phones], raise_error=True)
    took = time.monotonic() - began
    head = max(told.born)
    while any(line.phone.cursor < head for line in lines) and time.monotonic() - began < 300:
        gevent.sleep(0.1)
    print(f"storm: {len(phones)} phones × {STORM_EACH} at once: in the office after {took:.1f} s, on all {len(lines)} screens after "
          f"{time.monotonic() - began:.1f} s")  # fmt: skip
    say("storm", told, time.monotonic() - began)


def check(stack: Stack, lines: list[Line]) -> None:
    """Every scan of every phone is there once, and the ledger is whole."""
    with stack.connect() as session:
        there = dict(session.execute("SELECT device, array_agg(seq ORDER BY seq) FROM ledger GROUP BY device").fetchall())
    for line in lines:
        had, sent = there.get(line.phone.id, []), list(range(1, line.phone.seq + 1))
        assert had == sent, f"{line.phone.name}: {len(had)} of {len(sent)}; not there: {sorted({*sent} - {*had})[:9]}"
    sent = sum(line.phone.seq for line in lines)
    took = timed(lambda: done(stack, "verify"))
    print(f"each of {sent:,} actions is in the ledger once; verify: whole, {took:.0f} s")


class Memory:
    """Resident memory of the office's processes, MB: a sample every five seconds."""

    def __init__(self, stack: Stack):
        self._stack, self._seen = stack, dict[str, list[float]]()
        gevent.spawn(self._watch)

    def _watch(self) -> None:
        while True:
            for name in ("web-1", "web-2", "worker", "proxy"):
                self._seen.setdefault(name, []).append(sum(_resident(pid) for pid in family(self._stack, name)))
            gevent.sleep(5)

    def say(self) -> None:
        for name, seen in self._seen.items():
            tenths = [statistics.median(part) for part in parted(seen, 10)]
            print(f"  memory of {name}, MB, tenth by tenth: {' '.join(f'{mb:.0f}' for mb in tenths)}; most {max(seen):.0f}")


def parted(values: list[float], parts: int) -> Iterator[list[float]]:
    for n in range(parts):
        if part := values[n * len(values) // parts : (n + 1) * len(values) // parts]:
            yield part


def family(stack: Stack, name: str) -> list[int]:
    """A service's process and all below it."""
    found = [stack.processes[name].pid]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0  # it has just ended


def cpu_of(stack: Stack) -> dict[str, float]:
    """Seconds of processor each service has had."""
    tick = os.sysconf("SC_CLK_TCK")
    used = {}
    for name in stack.processes:
        spent = 0.0
        for pid in family(stack, name):
            try:
                words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            spent += (int(words[11]) + int(words[12])) / tick
        used[name] = spent
    return used


def done(stack: Stack, *words: str) -> None:
    """A command of the office, to its good end."""
    process = stack.command(*words)
    said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{words[0]}: {said}")


def start(lines: list[Line]) -> Told:
    told = Told()
    for line in lines:
        line.told = told
    return told


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def say(name: str, told: Told, took: float) -> None:
    print(f"{name}: {sum(told.verdicts.values()):,} actions ({dict(told.verdicts)}), replies {dict(told.statuses)}")
    print(f"  push, ms: {line_of(told.push)}")
    print(f"  pull, ms: {line_of(told.pull)}; {len(told.pull) / took:.0f} a second, {told.pokes / took:.0f} pokes")
    print(f"  from the office's reply until the others have it, ms: {line_of(told.stale)}", flush=True)


def line_of(seconds: list[float]) -> str:
    if len(seconds) < 2:
        return f"{len(seconds)} measured"
    cuts = statistics.quantiles(seconds, n=100)
    median, p95, p99 = (f"{cuts[n] * 1e3:.0f}" for n in (49, 94, 98))
    return f"median {median}, p95 {p95}, p99 {p99}, most {max(seconds) * 1e3:.0f} ({len(seconds):,})"
