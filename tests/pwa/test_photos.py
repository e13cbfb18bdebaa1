"""What the phone keeps of a photo, in the browser that makes it."""

import base64
import io
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Error, Page, Playwright

from tests.e2e.browser import FLAGS

PWA = Path(__file__).resolve().parents[2] / "pwa"
TURNED = 6  # EXIF: the camera was held upright


class Quiet(SimpleHTTPRequestHandler):
    """Serves the page without a word."""

    def log_message(self, *_words) -> None:
        """Nothing of it is of interest."""


@pytest.fixture(scope="module")
def page(playwright_here: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    built = tmp_path_factory.mktemp("page")
    vite = ["node", "node_modules/vite/bin/vite.js", "build", "tests/browser", "--outDir", str(built), "--base", "./"]
    subprocess.run([*vite, "--configLoader", "native", "--logLevel", "error"], cwd=PWA, check=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(built)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    browser = playwright_here.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
    page = browser.new_page()
    page.goto(f"http://localhost:{server.server_port}")
    page.wait_for_function("() => 'kept' in globalThis")
    yield page
    browser.close()
    server.shutdown()


def photo() -> bytes:
    """4000 × 3000, lying on its side, red in the corner that is top left as stored; with maker and the place it was taken at."""
    picture = Image.new("RGB", (4000, 3000), (40, 60, 80))
    picture.paste((255, 0, 0), (0, 0, 800, 600))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = TURNED, "Maker"
    exif[0x8825] = {1: "N", 2: (22.0, 17.0, 3.0)}
    return saved(picture, "JPEG", exif=exif.tobytes(), comment=b"the safe is behind the mirror")


def saved(picture: Image.Image, format: str, **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, format, **more)
    return out.getvalue()


def kept(page: Page, file: bytes, kind: str = "photo", old: bool = False) -> dict[str, bytes]:
    told = page.evaluate("([file, kind, old]) => kept(file, kind, old)", [base64.b64encode(file).decode(), kind, old])
    return {size: base64.b64decode(text) for size, text in told.items()}


@pytest.mark.parametrize("old", [False, True], ids=["OffscreenCanvas", "canvas"])
def test_P19_nothing_of_the_cameras_notes_is_in_any_kept_byte(page: Page, old: bool) -> None:
    file = photo()
    assert b"Exif" in file and b"Maker" in file and b"safe" in file
    for bytes_ in kept(page, file, old=old).values():
        assert not any(word in bytes_ for word in (b"Exif", b"Maker", b"safe"))
        assert not Image.open(io.BytesIO(bytes_)).getexif()


def test_it_is_at_most_1600_long_and_stands_as_it_was_taken(page: Page) -> None:
    sizes = {}
    for size, bytes_ in kept(page, photo()).items():
        picture = Image.open(io.BytesIO(bytes_))
        sizes[size] = (picture.format, picture.size)
        red, green, blue = picture.convert("RGB").getpixel((picture.width - 9, 9))
        assert red > 200 > 80 > max(green, blue), "top left as stored is top right as held"
    assert sizes == {"full": ("JPEG", (1200, 1600)), "thumb": ("JPEG", (240, 320))}


def test_a_small_photo_is_not_blown_up_and_what_was_clear_in_it_is_white(page: Page) -> None:
    picture = Image.open(io.BytesIO(kept(page, saved(Image.new("RGBA", (50, 30), (0, 0, 0, 0)), "PNG"))["full"]))
    assert picture.size == (50, 30) and min(picture.getpixel((9, 9))) > 250


def test_a_signature_keeps_its_clear_ground(page: Page) -> None:
    ink = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    ink.paste((0, 0, 0, 255), (100, 90, 500, 110))
    for bytes_ in kept(page, saved(ink, "PNG"), "signature").values():
        picture = Image.open(io.BytesIO(bytes_))
        assert picture.format == "PNG"
        assert picture.getpixel((5, 5))[3] == 0 and picture.getpixel((picture.width // 2, picture.height // 2))[3] == 255


def test_what_is_no_picture_is_refused(page: Page) -> None:
    with pytest.raises(Error, match="could not be decoded"):
        kept(page, b"MZ this is a program")
