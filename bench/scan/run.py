"""Reads the same camera frames with our reader and with others, in Chromium: share of tags read, milliseconds a frame, one table."""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from frames import CLASSES, COUNTS, SHOTS, Case, cases, shots  # noqa: E402
from latency import measure as measure_latency  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

QR_READERS = ("loupe", "zxing-wasm as it comes", "jsQR", "jsQR, again and again", "qr-scanner", "html5-qrcode")
OTHERS = {"datamatrix": ("loupe", "zxing-wasm as it comes", "html5-qrcode"), "microqr": ("loupe", "zxing-wasm as it comes")}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves the page and the frames, without a log line for each."""

    def log_message(self, *_words) -> None:
        """Nothing: five thousand lines would bury the table."""


def build(out: Path) -> None:
    """The bench page, with the app's own worker, by the app's own Vite; the packages compared against on first use."""
    if not (HERE / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=HERE, check=True)
    vite = ROOT / "pwa/node_modules/vite/bin/vite.js"
    subprocess.run(["node", str(vite), "build", str(HERE), "--outDir", str(out)], cwd=HERE, check=True)


def serve(folder: Path) -> tuple[ThreadingHTTPServer, str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://localhost:{server.server_port}"


def lay_out(folder: Path, wanted: list[Case]) -> list[list[str]]:
    """Write every shot as a file; the addresses, scene by scene."""
    folder.mkdir(exist_ok=True)
    addresses = []
    for case in wanted:
        names = [f"frames/{case.symbol}-{case.look}-{case.count}-{case.number}-{shot}.grey" for shot in range(SHOTS)]
        for name, frame in zip(names, shots(case), strict=True):
            (folder.parent / name).write_bytes(frame)
        addresses.append(names)
    return addresses


def read_all(browser: Browser, url: str, reader: str, wanted: list[Case], addresses: list[list[str]]) -> dict:
    """Per class and count: share read at the first frame, share after all, median ms of the first frame, of any frame."""
    page = browser.new_page()
    page.goto(url)
    page.wait_for_function("() => 'readScenes' in globalThis")
    told = page.evaluate("([name, scenes]) => readScenes(name, scenes)", [reader, addresses])
    page.close()
    cells = defaultdict(list)
    for case, result in zip(wanted, told, strict=True):
        truth = set(case.codes)
        first = len(truth & set(result["codes"][0])) / len(truth)
        after = len(truth & {code for codes in result["codes"] for code in codes}) / len(truth)
        cells[case.look, case.count].append((first, after, result["ms"]))
    return {key: sum_up(rows) for key, rows in cells.items()}


def sum_up(rows: list[tuple]) -> list[float]:
    """Mean shares; median times, as other work on the machine makes single frames late."""
    first, after, ms = zip(*rows, strict=True)
    of_first = statistics.median(times[0] for times in ms)
    return [statistics.mean(first), statistics.mean(after), of_first, statistics.median(time for times in ms for time in times)]


def table(symbol: str, results: dict[str, dict]) -> str:
    """One line a class and count, one column a reader."""
    lines = [f"\n{symbol}: share read at the first frame → within {SHOTS} frames, median ms of the first frame / of any frame"]
    lines.append(f"{'':12}" + "".join(f"{reader:>26}" for reader in results))
    for look in CLASSES:
        for count in COUNTS:
            line = f"{look:8}{count:3} "
            for cells in results.values():
                first, after, first_ms, ms = cells[look, count]
                line += f"{first * 100:6.0f} →{after * 100:4.0f} % {first_ms:5.0f}/{ms:4.0f} ms"
            lines.append(line)
    return "\n".join(lines)


def run(each: int, symbols: list[str], seconds: int) -> dict:
    kept = {}
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        folder = Path(scratch)
        build(folder)
        server, url = serve(folder)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for symbol in symbols:
            wanted = cases(symbol, each)
            addresses = lay_out(folder / "frames", wanted)
            readers = QR_READERS if symbol == "qr" else OTHERS[symbol]
            results = {reader: read_all(browser, url, reader, wanted, addresses) for reader in readers}
            print(table(symbol, results), flush=True)
            kept[symbol] = {reader: {f"{k[0]} {k[1]}": v for k, v in cells.items()} for reader, cells in results.items()}
        browser.close()
        if seconds:
            kept["latency"] = measure_latency(play, url, folder, seconds, FLAGS)
        server.shutdown()
    return kept


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=4, help="scenes of every class and count")
    options.add_argument("--symbols", nargs="*", default=["qr", "datamatrix", "microqr"])
    options.add_argument("--seconds", type=int, default=20, help="of the latency probe; 0 for none")
    options.add_argument("--json", type=Path, help="keep the figures there")
    chosen = options.parse_args()
    figures = run(chosen.each, chosen.symbols, chosen.seconds)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1))
