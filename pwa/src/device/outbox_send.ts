/** What is owed, in batches the office takes; and writing down what it said of each, so that nothing is ever in limbo. */

import type { PushReply } from "../core/reply";
import { ask } from "./db";
import { signWritten } from "./keys";
import { oweAgain, publish, settle } from "./outbox_image";
import { type Owed, outboxDb, type Settled, type Signature, type Written } from "./outbox_tables";
import { withBallast } from "./outbox_write";
import { tellTabs } from "./tabs";

export interface Envelope {
  id: string;
  seq: number;
  bytes: string;
  sig: string;
}
export interface Batch {
  device: string;
  actions: Envelope[];
  /** What this phone still holds after it, and since when (its own wall clock). */
  left: number;
  left_since_ms: number | null;
}
export interface Limits {
  actions: number;
  bytes: number;
}

const KEEP_MS = 30 * 86_400_000;
const utf8 = new TextEncoder();
const all = (device: string, after: number): IDBKeyRange => IDBKeyRange.bound([device, after], [device, Number.MAX_SAFE_INTEGER], true);

/** Installs of this phone that owe something: an earlier enrolment keeps its own numbers and key. */
export async function debtors(): Promise<string[]> {
  const keys = await outboxDb.read(["owed"], (tx) => ask(tx.objectStore("owed").getAllKeys()));
  return [...new Set(keys.map((key) => String((key as [string, number])[0])))];
}

interface Read {
  written: Written[];
  signatures: Map<number, string>;
  owed: number;
  oldest: Written | null;
}

/** The next owed actions of one install behind `after` that are wanted now. */
async function readOwed(device: string, after: number, wants: (row: Owed) => boolean, most: number): Promise<Read> {
  return outboxDb.read(["actions", "owed", "signatures"], async (tx) => {
    const rows = (await ask(tx.objectStore("owed").getAll(all(device, after)))) as Owed[];
    const owed = await ask(tx.objectStore("owed").count());
    const wanted = rows.filter(wants).slice(0, most);
    const get = (row: Owed) => ask(tx.objectStore("actions").get([device, row.seq])) as Promise<Written | undefined>;
    const sigs = (await Promise.all(wanted.map((row) => ask(tx.objectStore("signatures").get([device, row.seq]))))) as (
      | Signature
      | undefined
    )[];
    const written = (await Promise.all(wanted.map(get))).filter((row) => row !== undefined);
    const next = rows.find((row) => wants(row) && row.seq > (wanted.at(-1)?.seq ?? 0));
    const signatures = new Map(sigs.filter((row) => row !== undefined).map((row) => [row.seq, row.sig]));
    return { written, signatures, owed, oldest: next ? ((await get(next)) ?? null) : null };
  });
}

/** Null when there is nothing (more) to send. Signs what went down before it could be signed. */
export async function nextBatch(device: string, after: number, wants: (row: Owed) => boolean, limits: Limits): Promise<Batch | null> {
  const read = await readOwed(device, after, wants, limits.actions);
  if (!read.written.length) return null;
  const unsigned = read.written.filter((row) => !read.signatures.has(row.seq));
  if (unsigned.length) for (const row of await signWritten(unsigned)) read.signatures.set(row.seq, row.sig);
  const actions: Envelope[] = [];
  let size = 0;
  for (const row of read.written) {
    const envelope = { id: row.id, seq: row.seq, bytes: row.bytes, sig: read.signatures.get(row.seq) ?? "" };
    size += utf8.encode(JSON.stringify(envelope)).length + 1;
    if (actions.length && size > limits.bytes) break;
    actions.push(envelope);
  }
  const first = read.written[actions.length] ?? read.oldest;
  return { device, actions, left: read.owed - actions.length, left_since_ms: first ? madeAt(first) : null };
}

function madeAt(row: Written): number | null {
  const made = (JSON.parse(row.bytes) as { wall_ms?: unknown }).wall_ms;
  return typeof made === "number" ? made : null;
}

/** How much is owed in all, and the time the oldest was made (this phone's wall clock). */
export async function debt(): Promise<{ owes: number; since_ms: number | null }> {
  return outboxDb.read(["owed", "actions"], async (tx) => {
    const owes = await ask(tx.objectStore("owed").count());
    const [first] = (await ask(tx.objectStore("owed").getAll(null, 1))) as Owed[];
    const row = first ? ((await ask(tx.objectStore("actions").get([first.device, first.seq]))) as Written | undefined) : undefined;
    return { owes, since_ms: row ? madeAt(row) : null };
  });
}

/** Writes down a verdict for each action in one strict transaction. A new epoch re-offers what an older office confirmed. */
export async function keepVerdicts(batch: Batch, reply: PushReply): Promise<{ reoffered: number }> {
  const settled = reply.verdicts.map((verdict, i): Settled => {
    const seq = batch.actions[i]?.seq ?? 0;
    const { id, reasons, commit } = verdict;
    return { id, device: batch.device, seq, verdict: wordOf(verdict), reasons, commit, epoch: reply.epoch, settled_ms: reply.server_ms };
  });
  const keep = async (tx: IDBTransaction): Promise<string[]> => {
    for (const row of settled) keepOne(tx, row);
    tx.objectStore("meta").put(reply.server_ms, "office_ms");
    return isNewEpoch(tx, reply.epoch, new Set(settled.map((row) => row.id)));
  };
  // A full phone that could not write the answers down would send the same scans for ever.
  const again = await withBallast(() => outboxDb.write(["verdicts", "owed", "meta"], keep, { durability: "strict" }));
  settle(settled);
  for (const id of again) oweAgain(id);
  publish();
  tellTabs("outbox");
  return { reoffered: again.length };
}

/** A duplicate is told by its first verdict: a scan flagged in a reply that was lost stays flagged. */
function wordOf(verdict: PushReply["verdicts"][number]): Settled["verdict"] {
  if (verdict.verdict !== "duplicate") return verdict.verdict;
  return verdict.first === "flagged" || verdict.first === "quarantined" ? verdict.first : "accepted";
}

function keepOne(tx: IDBTransaction, row: Settled): void {
  tx.objectStore("verdicts").put(row);
  const { device, seq, id } = row;
  if (row.verdict === "held") tx.objectStore("owed").put({ device, seq, id, held: true });
  else tx.objectStore("owed").delete([device, seq]);
}

async function isNewEpoch(tx: IDBTransaction, epoch: string, fresh: ReadonlySet<string>): Promise<string[]> {
  const before = (await ask(tx.objectStore("meta").get("epoch"))) as string | undefined;
  if (before === epoch) return [];
  tx.objectStore("meta").put(epoch, "epoch");
  const verdicts = (await ask(tx.objectStore("verdicts").getAll())) as Settled[];
  return owe(
    tx,
    verdicts.filter((row) => row.epoch !== epoch && !fresh.has(row.id)),
  );
}

function owe(tx: IDBTransaction, verdicts: readonly Settled[]): string[] {
  for (const { device, seq, id } of verdicts) tx.objectStore("owed").put({ device, seq, id });
  return verdicts.map((row) => row.id);
}

async function oweThose(pick: (row: Settled) => boolean, epoch: string | null): Promise<number> {
  const again = await outboxDb.write(
    ["verdicts", "owed", "meta"],
    async (tx) => {
      if (epoch) tx.objectStore("meta").put(epoch, "epoch");
      return owe(tx, ((await ask(tx.objectStore("verdicts").getAll())) as Settled[]).filter(pick));
    },
    { durability: "strict" },
  );
  for (const id of again) oweAgain(id);
  if (again.length) {
    publish();
    tellTabs("outbox");
  }
  return again.length;
}

/** The office is not the one that gave the verdicts kept here: all of 30 days are offered again, the ids decide. `isSame`: though it has the same epoch. */
export const reoffer = (epoch: string, isSame = false): Promise<number> => oweThose((row) => isSame || row.epoch !== epoch, epoch);

/** The office has one install's actions only up to `ack`, though it once confirmed more: those above are offered again. */
export const reofferAbove = (device: string, ack: number): Promise<number> =>
  oweThose((row) => row.device === device && row.seq > ack && row.verdict !== "held", null);

/** The epoch whose verdicts are kept here; null before the first exchange. */
export const outboxEpoch = async (): Promise<string | null> =>
  ((await outboxDb.read(["meta"], (tx) => ask(tx.objectStore("meta").get("epoch")))) as string | undefined) ?? null;

/** Forgets what was confirmed more than 30 days ago by the office's own clock: ours could be a year ahead. */
export async function prune(): Promise<void> {
  await outboxDb.write(["actions", "signatures", "verdicts", "owed", "meta"], async (tx) => {
    const office_ms = (await ask(tx.objectStore("meta").get("office_ms"))) as number | undefined;
    if (!office_ms) return;
    const old = IDBKeyRange.upperBound(office_ms - KEEP_MS, true);
    const verdicts = (await ask(tx.objectStore("verdicts").index("settled").getAll(old, 2_000))) as Settled[];
    for (const { id, device, seq } of verdicts) {
      if ((await ask(tx.objectStore("owed").getKey([device, seq]))) !== undefined) continue;
      tx.objectStore("verdicts").delete(id);
      tx.objectStore("actions").delete([device, seq]);
      tx.objectStore("signatures").delete([device, seq]);
    }
  });
}
