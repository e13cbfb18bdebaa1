"""A firm in which rare things can be made to happen: lots, disputes, a shut-out phone, another build of the app, a line that is slow."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Route

from server.app import create_app
from server.config import Config
from server.database import db
from server.ledger.epoch import confirm, new_epoch
from server.web import clock
from tests.e2e.browser import Browser
from tests.e2e.looks import Look
from tests.firm import PIN, Firm, firm_at, good
from tests.office import ROOT, Office
from tests.phone import Phone

NAMES = {
    "Boss": {"en": "Boss", "zh-Hant": "老闆"},
    "Ming": {"en": "Lee Chi Ming", "zh-Hant": "李志明"},
    "Mei": {"en": "Mei Chan", "zh-Hant": "陳美"},
    "Kit": {"en": "Kit Wong", "zh-Hant": "黃傑"},
    "Tray": {"en": "Tray 7", "zh-Hant": "七號盤"},
}
RUBY = {"metals": [{"metal": "white_gold", "fineness": 750}], "stones": [{"kind": "ruby", "shape": "oval", "count": 1, "ct": "0.52"}]}

NO_STORAGE = "indexedDB.open = () => { throw new DOMException('the disk is gone', 'UnknownError') }"
FORGET = """async () => {
  for (const { name } of await indexedDB.databases())
    await new Promise((gone, failed) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: gone, onerror: failed }));
}"""
SPOIL = """() => new Promise((done, failed) => {
  Object.assign(indexedDB.open('loupe-rows'), { onerror: failed, onsuccess: ({ target: { result } }) => {
    const blocks = result.transaction('blocks', 'readwrite').objectStore('blocks');
    blocks.getAllKeys().onsuccess = ({ target }) => { blocks.put('{"torn', target.result.at(-1)).onsuccess = done; };
  } });
})"""


@dataclass
class Rarity:
    """``app`` is the copy of the built app that this office serves; ``desk`` and ``other`` are phones without a screen."""

    office: Office
    firm: Firm
    app: Path
    desk: Phone
    other: Phone
    tray: str
    builds: int = 0

    def name(self, key: str, look: Look) -> str:
        return NAMES[key]["zh-Hant" if look.is_chinese else "en"]

    def register(self, **body: Any) -> str:
        """The id of a new piece with a tag, lying in the tray."""
        return self.firm.samples(self.desk, 1, self.tray, **{"facts": RUBY, **body})[0]

    def lot(self, quantity: int) -> str:
        """The id of a lot under one tag."""
        body = {"tag": self.firm.tags(1)[0], "number": "L-1", "type": "earrings", "category": "display", "model": "E-7", "name": None}
        sample = self.desk.uuid()
        about = body | {"facts": RUBY, "home": self.tray, "arrived": None}
        self.desk.record("register", sample=sample, to=self.tray, quantity=quantity, body=about)
        drain(self.desk)
        return sample

    def dispute(self, sample: str) -> str:
        """Two phones that did not know of each other give one piece to two people; the id of the case."""
        for phone, key in ((self.desk, "Mei"), (self.other, "Ming")):
            phone.record("scan_out", sample=sample, tag=self.firm.tag_of(sample), to=self.firm.people[key]["id"])
        drain(self.desk)
        drain(self.other)
        return next(case["id"] for case in good(self.firm.boss.get("/api/cases"))["cases"] if case["sample"] == sample)

    def revoke(self, name: str) -> None:
        devices = good(self.firm.boss.get("/api/devices"))["devices"]
        device = next(row["id"] for row in devices if row["name"] == name and row["state"] == "enrolled")
        good(self.firm.boss.post(f"/api/devices/{device}/revoke"))

    def wait_for(self, browser: Browser, sample: str) -> None:
        """Until that phone has heard of a piece, and is back at the screen it was on."""
        before = browser.page.evaluate("() => location.hash.slice(2)")
        browser.go(f"samples/{sample}")
        browser.page.wait_for_selector(".sample .portrait")
        browser.go(before)
        browser.page.wait_for_selector(".sample .portrait", state="detached")

    def build_anew(self) -> str:
        """Puts another build of the app where the office takes it from, as an update does; the mark its page carries."""
        self.builds += 1
        mark = f"build-{self.builds}"
        page, worker = self.app / "index.html", self.app / "sw.js"
        page.write_text(re.sub(r"<body[^>]*>", f'<body data-build="{mark}">', page.read_text()))
        told, times = re.subn(r'"revision":"[^"]*","url":"index.html"', f'"revision":"{mark}","url":"index.html"', worker.read_text())
        assert times == 1, "the service worker does not list the page as it did"
        worker.write_text(told)
        for packed in (*self.app.glob("index.html.*"), *self.app.glob("sw.js.*")):
            packed.unlink()
        return mark


def open_rarity(folder: Path) -> Rarity:
    shutil.copytree(ROOT / "pwa" / "dist", folder / "app")
    home = folder / "office"
    office = Office(home, f"sqlite:///{home / 'loupe.sqlite'}", LOUPE_PWA=str(folder / "app")).start()
    firm = firm_at(office)
    for key, role in (("Ming", "keeper"), ("Mei", "holder"), ("Kit", "clerk")):
        firm.person(key, role, pin=PIN, names=NAMES[key])
    asked = {"kind": "store", "parent": None, "names": NAMES["Tray"], "keeper": None}
    tray = good(firm.boss.post("/api/places", asked), 201)["place"]["id"]
    kit = firm.people["Kit"]["id"]
    return Rarity(office, firm, folder / "app", firm.phone(kit, name="desk"), firm.phone(kit, name="counter"), tray)


def drain(phone: Phone) -> None:
    for reply in phone.drain():
        good(reply)


def slow_line(browser: Browser) -> Callable[[], None]:
    """What the office has to tell is held on its way, until the line is mended by calling what this returns."""
    held: list[Route] = []
    mend = _meddle(browser, "**/api/sync/pull*", lambda route: held.append(route))

    def let_go() -> None:
        for route in held:
            with suppress(Error):  # the phone gave that one up meanwhile
                route.continue_()
        mend()

    return let_go


def cut_line(browser: Browser, what: str = "**/api/sync/*") -> Callable[[], None]:
    """No exchange gets through, the open line stays; until the line is mended by calling what this returns."""
    return _meddle(browser, what, lambda route: route.abort())


def _meddle(browser: Browser, what: str, how: Callable[[Route], None]) -> Callable[[], None]:
    context = browser.context
    assert context is not None
    context.route(what, how)
    return lambda: context.unroute(what)


def dressed(browser: Browser, look: Look, path: str = "/") -> Browser:
    browser.open(path, dark=look.dark)
    look.put_on(browser)
    return browser


def press(browser: Browser, pin: str) -> None:
    for digit in pin:
        browser.page.locator(".keypad .key:not([disabled])", has_text=digit).first.click()


def unlock(browser: Browser, name: str) -> None:
    """And the office knows it: what a person may do there hangs on that."""
    with browser.page.expect_response("**/api/session/unlock"):
        browser.unlock(name, PIN)


@contextmanager
def put_back(office: Office) -> Iterator[None]:
    """As after `loupe restore`, until it is confirmed."""
    app = create_app(Config(home=office.home, database_url=office.database_url, jobs=False))
    with app.app_context():
        new_epoch("a backup was put back", unconfirmed=True, made_ms=clock.now_ms() - 8 * 3_600_000)
        yield
        confirm()
        db.session.remove()
        db.engine.dispose()
