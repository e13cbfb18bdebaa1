"""What a phone works out by itself, four times slower than this machine: search over a register, picks against a long slip, the board.

    python -m bench.phone.run [--samples 20000] [--lines 500] [--rounds 5]
"""

import argparse
import shutil
import statistics
import subprocess
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
PWA = HERE.parents[1] / "pwa"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
SLOWER = 4


class Quiet(SimpleHTTPRequestHandler):
    """Serves the page without a log line for each file."""

    def log_message(self, *_words) -> None:
        """Nothing: the table is what is to be read."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--samples", type=int, default=20_000)
    asked.add_argument("--lines", type=int, default=500)
    asked.add_argument("--rounds", type=int, default=5)
    wanted = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="loupe-bench-"))
    try:
        build(folder)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = browser.new_page()
            page.goto(f"http://localhost:{server.server_port}")
            measure(page, wanted.samples, wanted.lines, wanted.rounds)
            browser.close()
        server.shutdown()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def build(out: Path) -> None:
    """The bench page by the app's own Vite; the packages are the app's."""
    vite = PWA / "node_modules/vite/bin/vite.js"
    subprocess.run(["node", str(vite), "build", str(HERE), "--outDir", str(out)], cwd=PWA, check=True)


def measure(page: Page, samples: int, lines: int, rounds: int) -> None:
    page.wait_for_function("() => 'searching' in globalThis")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    print(f"{SLOWER}× throttled{'':41} {'p50 ms':>8} {'p95 ms':>8} {'most':>8} {'p95 of least':>13} {'n':>6}   wanted")
    found = page.evaluate("([samples, rounds]) => searching(samples, rounds)", [samples, rounds])
    tell(f"making the index of {samples:,} (in idle pieces)", {"ms": [found["first"]], "least": [found["first"]]}, "")
    tell(f"search over {samples:,}, every letter typed", found["typed"], "p95 < 50")
    tell(f"filters over {samples:,}", found["narrowed"], "p95 < 50")
    found = page.evaluate("([samples, lines, rounds]) => picking(samples, lines, rounds)", [samples, lines, rounds * 200])
    tell(f"a scan judged against a slip of {lines}, seen anew", found["judged"], "< 5")
    tell("the next scan of the same view", found["again"], "< 5")
    tell("the way through the store for it", found["walked"], "")
    found = page.evaluate("([samples, rounds]) => boarding(samples, rounds)", [samples, rounds * 20])
    tell(f"the board's figures over {samples:,}, after a change", found["board"], "p95 < 50")
    tell("one person's notices from the same", found["bell"], "p95 < 50")


def tell(what: str, timed: dict[str, Any], wanted: str) -> None:
    """``least`` is what each thing took at its quickest round: what it costs, whatever else this machine was doing."""
    ms, least = sorted(timed["ms"]), sorted(timed["least"])
    told = f"{statistics.median(ms):8.2f} {at_95(ms):8.2f} {ms[-1]:8.2f} {at_95(least):13.2f} {len(ms):6}"
    print(f"{what:52} {told}   {wanted}", flush=True)


def at_95(ordered: list[float]) -> float:
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


if __name__ == "__main__":
    main()
