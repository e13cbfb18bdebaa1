/** A sample as a person sees it, and what a code points at: the rows in memory with unsent actions laid over. */

import type { Action } from "../core/action";
import type { Found } from "../core/judge";
import { overlay } from "../core/overlay";
import type { PlaceKind, SampleView } from "../core/rows";
import { rows } from "../state";
import { actionById, pending } from "./outbox_image";
import { rowsMemory } from "./rows_disk";

const kindOf = (place: string): PlaceKind | undefined => rows.value.places.get(place)?.kind;

/** This phone's actions about a sample that the office's row does not show yet: by its id, or by its tag scanned before it was known. */
function pendingFor(id: string, tag: string | null | undefined): Action[] {
  const { bySubject } = pending.value;
  const known = bySubject.get(id);
  const tagged = tag ? bySubject.get(tag) : undefined;
  if (!known || !tagged) return known ?? tagged ?? [];
  return [...known, ...tagged].sort((a, b) => a.hlc[0] - b.hlc[0] || a.seq - b.seq);
}

/** Not to be changed: where nothing is unsent it is the row itself. */
export function sampleView(id: string): SampleView | null {
  const row = rows.value.samples.get(id) ?? null;
  const unsent = pendingFor(id, row?.tag);
  return unsent.length ? overlay(row, unsent, kindOf, actionById) : (row as SampleView | null);
}

/** A temporary tag of a piece that was registered here under its own: the last one that was bound is in force. */
function isReplaced(code: string, id: string): boolean {
  let last = code;
  for (const [bound, sample] of pending.value.bound) if (sample === id) last = bound;
  return last !== code;
}

/** What a code (already read by `readTag`) points at, as far as this phone knows. A void code keeps naming its sample. */
export function byTag(code: string): Found {
  const { voids, samples, places, people } = rows.value;
  const gone = voids.get(code);
  if (gone) return { kind: "void", ...(gone.target_kind === "sample" ? { id: gone.target } : {}) };
  const target = rowsMemory().codes.get(code);
  const known = { sample: samples, place: places, person: people } as const;
  const found: Found | undefined = target && known[target.kind].has(target.id) ? { ...target } : boundHere(code);
  if (found?.id && isReplaced(code, found.id)) return { kind: "void", id: found.id };
  return found ?? { kind: "unknown" };
}

function boundHere(code: string): Found | undefined {
  const id = pending.value.bound.get(code);
  return id ? { kind: "sample", id } : undefined;
}
