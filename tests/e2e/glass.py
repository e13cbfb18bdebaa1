"""One phone's animated code in front of another one's camera: taken off the first's canvas, filmed for the second."""

import base64
from pathlib import Path

import cv2
import numpy as np

from tests.camera import FPS, HEIGHT, WIDTH, Scene, desk, film_scene, grain, jpeg
from tests.e2e.browser import Browser

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
    if (canvas.width === canvas.height) seen.add(canvas.toDataURL()); // before its first picture it is no square
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
