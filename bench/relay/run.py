"""Scans from phone to phone over the glass: seconds from the camera's first picture until all are on the other phone's disk.

    .venv/bin/python -m bench.relay.run [scans …]

A real browser shows its unsent scans, the code is filmed at 1280 × 720 with blur, noise and pictures caught half-way, and a second
browser reads the film. Needs `make build` and Chromium.
"""

import sys
import tempfile
import time
from pathlib import Path

import orjson
from playwright.sync_api import sync_playwright

from tests.e2e.browser import Browser
from tests.e2e.deeds import offline, opened
from tests.e2e.glass import film_of_frames, frames_on
from tests.firm import PIN, firm_at
from tests.office import Office

COUNTS = (50, 200, 500)
PATIENCE_MS = 600_000
A_SECOND = 8


def measure(playwright, home: Path, scans: int) -> tuple[int, float]:
    """How many pictures of the code were filmed, and the seconds it took."""
    shop = Office(home / "office", f"sqlite:///{home / 'office' / 'loupe.sqlite'}").start()
    firm = firm_at(shop)
    for name in ("Mei", "Tom"):
        firm.person(name, "keeper", pin=PIN)
    firm.place("Booth", kind="booth")
    stock = firm.phone(name="Desk", seed=5)
    firm.samples(stock, scans, firm.place("Cabinet 3"))
    giver, courier = (Browser(playwright, home / name, shop) for name in ("mei", "tom"))
    try:
        opened(giver, firm, "Mei"), opened(courier, firm, "Tom")
        giver.aim("Out", "Booth")
        with offline(shop):
            for made in stock.outbox:
                giver.wedge(orjson.loads(made.bytes)["body"]["tag"])
            giver.wait_owed(scans, PATIENCE_MS)
            giver.go("relay/show")
            frames = frames_on(giver, max(24, round(scans * 0.4)))
            film_of_frames(courier.film, frames, A_SECOND)
            courier.go("relay/take")
            courier.page.wait_for_selector(".glass video")
            begun = time.monotonic()
            courier.page.locator(".notice.stored", has_text=f"Took {scans} scans").wait_for(timeout=PATIENCE_MS)
            return len(frames), time.monotonic() - begun
    finally:
        giver.close(), courier.close(), shop.kill()


def main() -> None:
    with sync_playwright() as playwright:
        for scans in [int(text) for text in sys.argv[1:]] or COUNTS:
            with tempfile.TemporaryDirectory() as home:
                frames, seconds = measure(playwright, Path(home), scans)
            print(f"{scans:5} scans  {frames:4} pictures filmed at {A_SECOND} a second  {seconds:6.1f} s", flush=True)


if __name__ == "__main__":
    main()
