"""What people do in more than one story: open a new phone, ask for pieces, sign on the glass, hold one phone before another."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from tests.camera import FPS, HEIGHT, WIDTH, Scene, desk, film_scene, grain, jpeg
from tests.e2e.browser import Browser
from tests.firm import PIN, Firm
from tests.office import Office


@contextmanager
def offline(office: Office) -> Iterator[None]:
    """The office is gone without a word, and comes back."""
    office.kill()
    yield
    office.start()


def opened(phone: Browser, firm: Firm, name: str) -> Browser:
    """A new phone of the firm, with somebody signed in."""
    phone.open()
    phone.enrol(firm.invite(name), f"{name}'s phone")
    phone.unlock(name, PIN)
    return phone


def ask(phone: Browser, numbers: list[str], client: str = "Maison Aurelle") -> str:
    """The id of a slip for these pieces, handed in."""
    page = phone.page
    phone.go("slips")
    page.get_by_role("link", name="Ask for pieces").click()
    page.get_by_role("button", name="Add pieces").click()
    sheet = page.locator("dialog")
    for number in numbers:
        sheet.locator("input[type=search]").fill(number)
        sheet.locator(".row-button", has_text=number).click()
    sheet.get_by_role("button", name=f"Done, {len(numbers)} line").click()
    page.locator(".slip-side .pick", has_text="Choose a client").click()
    page.locator("dialog .row-button", has_text=client).click()
    page.get_by_role("button", name="Submit").click()
    page.wait_for_selector(".slip")
    return page.evaluate("() => location.hash.split('/')[2]")


def draw(phone: Browser) -> None:
    """A signature, by dragging over the paper."""
    phone.page.wait_for_selector(".signature-paper canvas[width]")  # it takes ink
    box = phone.page.locator(".signature-paper canvas").bounding_box()
    assert box is not None
    mouse = phone.page.mouse
    mouse.move(box["x"] + 60, box["y"] + 120)
    mouse.down()
    for step in range(30):
        mouse.move(box["x"] + 60 + step * 6, box["y"] + 120 + 30 * (-1) ** (step // 5))
    mouse.up()


def film_of_glass(path: Path, png: bytes) -> None:
    """What a camera sees when another phone's screen is held before it."""
    screen = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    side = 560
    screen = cv2.resize(screen, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32) * 0.88 + 12
    view = film_scene(Scene(()))[0].astype(np.float32)
    top, left = (HEIGHT - side) // 2, (WIDTH - side) // 2
    view[top : top + side, left : left + side] = screen
    view = cv2.GaussianBlur(view * (desk(1)[0] / desk(1)[0].max()), (0, 0), 0.7)
    with path.open("wb") as film:
        for number in range(FPS):
            film.write(jpeg(grain(view, 2.0, np.random.default_rng(number))))
