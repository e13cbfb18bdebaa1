/** How old this view is: live, polling, or offline since when. */
import { age } from "../i18n/dates";
import { t } from "../i18n/t";
import { link } from "../state";
import { now } from "./now";

/** Polling exchanges every 10 s, so a view older than this has missed some and says its age. */
const FRESH_MS = 20_000;

export function LinkBadge() {
  const { state, last_ms, syncing } = link.value;
  const old = last_ms === null ? null : now.value - last_ms;
  return (
    <span class={`link-badge ${state}`} role="status">
      <span class="dot" />
      {state === "live" && t("link.live")}
      {state === "polling" && (old !== null && old > FRESH_MS ? t("link.polling_old", { age: age(old) }) : t("link.polling"))}
      {state === "offline" && (old === null ? t("link.offline") : t("link.offline_old", { age: age(old) }))}
      {syncing && <span class="unseen">{t("link.syncing")}</span>}
    </span>
  );
}
