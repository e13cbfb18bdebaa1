"""The seeded pictures of the bench: a sheet of 30 tags from above, in shadow, at a slant, out of focus, and all of it at once."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from tests.camera import ALPHABET, PRINT, Tag, artwork, draw_ahead

COLUMNS, LINES = 6, 5
FRAMES = 4
SHEET_MM = (300, 169)  # a tray as the picture shows it, 16:9
SYMBOL_MM = {"qr": 10.0, "datamatrix": 7.0}  # the printed symbol without its quiet zone
MODULES = {"qr": 21, "datamatrix": 16}


@dataclass(frozen=True)
class Look:
    """``slant`` degrees away from straight above, ``shadow`` the light left in it, ``blur`` in pixels, ``noise`` in grey levels."""

    slant: float = 3
    shadow: float = 1
    blur: float = 0.6
    noise: float = 2
    quality: int = 88


LOOKS = {
    "clean": Look(), "shadow": Look(shadow=0.35), "slant": Look(slant=28), "blur": Look(blur=1.3),
    "all": Look(slant=22, shadow=0.45, blur=0.9, noise=5, quality=70),
}  # fmt: skip


def codes_of(symbol: str, look: str, wide: int, number: int) -> list[str]:
    dice = random.Random(f"{symbol} {look} {wide} {number}")
    return ["".join(dice.choices(ALPHABET, k=16)) for _ in range(COLUMNS * LINES)]


def shots(symbol: str, look: str, wide: int, number: int) -> Iterator[bytes]:
    """A few JPEGs of one view, held by a hand that moves a little."""
    flat = _sheet(codes_of(symbol, look, wide, number), symbol, wide)
    for shot in range(FRAMES):
        yield _picture(flat, LOOKS[look], np.random.default_rng(number * 100 + shot))


def _sheet(codes: list[str], symbol: str, wide: int) -> np.ndarray:
    """Labels on grey cloth, each turned a little, as large as print and camera make them."""
    high, module = wide * 9 // 16, SYMBOL_MM[symbol] / MODULES[symbol] * wide / SHEET_MM[0]
    dice = random.Random(codes[0])
    view = np.full((high, wide), 108, np.float32)
    draw_ahead([Tag(code, symbol) for code in codes])
    for place, code in enumerate(codes):
        label = artwork(code, symbol)
        across, down = (place % COLUMNS + 0.5) / COLUMNS * wide, (place // COLUMNS + 0.5) / LINES * high
        turn, unit = math.radians(dice.uniform(-12, 12)), module / PRINT
        cos, sin = math.cos(turn) * unit, math.sin(turn) * unit
        middle = np.array(label.shape[::-1]) / 2
        map_ = np.array([[cos, -sin, across - cos * middle[0] + sin * middle[1]], [sin, cos, down - sin * middle[0] - cos * middle[1]]])
        small = cv2.GaussianBlur(label, (0, 0), max(0.1, 0.4 / unit))  # the sensor gathers light, it takes no samples
        paper = cv2.warpAffine(small.astype(np.float32), map_, (wide, high), flags=cv2.INTER_LINEAR, borderValue=-1)
        cover = paper >= 20
        view[cover] = paper[cover]
    return view


def _picture(flat: np.ndarray, look: Look, dice: np.random.Generator) -> bytes:
    high, wide = flat.shape
    lean = math.sin(math.radians(look.slant)) * 0.25
    sway = dice.uniform(-0.006, 0.006, (4, 2)) * wide
    corners = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    seen = np.array([(lean * wide / 2, lean * high), (wide - lean * wide / 2, lean * high), (wide, high), (0, high)]) + sway
    view = cv2.warpPerspective(flat, cv2.getPerspectiveTransform(corners, seen.astype(np.float32)), (wide, high), borderValue=90)
    if look.shadow < 1:
        edge = np.clip((np.arange(wide) / wide - 0.42) / 0.06, 0, 1)
        view = view * (look.shadow + (1 - look.shadow) * edge)[None, :]
    view = cv2.GaussianBlur(view, (0, 0), look.blur) + dice.normal(0, look.noise, view.shape)
    grey = np.clip(view, 0, 255).astype(np.uint8)
    return cv2.imencode(".jpg", cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), [cv2.IMWRITE_JPEG_QUALITY, look.quality])[1].tobytes()
