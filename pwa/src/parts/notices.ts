/** The notices of who is unlocked and which of them they have read, here or on any phone of theirs. */
import { computed } from "@preact/signals";
import { type Notice, notices } from "../core/notices";
import { record } from "../device/outbox";
import { pending } from "../device/outbox_image";
import { outbox, person, rows } from "../state";
import { now } from "./now";

const MOST = 500;
const HOUR_MS = 3_600_000;

/** What is due or late changes with the day alone: an hour is fine enough, and 20,000 pieces are not asked every few seconds. */
const hour = computed(() => Math.floor(now.value / HOUR_MS) * HOUR_MS);

export const mine = computed<Notice[]>(() => {
  const who = person.value;
  if (!who) return [];
  const { entries, samples, slips, cases, repairs, receipts, counts, fairs } = rows.value;
  return notices({
    me: who.id,
    roles: who.roles,
    now_ms: hour.value + HOUR_MS,
    today_ms: new Date(hour.value).setHours(0, 0, 0, 0),
    entries,
    samples,
    slips: slips.values(),
    cases: cases.values(),
    repairs: repairs.values(),
    receipts: receipts.values(),
    counts: counts.values(),
    fairs: fairs.values(),
    outbox: outbox.value,
  });
});

const read = computed<ReadonlySet<string>>(() => {
  const me = person.value?.id;
  const found = new Set<string>();
  for (const row of rows.value.reads.values()) if (row.person === me) found.add(row.notice);
  for (const action of pending.value.read) if (action.by === me) for (const id of (action.body.notices as string[]) ?? []) found.add(id);
  return found;
});

export const unread = computed(() => mine.value.filter((one) => !read.value.has(one.id)));
export const isRead = (one: Notice): boolean => read.value.has(one.id);

/** A fact like any other: it works with no office in sight and reaches the person's other phones with the next exchange. */
export async function markRead(some: readonly Notice[]): Promise<void> {
  const ids = some.filter((one) => !isRead(one)).map((one) => one.id);
  for (let at = 0; at < ids.length; at += MOST) await record([{ kind: "notice_read", body: { notices: ids.slice(at, at + MOST) } }]);
}
