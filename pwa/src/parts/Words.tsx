/** Small pieces of text that many screens show: a status, a tag code, a time that ages, the marks of where an action is. */

import type { OutboxRow } from "../core/action";
import { spaced } from "../core/tag";
import { ago, moment } from "../i18n/dates";
import { t, word } from "../i18n/t";
import { Icon } from "./Icon";
import { now } from "./now";

export function StatusChip({ status }: { status: string }) {
  return <span class={`chip status-${status}`}>{word("status", status)}</span>;
}

export function TagCode({ code }: { code: string }) {
  return <span class="code">{spaced(code)}</span>;
}

export function Ago({ ms }: { ms: number }) {
  return (
    <time dateTime={new Date(ms).toISOString()} title={moment(ms)}>
      {ago(ms, now.value)}
    </time>
  );
}

/** One tick: durable on this phone. Two: the office has it. */
export function Delivery({ state }: { state: OutboxRow["state"] }) {
  const there = state !== "waiting" && state !== "held";
  return (
    <span class={there ? "delivery there" : "delivery"}>
      <Icon name={there ? "ticks" : "tick"} size={18} />
      {there ? t("delivery.office") : t("delivery.phone")}
    </span>
  );
}
