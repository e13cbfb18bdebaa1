/** Finding pieces among 20,000 while a person types: an index made in idle moments, unsent actions laid over, filters. */
import { computed, effect } from "@preact/signals";
import type { PlaceRow, SampleRow, SampleView } from "../core/rows";
import { BY_CHARACTERS, type Hay, hayOf, holds, holdsCharacters, marksOf, type Stack, stackOf, type Word, words } from "../core/search";
import { title } from "../core/title";
import { type Wanted, wantedTest } from "../core/wanted";
import { rows } from "../state";
import { host } from "./host";
import { pending } from "./outbox_image";
import { sampleView } from "./rows_view";

interface Index {
  /** Newest archive number first: hits then need no sorting. */
  order: SampleRow[];
  stack: Stack;
  holds: Set<SampleRow>;
}
/** What is not in an index as it is now: come or changed since. Looked for once for each state of the rows. */
interface Loose {
  of: Index;
  rows: unknown;
  found: SampleRow[];
  hays: Map<SampleRow, Hay>;
}

const PIECE = 400; // rows between two breaths
const MOST_LOOSE = 1_000; // rows changed since, looked through one by one, before the index is made anew
let index: Index = { order: [], stack: stackOf([]), holds: new Set() };

const titlesOf = (row: SampleRow): string[] => [title(row, "en"), title(row, "zh-Hant"), title(row, "zh-Hans")];

function hayOfSample(row: SampleRow): Hay {
  const { facts } = row;
  const stones = facts.stones?.flatMap((stone) => [stone.kind, stone.shape, stone.colour]) ?? [];
  const papers = facts.certificates?.flatMap((paper) => [paper.lab, paper.number]) ?? [];
  const own = facts.custom ? Object.values(facts.custom).map(String) : [];
  const said = row.name ? titlesOf({ ...row, name: null }) : titlesOf(row);
  const { archive_no, entry_no, number, tag, model, name, type, category } = row;
  return hayOf([archive_no, entry_no, number, tag, model, name, type, category, ...said, ...stones, ...papers, facts.client, ...own]);
}

let loose: Loose | null = null;

/** Kept by hand and not as a signal: the index may be made while another computed value asks for it. */
function looseRows(): Loose {
  const now = rows.value;
  if (loose?.of === index && loose.rows === now) return loose;
  const found: SampleRow[] = [];
  for (const row of now.samples.values()) if (!index.holds.has(row)) found.push(row);
  const hays = loose?.of === index ? loose.hays : new Map<SampleRow, Hay>();
  loose = { of: index, rows: now, found, hays };
  return loose;
}

function put(order: SampleRow[], hays: readonly Hay[]): void {
  index = { order, stack: stackOf(hays), holds: new Set(order) };
}

/** Made in idle moments; the one in force serves until the new one is whole. */
export async function warmSearch(idle: () => Promise<void>): Promise<void> {
  if (looseRows().found.length === 0) return;
  const order = [...rows.value.samples.values()].sort(newer);
  const hays: Hay[] = [];
  for (const row of order) {
    hays.push(hayOfSample(row));
    if (hays.length % PIECE === 0) await idle();
  }
  put(order, hays);
}

/** At start, after a first sync, and whenever many pieces have changed. */
export function keepSearchWarm(idle: () => Promise<void>): void {
  let isWarming = false;
  effect(() => {
    if (isWarming || looseRows().found.length < MOST_LOOSE / 4) return;
    isWarming = true;
    void warmSearch(idle).finally(() => {
      isWarming = false;
    });
  });
}

/** Whoever types before the index is made waits for it once. */
function ready(): Index {
  if (looseRows().found.length >= MOST_LOOSE) {
    const order = [...rows.value.samples.values()].sort(newer);
    put(order, order.map(hayOfSample));
  }
  return index;
}

/** For each word the places whose names hold it: a piece is also found by who has it and where it lies. */
function placesNamed(typed: readonly Word[], places: Map<string, PlaceRow>): Set<string>[] {
  const all = typed.length ? [...places.values()].map((place) => [place.id, hayOf(Object.values(place.names))] as const) : [];
  return typed.map((word) => new Set(all.filter(([, names]) => holds(names, word)).map(([id]) => id)));
}

const isThere = (row: SampleRow, places: ReadonlySet<string>): boolean =>
  places.size > 0 && ((row.holder !== null && places.has(row.holder)) || (row.place !== null && places.has(row.place)));

/** 0 the whole of a number, 1 its last characters, 2 as typed, 3 by its characters. */
type Rank = 0 | 1 | 2 | 3;
const LAST = 4;

function rankOf(row: SampleRow, { text }: Word): Rank {
  const [archive, number, tag] = [endOf(row.archive_no, text), endOf(row.number, text), endOf(row.tag, text)];
  return Math.min(archive, number, tag) as Rank;
}

/** Most numbers end otherwise, which is seen without making their small letters. */
function endOf(number: string | null, text: string): Rank {
  const long = text.length;
  if (number === null || number.length < long || (number.length > long && long < LAST)) return 2;
  if ((number.charCodeAt(number.length - 1) | SMALL) !== (text.charCodeAt(long - 1) | SMALL)) return 2;
  if (number.slice(-long).toLowerCase() !== text) return 2;
  return number.length === long ? 0 : 1;
}
const SMALL = 32; // the bit by which a small letter differs from its capital; of digits it is set already

interface Question {
  typed: Word[];
  named: Set<string>[];
  test: ((row: SampleRow) => boolean) | null;
}

/** The best that any word is to the piece, unless one was only meant by its characters. Null: a word is not there at all. */
function rank(row: SampleRow, question: Question, isHeld: (at: number) => 0 | 1 | 2): Rank | null {
  const { typed, named, test } = question;
  let best: Rank = 2;
  let isMeant = false;
  for (let at = 0; at < typed.length; at++) {
    const held = isHeld(at);
    if (held === 1) best = Math.min(best, rankOf(row, typed[at] as Word)) as Rank;
    else if (isThere(row, named[at] as Set<string>)) continue;
    else if (held === BY_CHARACTERS) isMeant = true;
    else return null;
  }
  if (test && !test(row)) return null;
  return isMeant ? 3 : best;
}

function heldBy(hay: Hay, word: Word): 0 | 1 | 2 {
  if (holds(hay, word)) return 1;
  return holdsCharacters(hay, word) ? 2 : 0;
}

type Hits = [SampleView[], SampleView[], SampleView[], SampleView[]];

/** Every piece that is wanted, best first, then newest archive number. Rows that nothing unsent is laid over are not copied. */
export function find(wanted: Wanted): SampleView[] {
  const { samples, places, slips } = rows.value;
  const typed = words(wanted.text ?? "");
  const today_ms = new Date(host.now_ms()).setHours(0, 0, 0, 0);
  const test = wantedTest(wanted, { places, slips, today_ms });
  const question = { typed, named: placesNamed(typed, places), test };
  const hits: Hits = [[], [], [], []];
  const { order, stack } = ready();
  const marks = typed.map((word) => marksOf(stack, word));
  const isMoved = unsent();
  const isSame = looseRows().found.length === 0 && samples.size === order.length;
  const [needed] = question.named.some((some) => some.size > 0) ? [] : marks;
  let i = 0;
  const held = (word: number) => (marks[word] as Uint8Array)[i] as 0 | 1 | 2;
  for (; i < order.length; i++) {
    if (needed?.[i] === 0) continue;
    const row = order[i] as SampleRow;
    if ((!isSame && samples.get(row.id) !== row) || isMoved?.(row)) continue;
    const at = rank(row, question, held);
    if (at !== null) hits[at].push(row as SampleView);
  }
  lookApart(question, hits, isMoved);
  const some = hits.filter((rows) => rows.length > 0);
  return some.length === 1 ? (some[0] as SampleView[]) : some.flat();
}

type Moved = ((row: SampleRow) => boolean) | null;

/** Pieces with unsent actions are looked for as they are now, not as the office last knew them. */
function unsent(): Moved {
  const { bySubject } = pending.value;
  return bySubject.size ? (row) => bySubject.has(row.id) || (row.tag !== null && bySubject.has(row.tag)) : null;
}

/** What came or changed since the index was made, what has unsent actions, and what only this phone knows. */
function lookApart(question: Question, hits: Hits, isMoved: Moved): void {
  const { found, hays } = looseRows();
  const touched = new Set<Rank>();
  const look = (row: SampleView, hay: Hay): void => {
    const at = rank(row, question, (word) => heldBy(hay, question.typed[word] as Word));
    if (at === null) return;
    hits[at].push(row);
    touched.add(at);
  };
  for (const row of found) {
    if (isMoved?.(row)) continue;
    const hay = hays.get(row) ?? hayOfSample(row);
    hays.set(row, hay);
    look(row as SampleView, hay);
  }
  for (const view of movedViews()) look(view, hayOfSample(view));
  for (const at of touched) hits[at].sort(newer);
}

/** Each once, by its id or by the tag it was scanned by. What nobody registered and nobody received is no piece yet. */
function movedViews(): Iterable<SampleView> {
  const { samples } = rows.value;
  const found = new Map<string, SampleView>();
  for (const [subject, actions] of pending.value.bySubject) {
    const isHere = actions.some((action) => action.kind === "register" || action.kind === "arrive");
    const view = sampleView(subject) ?? byTagged(subject);
    if (view && (isHere || samples.has(view.id))) found.set(view.id, view);
  }
  return found.values();
}

/** Scanned by its tag before the office told whose it is. */
function byTagged(tag: string): SampleView | null {
  const id = tagged.value.get(tag);
  return id ? sampleView(id) : null;
}
const tagged = computed(() => {
  const wanted = new Set([...pending.value.bySubject.keys()].filter((subject) => !rows.value.samples.has(subject)));
  const found = new Map<string, string>();
  if (wanted.size > 0) for (const row of rows.value.samples.values()) if (row.tag && wanted.has(row.tag)) found.set(row.tag, row.id);
  return found;
});

function newer(a: SampleRow, b: SampleRow): number {
  const [left, right] = [a.archive_no ?? "\uffff", b.archive_no ?? "\uffff"]; // not numbered yet: newest of all
  return left < right ? 1 : left > right ? -1 : 0;
}

/** The first of what a text finds. An empty one gives the newest. */
export const search = (text: string, limit = 200): SampleView[] => find({ text }).slice(0, limit);
