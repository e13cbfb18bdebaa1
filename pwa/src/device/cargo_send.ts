/** Delivering what we carry: as its own phone would, but without its word on anything but the actions themselves. */
import { readPushReply } from "../core/reply";
import { install } from "../state";
import { carried, handedOver, keepRefusal, loadCargo } from "./cargo";
import type { Carried } from "./cargo_tables";
import { heard, mono, newId } from "./clock";
import { exchange, linkUp } from "./exchange";
import { host } from "./host";
import { Away } from "./sync_trouble";
import { tellTabs } from "./tabs";

const TIMEOUT_MS = 30_000;
const AGAIN_MS = 10 * 60_000;
const OURS_TO_WAIT = new Set([0, 403, 408, 429]);
const askedAt = new Map<string, number>(); // what was refused is not offered again at every turn

const nameOf = ({ install: from, first, last }: Carried): string => `${from}:${first}:${last}`;
const isDue = (row: Carried): boolean => mono() - (askedAt.get(nameOf(row)) ?? Number.NEGATIVE_INFINITY) > AGAIN_MS;

/** Throws Away when the office cannot be reached; what it refuses stays here and is said. */
export async function deliverCargo(): Promise<void> {
  const rows = (await carried()).filter(isDue);
  for (const row of rows) await deliver(row);
  if (!rows.length) return;
  await loadCargo();
  tellTabs("cargo");
}

async function deliver(row: Carried): Promise<void> {
  const batch = newId();
  const body = { install: row.install, batch, actions: row.actions, carried_by: install.value?.id ?? null, met: metOf(row) };
  const sent = mono();
  const answer = await exchange("POST", "/api/sync/push", { text: JSON.stringify(body), timeout_ms: TIMEOUT_MS });
  if (answer.status !== 200) return refused(row, answer.status, answer.retry_s);
  const ids = row.actions.map((action) => action.id);
  const reply = readPushReply(answer.json, batch, ids);
  if (!reply) throw new Away("not_a_reply");
  heard(reply.server_ms, sent);
  linkUp({ head: reply.head, epoch: reply.epoch });
  await handedOver(row, reply.server_ms);
}

/** The two clocks side by side, as they stood when it was taken. */
function metOf({ ahead_ms, taken_ms }: Carried): { ahead_ms: number; taken_ms: number; wall_ms: number } | null {
  return typeof ahead_ms === "number" ? { ahead_ms, taken_ms, wall_ms: Math.floor(host.now_ms()) } : null;
}

async function refused(row: Carried, status: number, retry_s: number | null): Promise<void> {
  if (OURS_TO_WAIT.has(status) || status >= 500) throw new Away(`status_${status}`, status, retry_s);
  askedAt.set(nameOf(row), mono());
  await keepRefusal(row, status === 401 ? "unknown_device" : `status_${status}`);
}
