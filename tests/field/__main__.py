"""``make fair``: the fair once a seed, with a line of figures each; ends red if one fails, after telling all.

``BROWSER=1``: with a ninth phone that is Chromium with the built app.
"""

import shutil
import sys
import tempfile
import time
import traceback
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.e2e.browser import Browser
from tests.field.checks import MOST_FALSE, check_all, check_every_order
from tests.field.fair import Fair, Size, fair_office
from tests.field.held_phone import HeldPhone, WithOneHeld
from tests.field.phones import NodePhones
from tests.field.report import lines_of

BESIDE = 8  # phones in Node
HELD = 200  # acts of the one in a browser, or nearly


def main(first: int, seeds: int, actions: int, with_browser: int = 0) -> int:
    with sync_playwright() if with_browser else nullcontext() as playwright:
        return all_told(first, seeds, actions, playwright)


def all_told(first: int, seeds: int, actions: int, playwright: Playwright | None) -> int:
    folder = Path(tempfile.mkdtemp(prefix="loupe-fair-"))
    phones, red = NodePhones(folder / "phones.log"), 0
    for seed in range(first, first + seeds):
        began = time.monotonic()
        try:
            said, is_good = told(folder / str(seed), phones, seed, actions, playwright)
        except AssertionError as error:
            said, is_good = "".join(traceback.format_exception(error))[:2500], False
        red += not is_good
        print(f"seed {seed} {'good' if is_good else 'RED'} {time.monotonic() - began:.0f} s {said}", flush=True)
        shutil.rmtree(folder / str(seed), ignore_errors=True)
    phones.close()
    return 1 if red else 0


def told(folder: Path, phones: NodePhones, seed: int, actions: int, playwright: Playwright | None) -> tuple[str, bool]:
    """The figures of one fair, and whether they are good enough."""
    office = fair_office(folder, f"sqlite:///{folder / 'office' / 'loupe.sqlite'}")
    browser = playwright and Browser(playwright, folder / "held", office)
    line = WithOneHeld(phones, HeldPhone(browser), BESIDE) if browser else phones
    try:
        fair = Fair(office, line, folder, seed, Size(actions, phones=BESIDE + bool(browser), held=min(1, HELD * BESIDE / actions)))
        fair.run()
        others = check_every_order(fair, pytest.MonkeyPatch())
        fair.come_home()
        figures, verdict = check_all(fair, others)
        is_good = not verdict.missed and figures.false_per_1000 <= MOST_FALSE
        why = "\n" + lines_of(fair, verdict) if not is_good else ""
        return " ".join(f"{name}={value}" for name, value in asdict(figures).items()) + why, is_good
    finally:
        if browser:
            browser.close()
        office.kill()


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:])))
