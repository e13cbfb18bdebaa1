"""Typing into the search field of a phone that holds a whole register: from the key to the changed list, four times slower than here.

    python -m bench.app.search [--samples 20000] [--rounds 3] [--scans 30]
"""

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from bench.app.firm import fill
from tests.e2e.browser import Browser
from tests.firm import PIN, good
from tests.office import Office

SLOWER = 4
# What people remember of a piece: numbers, last four, stones, models, holders, places, in three languages, typed letter by letter.
TYPED = (
    "2026-000", "S-019", "1234", "ruby ring", "18k gold", "紅寶石", "紅寶戒指", "红宝石戒指", "钻石", "R-1", "tray 7", "diamond 1.0", "GIA",
    "white gold pendant", "翡翠", "zzzz",
)  # fmt: skip
# In the page: one keystroke as the field tells it, and when the list has been drawn anew.
PRESS = """async (text) => {
  const field = document.querySelector("input[type=search]"), list = document.querySelector(".samples");
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const begun = performance.now();
  const drawn = new Promise((done) => {
    const watch = new MutationObserver(() => { watch.disconnect(); done(performance.now()); });
    watch.observe(list, { subtree: true, childList: true, characterData: true, attributes: true });
    setTimeout(() => { watch.disconnect(); done(null); }, 250);
  });
  write.call(field, text);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const handled = performance.now();
  const at = await drawn;
  return at === null ? handled - begun : at - begun;
}"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--samples", type=int, default=20_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--scans", type=int, default=30)
    asked.add_argument("--pwa", help="another build of the app than pwa/dist")
    wanted = asked.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="loupe-bench-"))
    settings = {"LOUPE_PWA": wanted.pwa} if wanted.pwa else {}
    office = Office(folder / "office", f"sqlite:///{folder / 'office' / 'loupe.sqlite'}", **settings).start()
    try:
        with sync_playwright() as playwright:
            measure(playwright, folder / "phone", office, wanted.samples, wanted.rounds, wanted.scans)
    finally:
        office.kill()
        shutil.rmtree(folder, ignore_errors=True)


def measure(playwright: Playwright, profile: Path, office: Office, samples: int, rounds: int, scans: int) -> None:
    """First with the rows as the office sent them, then with unsent scans laid over, the office out of reach."""
    firm = fill(office, samples)
    tags = [row["tag"] for row in good(firm.boss.get("/api/samples"))["samples"]][:scans]
    phone = Browser(playwright, profile, office)
    print(f"{samples:,} samples, {SLOWER}× throttled, from the key to the list      p50 ms   p95 ms   most ms   p95 work     n   wanted")
    try:
        phone.open().enrol(firm.invite("phone"), "phone")
        phone.unlock("Boss", PIN)
        wait_for_rows(phone, samples)
        field = Field(phone)
        tell("first letter", [field.press("r")], "")
        tell("every letter", field.letters(rounds), "p95 < 50")
        office.kill()
        scan(phone, tags)
        tell(f"every letter, {len(tags)} scans unsent", field.letters(rounds), "p95 < 50")
    finally:
        phone.close()


def wait_for_rows(phone: Browser, samples: int) -> None:
    """Until the whole register is on the phone and the index has been made in idle moments."""
    phone.go("samples")
    phone.page.wait_for_selector("input[type=search]")
    said = f"() => document.querySelector('.samples').textContent.replace(/[^0-9]/g, ' ').includes('{samples // 1000} {samples % 1000:03}')"
    phone.page.wait_for_function(said, timeout=120_000)
    time.sleep(3)  # the page says nothing when its idle work is done


def scan(phone: Browser, tags: list[str]) -> None:
    """Scans that stay on the phone: pieces go to a tray."""
    phone.go("scan")
    phone.page.wait_for_selector(".scan .band")
    phone.aim("In", "Tray 7")
    for code in tags:
        phone.wedge(code)
        phone.page.wait_for_timeout(80)
    phone.go("samples")
    phone.page.wait_for_selector("input[type=search]")


class Field:
    """The search field of a page with its processor slowed down. ``work``: what the page's own thread did, whatever else runs here."""

    def __init__(self, phone: Browser):
        self.page = phone.page
        self.session = phone.context.new_cdp_session(phone.page)  # type: ignore[union-attr]
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def work(self) -> float:
        told = {one["name"]: one["value"] for one in self.session.send("Performance.getMetrics")["metrics"]}
        return sum(told[name] for name in ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")) * 1000

    def press(self, text: str) -> tuple[float, float]:
        """ms from the key to the drawn list (where it stays as it is, to the end of the handling), and of work in it."""
        before = self.work()
        waited = self.page.evaluate(PRESS, text)
        return waited, self.work() - before

    def letters(self, rounds: int) -> list[tuple[float, float]]:
        """Each text typed letter by letter and cleared again."""
        found = []
        for text in TYPED * rounds:
            found += [self.press(text[:end]) for end in range(1, len(text) + 1)]
            self.press("")
        return found


def tell(what: str, pressed: list[tuple[float, float]], wanted: str) -> None:
    waits, works = sorted(wait for wait, _ in pressed), sorted(work for _, work in pressed)
    at = min(len(waits) - 1, round(0.95 * len(waits)))
    told = f"{statistics.median(waits):8.1f} {waits[at]:8.1f} {waits[-1]:9.1f} {works[at]:10.1f} {len(waits):5}"
    print(f"{what:52} {told}   {wanted}", flush=True)


if __name__ == "__main__":
    main()
