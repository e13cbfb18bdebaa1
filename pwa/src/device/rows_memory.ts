/** The office's rows in memory: pages of row arrays laid into Maps, and which code points at what. */
import { blankRow } from "../core/overlay";
import type { Table } from "../core/reply";
import type { EntryRow, PersonRow, PlaceRow, SampleRow, SampleView, VoidTagRow } from "../core/rows";
import { noRows, type Rows } from "../state";

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
  /** Tables of a later version, by key: kept, so that an update of the app finds them. */
  later: Map<string, Map<string, unknown>>;
}

const ENTRIES = 500;

export const emptyMemory = (): Memory => ({ rows: noRows(), codes: new Map(), cols: new Map(), later: new Map() });

type Raw = Record<string, unknown>;

/** For each table how an array under these columns becomes a row. */
function maker(name: string, cols: readonly string[]): (values: readonly unknown[]) => Raw {
  if (name === "samples") return sampleMaker(cols);
  return (values) => {
    const row: Raw = {};
    for (let i = 0; i < cols.length; i++) row[cols[i] as string] = values[i];
    return row;
  };
}

/** There are 20,000 of these to make before the first scan: a literal costs a sixth of a loop over the columns. */
function sampleMaker(cols: readonly string[]): (values: readonly unknown[]) => Raw {
  const at = Object.fromEntries(KNOWN.map((col) => [col, cols.indexOf(col)])) as Record<keyof SampleRow, number>;
  const later = cols.map((col, i) => [col, i] as const).filter(([col]) => !KNOWN.includes(col as keyof SampleRow));
  return (v) => {
    const row = {
      id: v[at.id],
      archive_no: v[at.archive_no] ?? null,
      number: v[at.number] ?? null,
      tag: v[at.tag] ?? null,
      type: v[at.type] ?? null,
      category: v[at.category] ?? null,
      model: v[at.model] ?? null,
      name: v[at.name] ?? null,
      facts: v[at.facts] ?? {},
      quantity: v[at.quantity] ?? 1,
      status: v[at.status],
      place: v[at.place] ?? null,
      holder: v[at.holder] ?? null,
      home: v[at.home] ?? null,
      at: v[at.at] ?? null,
      condition: v[at.condition] ?? null,
      happened_ms: v[at.happened_ms] ?? null,
      known_ms: v[at.known_ms] ?? null,
      last_by: v[at.last_by] ?? null,
      last_kind: v[at.last_kind] ?? null,
      pending: 0, // so that a row nothing is laid over is its own view: 20,000 of them are not copied to be shown
      claims: v[at.claims] ?? 0,
      slip: v[at.slip] ?? null,
      repair: v[at.repair] ?? null,
      photos: v[at.photos] ?? NONE,
      entry_no: v[at.entry_no] ?? null,
      commit: v[at.commit],
    } satisfies Record<keyof SampleView, unknown> as Raw;
    for (const [col, i] of later) row[col] = v[i]; // of a later version: kept, so that an update of the app finds it
    return row;
  };
}

const NONE: readonly string[] = Object.freeze([]); // one for all the pieces without a photo
const KNOWN = Object.keys(blankRow("")) as (keyof SampleRow)[];

const LAY: Record<string, (memory: Memory, row: Raw) => void> = {
  samples(memory, raw) {
    const row = raw as unknown as SampleRow;
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
  cases: (memory, raw) => keep(memory.rows.cases, raw),
  slips: (memory, raw) => keep(memory.rows.slips, raw),
  receipts: (memory, raw) => keep(memory.rows.receipts, raw),
  repairs: (memory, raw) => keep(memory.rows.repairs, raw),
  counts: (memory, raw) => keep(memory.rows.counts, raw),
  fairs: (memory, raw) => keep(memory.rows.fairs, raw),
  materials: (memory, raw) => keep(memory.rows.materials, raw),
  settings: (memory, raw) => keep(memory.rows.settings, raw, "key"),
  reads: (memory, raw) => keep(memory.rows.reads, raw),
  entries(memory, raw) {
    memory.rows.entries.push(raw as unknown as EntryRow);
  },
};
const keep = <Row>(into: Map<string, Row>, raw: Raw, key = "id"): void => void into.set(String(raw[key]), raw as Row);

/** The first column is the key of every table. */
function layLater(memory: Memory, name: string, table: Table): void {
  const into = memory.later.get(name) ?? new Map<string, unknown>();
  memory.later.set(name, into);
  const make = maker(name, table.cols);
  for (const values of table.rows) into.set(String(values[0]), make(values));
}

const tableIn = (memory: Memory, name: string): Map<string, unknown> | undefined => MAPS[name]?.(memory.rows) ?? memory.later.get(name);

/** The tables that are kept by key, in the order they are written in: samples last. */
const MAPS: Record<string, (rows: Rows) => Map<string, unknown>> = {
  places: (rows) => rows.places,
  people: (rows) => rows.people,
  tags: (rows) => rows.voids,
  cases: (rows) => rows.cases,
  slips: (rows) => rows.slips,
  receipts: (rows) => rows.receipts,
  repairs: (rows) => rows.repairs,
  counts: (rows) => rows.counts,
  fairs: (rows) => rows.fairs,
  materials: (rows) => rows.materials,
  settings: (rows) => rows.settings,
  reads: (rows) => rows.reads,
  samples: (rows) => rows.samples,
};

function recode(memory: Memory, before: string | null | undefined, now: string | null, target: Target): void {
  if (before && before !== now && memory.codes.get(before)?.id === target.id) memory.codes.delete(before);
  if (now) memory.codes.set(now, target);
}

/** Lays one page over what is there: removals first, then rows. Doing it twice changes nothing. */
export function lay(memory: Memory, page: Page): void {
  for (const [table, ids] of Object.entries(page.gone)) for (const id of ids) tableIn(memory, table)?.delete(id);
  for (const [name, table] of Object.entries(page.tables)) {
    const put = LAY[name];
    memory.cols.set(name, table.cols);
    if (!put) {
      layLater(memory, name, table);
      continue;
    }
    const make = maker(name, table.cols);
    for (const values of table.rows) put(memory, make(values));
  }
  if (page.tables.entries?.rows.length) memory.rows.entries = newestEntries(memory.rows.entries);
}

/** What was flagged outlasts the rest: a busy day must not push it out before the person whose scan it was has seen it. */
function newestEntries(entries: EntryRow[]): EntryRow[] {
  const once = new Map(entries.map((entry) => [entry.entry, entry]));
  const all = [...once.values()].sort((a, b) => b.entry - a.entry);
  const older = all.slice(ENTRIES).filter((entry) => entry.verdict === "flagged");
  return [...all.slice(0, ENTRIES), ...older.slice(0, ENTRIES)];
}

const FIRST = ["places", "people"];

/** What the lock screen needs, to be read before everything else. */
export function firstPage(memory: Memory): Page {
  return { tables: Object.assign({}, ...FIRST.map((name) => tableOf(memory, name))), gone: {} };
}

function tableOf(memory: Memory, name: string): Page["tables"] {
  const cols = memory.cols.get(name);
  const rows = MAPS[name]?.(memory.rows);
  if (!cols || !rows) return {};
  return { [name]: { cols, rows: [...rows.values()].map((row) => cols.map((col) => (row as Raw)[col] ?? null)) } };
}

/** The memory as pages of at most `size` rows, to be written as blocks. Small tables first. */
export function* pagesOf(memory: Memory, size: number): Generator<Page> {
  const tables: [string, Iterable<unknown>][] = Object.entries(MAPS).map(([name, of]) => [name, of(memory.rows).values()]);
  for (const [name, rows] of memory.later) tables.push([name, rows.values()]);
  tables.unshift(["entries", memory.rows.entries]);
  for (const [name, rows] of tables) {
    const cols = memory.cols.get(name);
    if (!cols) continue;
    let some: unknown[][] = [];
    for (const row of rows) {
      some.push(cols.map((col) => (row as Raw)[col] ?? null));
      if (some.length < size) continue;
      yield { tables: { [name]: { cols, rows: some } }, gone: {} };
      some = [];
    }
    if (some.length) yield { tables: { [name]: { cols, rows: some } }, gone: {} };
  }
}
