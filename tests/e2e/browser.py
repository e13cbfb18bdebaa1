"""A real browser in somebody's hand: Chromium with its own profile, a film of tags as its camera, and what a person does with it."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from tests.camera import Scene, tag_video
from tests.office import Office

CHROMIUM, SHELL = "chromium", "chromium-headless-shell"  # the same engine, with a browser around it and without
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--autoplay-policy=no-user-gesture-required", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip
PATIENCE_MS = 30_000
# What the app has under way: `unanswered` questions to the office, the exchange of records apart (that may be held up for a test's
# purposes), and whatever is being signed or stored. `atRest` resolves when there was nothing of it twice, a moment apart.
UNDER_WAY = """(() => {
  let questions = 0, records = 0, begun = 0;
  const during = (work) => { begun += 1; records += 1; work.finally(() => { records -= 1; }).catch(() => undefined); };
  const ask = globalThis.fetch;
  globalThis.unanswered = () => questions;
  globalThis.fetch = (what, how) => {
    if (String(what).includes('/api/sync/')) return ask(what, how);
    questions += 1;
    return ask(what, how).finally(() => { questions -= 1; });
  };
  const open = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...how) {
    const made = open.apply(this, how);
    during(new Promise((over) => ['complete', 'abort'].forEach((end) => made.addEventListener(end, over))));
    return made;
  };
  for (const name of ['sign', 'digest', 'deriveBits']) {
    const work = SubtleCrypto.prototype[name];
    SubtleCrypto.prototype[name] = function (...how) { const made = work.apply(this, how); during(made); return made; };
  }
  globalThis.atRest = async () => {
    const patience = performance.now() + 10_000;
    for (let last = -1, still = 0; still < 2 && performance.now() < patience; last = begun) {
      await new Promise((later) => setTimeout(later, 60));
      still = questions || records || begun !== last ? 0 : still + 1;
    }
  };
})()"""
# Resolves when the app has heard of the new address: no element of the screen before is there any more.
GO = """(hash) => location.hash === hash || new Promise((heard) => {
  addEventListener('hashchange', () => setTimeout(heard), { once: true });
  location.hash = hash;
})"""
# All keys at once; `at` waits for nothing: the burst comes in the very moment that is first on the page, before anything is painted.
WEDGE = """([keys, at]) => new Promise((typed) => {
  const made = () => keys.map((key) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const look = () => (!at || document.querySelector(at)) && (made().forEach((one) => document.body.dispatchEvent(one)), typed(), true);
  if (look()) return;
  const watch = new MutationObserver(() => look() && watch.disconnect());
  watch.observe(document.body, { childList: true, subtree: true });
})"""


def unlock(page: Page, name: str, pin: str) -> None:
    """On the lock screen of one tab."""
    page.locator(".names-grid button", has_text=name).click()
    for digit in pin:
        page.locator(".keypad .key", has_text=digit).first.click()
    page.wait_for_selector(".scan, .board, .samples, .more, .outbox")


class Browser:
    """``profile`` keeps IndexedDB, keys and the service worker over ``close`` and ``open``, as a phone does over a restart.

    ``program``: ``SHELL``, or ``CHROMIUM`` as people have it, on which a new phone costs a third more of a processor.
    """

    def __init__(
        self, playwright: Playwright, profile: Path, office: Office, size: dict[str, int] = PHONE, lang: str = "en", program: str = SHELL
    ):
        self.playwright, self.profile, self.office, self.size, self.lang, self.program = playwright, profile, office, size, lang, program
        self.film = profile.with_suffix(".mjpeg")
        self.context: BrowserContext | None = None
        self.page: Page = None  # type: ignore[assignment]
        self.said: list[str] = []
        self.show([Scene(())])

    def open(self, path: str = "/", dark: bool = False) -> "Browser":
        """Start the browser, or start it again on the same profile."""
        chromium = shutil.which(self.program)
        assert chromium, f"{self.program} is not installed: make test installs it"
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=chromium, headless=True, viewport=self.size, permissions=["camera"], locale=self.lang,
            has_touch=self.size is PHONE, color_scheme="dark" if dark else "light",
            args=[*FLAGS, f"--use-file-for-fake-video-capture={self.film}"],
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(UNDER_WAY)
        self.page = self.context.pages[0]
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"pageerror: {error}"))
        self.page.goto(self.office.url + path)
        return self

    def close(self) -> None:
        if self.context:
            self.context.close()
            self.context = None

    def kill(self) -> None:
        """As when the battery is pulled: every process of this browser gets SIGKILL, nothing is closed or flushed."""
        subprocess.run(["pkill", "-9", "-f", f"user-data-dir={self.profile}"], check=False)
        with suppress(Error):
            self.close()
        self.context = None

    def show(self, scenes: list[Scene]) -> None:
        """What the camera sees from the next time it is opened."""
        tag_video(self.film, scenes)

    def look_at(self, scenes: list[Scene]) -> None:
        """Leave the Scan screen, so that its camera stops, and come back to it with something else in view."""
        self.go("outbox")
        self.page.wait_for_selector(".owed")
        self.show(scenes)
        self.go("scan")

    # what a person does

    def enrol(self, code: str, name: str) -> None:
        self.page.goto(f"{self.office.url}/#/enrol/{code}")
        self.page.locator("form.form input").nth(1).fill(name)
        self.page.locator("form.form button[type=submit]").click()
        self.page.wait_for_selector(".names-grid, .keypad")
        self.page.wait_for_function("() => navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller)")

    def unlock(self, name: str, pin: str) -> None:
        unlock(self.page, name, pin)

    def go(self, path: str) -> None:
        self.page.evaluate(GO, f"#/{path}")

    def aim(self, direction: str, place: str) -> None:
        """Choose which way and to whom, with the picker."""
        self.page.locator(".band > button").click()
        sheet = self.page.locator("dialog[open]")
        sheet.get_by_text(direction, exact=True).first.click()
        sheet.locator("input[type=search]").fill(place)
        sheet.locator(".place-list button, li button", has_text=place).first.click()
        expect(self.page.locator(".band strong")).to_have_text(place)
        expect(sheet).to_have_count(0)

    def wedge(self, code: str, at: str | None = None) -> None:
        """As a handheld scanner types: all keys at once, whatever else this machine is doing; the moment ``at`` is there, if named."""
        self.page.evaluate(WEDGE, [[*code, "Enter"], at])

    def start_camera(self) -> None:
        self.page.get_by_role("button", name="Start the camera").click()

    def rest(self) -> None:
        """Until nothing is being signed, stored or asked."""
        self.page.evaluate("() => globalThis.atRest?.()")

    def wait_owed(self, count: int, patience_ms: int = PATIENCE_MS) -> None:
        """Until so many records are not in the office yet, by the count on the bar; a screen without a bar says nothing about it.

        None owed may also mean that what was just pressed is not stored yet: then only a bar of an app at rest says so.
        """
        if not count:
            self.rest()
        bar = self.page.locator(".bar .count") if count else self.page.locator(".bar:not(:has(.count))")
        try:
            if count:
                expect(bar).to_have_text(str(count), timeout=patience_ms)
            else:
                expect(bar).to_have_count(1, timeout=patience_ms)
        except AssertionError as late:
            late.add_note(f"the screen: {self.page.locator('main').inner_text()[:1500]}\nthe console: {self.said[-8:]}")
            raise
