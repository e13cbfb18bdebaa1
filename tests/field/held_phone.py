"""A phone of the fair that somebody really holds: Chromium with the built app. It is told what the others are told."""

import json
import uuid
from collections.abc import Callable
from itertools import groupby
from typing import Any

from playwright.sync_api import BrowserContext, expect

from tests.e2e.browser import Browser
from tests.field.clock import SetClock
from tests.field.phones import NodePhones, Step
from tests.firm import PIN
from tests.phone import Phone

PATIENCE_MS = 120_000
TABLES = ("samples", "places", "people", "tags", "cases", "slips", "counts", "fairs")
DIRECTIONS = {"out": "Out", "in": "In", "move": "Move", "hand_over": "Hand over"}
# Both clocks of the phone are the story's, and stand still between its steps: they lie in what the page keeps.
TOLD_TIME = """{
  Date.now = () => Number(localStorage.getItem('fair.wall'));
  performance.now = () => Number(localStorage.getItem('fair.mono'));
}"""
SET_TIME = "([wall, mono]) => { localStorage.setItem('fair.wall', wall); localStorage.setItem('fair.mono', mono); }"
LOOK = "() => { for (const flash of document.querySelectorAll('.flash')) flash.seen = true; }"
NEWS = "() => { const flash = document.querySelector('.flash:not(.storing)'); return flash && !flash.seen && flash.className; }"
READ = """async ([name, stores]) => {
  const db = await new Promise((done, wrong) => {
    const asked = indexedDB.open(name);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => wrong(asked.error);
  });
  const tx = db.transaction(stores);
  const all = (store) => new Promise((done) => {
    const found = [], asked = tx.objectStore(store).openCursor();
    asked.onsuccess = () => {
      const at = asked.result;
      if (!at) return done(found);
      found.push([at.primaryKey, at.value]);
      at.continue();
    };
  });
  const told = await Promise.all(stores.map(all));
  db.close();
  return told;
}"""


class HeldPhone:
    """Scans by typed tags, on the screen; reads what it keeps from its disk."""

    def __init__(self, browser: Browser):
        self.browser = browser
        self.clock: SetClock
        self.names = dict[str, str]()  # what places and people are called, by id
        self.name, self.install = "", ""
        self.off, self.began, self.slept, self.mono, self.made, self.made_before = 0, 0, 0, 0, 0, 0

    def do(self, step: Step) -> Any:
        self.clock.set(step["at"])
        if self.browser.context is not None and step["do"] != "sleep":  # nobody looks at its clocks then
            self._tell_time()
        does: Callable[[Step], Any] = getattr(self, f"_{step['do']}")
        return does(step)

    @property
    def context(self) -> BrowserContext:
        assert self.browser.context is not None
        return self.browser.context

    def _tell_time(self) -> None:
        now = self.clock.read()
        self.mono = max(self.mono, now - self.began - self.slept)  # it stands still while the phone sleeps
        self.browser.page.evaluate(SET_TIME, [str(now + self.off), str(self.mono)])

    def _open(self, step: Step) -> None:
        """The app is started; the first time with the office near."""
        is_first = self.browser.context is None
        if is_first:
            self.name = step["name"].removesuffix("'s phone")
            self.browser.open()
            self.context.add_init_script(TOLD_TIME)
        self.began, self.slept, self.mono, self.made_before = step["at"], 0, 0, self.made
        self._tell_time()
        self.browser.page.reload()
        if not is_first:
            self._unlock()

    def _clock(self, step: Step) -> None:
        self.off = step["ms"]
        self._tell_time()

    def _sleep(self, step: Step) -> None:
        self.slept += step["ms"]

    def _enrol(self, step: Step) -> str:
        self.browser.enrol(step["invite"], f"{self.name}'s phone")
        self._unlock()
        self.context.set_offline(True)
        self.install = self._read("loupe-outbox", "identities")[0][0][1]["id"]
        return self.install

    def _unlock(self) -> None:
        self.browser.page.wait_for_selector(".names-grid, .keypad, .scan")
        if self.browser.page.locator(".scan").count():
            return
        self.browser.unlock(self.name, PIN)
        self.browser.go("scan")
        self.browser.page.wait_for_selector(".band")

    def _record(self, step: Step) -> list[dict[str, Any]]:
        return [self._scan(act) for act in step["acts"]]

    def _scan(self, act: dict[str, Any]) -> dict[str, Any]:
        """Type a tag; what became of it is what the screen and the disk say."""
        self._unlock()
        page, to = self.browser.page, self.names[act["to"]]
        band = page.locator(".band")
        if act["direction"] not in (band.get_attribute("class") or "").split() or band.locator("strong").inner_text() != to:
            self.browser.aim(DIRECTIONS[act["direction"]], to)
        page.evaluate(LOOK)
        self.browser.wedge(act["scan"])
        flash = page.wait_for_function(NEWS).json_value()
        made = self._outbox({})[self.made :]
        assert len(made) <= 1, made
        self.made += len(made)
        return {"id": made[0]["id"] if made else None, "outcome": flash}

    def _exchange(self, step: Step) -> None:
        """The network is there until nothing is owed and the rows are as new as the office's."""
        page = self.browser.page
        page.evaluate("() => localStorage.removeItem('loupe.pulled_ms')")
        self.context.set_offline(False)
        self.browser.wait_owed(0, PATIENCE_MS)
        page.wait_for_function("() => localStorage.getItem('loupe.pulled_ms')", timeout=PATIENCE_MS)
        self.context.set_offline(True)

    def _owed(self, step: Step) -> list[str]:
        """The body that would deliver what it owes, and say that nothing is left."""
        owed, actions, signatures, *_ = self._read("loupe-outbox", "owed", "actions", "signatures")
        bytes_of = {row["id"]: row["bytes"] for _key, row in actions}
        sig_of = {tuple(key): row["sig"] for key, row in signatures}
        sent = [{"id": row["id"], "seq": row["seq"], "bytes": bytes_of[row["id"]], "sig": sig_of[tuple(key)]} for key, row in owed]
        wall = self.clock.read() + self.off
        # Which run of the app this is, only its own records say; where it made none, nobody asks.
        newest = json.loads(actions[-1][1]["bytes"]) if len(actions) > self.made_before else {}
        clock = {"wall_ms": wall, "mono_ms": self.mono, "page": newest.get("page"), "hlc": [wall, 0]}
        body = {"install": self.install, "batch": str(uuid.uuid4()), "actions": sent, "drained": True, "owes": 0, "owes_since_ms": None}
        return [json.dumps(body | {"clock": clock, "app": "test"})]

    def _outbox(self, step: Step) -> list[dict[str, Any]]:
        actions, verdicts, owed = self._read("loupe-outbox", "actions", "verdicts", "owed")
        said = {row["id"]: row["verdict"] for _key, row in verdicts}
        still = {row["id"] for _key, row in owed}
        return [{**row, "verdict": said.get(row["id"]), "owed": row["id"] in still} for _key, row in actions]

    def _rows(self, step: Step) -> dict[str, Any]:
        """The office's rows as they lie on its disk: the pages of the first sync, and what changed since."""
        meta, blocks, changes = self._read("loupe-rows", "meta", "blocks", "changes")
        head = dict(meta)["rows"]
        laid = Phone()
        for (of, _n), text in blocks:
            if of == head["set"]:
                laid.lay(json.loads(text))
        for _n, change in changes:
            for page in json.loads(change["text"]) if change["set"] == head["set"] else ():
                laid.lay(page)
        return {"cursor": head["cursor"], "tables": {name: laid.rows.get(name, {}) for name in TABLES}}

    def claims_shown(self, case: str, count: int) -> list[str]:
        """What the desk on this phone says of the claims of a case, one sentence each."""
        self.browser.go(f"more/cases/{case}")
        expect(self.browser.page.locator(".claim-cards > li")).to_have_count(count)
        return self.browser.page.locator(".claim-deed").all_inner_texts()

    def _read(self, name: str, *stores: str) -> list[list[Any]]:
        return self.browser.page.evaluate(READ, [name, list(stores)])


class WithOneHeld:
    """The phones in Node and, as number ``n``, one in a browser: told alike, in the order of the steps."""

    def __init__(self, phones: NodePhones, held: HeldPhone, n: int):
        self.phones, self.held, self.n = phones, held, n

    def begin(self, url: str, clock: SetClock, names: dict[str, str]) -> None:
        self.phones.begin(url, clock, names)
        self.held.clock, self.held.names = clock, names

    def do(self, steps: list[Step]) -> list[Any]:
        told: list[Any] = []
        for is_held, some in groupby(steps, key=lambda step: step["phone"] == self.n):
            these = list(some)
            told += [self.held.do(step) for step in these] if is_held else self.phones.do(these)
        return told
