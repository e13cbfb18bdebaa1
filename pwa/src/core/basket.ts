/** Which codes a basket has taken already: scanned again, such a one is a repetition and no news. */
import type { SampleView } from "./rows";

export interface InBasket {
  code: string | null;
  sample: { id: string } | null;
  /** Which way and to whom it went. */
  aimed: string;
  /** It was recorded, or is being, and was not taken back. */
  stands: boolean;
}

/**
 * Ids and codes of what still stands in the basket for this aim, of rows newest first. A piece that went another way since, or that is
 * somewhere else by now, is scanned for a reason.
 */
export function takenFor(
  rows: readonly InBasket[],
  aimed: string,
  place: string | null,
  sample: (id: string) => SampleView | null,
): ReadonlySet<string> {
  const newest = new Map<string, InBasket>();
  for (const row of rows) {
    const key = row.sample?.id ?? row.code;
    if (row.stands && key && !newest.has(key)) newest.set(key, row);
  }
  const standing = [...newest.values()].filter((row) => row.aimed === aimed && !isElsewhere(row.sample && sample(row.sample.id), place));
  return new Set(standing.flatMap((row) => [row.sample?.id, row.code].filter((id) => id !== undefined && id !== null)));
}

/** A lot may lie in many places, and where a piece is that is claimed twice nobody knows. */
function isElsewhere(view: SampleView | null, place: string | null): boolean {
  return view !== null && view.quantity === 1 && view.place !== null && view.place !== place && view.status !== "disputed";
}
