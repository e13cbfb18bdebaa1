"""Reads pictures of a sheet of 30 tags as the app's tray shot does, and with zxing on one frame, in Chromium: share read, ms a shot."""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from frames import LOOKS, codes_of, shots  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves the page and the pictures, without a log line for each."""

    def log_message(self, *_words) -> None:
        """Nothing: the table is what is wanted."""


def read_all(page, folder: Path, symbol: str, look: str, wide: int, each: int) -> list[dict]:
    found = []
    for number in range(each):
        names = []
        for at, shot in enumerate(shots(symbol, look, wide, number)):
            names.append(f"{symbol}-{look}-{wide}-{number}-{at}.jpg")
            (folder / names[-1]).write_bytes(shot)
        truth = set(codes_of(symbol, look, wide, number))
        row = {}
        for by in ("loupe", "plain"):
            told = page.evaluate("([urls, by]) => readTray(urls, by)", [names, by])
            row[by] = {"first": len(truth & set(told["first"])), "all": len(truth & set(told["all"]))}
            row[by] |= {"ms": told["ms"], "frames": told["frames"]}
            row[by]["wrong"] = len(set(told["all"]) - truth)
        found.append(row)
    return found


def run(each: int, symbols: list[str], widths: list[int]) -> dict:
    kept = {}
    print(f"{'':28}{'loupe: 1 frame':>16}{'shot':>8}{'frames':>8}{'ms':>8}{'zxing: 1 frame':>18}{'ms':>7}   of 30, worst and mean")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        folder = Path(scratch)
        vite = ROOT / "pwa/node_modules/vite/bin/vite.js"
        subprocess.run(["node", str(vite), "build", str(HERE), "--outDir", str(folder)], cwd=HERE, check=True, stdout=subprocess.DEVNULL)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        page.goto(f"http://localhost:{server.server_port}")
        page.wait_for_function("() => 'readTray' in globalThis")
        for symbol in symbols:
            for wide in widths:
                for look in LOOKS:
                    rows = read_all(page, folder, symbol, look, wide, each)
                    kept[f"{symbol} {wide} {look}"] = rows
                    print(line(symbol, wide, look, rows), flush=True)
        browser.close()
        server.shutdown()
    return kept


def line(symbol: str, wide: int, look: str, rows: list[dict]) -> str:
    def of(by: str, what: str) -> list[float]:
        return [row[by][what] for row in rows]

    def pair(by: str, what: str) -> str:
        return f"{min(of(by, what))} {statistics.mean(of(by, what)):.1f}"

    frames, wrong = statistics.mean(of("loupe", "frames")), sum(of("loupe", "wrong"))
    ours = f"{pair('loupe', 'first'):>16}{pair('loupe', 'all'):>8}{frames:8.1f}{statistics.median(of('loupe', 'ms')):8.0f}"
    theirs = f"{pair('plain', 'first'):>18}{statistics.median(of('plain', 'ms')):7.0f}"
    return f"{symbol:11}{wide:5} {look:10} {ours}{theirs}" + (f"   {wrong} wrong" if wrong else "")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=3, help="sheets of every kind")
    options.add_argument("--symbols", nargs="*", default=["qr", "datamatrix"])
    options.add_argument("--widths", nargs="*", type=int, default=[1280, 1920])
    options.add_argument("--json", type=Path, help="keep the figures there")
    chosen = options.parse_args()
    figures = run(chosen.each, chosen.symbols, chosen.widths)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1))
