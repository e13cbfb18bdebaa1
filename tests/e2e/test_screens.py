"""Every screen as people see it, phone and desk, two languages, light and dark: no serious fault by axe, nothing cut off."""

import os
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.camera import Scene, spread
from tests.e2e.browser import DESK, PHONE, Browser
from tests.firm import Seat, good
from tests.office import ROOT, Office
from tests.phone import over_url

pytestmark = pytest.mark.browser
AXE = (ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js").read_text()
SHOTS = os.environ.get("LOUPE_SHOTS")  # a folder to keep pictures of every screen in
LOOKS = [
    pytest.param(size, lang, dark, id=f"{'phone' if size is PHONE else 'desk'}-{lang}-{'dark' if dark else 'light'}")
    for size in (PHONE, DESK)
    for lang in ("zh-Hant", "en")
    for dark in (False, True)
]
SCREENS = {
    "samples": "samples", "outbox": "outbox", "board": "board", "more": "more", "register": "register",
    "more-phones": "more/phones", "more-people": "more/people", "more-places": "more/places",
    "more-labels": "more/labels", "more-cases": "more/cases",
}  # fmt: skip


@dataclass(frozen=True)
class Demo:
    """The demo firm in a running office; ``boss`` is its supervisor, signed in."""

    office: Office
    boss: Seat
    pin: str

    def sample(self, status: str) -> str:
        with sqlite3.connect(self.office.database_url.removeprefix("sqlite:///")) as database:
            return database.execute("select id from samples where status = ? order by id", (status,)).fetchone()[0]

    def tags(self, count: int) -> list[str]:
        with sqlite3.connect(self.office.database_url.removeprefix("sqlite:///")) as database:
            found = database.execute("select tag from samples where status = 'in_store' order by id limit ?", (count,)).fetchall()
        return [tag for (tag,) in found]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    home = tmp_path_factory.mktemp("demo") / "office"
    office = Office(home, f"sqlite:///{home / 'loupe.sqlite'}")
    said = office.command("demo").stdout
    password, pin = re.search(r"password (\S+); every demo person's PIN is (\d{6})", said).groups()  # type: ignore[union-attr]
    office.start()
    boss = Seat(over_url(office.url))
    good(boss.post("/api/session", {"login": "man", "password": password}))
    yield Demo(office, boss, pin)
    office.kill()


@pytest.fixture(scope="module")
def browsers(demo: Demo, playwright_here: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Browser]]:
    """One enrolled browser a size and language."""
    made: dict[str, Browser] = {}
    yield made
    for browser in made.values():
        browser.close()


def enrolled(made: dict[str, Browser], demo: Demo, playwright: Playwright, folder: Path, size: dict[str, int], lang: str) -> Browser:
    name = f"{size['width']}-{lang}"
    if name not in made:
        browser = made[name] = Browser(playwright, folder / name, demo.office, size, lang)
        browser.show([Scene(spread(demo.tags(5), module=4.5), seconds=1.0)])
        browser.open()
        browser.enrol(good(demo.boss.post("/api/devices/invites", {"name": name}))["code"], name)
    return made[name]


@pytest.mark.parametrize(("size", "lang", "dark"), LOOKS)
def test_every_screen_is_whole_and_usable_by_all(demo, browsers, playwright_here, tmp_path_factory, size, lang, dark):
    browser = enrolled(browsers, demo, playwright_here, tmp_path_factory.getbasetemp(), size, lang)
    page, look = browser.page, f"{'phone' if size is PHONE else 'desk'}-{lang}-{'dark' if dark else 'light'}"
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    page.goto(demo.office.url + "/")
    page.wait_for_selector(".names-grid button, .bar")
    if page.locator(".names-grid").count() == 0:  # unlocked from the look before
        browser.go("more")
        page.get_by_role("button", name=re.compile("Lock|鎖")).first.click()
        page.wait_for_selector(".names-grid")
    faults = look_at(browser, "lock", look)
    page.locator(".names-grid button", has_text="張偉文" if lang == "zh-Hant" else "Cheung").click()
    faults += look_at(browser, "pin", look)
    for digit in demo.pin:
        page.locator(".keypad .key", has_text=digit).first.click()
    page.wait_for_selector(".bar")
    browser.go("scan")
    page.wait_for_selector(".band")
    faults += look_at(browser, "scan-empty", look)
    if not page.locator(".band strong", has_text=re.compile("陳美|Mei Chan")).count():
        browser.aim("出庫" if lang == "zh-Hant" else "Out", "陳美" if lang == "zh-Hant" else "Mei Chan")
    if page.locator(".camera-says button").count():
        page.locator(".camera-says button").first.click()
    page.wait_for_selector(".basket-row", timeout=20_000)
    faults += look_at(browser, "scan", look)
    for name, path in SCREENS.items():
        if name == "board" and size is PHONE:
            continue
        browser.go(path)
        faults += look_at(browser, name, look)
    for status in ("in_store", "disputed"):
        browser.go(f"samples/{demo.sample(status)}")
        page.wait_for_selector(".timeline, .facts, h1")
        faults += look_at(browser, f"sample-{status}", look)
    assert not faults, "\n".join(faults)
    assert not [line for line in browser.said if line.startswith("pageerror")], browser.said


def look_at(browser: Browser, name: str, look: str) -> list[str]:
    """What is wrong with the screen that is up, in sentences; a picture of it, if wanted."""
    page = browser.page
    page.wait_for_load_state("networkidle") if name in ("lock",) else page.wait_for_timeout(250)
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}-{look}.png")
    page.evaluate(AXE)
    found = page.evaluate("() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    faults = [
        f"{name} {look}: {fault['id']}: {fault['help']} — {fault['nodes'][0]['html'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    if page.evaluate("() => document.documentElement.scrollWidth > innerWidth + 1"):
        faults.append(f"{name} {look}: wider than the screen")
    return faults
