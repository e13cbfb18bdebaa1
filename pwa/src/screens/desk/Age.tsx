/** How old the board is. While it is up it asks the office every few seconds, so that "live" is what an exchange proved, not what a socket believes. */
import { useEffect, useState } from "preact/hooks";
import { syncNow } from "../../device/sync";
import { age } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { link } from "../../state";

const TICK_MS = 1_000;
const ASK_MS = 2_500;
/** P15: at most this old, or it says how old. */
export const FRESH_MS = 5_000;

export function Age() {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
      const { last_ms, syncing, state } = link.peek();
      const isWaiting = syncing || state === "offline" || document.visibilityState !== "visible"; // offline the sync tries by itself
      if (!isWaiting && Date.now() - (last_ms ?? 0) > ASK_MS) syncNow();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const { state, last_ms } = link.value;
  const old = last_ms === null ? null : Math.max(0, Math.max(now, Date.now()) - last_ms);
  const isFresh = old !== null && old <= FRESH_MS;
  const look = isFresh ? "live" : state === "offline" ? "offline" : "polling";
  return (
    <span class={`link-badge board-age ${look}`} role="status">
      <span class="dot" />
      {isFresh ? t("link.live") : said(state === "offline", old)}
    </span>
  );
}

function said(isOffline: boolean, old: number | null): string {
  if (old === null) return t("link.offline");
  const how = old < 60_000 ? t("board.seconds", { n: Math.round(old / 1000) }) : age(old);
  return t(isOffline ? "link.offline_old" : "board.old", { age: how });
}
