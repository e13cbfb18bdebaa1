"""Two phones at a fair without a network: one shows its unsent scans, the other films the glass, and comes home first."""

import base64
import time
from pathlib import Path

import cv2
import numpy as np
import orjson
import pytest

from tests.camera import FPS, HEIGHT, WIDTH, Scene, desk, film_scene, grain, jpeg
from tests.e2e.browser import PHONE, Browser
from tests.e2e.deeds import offline, opened
from tests.e2e.looks import Look, look_at
from tests.firm import PIN, Firm, good
from tests.office import Office

pytestmark = pytest.mark.browser
SCANS = 200
SIDE = 560  # of the other phone's code in the camera's picture, 720 pixels high


def film_of_frames(path: Path, shown: list[np.ndarray], a_second: int = 8) -> None:
    """What a camera held before the other phone films: each frame of the code for as long as it is shown, out of step with the camera."""
    lamp, view = desk(1)[0] / desk(1)[0].max(), film_scene(Scene(()))[0].astype(np.float32)
    top, left = (HEIGHT - SIDE) // 2, (WIDTH - SIDE) // 2
    count = round(len(shown) * FPS / a_second)
    with path.open("wb") as film:
        for number in range(count):
            now = (number + 0.4) * a_second / FPS
            code = shown[int(now) % len(shown)]
            if now % 1 > 1 - a_second / FPS:  # the glass changes while the shutter is open
                code = 0.5 * code + 0.5 * shown[(int(now) + 1) % len(shown)]
            seen = view.copy()
            screen = cv2.resize(code.astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_AREA) * 0.88 + 12
            seen[top : top + SIDE, left : left + SIDE] = screen
            seen = cv2.GaussianBlur(seen * lamp, (0, 0), 0.7)
            film.write(jpeg(grain(seen, 2.0, np.random.default_rng(number))))


CATCH = """(most) => new Promise((done) => {
  const canvas = document.querySelector('canvas.frames'), seen = new Set();
  const look = () => {
    seen.add(canvas.toDataURL());
    if (seen.size >= most) done([...seen]);
    else requestAnimationFrame(look);
  };
  look();
})"""


def frames_on(giver: Browser, most: int) -> list[np.ndarray]:
    """So many pictures of the code, one after another: off the canvas, as a screenshot takes longer than one is shown."""
    giver.page.wait_for_selector("canvas.frames")
    shots = [base64.b64decode(shot.partition(",")[2]) for shot in giver.page.evaluate(CATCH, most)]
    pictures = [cv2.imdecode(np.frombuffer(shot, np.uint8), cv2.IMREAD_GRAYSCALE) for shot in shots]
    return [np.kron(one, np.ones((12, 12), np.uint8)) for one in pictures]


def test_Q8_200_scans_shown_by_one_phone_and_filmed_by_another_reach_the_office_once(shop: Office, firm: Firm, browser_of) -> None:
    for name in ("Mei", "Tom"):
        firm.person(name, "keeper", pin=PIN)
    booth, stock = firm.place("Booth", kind="booth"), firm.phone(name="Desk", seed=5)
    firm.samples(stock, SCANS, firm.place("Cabinet 3"))
    giver, courier = opened(browser_of("mei"), firm, "Mei"), opened(browser_of("tom"), firm, "Tom")
    giver.aim("Out", "Booth")
    with offline(shop):
        for made in stock.outbox:
            giver.wedge(orjson.loads(made.bytes)["body"]["tag"])
        giver.wait_owed(SCANS, 120_000)
        giver.go("relay/show")
        film_of_frames(courier.film, frames_on(giver, 80))
        faults = look_at(giver, "relay-show", Look(PHONE, "en"))
        courier.go("relay/take")
        courier.page.wait_for_selector(".relay-take")
        begun = time.monotonic()
        courier.page.locator(".notice.stored", has_text=f"Took {SCANS} scans").wait_for()
        took_s = time.monotonic() - begun
        print(f"{SCANS} scans taken in {took_s:.1f} s")
        faults += look_at(courier, "relay-taken", Look(PHONE, "en"))
        courier.go("outbox")
        courier.page.get_by_text(f"Carrying {SCANS} scans").wait_for()
        courier.wait_owed(0)
        courier.kill()
    courier.open()  # the battery was pulled: what was taken is on the disk, and goes out by itself
    courier.unlock("Tom", PIN)
    courier.go("relay")
    courier.page.get_by_text("in the office since").wait_for()
    giver.go("outbox")
    giver.wait_owed(0)  # by its own push, in which each is a duplicate
    devices = good(firm.boss.get("/api/devices"))["devices"]
    mei = next(row for row in devices if row["name"] == "Mei's phone")
    assert mei["carried_ms"] and mei["seq"] == SCANS and mei["forked_ms"] is None
    assert good(firm.boss.get(f"/api/samples?place={booth}"))["total"] == SCANS
    assert took_s < 30 and not faults, faults
