/** Keeping the changes on the disk few: many small ones become one, many of those become new blocks. */
import { ask } from "./db";
import { inForce, putInForce, rowsHead, rowsMemory } from "./rows_disk";
import { firstPage, type Page, pagesOf } from "./rows_memory";
import { blocksOf, type Change, type Head, rowsDb } from "./rows_tables";

const SMALL = 200;
const MERGED = 20;
const BLOCK_ROWS = 5_000;

/** After a pull, when there is much to tidy. Never moves the cursor; another tab's writing in between makes it give up. */
export async function compact(): Promise<void> {
  const head = rowsHead();
  if (!head) return;
  const counts = await rowsDb.read(["changes"], (tx) => ask(tx.objectStore("changes").count()));
  if (counts < SMALL) return;
  const changes = (await rowsDb.read(["changes"], (tx) => ask(tx.objectStore("changes").getAll()))) as Change[];
  const small = changes.filter((change) => !change.merged);
  if (changes.length - small.length < MERGED) await mergeChanges(head, small);
  else await rewrite(head);
}

async function mergeChanges(head: Head, small: readonly Change[]): Promise<void> {
  const pages = mergePages(small.flatMap((change) => JSON.parse(change.text) as Page[]));
  const last = small.at(-1)?.n ?? 0;
  await rowsDb.write(["meta", "changes"], async (tx) => {
    const kept = (await ask(tx.objectStore("meta").get("rows"))) as Head | undefined;
    const keys = await ask(tx.objectStore("changes").getAllKeys(IDBKeyRange.lowerBound(last, true)));
    if (kept?.set !== head.set || keys.length) return;
    for (const change of small) tx.objectStore("changes").delete(change.n as number);
    tx.objectStore("changes").put({ n: last, set: head.set, merged: true, text: JSON.stringify(pages) } satisfies Change);
  });
}

/** One page that leaves the same rows as all of them in turn; more than one where the columns changed on the way. */
export function mergePages(pages: readonly Page[]): Page[] {
  const done: Page[] = [];
  let open = openPage();
  for (const page of pages) {
    if (!open.takes(page)) {
      done.push(open.page());
      open = openPage();
    }
    open.add(page);
  }
  return [...done, open.page()];
}

function openPage() {
  const tables = new Map<string, { cols: string[]; rows: Map<string, unknown[]> }>();
  const gone = new Map<string, Set<string>>();
  const same = (a: string[], b: string[]) => a.length === b.length && a.every((col, i) => col === b[i]);
  return {
    takes: (page: Page): boolean =>
      Object.entries(page.tables).every(([name, table]) => same(tables.get(name)?.cols ?? table.cols, table.cols)),
    add(page: Page): void {
      for (const [name, ids] of Object.entries(page.gone)) {
        const all = gone.get(name) ?? new Set();
        gone.set(name, all);
        for (const id of ids) {
          all.add(id);
          tables.get(name)?.rows.delete(id);
        }
      }
      for (const [name, table] of Object.entries(page.tables)) {
        const into = tables.get(name) ?? { cols: table.cols, rows: new Map() };
        tables.set(name, into);
        for (const row of table.rows) into.rows.set(String(row[0]), row); // the first column is the key of every table
      }
    },
    page: (): Page => ({
      tables: Object.fromEntries([...tables].map(([name, { cols, rows }]) => [name, { cols, rows: [...rows.values()] }])),
      gone: Object.fromEntries([...gone].map(([name, ids]) => [name, [...ids]])),
    }),
  };
}

/** New blocks from what is in memory, put in force only if nobody wrote meanwhile. */
async function rewrite(head: Head): Promise<void> {
  const set = Math.max(Date.now(), head.set + 1);
  let n = 0;
  for (const page of pagesOf(rowsMemory(), BLOCK_ROWS)) {
    const key = [set, ++n];
    await rowsDb.write(["blocks"], (tx) => ask(tx.objectStore("blocks").put(JSON.stringify(page), key)));
  }
  const after: Head = { ...head, set };
  const first = JSON.stringify(firstPage(rowsMemory()));
  const done = await rowsDb.write(["meta", "blocks", "changes"], async (tx) => {
    const kept = (await ask(tx.objectStore("meta").get("rows"))) as Head | undefined;
    if (kept?.set === head.set && kept.cursor === head.cursor && !(await ask(tx.objectStore("meta").getKey("staging")))) {
      putInForce(tx, after, first);
      return true;
    }
    tx.objectStore("blocks").delete(blocksOf(set));
    return false;
  });
  if (done) inForce(after);
}
