/** How long nobody has touched this device: whoever finds it lying unlocked is not the one whose name would be on what they scan. */
import { host } from "./host";
import { setting } from "./rows_matters";

const TOUCHED = "loupe.touched"; // by the wall clock, in ms: for other tabs, and for the page when it is loaded anew
const USUAL_MIN = 15; // until the firm's own is here
const MINUTE_MS = 60_000;
const LOOK_MS = 10_000;
const TELL_MS = 5_000;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel"];

let untouched_ms = 0;
let counted: number | null = null; // up to where of the monotonic clock
let hidden: { at_ms: number; untouched_ms: number } | null = null;
let told_ms = Number.NEGATIVE_INFINITY;
let held = 0;

export function touch(): void {
  untouched_ms = 0;
  counted = host.mono_ms();
  const now = host.now_ms();
  if (Math.abs(now - told_ms) < TELL_MS) return;
  told_ms = now;
  try {
    host.kept?.setItem(TOUCHED, String(now));
  } catch {
    // no room for it: this tab knows all the same
  }
}

/** Something that is meant to be up with nobody near, such as the board on a wall. Returns what ends it. */
export function holdOpen(): () => void {
  held += 1;
  return () => {
    held -= 1;
    touch();
  };
}

/** The monotonic clock may stand still while a phone sleeps, so then the wall counts; while somebody looks, a wall clock that is set does not. */
export function look(isVisible: boolean): void {
  if (!isVisible) hidden ??= { at_ms: host.now_ms(), untouched_ms: count() };
  else if (hidden) {
    untouched_ms = Math.max(count(), hidden.untouched_ms + host.now_ms() - hidden.at_ms);
    hidden = null;
  }
}

export function isIdle(): boolean {
  if (held > 0) touch();
  return Math.min(count(), sinceTold() ?? Number.POSITIVE_INFINITY) >= limit_ms();
}

/** Whether a page that is loaded anew was left alone for so long before. */
export const wasLeft = (): boolean => (sinceTold() ?? 0) >= limit_ms();

/** Calls `onIdle` at every look that finds it so. */
export function watchIdle(onIdle: () => void): void {
  if (typeof document === "undefined") return;
  for (const what of TOUCHES) addEventListener(what, touch, { capture: true, passive: true });
  const lookNow = () => {
    look(document.visibilityState === "visible");
    if (isIdle()) onIdle();
  };
  document.addEventListener("visibilitychange", lookNow);
  setInterval(lookNow, LOOK_MS);
}

const limit_ms = (): number => {
  const said = setting<number | null>("idle_lock_min");
  return said === null ? Number.POSITIVE_INFINITY : (said ?? USUAL_MIN) * MINUTE_MS;
};

function count(): number {
  const mono = host.mono_ms();
  untouched_ms += counted === null ? 0 : Math.max(0, mono - counted);
  counted = mono;
  return untouched_ms;
}

/** Null where no tab has told, or the clock was set back since. */
function sinceTold(): number | null {
  const told = Number(host.kept?.getItem(TOUCHED) ?? Number.NaN);
  const gone = host.now_ms() - told;
  return gone >= 0 ? gone : null;
}
