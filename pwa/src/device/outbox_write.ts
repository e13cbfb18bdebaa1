/** Numbering, chaining and storing actions in one strict transaction: what it returns is on the disk. */
import type { Action, Draft } from "../core/action";
import { type Hlc, tick } from "../core/hlc";
import { sha256 } from "../core/sha256";
import { stored } from "../state";
import { newId, type Reading, reading } from "./clock";
import { ask, isFull } from "./db";
import { host } from "./host";
import { type Chain, outboxDb, type Written } from "./outbox_tables";

/** A draft with the id it keeps however often the write is tried. */
interface Named {
  id: string;
  draft: Draft;
}
export interface Author {
  device: string;
  by: string;
  /** Newest commit this phone knows. */
  base: number;
}

const BALLAST_BYTES = 512 * 1024;
const utf8 = new TextEncoder();

function compose(named: Named, author: Author, seq: number, hlc: Hlc, prev: string | null, clocks: Reading): Action {
  const { draft } = named;
  return {
    v: 1,
    id: named.id,
    kind: draft.kind,
    device: author.device,
    seq,
    by: author.by,
    sample: draft.sample ?? null,
    tag: draft.tag ?? null,
    to: draft.to ?? null,
    observed_from: draft.observed_from ?? null,
    believed_from: draft.believed_from ?? null,
    base: author.base,
    quantity: draft.quantity ?? 1,
    slip: draft.slip ?? null,
    count: draft.count ?? null,
    fair: draft.fair ?? null,
    repair: draft.repair ?? null,
    receipt: draft.receipt ?? null,
    group: draft.group ?? null,
    ...clocks,
    hlc,
    body: draft.body ?? {},
    prev,
  };
}

/** Every link of the chain is read and moved inside this transaction, so two tabs never share a number. */
async function append(tx: IDBTransaction, all: Named[], author: Author): Promise<Written[]> {
  const actions = tx.objectStore("actions");
  const before = await written(actions, all);
  if (before) return before;
  const chain = await chainOf(tx, author.device);
  const clocks = reading();
  const rows: Written[] = [];
  for (const named of all) {
    chain.hlc = tick(chain.hlc, clocks.wall_ms);
    chain.seq += 1;
    const bytes = JSON.stringify(compose(named, author, chain.seq, chain.hlc, chain.hash, clocks));
    chain.hash = sha256(utf8.encode(bytes));
    const row: Written = { device: author.device, seq: chain.seq, id: named.id, bytes };
    actions.add(row);
    tx.objectStore("owed").add({ device: row.device, seq: row.seq, id: row.id });
    rows.push(row);
  }
  tx.objectStore("chains").put(chain);
  return rows;
}

/** A first try whose end was never seen may have been stored: then that is what was recorded. */
async function written(actions: IDBObjectStore, all: Named[]): Promise<Written[] | null> {
  const found = (await Promise.all(all.map((named) => ask(actions.index("id").get(named.id))))) as (Written | undefined)[];
  return found.every(Boolean) ? (found as Written[]) : null;
}

async function chainOf(tx: IDBTransaction, device: string): Promise<Chain> {
  const kept = (await ask(tx.objectStore("chains").get(device))) as Chain | undefined;
  return kept ?? { device, seq: 0, hash: null, hlc: null };
}

/** All drafts or none. */
export async function write(drafts: Draft[], author: Author): Promise<Written[]> {
  const all = drafts.map((draft) => ({ id: draft.id ?? newId(), draft }));
  return withBallast(() => outboxDb.write(["actions", "owed", "chains"], (tx) => append(tx, all, author), { durability: "strict" }));
}

/** When the phone is full the ballast is thrown out and it is tried once more. */
export async function withBallast<T>(once: () => Promise<T>): Promise<T> {
  try {
    return await once();
  } catch (error) {
    if (!isFull(error)) throw error;
    stored.value = { ...stored.value, trouble: "full" };
    await dropBallast();
    return once();
  }
}

/** Room kept so that a phone full of photos can still take a shift's scans. Where it lies, this phone is not full (any more). */
export async function layBallast(): Promise<void> {
  try {
    await outboxDb.write(["meta"], layOnce);
    if (stored.value.trouble === "full") stored.value = { ...stored.value, trouble: null };
  } catch (error) {
    if (!isFull(error)) throw error;
    stored.value = { ...stored.value, trouble: "full" };
  }
}

/** Random, or the disk would squeeze it to nothing. */
async function layOnce(tx: IDBTransaction): Promise<void> {
  const meta = tx.objectStore("meta");
  if ((await ask(meta.getKey("ballast"))) !== undefined) return;
  const bytes = new Uint8Array(BALLAST_BYTES);
  for (let at = 0; at < BALLAST_BYTES; at += 65_536) bytes.set(host.random(65_536), at);
  meta.put(bytes.buffer, "ballast");
}

const dropBallast = (): Promise<undefined> => outboxDb.write(["meta"], (tx) => ask(tx.objectStore("meta").delete("ballast")));
