/** What screens ask of the rows: a sample as a person sees it, what a code points at, and search; all in memory, with unsent actions laid over. */

import type { Action } from "../core/action";
import type { Found } from "../core/judge";
import { blankRow, overlay } from "../core/overlay";
import type { PlaceKind, PlaceRow, SampleRow, SampleView } from "../core/rows";
import { haystack, rank, words } from "../core/search";
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
const hays = new WeakMap<SampleRow, string>(); // a changed row is another object, so nothing here can be stale

function hayOf(row: SampleRow): string {
  const known = hays.get(row);
  if (known !== undefined) return known;
  const { facts } = row;
  const stones = facts.stones?.flatMap((stone) => [stone.kind, stone.shape, stone.colour]) ?? [];
  const papers = facts.certificates?.flatMap((paper) => [paper.lab, paper.number]) ?? [];
  const said = row.name ? titlesOf({ ...row, name: null }) : titlesOf(row);
  const hay = haystack([
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
    hayOf(row);
    if (++n % 500 === 0) await idle();
  }
}

/** For each word the places whose names hold it: a piece is also found by who has it and where it lies. */
function placesNamed(typed: readonly string[], places: Map<string, PlaceRow>): Set<string>[] {
  const all = [...places.values()].map((place) => [place.id, haystack(Object.values(place.names))] as const);
  return typed.map((word) => new Set(all.filter(([, names]) => names.includes(word)).map(([id]) => id)));
}

const isThere = (row: SampleRow, places: ReadonlySet<string>): boolean =>
  (row.holder !== null && places.has(row.holder)) || (row.place !== null && places.has(row.place));

/** 0 as typed, 1 by its characters, null not at all; -1 when a word is the whole of a number. */
function match(row: SampleRow, typed: readonly string[], places: readonly Set<string>[]): number | null {
  const rest = typed.filter((_, i) => !isThere(row, places[i] as Set<string>));
  if (!rest.length) return 0;
  const found = rank(hayOf(row), rest);
  if (found !== 0) return found;
  const whole = (text: string | null) => text !== null && rest.includes(text.toLowerCase());
  return whole(row.archive_no) || whole(row.number) || whole(row.tag) ? -1 : 0;
}

/** Best first, then newest archive number. An empty text gives the newest. A scanned code with its spaces is one word. */
export function search(text: string, limit = LIMIT): SampleView[] {
  const typed = words(text);
  const joined = typed.join("");
  const terms = typed.length > 1 && /^[0-9a-z]{16}$/.test(joined) ? [joined] : typed;
  const { places } = rows.value;
  const named = placesNamed(terms, places);
  const found: { row: SampleRow; score: number }[] = [];
  for (const row of candidates()) {
    const score = match(row, terms, named);
    if (score !== null) found.push({ row, score });
  }
  found.sort((a, b) => a.score - b.score || newer(a.row, b.row));
  return found.slice(0, limit).map(({ row }) => sampleView(row.id) ?? { ...row, pending: 0 });
}

function newer(a: SampleRow, b: SampleRow): number {
  const [left, right] = [a.archive_no ?? "￿", b.archive_no ?? "￿"]; // not numbered yet: newest of all
  return left < right ? 1 : left > right ? -1 : 0;
}

/** The office's rows; those that unsent actions have moved are looked at as they are now, those registered here as well. */
function* candidates(): Generator<SampleRow> {
  const { samples } = rows.value;
  const { bySubject } = pending.value;
  for (const row of samples.values()) {
    const moved = bySubject.size > 0 && (bySubject.has(row.id) || (row.tag !== null && bySubject.has(row.tag)));
    yield moved ? (sampleView(row.id) ?? row) : row;
  }
  for (const [id, actions] of bySubject) {
    if (samples.has(id) || !actions.some((action) => action.kind === "register")) continue;
    yield sampleView(id) ?? blankRow(id);
  }
}
