/** The office's rows in memory: pages of row arrays laid into Maps, and which code points at what. */
import type { Table } from "../core/reply";
import type { CaseRow, EntryRow, PersonRow, PlaceRow, SampleRow, VoidTagRow } from "../core/rows";
import type { Rows } from "../state";

/** What one page says; the rest of a reply is about the cursor. */
export interface Page {
  tables: Record<string, Table>;
  gone: Record<string, string[]>;
}
/** Codes in force: a sample's tag, a place's tag, a person's badge. */
export interface Target {
  kind: "sample" | "place" | "person";
  id: string;
}
export interface Memory {
  rows: Rows;
  codes: Map<string, Target>;
  /** The columns each table last came with, to write it back in. */
  cols: Map<string, string[]>;
}

const ENTRIES = 500;

export const emptyMemory = (): Memory => ({
  rows: {
    version: 0,
    cursor: 0,
    loaded: false,
    samples: new Map(),
    places: new Map(),
    people: new Map(),
    voids: new Map(),
    cases: new Map(),
    entries: [],
  },
  codes: new Map(),
  cols: new Map(),
});

function rowOf(cols: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let i = 0; i < cols.length; i++) row[cols[i] as string] = values[i];
  return row;
}

const LAY: Record<string, (memory: Memory, row: Record<string, unknown>) => void> = {
  samples(memory, raw) {
    const row = raw as unknown as SampleRow;
    row.facts ??= {};
    recode(memory, memory.rows.samples.get(row.id)?.tag, row.tag, { kind: "sample", id: row.id });
    memory.rows.samples.set(row.id, row);
  },
  places(memory, raw) {
    const row = raw as unknown as PlaceRow;
    if (row.kind !== "person") recode(memory, memory.rows.places.get(row.id)?.tag, row.tag, { kind: "place", id: row.id });
    memory.rows.places.set(row.id, row);
  },
  people(memory, raw) {
    const row = raw as unknown as PersonRow;
    recode(memory, memory.rows.people.get(row.id)?.badge, row.badge, { kind: "person", id: row.id });
    memory.rows.people.set(row.id, row);
  },
  tags(memory, raw) {
    const row = raw as unknown as VoidTagRow;
    memory.rows.voids.set(row.code, row);
  },
  cases(memory, raw) {
    const row = raw as unknown as CaseRow;
    memory.rows.cases.set(row.id, row);
  },
  entries(memory, raw) {
    memory.rows.entries.push(raw as unknown as EntryRow);
  },
};
const GONE: Record<string, (rows: Rows) => Map<string, unknown>> = {
  samples: (rows) => rows.samples,
  places: (rows) => rows.places,
  people: (rows) => rows.people,
  tags: (rows) => rows.voids,
  cases: (rows) => rows.cases,
};

function recode(memory: Memory, before: string | null | undefined, now: string | null, target: Target): void {
  if (before && before !== now && memory.codes.get(before)?.id === target.id) memory.codes.delete(before);
  if (now) memory.codes.set(now, target);
}

/** Lays one page over what is there: removals first, then rows. Doing it twice changes nothing. */
export function lay(memory: Memory, page: Page): void {
  for (const [table, ids] of Object.entries(page.gone)) for (const id of ids) GONE[table]?.(memory.rows).delete(id);
  for (const [name, table] of Object.entries(page.tables)) {
    const put = LAY[name];
    if (!put) continue; // a table of a later version
    memory.cols.set(name, table.cols);
    for (const values of table.rows) put(memory, rowOf(table.cols, values));
  }
  if (page.tables.entries?.rows.length) memory.rows.entries = newestEntries(memory.rows.entries);
}

function newestEntries(entries: EntryRow[]): EntryRow[] {
  const once = new Map(entries.map((entry) => [entry.entry, entry]));
  return [...once.values()].sort((a, b) => b.entry - a.entry).slice(0, ENTRIES);
}

/** The memory as pages of at most `size` rows, to be written as blocks. Small tables first: the lock screen needs people. */
export function* pagesOf(memory: Memory, size: number): Generator<Page> {
  const { places, people, voids, cases, entries, samples } = memory.rows;
  const tables: [string, Iterable<object>][] = [
    ["places", places.values()],
    ["people", people.values()],
    ["tags", voids.values()],
    ["cases", cases.values()],
    ["entries", entries],
    ["samples", samples.values()],
  ];
  for (const [name, rows] of tables) {
    const cols = memory.cols.get(name);
    if (!cols) continue;
    let some: unknown[][] = [];
    for (const row of rows) {
      some.push(cols.map((col) => (row as Record<string, unknown>)[col] ?? null));
      if (some.length < size) continue;
      yield { tables: { [name]: { cols, rows: some } }, gone: {} };
      some = [];
    }
    if (some.length) yield { tables: { [name]: { cols, rows: some } }, gone: {} };
  }
}
