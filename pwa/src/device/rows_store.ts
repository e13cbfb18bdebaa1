/** What screens ask of the rows: a sample as a person sees it, what a code points at, and search; all in memory, with unsent actions laid over. */

import type { Action } from "../core/action";
import type { Found } from "../core/judge";
import { overlay } from "../core/overlay";
import type { PlaceKind, PlaceRow, SampleRow, SampleView } from "../core/rows";
import { type Hay, hayOf, holds, holdsCharacters, type Word, words } from "../core/search";
import { title } from "../core/title";
import { rows } from "../state";
import { actionById, pending } from "./outbox_image";
import { rowsMemory } from "./rows_disk";

export { loadRows } from "./rows_disk";

const kindOf = (place: string): PlaceKind | undefined => rows.value.places.get(place)?.kind;

/** This phone's actions about a sample that the office's row does not show yet: by its id, or by its tag scanned before it was known. */
function pendingFor(id: string, tag: string | null | undefined): Action[] {
  const { bySubject } = pending.value;
  const known = bySubject.get(id);
  const tagged = tag ? bySubject.get(tag) : undefined;
  if (!known || !tagged) return known ?? tagged ?? [];
  return [...known, ...tagged].sort((a, b) => a.hlc[0] - b.hlc[0] || a.seq - b.seq);
}

export function sampleView(id: string): SampleView | null {
  const row = rows.value.samples.get(id) ?? null;
  return overlay(row, pendingFor(id, row?.tag), kindOf, actionById);
}

/** What a code (already read by `readTag`) points at, as far as this phone knows. A void code keeps naming its sample. */
export function byTag(code: string): Found {
  const { voids, samples, places, people } = rows.value;
  const gone = voids.get(code);
  if (gone) return { kind: "void", ...(gone.target_kind === "sample" ? { id: gone.target } : {}) };
  const target = rowsMemory().codes.get(code);
  const known = { sample: samples, place: places, person: people } as const;
  if (target && known[target.kind].has(target.id)) return { ...target };
  const bound = pending.value.bound.get(code);
  return bound ? { kind: "sample", id: bound } : { kind: "unknown" };
}

// ---- search ----

const LIMIT = 200;
const hays = new WeakMap<SampleRow, Hay>(); // a changed row is another object, so nothing here can be stale

function hayOfSample(row: SampleRow): Hay {
  const known = hays.get(row);
  if (known !== undefined) return known;
  const { facts } = row;
  const stones = facts.stones?.flatMap((stone) => [stone.kind, stone.shape, stone.colour]) ?? [];
  const papers = facts.certificates?.flatMap((paper) => [paper.lab, paper.number]) ?? [];
  const said = row.name ? titlesOf({ ...row, name: null }) : titlesOf(row);
  const hay = hayOf([
    row.archive_no,
    row.number,
    row.tag,
    row.model,
    row.name,
    row.type,
    row.category,
    ...said,
    ...stones,
    ...papers,
    facts.client,
  ]);
  hays.set(row, hay);
  return hay;
}

const titlesOf = (row: SampleRow): string[] => [title(row, "en"), title(row, "zh-Hant"), title(row, "zh-Hans")];

/** Prepared in idle moments, so that the first letters typed are as quick as the next. */
export async function warmSearch(idle: () => Promise<void>): Promise<void> {
  let n = 0;
  for (const row of [...rows.value.samples.values()]) {
    hayOfSample(row);
    if (++n % 500 === 0) await idle();
  }
}

/** For each word the places whose names hold it: a piece is also found by who has it and where it lies. */
function placesNamed(typed: readonly Word[], places: Map<string, PlaceRow>): Set<string>[] {
  const all = [...places.values()].map((place) => [place.id, hayOf(Object.values(place.names))] as const);
  return typed.map((word) => new Set(all.filter(([, names]) => holds(names, word)).map(([id]) => id)));
}

const isThere = (row: SampleRow, places: ReadonlySet<string>): boolean =>
  places.size > 0 && ((row.holder !== null && places.has(row.holder)) || (row.place !== null && places.has(row.place)));

const isWhole = (row: SampleRow, word: Word): boolean =>
  row.archive_no === word.text || row.number?.toLowerCase() === word.text || row.tag?.toLowerCase() === word.text;

/** -1 a word is the whole of a number, 0 as typed, 1 by its characters, null not at all. */
function match(row: SampleRow, hay: Hay, typed: readonly Word[], places: readonly Set<string>[]): number | null {
  let score = 0;
  for (let i = 0; i < typed.length; i++) {
    const word = typed[i] as Word;
    if (holds(hay, word)) score = isWhole(row, word) ? -1 : score;
    else if (isThere(row, places[i] as Set<string>)) continue;
    else if (holdsCharacters(hay, word)) score = 1;
    else return null;
  }
  return score;
}

interface Hit {
  row: SampleRow;
  score: number;
}

/** Best first, then newest archive number. An empty text gives the newest. */
export function search(text: string, limit = LIMIT): SampleView[] {
  const typed = words(text);
  const named = placesNamed(typed, rows.value.places);
  const { bySubject } = pending.value;
  const found: Hit[] = [];
  const look = (shown: SampleRow, row: SampleRow) => {
    const score = match(shown, hayOfSample(row), typed, named);
    if (score !== null) found.push({ row: shown, score });
  };
  for (const row of rows.value.samples.values()) {
    // What unsent actions have moved is looked for where it is now.
    const isMoved = bySubject.size > 0 && (bySubject.has(row.id) || (row.tag !== null && bySubject.has(row.tag)));
    look(isMoved ? (sampleView(row.id) ?? row) : row, row);
  }
  for (const view of registeredHere(bySubject)) look(view, view);
  found.sort((a, b) => a.score - b.score || newer(a.row, b.row));
  return found.slice(0, limit).map(({ row }) => sampleView(row.id) ?? { ...row, pending: 0 });
}

/** Pieces the office has not heard of. */
function registeredHere(bySubject: Map<string, Action[]>): SampleView[] {
  const here = [...bySubject].filter(
    ([id, actions]) => !rows.value.samples.has(id) && actions.some((action) => action.kind === "register"),
  );
  return here.map(([id]) => sampleView(id)).filter((view) => view !== null);
}

function newer(a: SampleRow, b: SampleRow): number {
  const [left, right] = [a.archive_no ?? "\uffff", b.archive_no ?? "\uffff"]; // not numbered yet: newest of all
  return left < right ? 1 : left > right ? -1 : 0;
}
