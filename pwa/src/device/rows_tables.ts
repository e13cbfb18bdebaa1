/** The office's rows on the disk: pages of a first sync as they came, and the changes since laid over them. All of it can be asked for again. */
import type { EntryRow } from "../core/rows";
import { ask, newest, type Store, store } from "./db";

/** Where the rows stand. `set` names the blocks and changes that are in force. */
export interface Head {
  set: number;
  epoch: string;
  cursor: number;
  chain: string;
}
/** A first sync under way: what was written of it, and the page to go on with. */
export interface Staging {
  set: number;
  epoch: string;
  blocks: number;
  page: string;
}
/** One pull, or many merged into one. `text` is the JSON of an array of pages. */
export interface Change {
  n?: number;
  set: number;
  merged: boolean;
  text: string;
}

const TIMELINES = 300;

export const rowsDb: Store = store("loupe-rows", 1, (db) => {
  db.createObjectStore("meta");
  db.createObjectStore("blocks");
  db.createObjectStore("changes", { keyPath: "n", autoIncrement: true });
  db.createObjectStore("timelines", { keyPath: "sample" }).createIndex("at", "at_ms");
});

export const blocksOf = (set: number): IDBKeyRange => IDBKeyRange.bound([set, 0], [set, Number.MAX_SAFE_INTEGER]);

interface Timeline {
  sample: string;
  entries: EntryRow[];
  at_ms: number;
}

export async function keepTimeline(sample: string, entries: EntryRow[]): Promise<void> {
  await rowsDb.write(["timelines"], async (tx) => {
    const kept = tx.objectStore("timelines");
    kept.put({ sample, entries, at_ms: Date.now() } satisfies Timeline);
    const many = (await ask(kept.count())) - TIMELINES;
    if (many <= 0) return;
    const by = await newest<Timeline>(kept.index("at"), null, TIMELINES + many);
    for (const old of by.slice(TIMELINES)) kept.delete(old.sample);
  });
}

export async function keptTimeline(sample: string): Promise<EntryRow[] | null> {
  const kept = (await rowsDb.read(["timelines"], (tx) => ask(tx.objectStore("timelines").get(sample)))) as Timeline | undefined;
  return kept?.entries ?? null;
}
