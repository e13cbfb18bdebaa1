"""What everybody may expect of any screen, however it is dressed: usable by all, nothing cut off, nothing left in code."""

import os
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.browser import DESK, PHONE, Browser
from tests.office import ROOT
from tests.pwa.words import messages

AXE = (ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js").read_text()
SHOTS = os.environ.get("LOUPE_SHOTS")  # a folder to keep pictures of every screen in
WIDER = "() => document.documentElement.scrollWidth > innerWidth + 1"
HOW = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations']}"
# Text that its own box hides with no "…" to say so. What is hidden on purpose (.unseen) and what scrolls is something else.
CUT_OFF = """() => [...document.querySelectorAll('body *')].flatMap((element) => {
  const style = getComputedStyle(element);
  const hides = ['hidden', 'clip'].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
  const says = style.textOverflow === 'ellipsis' && ['block', 'inline-block', 'list-item'].includes(style.display);
  const isText = () => element.innerText?.trim() && !element.closest('.unseen, .camera, select');
  return hides && !says && isText() ? [element.outerHTML.slice(0, 160)] : [];
})"""
# What has scrolled half under a bar of buttons is no small target: it scrolls out again. What is clear of the bars is all looked at.
MARK_UNDER = """() => {
  for (const old of document.querySelectorAll('[data-under]')) old.removeAttribute('data-under');
  for (const bar of document.querySelectorAll('.foot-acts, .bar')) {
    const over = bar.getBoundingClientRect();
    for (const part of document.querySelectorAll('main :is(li, a, button, input, select, summary, label)')) {
      const box = part.getBoundingClientRect();
      const meets = box.top < over.bottom && box.bottom > over.top && box.left < over.right && box.right > over.left;
      if (meets && !bar.contains(part)) part.setAttribute('data-under', '');
    }
  }
}"""
# Everything asked for has come and is on the glass, and what fades in has.
STILL = "() => !document.querySelector('.shell .spinner') && unanswered() === 0"
PAINTED = """async () => {
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  const moves = (one) => one.playState === 'running' && Number.isFinite(one.effect?.getComputedTiming().endTime);
  await Promise.all(document.getAnimations().filter(moves).map((one) => one.finished.catch(() => undefined)));
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
}"""
KEYS = set(messages("en"))
# What may be a key of the messages, such as `lock.who`, or a bare code of the wire, such as `in_store`, in place of a word.
IN_CODE = r"""() => document.body.innerText.match(/(?<![\w.@/-])(?:[a-z]+\.[a-z]+(?:_[a-z]+)*|[a-z]+(?:_[a-z]+)+)(?![\w.@/-])/g) ?? []"""


@dataclass(frozen=True)
class Look:
    """How a screen is dressed: ``theme`` is what the person chose in the app, ``dark`` what their device asks for."""

    size: dict[str, int]
    lang: str
    dark: bool = False
    theme: str = "auto"

    def __str__(self) -> str:
        bright = self.theme if self.theme != "auto" else "dark" if self.dark else "light"
        return f"{'phone' if self.size is PHONE else 'desk'}-{self.lang}-{bright}"

    @property
    def is_chinese(self) -> bool:
        return self.lang != "en"

    def put_on(self, browser: Browser) -> None:
        """Without motion, so that a picture is of the end of it. The theme is put on at the next opening of the page."""
        browser.page.emulate_media(color_scheme="dark" if self.dark else "light", reduced_motion="reduce")
        browser.page.evaluate("(theme) => localStorage.setItem('theme', theme)", self.theme)


ALL = [Look(size, lang, dark) for size in (PHONE, DESK) for lang in ("zh-Hant", "en") for dark in (False, True)]
SOME = [Look(PHONE, "zh-Hant", True), Look(PHONE, "en"), Look(DESK, "en", True), Look(DESK, "zh-Hant")]
REST = [Look(size, "zh-Hans", theme="contrast") for size in (PHONE, DESK)] + [Look(DESK, "zh-Hans", True)]


def look_at(browser: Browser, name: str, look: Look) -> list[str]:
    """What is wrong with the screen that is up, in sentences; a picture of it, if wanted."""
    page = browser.page
    page.wait_for_function(STILL)
    page.evaluate(PAINTED)
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}-{look}.png")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(MARK_UNDER)
    found = page.evaluate(f"() => axe.run({{ exclude: [['[data-under]']] }}, {HOW})")
    faults = [
        f"{fault['id']}: {fault['help']} — {fault['nodes'][0]['html'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    faults += ["wider than the screen"] if page.evaluate(WIDER) else []
    faults += [f"cut off: {text}" for text in page.evaluate(CUT_OFF)]
    faults += [f"in code: {text}" for text in page.evaluate(IN_CODE) if "." not in text or text in KEYS]
    return [f"{name} {look}: {fault}" for fault in faults]
