"""Films printed tags: camera frames and MJPEG videos that Chromium takes for a real camera."""

import json
import math
import random
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import qrcode

WIDTH, HEIGHT, FPS = 1280, 720, 30
QUIET = {"qr": 4, "qr_m": 4, "datamatrix": 2, "microqr": 2}
ZXING_FORMAT = {"datamatrix": "DataMatrix", "microqr": "MicroQRCode"}
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PRINT = 8  # dots per module of the artwork, before it is filmed
SUPER = 3  # each pixel of the sensor gathers the light of SUPER × SUPER points


@dataclass(frozen=True)
class Tag:
    """One printed tag in view; `at` is its centre as shares of the frame, angles in degrees, `module` in sensor pixels."""

    code: str
    symbol: str = "qr"
    at: tuple[float, float] = (0.5, 0.5)
    module: float = 5.0
    turn: float = 0.0
    tilt: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Scene:
    """What the camera sees for some seconds: `blur` and `shake` in pixels, `light` 1 is a bright desk, `noise` in grey levels."""

    tags: tuple[Tag, ...] = ()
    seconds: float = 1.0
    blur: float = 0.6
    shake: tuple[float, float] = (0.0, 0.0)  # length in pixels, direction in degrees
    light: float = 1.0
    noise: float = 2.0
    seed: int = 1


def tag_video(path: Path | str, scenes: Iterable[Scene]) -> Path:
    """Write the scenes one after another as a 1280 × 720, 30 frames a second MJPEG; Chromium plays it round and round."""
    path = Path(path)
    scenes = list(scenes)
    draw_ahead([tag for scene in scenes for tag in scene.tags])
    with path.open("wb") as film:
        for scene in scenes:
            shots = [jpeg(frame) for frame in film_scene(scene, shots=2)]
            for number in range(max(1, round(scene.seconds * FPS))):
                film.write(shots[number % len(shots)])
    return path


def one_by_one(codes: Sequence[str], *, seconds: float = 0.7, gap: float = 0.2, seed: int = 1, **tag) -> list[Scene]:
    """Tags held up one after another by an unsteady hand, with an empty desk between them."""
    dice = random.Random(seed)
    scenes = []
    for number, code in enumerate(codes):
        at = (0.5 + dice.uniform(-0.12, 0.12), 0.5 + dice.uniform(-0.12, 0.12))
        look = {"at": at, "turn": dice.uniform(-25, 25), "tilt": (dice.uniform(-15, 15), dice.uniform(-15, 15)), **tag}
        scenes.append(Scene((Tag(code, **look),), seconds=seconds, seed=seed + number))
        scenes.append(Scene((), seconds=gap, seed=seed + number))
    return scenes


def spread(codes: Sequence[str], *, seed: int = 1, jitter: float = 0.2, **tag) -> tuple[Tag, ...]:
    """Tags laid out together on one tray: a loose grid over the frame."""
    dice = random.Random(seed)
    columns = max(1, math.ceil(math.sqrt(len(codes) * WIDTH / HEIGHT / 1.25)))
    lines = math.ceil(len(codes) / columns)
    cells = [((c + 0.5) / columns, (r + 0.5) / lines) for r in range(lines) for c in range(columns)]
    wander = (jitter * 0.3 / columns, jitter * 0.3 / lines)
    return tuple(
        Tag(code, at=(x + dice.uniform(-1, 1) * wander[0], y + dice.uniform(-1, 1) * wander[1]), turn=dice.uniform(-180, 180), **tag)
        for code, (x, y) in zip(codes, cells, strict=False)
    )


def film_scene(scene: Scene, shots: int = 1) -> list[np.ndarray]:
    """Grey frames of a scene, the same but for the noise of the sensor."""
    dice = np.random.default_rng(scene.seed)
    lamp, things = desk(scene.seed)
    view = things.copy()
    for tag in scene.tags:
        lay(view, lamp, tag)
    view = darken(soften(view, scene), scene.light)
    return [grain(view, scene.noise, dice) for _ in range(shots)]


def jpeg(frame: np.ndarray, quality: int = 88) -> bytes:
    """A frame as one JPEG; a camera's MJPEG is nothing but these in a row."""
    done, packed = cv2.imencode(".jpg", cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return packed.tobytes()


@lru_cache(maxsize=8)
def desk(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The light of the lamp over the frame (1 is plain), and the empty desk under it: cloth and a few shining things."""
    dice = np.random.default_rng(seed)
    cloth = cv2.resize(dice.normal(0, 10, (HEIGHT // 16, WIDTH // 16)).astype(np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    across, down = np.meshgrid(np.linspace(-1, 1, WIDTH), np.linspace(-1, 1, HEIGHT))
    over = dice.uniform(-0.5, 0.5, 2)
    lamp = (1.05 - 0.18 * ((across - over[0]) ** 2 + (down - over[1]) ** 2)).astype(np.float32)
    view = (112 + cloth) * lamp
    for _ in range(6):
        ring(view, dice)
    return lamp, view


def ring(view: np.ndarray, dice: np.random.Generator) -> None:
    """A ring lying about: two bright ellipses and their dark inside."""
    centre = (int(dice.uniform(0, WIDTH)), int(dice.uniform(0, HEIGHT)))
    axes = (int(dice.uniform(14, 46)), int(dice.uniform(10, 40)))
    turn = dice.uniform(0, 180)
    cv2.ellipse(view, centre, axes, turn, 0, 360, 225.0, 7, cv2.LINE_AA)
    cv2.ellipse(view, centre, axes, turn, 0, 360, 70.0, 2, cv2.LINE_AA)


def draw_ahead(tags: Iterable[Tag]) -> None:
    """Have all Data Matrix and Micro QR symbols drawn in one call of Node."""
    wanted = sorted({(tag.code, tag.symbol) for tag in tags if tag.symbol in ZXING_FORMAT} - DRAWN.keys())
    if wanted:
        ask = json.dumps([{"text": code, "format": ZXING_FORMAT[symbol]} for code, symbol in wanted])
        script = Path(__file__).with_name("symbols.mjs")
        told = subprocess.run(["node", str(script)], input=ask, capture_output=True, text=True, check=True)
        for key, rows in zip(wanted, json.loads(told.stdout), strict=True):
            DRAWN[key] = np.array(rows, bool)


DRAWN: dict[tuple[str, str], np.ndarray] = {}


def modules(code: str, symbol: str) -> np.ndarray:
    """The dark modules of a tag's symbol, without quiet zone."""
    if symbol in ZXING_FORMAT:
        draw_ahead([Tag(code, symbol)])
        return DRAWN[code, symbol]
    level = qrcode.constants.ERROR_CORRECT_Q if symbol == "qr" else qrcode.constants.ERROR_CORRECT_M
    maker = qrcode.QRCode(version=1, error_correction=level, border=0)
    maker.add_data(code)
    maker.make(fit=True)
    return np.array(maker.get_matrix(), bool)


@lru_cache(maxsize=512)
def artwork(code: str, symbol: str) -> np.ndarray:
    """The printed label: symbol, quiet zone, and under it the code for people to read."""
    dark, quiet = modules(code, symbol), QUIET[symbol]
    size = dark.shape[0] + 2 * quiet
    label = np.full(((size + 4) * PRINT, size * PRINT), 236, np.uint8)
    inner = np.kron(np.where(dark, 26, 236).astype(np.uint8), np.ones((PRINT, PRINT), np.uint8))
    label[quiet * PRINT : quiet * PRINT + inner.shape[0], quiet * PRINT : quiet * PRINT + inner.shape[1]] = inner
    words = " ".join(code[part : part + 4] for part in range(0, len(code), 4))
    (wide, _), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_SIMPLEX, 1, 2)
    scale = (size - 2) * PRINT / wide
    cv2.putText(label, words, (PRINT, (size + 2) * PRINT), cv2.FONT_HERSHEY_SIMPLEX, scale, 40, 1, cv2.LINE_AA)
    return label


def corners(tag: Tag, size: tuple[int, int]) -> np.ndarray:
    """Where the four corners of the label fall on the sensor: turned, tilted, seen by a lens 2.5 frame widths away."""
    high, wide = size
    unit = tag.module / PRINT
    turn, lean, slew = (math.radians(angle) for angle in (tag.turn, *tag.tilt))
    points = []
    for x, y in ((0, 0), (wide, 0), (wide, high), (0, high)):
        x, y = (x - wide / 2) * unit, (y - high / 2) * unit
        x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        y, depth = y * math.cos(lean), y * math.sin(lean)
        x, depth = x * math.cos(slew), depth + x * math.sin(slew)
        near = 1 / (1 + depth / (0.6 * WIDTH))
        points.append((x * near + tag.at[0] * WIDTH, y * near + tag.at[1] * HEIGHT))
    return np.array(points, np.float32)


def lay(view: np.ndarray, lamp: np.ndarray, tag: Tag) -> None:
    """Put a tag into the view, gathering light as the sensor does."""
    label = artwork(tag.code, tag.symbol)
    quad = corners(tag, label.shape)
    left, top = (max(0, int(v)) for v in np.floor(quad.min(0)) - 1)
    right, bottom = (min(limit, int(v)) for limit, v in zip((WIDTH, HEIGHT), np.ceil(quad.max(0)) + 2, strict=True))
    if right <= left or bottom <= top:
        return
    fine = ((right - left) * SUPER, (bottom - top) * SUPER)
    source = np.array([(0, 0), (label.shape[1], 0), label.shape[::-1], (0, label.shape[0])], np.float32)
    warp = cv2.getPerspectiveTransform(source, (quad - (left, top)).astype(np.float32) * SUPER)
    paper = cv2.resize(cv2.warpPerspective(label, warp, fine), (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    cover = cv2.warpPerspective(np.full_like(label, 255), warp, fine)
    share = cv2.resize(cover, (right - left, bottom - top), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    part = view[top:bottom, left:right]
    part[:] = part * (1 - share) + paper * lamp[top:bottom, left:right] * share


def soften(view: np.ndarray, scene: Scene) -> np.ndarray:
    """Out of focus, and moved while the shutter was open."""
    if scene.blur > 0:
        view = cv2.GaussianBlur(view, (0, 0), scene.blur)
    length, direction = scene.shake
    if length > 1:
        reach = math.ceil(length)
        kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
        away = np.array([math.cos(math.radians(direction)), math.sin(math.radians(direction))]) * length / 2
        ends = [tuple(round(float(reach + side * v) * 16) for v in away) for side in (-1, 1)]
        cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA, 4)
        view = cv2.filter2D(view, -1, kernel / kernel.sum())
    return view


def darken(view: np.ndarray, light: float) -> np.ndarray:
    """Less light, lifted a little by the camera as cameras do, over a grey floor of stray light."""
    return view if light >= 1 else 8 + view * light


def grain(view: np.ndarray, noise: float, dice: np.random.Generator) -> np.ndarray:
    """Noise of the sensor, and whole grey levels."""
    noisy = view + dice.standard_normal(view.shape, dtype=np.float32) * noise
    return np.clip(noisy, 0, 255).astype(np.uint8)
