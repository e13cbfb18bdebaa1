"""How long from a tag being in view to its code being told, with the scanner on Chromium's fake camera."""

import random
import shutil
import statistics
from pathlib import Path

from tests.camera import ALPHABET, Scene, film_scene, jpeg, one_by_one


def film(path: Path, count: int = 14) -> None:
    """Tags held up one after another; frames with a tag carry a white mark in the corner, which is how the page knows."""
    dice = random.Random(7)
    codes = ["".join(dice.choices(ALPHABET, k=16)) for _ in range(count)]
    with path.open("wb") as out:
        for scene in one_by_one(codes, module=3.4, seed=3):
            shots = [jpeg(marked(scene, frame)) for frame in film_scene(scene, 2)]
            for number in range(12):
                out.write(shots[number % 2])


def marked(scene: Scene, frame):
    frame[:24, :24] = 255 if scene.tags else 0
    return frame


def measure(play, url: str, folder: Path, seconds: int, flags: list[str]) -> dict:
    video = folder / "tags.mjpeg"
    film(video)
    browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=[*flags, f"--use-file-for-fake-video-capture={video}"])
    page = browser.new_context(permissions=["camera"]).new_page()
    page.goto(url)
    page.wait_for_function("() => 'timeScanner' in globalThis")
    told = page.evaluate("(seconds) => timeScanner(seconds)", seconds)
    browser.close()
    waits = sorted(told["waits"])
    at95 = waits[int(len(waits) * 0.95)] if waits else None
    middle = statistics.median(waits) if waits else None
    decode = statistics.median(told["decode"])
    print(f"\ntag in view → code told: {len(waits)} tags, {told['missed']} missed, median {middle} ms, p95 {at95} ms")
    print(f"live camera: {decode:.1f} ms a frame in the worker, frames come as {told['format']}, trouble: {told['trouble']}", flush=True)
    return {"tags": len(waits), "missed": told["missed"], "median_ms": middle, "p95_ms": at95, "decode_ms": decode}
