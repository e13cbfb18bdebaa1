/** Keeping the office's rows: read in at start, swapped in whole after a first sync, changed by one transaction a pull. */
import { rows } from "../state";
import { ask } from "./db";
import { emptyMemory, firstPage, lay, type Memory, type Page } from "./rows_memory";
import { blocksOf, type Change, type Head, rowsDb, type Staging } from "./rows_tables";
import { tellTabs } from "./tabs";

let memory: Memory = emptyMemory();
let head: Head | null = null;
let lastChange = 0;
let staged: { set: number; memory: Memory } | null = null;

export const rowsHead = (): Head | null => head;
export const rowsMemory = (): Memory => memory;

/** Lets the screen draw between two pieces of long work. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function show(): void {
  const version = rows.value.version + 1;
  rows.value = { ...memory.rows, version, cursor: head?.cursor ?? 0, loaded: head !== null };
}

/** The lock screen need not wait for 20,000 samples. */
function showFirst({ rows: { places, people } }: Memory): void {
  if (!rows.value.loaded) rows.value = { ...rows.value, version: rows.value.version + 1, places, people };
}

/** `onFirst` is called as soon as places and people are there. */
async function layBlocks(into: Memory, set: number, onFirst: () => void = () => undefined): Promise<void> {
  const keys = await rowsDb.read(["blocks"], (tx) => ask(tx.objectStore("blocks").getAllKeys(blocksOf(set))));
  for (const key of keys) {
    const text = (await rowsDb.read(["blocks"], (tx) => ask(tx.objectStore("blocks").get(key)))) as string;
    lay(into, JSON.parse(text) as Page);
    if (key === keys[0]) onFirst();
    await breath();
  }
}

/** What is in force on the disk, with the changes behind `after`, in one consistent read. */
async function readChanges(after: number): Promise<{ head: Head | null; changes: Change[] }> {
  return rowsDb.read(["meta", "changes"], async (tx) => {
    const kept = (await ask(tx.objectStore("meta").get("rows"))) as Head | undefined;
    const changes = (await ask(tx.objectStore("changes").getAll(IDBKeyRange.lowerBound(after, true)))) as Change[];
    return { head: kept ?? null, changes: changes.filter((change) => change.set === kept?.set) };
  });
}

function layChanges(into: Memory, changes: readonly Change[]): void {
  for (const change of changes) {
    for (const page of JSON.parse(change.text) as Page[]) lay(into, page);
    lastChange = Math.max(lastChange, change.n ?? 0);
  }
}

let loading: Promise<void> = Promise.resolve();

/** Until the rows on the disk are in memory. */
export const whenLoaded = (): Promise<void> => loading;

/** Reads all rows in, a block at a time, places and people first. Damage is no loss: the rows are dropped and asked for again. */
export function loadRows(): Promise<void> {
  loading = load();
  return loading;
}

async function load(): Promise<void> {
  const kept = await readChanges(0);
  if (!kept.head) return;
  const fresh = emptyMemory();
  try {
    await layBlocks(fresh, kept.head.set, () => showFirst(fresh));
    layChanges(fresh, kept.changes);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return dropRows();
  }
  memory = fresh;
  head = kept.head;
  show();
}

/** Another tab wrote rows: take its changes, or everything if it swapped. */
export async function catchUp(): Promise<void> {
  const kept = await readChanges(lastChange);
  if (!kept.head || kept.head.set !== head?.set) {
    lastChange = 0;
    return kept.head ? loadRows() : undefined;
  }
  if (kept.head.cursor === head.cursor) return;
  layChanges(memory, kept.changes);
  head = kept.head;
  show();
}

/**
 * The pages of one pull from `since`, laid over the rows in one transaction that also moves the cursor.
 * False when another tab was faster: then what it wrote is taken instead.
 */
export async function applyChanges(since: number, next: Omit<Head, "set">, pages: readonly Page[], text: string): Promise<boolean> {
  const mine = head;
  if (!mine || mine.cursor !== since) return false;
  const after: Head = { set: mine.set, ...next };
  const isEmpty = pages.every((page) => !Object.keys(page.tables).length && !Object.keys(page.gone).length);
  if (isEmpty && after.cursor === mine.cursor && after.chain === mine.chain) return true;
  const n = await rowsDb.write(["meta", "changes"], async (tx) => {
    const kept = (await ask(tx.objectStore("meta").get("rows"))) as Head | undefined;
    if (kept?.set !== mine.set || kept.cursor !== since) return null;
    tx.objectStore("meta").put(after, "rows");
    const change: Change = { set: mine.set, merged: false, text };
    return isEmpty ? 0 : ((await ask(tx.objectStore("changes").add(change))) as number);
  });
  if (n === null) {
    await catchUp();
    return false;
  }
  for (const page of pages) lay(memory, page);
  lastChange = Math.max(lastChange, n);
  head = after;
  show();
  tellTabs("rows");
  return true;
}

/** A first sync that was broken off, to be gone on with. */
export async function staging(): Promise<Staging | null> {
  return ((await rowsDb.read(["meta"], (tx) => ask(tx.objectStore("meta").get("staging")))) as Staging | undefined) ?? null;
}

/** Writes one page of a first sync beside what is in force. `following` null: the last page, swapped in by `swapIn`. */
export async function stage(before: Staging | null, page: Page, text: string, epoch: string, following: string | null): Promise<Staging> {
  const set = before?.set ?? Date.now();
  const into = await stagedMemory(before, set);
  const after: Staging = { set, epoch, blocks: (before?.blocks ?? 0) + 1, page: following ?? "" };
  await rowsDb.write(["meta", "blocks"], (tx) => {
    tx.objectStore("blocks").put(text, [set, after.blocks]);
    tx.objectStore("meta").put(after, "staging");
  });
  lay(into, page);
  return after;
}

async function stagedMemory(before: Staging | null, set: number): Promise<Memory> {
  if (staged?.set === set && before) return staged.memory;
  staged = { set, memory: emptyMemory() };
  if (before) await layBlocks(staged.memory, set);
  return staged.memory;
}

/** Puts a finished first sync in force, and everything older away, in one transaction. */
export async function swapIn(done: Staging, next: Omit<Head, "set">): Promise<void> {
  const fresh = await stagedMemory(done, done.set);
  const after: Head = { set: done.set, ...next };
  const first = JSON.stringify(firstPage(fresh));
  await rowsDb.write(["meta", "blocks", "changes"], (tx) => putInForce(tx, after, first), { durability: "strict" });
  memory = fresh;
  head = after;
  lastChange = 0;
  staged = null;
  show();
  tellTabs("rows");
}

/** Inside a transaction: this set's blocks and nothing else, and before them what the lock screen needs. */
export function putInForce(tx: IDBTransaction, after: Head, first: string): void {
  tx.objectStore("blocks").put(first, [after.set, 0]);
  tx.objectStore("meta").put(after, "rows");
  tx.objectStore("meta").delete("staging");
  tx.objectStore("changes").clear();
  tx.objectStore("blocks").delete(IDBKeyRange.upperBound([after.set, 0], true));
  tx.objectStore("blocks").delete(IDBKeyRange.lowerBound([after.set, Number.MAX_SAFE_INTEGER], true));
}

/** The same rows under another set, written by `rows_compact`. */
export function inForce(after: Head): void {
  head = after;
  lastChange = 0;
}

export async function dropStaging(): Promise<void> {
  const old = await staging();
  staged = null;
  if (!old) return;
  await rowsDb.write(["meta", "blocks"], (tx) => {
    tx.objectStore("meta").delete("staging");
    tx.objectStore("blocks").delete(blocksOf(old.set));
  });
}

/** The rows are another history's: still shown, but everything is to be asked for again, and no unsent action counts as seen. */
export async function distrustRows(): Promise<void> {
  const old = head;
  if (!old) return;
  const after: Head = { ...old, cursor: 0, epoch: "", chain: "" };
  await rowsDb.write(["meta"], (tx) => ask(tx.objectStore("meta").put(after, "rows")));
  head = after;
  show();
  tellTabs("rows");
}

/** No rows any more: this phone was shut out, or what it had cannot be read. */
export async function dropRows(): Promise<void> {
  await rowsDb.write(["meta", "blocks", "changes", "timelines"], (tx) => {
    for (const name of ["meta", "blocks", "changes", "timelines"]) tx.objectStore(name).clear();
  });
  memory = emptyMemory();
  head = null;
  lastChange = 0;
  staged = null;
  show();
}
