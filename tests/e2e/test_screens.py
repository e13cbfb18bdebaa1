"""Every screen of the daily round as people see it, phone and desk, each language, each brightness: whole, and usable by all."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.camera import Scene, spread
from tests.e2e.browser import PHONE, Browser
from tests.e2e.looks import ALL, REST, SOME, Look, look_at
from tests.firm import Seat, good
from tests.office import Office
from tests.phone import over_url

pytestmark = pytest.mark.browser
SCREENS = {
    "samples": "samples", "outbox": "outbox", "board": "board", "more": "more", "register": "register",
    "slips": "slips", "slip-new": "slips/new", "handover": "handover",
    "more-phones": "more/phones", "more-people": "more/people", "more-places": "more/places",
    "more-labels": "more/labels", "more-cases": "more/cases",
}  # fmt: skip
FIELD = {
    "counts": "counts", "count-begin": "counts/new", "count": "counts/{count}", "fairs": "fairs", "fair-plan": "fairs/new",
    "fair": "fairs/{fair}", "fair-customs": "fairs/{fair}/customs", "fair-pack": "fairs/{fair}/pack", "notices": "notices",
    "relay": "relay", "more-readiness": "more/readiness",
}  # fmt: skip
TAGS = 5  # in the camera's view
WORDS = {  # the supervisor, the way out, and somebody to give pieces to
    "en": ("Cheung", "Out", "Mei Chan"), "zh-Hant": ("張偉文", "出庫", "陳美"), "zh-Hans": ("张伟文", "出库", "陈美"),
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

    def field(self) -> dict[str, str]:
        """The screens of counts, fairs and news, by name: of a count with differences, and of the fair that is on."""
        counts, fairs = (good(self.boss.get(f"/api/{what}"))[what] for what in ("counts", "fairs"))
        count = next(row["id"] for row in counts if row["told"]["missing"])
        fair = next(row["id"] for row in fairs if row["status"] == "out")
        return {name: path.format(count=count, fair=fair) for name, path in FIELD.items()}

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
def browsers(demo: Demo, playwright_here: Playwright) -> Iterator[dict[str, Browser]]:
    """One enrolled browser a size and language."""
    made: dict[str, Browser] = {}
    yield made
    for browser in made.values():
        browser.close()


def enrolled(made: dict[str, Browser], demo: Demo, playwright: Playwright, folder: Path, look: Look) -> Browser:
    name = f"{look.size['width']}-{look.lang}"
    if name not in made:
        browser = made[name] = Browser(playwright, folder / name, demo.office, look.size, look.lang)
        browser.show([Scene(spread(demo.tags(TAGS), module=4.5), seconds=1.0)])
        browser.open()
        browser.enrol(good(demo.boss.post("/api/devices/invites", {"name": name}))["code"], name)
    return made[name]


@pytest.mark.parametrize("look", [*ALL, *REST], ids=str)
def test_every_screen_is_whole_and_usable_by_all(demo, browsers, playwright_here, tmp_path_factory, look):
    browser = enrolled(browsers, demo, playwright_here, tmp_path_factory.getbasetemp(), look)
    who, out, mei = WORDS[look.lang]
    page = browser.page
    look.put_on(browser)
    page.goto(demo.office.url + "/")
    page.reload()  # the address may be the same as before, and then going there opens nothing anew
    page.wait_for_selector(".names-grid button, .bar")
    if page.locator(".names-grid").count() == 0:  # unlocked from the look before
        browser.go("more")
        page.locator(".me .button").click()
        page.wait_for_selector(".names-grid")
    faults = look_at(browser, "lock", look)
    page.locator(".names-grid button", has_text=who).click()
    faults += look_at(browser, "pin", look)
    for digit in demo.pin:
        page.locator(".keypad .key", has_text=digit).first.click()
    page.wait_for_selector(".bar")
    browser.go("scan")
    page.wait_for_selector(".band")
    if page.locator(".camera-tools .icon-button").count():  # left on by the look before
        page.locator(".camera-tools .icon-button").last.click()
    faults += look_at(browser, "scan-empty", look)
    if not page.locator(".band strong", has_text=mei).count():
        browser.aim(out, mei)
    page.locator(".camera-says button").first.click()
    expect(page.locator(".basket-row.stored")).to_have_count(TAGS, timeout=20_000)
    faults += look_at(browser, "scan", look)
    page.locator(".camera-tools .icon-button").last.click()
    field = demo.field() if look in SOME else {}  # each size, language and brightness, without each of their pairs
    for name, path in (SCREENS | field).items():
        if name == "board" and look.size is PHONE:
            continue
        browser.go(path)
        faults += look_at(browser, name, look)
    for status in ("in_store", "disputed"):
        browser.go(f"samples/{demo.sample(status)}")
        page.wait_for_selector(".timeline, .facts, h1")
        faults += look_at(browser, f"sample-{status}", look)
    assert not faults, "\n".join(faults)
    assert not [line for line in browser.said if line.startswith("pageerror")], browser.said
