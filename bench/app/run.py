"""What a person waits for, in a real browser: tag in view to green, scan to another's board, offline cold start at 20,000 samples.

    python -m bench.app.run [--scans 40] [--samples 20000] [--starts 5]
"""

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from bench.app.firm import fill, small_firm
from tests.camera import FPS, film_scene, jpeg, one_by_one
from tests.e2e.browser import DESK, Browser
from tests.firm import PIN
from tests.office import Office

# In the page: when the film's white mark says that a tag is in view, and when a row of the basket turns green.
WATCH_CAMERA = """() => {
  const seen = (window.seen = []), green = (window.green = []);
  const video = document.querySelector("video"), small = document.createElement("canvas");
  small.width = small.height = 4;
  const pen = small.getContext("2d", { willReadFrequently: true });
  let held = true;
  const look = () => {
    const at = performance.now();
    pen.drawImage(video, 0, 0, 16, 16, 0, 0, 4, 4);
    const is = pen.getImageData(1, 1, 1, 1).data[0] > 128;
    if (is && !held) seen.push(at);
    held = is;
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
  new MutationObserver(() => {
    const n = document.querySelectorAll(".basket-row.stored").length;
    while (green.length < n) green.push(performance.now());
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
}"""
WATCH_GREEN = """() => {
  window.green = [];
  new MutationObserver(() => {
    const n = document.querySelectorAll(".basket-row.stored").length;
    while (window.green.length < n) window.green.push(Date.now());
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
}"""
WATCH_BOARD = """() => {
  window.moved = [];
  let top = document.querySelector(".activity li, .activity a")?.textContent;
  new MutationObserver(() => {
    const now = document.querySelector(".activity li, .activity a")?.textContent;
    if (now !== top) { top = now; window.moved.push(Date.now()); }
  }).observe(document.querySelector(".board"), { subtree: true, childList: true, characterData: true });
}"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--scans", type=int, default=40)
    asked.add_argument("--samples", type=int, default=20_000)
    asked.add_argument("--starts", type=int, default=5)
    wanted = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="loupe-bench-"))
    try:
        with sync_playwright() as playwright:
            print(f"{'what a person waits for':44} {'p50 ms':>8} {'p95 ms':>8} {'n':>5}   wanted")
            camera_and_board(playwright, folder / "scan", wanted.scans)
            cold_starts(playwright, folder / "cold", wanted.samples, wanted.starts)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def camera_and_board(playwright: Playwright, folder: Path, scans: int) -> None:
    office = an_office(folder)
    firm, tags = small_firm(office, 2 * scans)
    phone, board = Browser(playwright, folder / "phone", office), Browser(playwright, folder / "board", office, DESK)
    try:
        marked_film(phone.film, tags[:scans])
        phone.open().enrol(firm.invite("phone"), "phone")
        phone.unlock("Boss", PIN)
        phone.aim("Out", "Mei Chan")
        tell("tag in view → green on screen", view_to_green(phone, scans), "p95 < 150")
        phone.page.get_by_role("button", name="Stop").first.click()
        board.open().enrol(firm.invite("board"), "board")
        board.unlock("Boss", PIN)
        board.go("board")
        tell("scan on one phone → change on another's board", scan_to_board(phone, board, tags[scans:]), "p95 < 300")
    finally:
        phone.close()
        board.close()
        office.kill()


def view_to_green(phone: Browser, scans: int) -> list[float]:
    """From the first camera frame with the tag in it, as the page has it, to the row turned green."""
    phone.start_camera()
    phone.page.wait_for_selector("video.on")
    phone.page.evaluate(WATCH_CAMERA)
    phone.page.wait_for_function(f"() => window.green.length >= {scans}", timeout=scans * 3_000 + 60_000)
    seen, green = phone.page.evaluate("() => [window.seen, window.green]")
    return [at - max(came for came in seen if came < at) for at in green if any(came < at for came in seen)]


def marked_film(path: Path, tags: list[str]) -> None:
    """Tags held up one after another; a frame with a tag has a white corner, which is how the page knows without reading it."""
    with path.open("wb") as film:
        for scene in one_by_one(tags, seconds=0.8, gap=0.3, module=4.0):
            shots = film_scene(scene, shots=2)
            for shot in shots:
                shot[:24, :24] = 255 if scene.tags else 0
            frames = [jpeg(shot) for shot in shots]
            for number in range(round(scene.seconds * FPS)):
                film.write(frames[number % 2])


def scan_to_board(phone: Browser, board: Browser, tags: list[str]) -> list[float]:
    """From green on the phone (read by its wedge) to the new line of activity on the other screen; both clocks are this machine's."""
    board.page.wait_for_selector(".activity")
    board.page.wait_for_timeout(3_000)  # the news of its own enrolment has come
    phone.page.evaluate(WATCH_GREEN)
    board.page.evaluate(WATCH_BOARD)
    waits = []
    for n, tag in enumerate(tags, 1):
        phone.wedge(tag)
        phone.page.wait_for_function(f"() => window.green.length >= {n}")
        green = phone.page.evaluate("() => window.green.at(-1)")
        board.page.wait_for_function(f"() => window.moved.some((at) => at >= {green})", timeout=15_000)
        waits.append(board.page.evaluate(f"() => window.moved.find((at) => at >= {green})") - green)
        board.page.wait_for_timeout(200)
    return waits


def cold_starts(playwright: Playwright, folder: Path, samples: int, starts: int) -> None:
    """The office is gone; the browser starts on its kept profile with its processor four times slower."""
    office = an_office(folder)
    firm = fill(office, samples)
    phone = Browser(playwright, folder / "phone", office)
    lock, scan = [], []
    try:
        phone.open().enrol(firm.invite("phone"), "phone")
        phone.unlock("Boss", PIN)
        phone.page.wait_for_function("() => navigator.serviceWorker.controller")
        office.kill()
        for _ in range(starts):
            phone.close()
            shown, usable = one_start(phone)
            lock.append(shown)
            scan.append(usable)
        tell(f"offline cold start, {samples:,} samples → names to choose", lock, "4× throttled")
        tell(f"offline cold start, {samples:,} samples → Scan usable", scan, "p95 < 1,500 (typing the PIN not counted)")
    finally:
        phone.close()
        office.kill()


def one_start(phone: Browser) -> tuple[float, float]:
    """ms to the names, and that plus ms from the last digit of the PIN to the Scan screen."""
    phone.open("/manifest.webmanifest")
    session = phone.context.new_cdp_session(phone.page)  # type: ignore[union-attr]
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    begun = time.perf_counter()
    phone.page.goto(phone.office.url, wait_until="commit")
    phone.page.wait_for_selector(".names-grid button")
    shown = (time.perf_counter() - begun) * 1000
    phone.page.locator(".names-grid button", has_text="Boss").click()
    phone.page.wait_for_selector(".keypad")
    phone.page.keyboard.type(PIN[:5])
    begun = time.perf_counter()
    phone.page.keyboard.type(PIN[5:])
    phone.page.wait_for_selector(".scan .band")
    return shown, shown + (time.perf_counter() - begun) * 1000


def an_office(folder: Path) -> Office:
    return Office(folder / "office", f"sqlite:///{folder / 'office' / 'loupe.sqlite'}").start()


def tell(what: str, ms: list[float], wanted: str) -> None:
    ordered = sorted(ms)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{what:44} {statistics.median(ordered):8.0f} {p95:8.0f} {len(ordered):5}   {wanted}", flush=True)


if __name__ == "__main__":
    main()
