/** Keeps the screen awake while scanning, as far as the phone allows. */

/** Asks for the wake lock, and again whenever the page comes back into view, where browsers drop it. Returns what ends it. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const hold = async () => {
    if (isOver || document.visibilityState !== "visible" || (lock && !lock.released)) return;
    lock = await ask();
    if (isOver) void lock?.release();
  };
  const onVisible = () => void hold();
  document.addEventListener("visibilitychange", onVisible);
  void hold();
  return () => {
    isOver = true;
    document.removeEventListener("visibilitychange", onVisible);
    void lock?.release();
  };
}

/** Null where there is none, or the battery is low: the screen then sleeps as it always does. */
async function ask(): Promise<WakeLockSentinel | null> {
  try {
    return (await navigator.wakeLock?.request("screen")) ?? null;
  } catch {
    return null;
  }
}
