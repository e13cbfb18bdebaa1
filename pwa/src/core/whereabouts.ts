/** Where pieces lie and who answers for them there; what is stock, and what of it is outside the safe. */
import { type Places, upwards } from "./place_tree";
import type { SampleRow, Status } from "./rows";

export const AWAY: ReadonlySet<Status> = new Set<Status>(["out", "at_client", "in_repair", "at_booth", "in_transit"]);
const GONE: ReadonlySet<Status> = new Set<Status>(["sold", "scrapped", "returned_to_owner", "lost"]);

/** Where nobody knows the place, and what has no category. */
export const NONE = "none" as const;
export const ANY = "any" as const;

/** What is gone for good, or lost, is no stock; everything else is somewhere, and somebody answers for it. */
export const isStock = ({ status }: SampleRow): boolean => !GONE.has(status);

/** How many of it lie where; of a lot in several places. `""`: nobody knows. */
export const placesOf = (row: SampleRow): [string, number][] => (row.at ? Object.entries(row.at) : [[row.place ?? "", row.quantity]]);

/** Everything that is in no store: with people, clients, workshops, at booths, on the way, or nobody knows where. */
export const isOutside = (places: Places, place: string): boolean => places.get(place)?.kind !== "store";

/** In a store its keeper answers, or the keeper of the store around it; elsewhere the place itself. */
export function answersFor(places: Places, place: string): string {
  for (const row of upwards(place, places)) {
    if (row.kind !== "store") return row.id;
    if (row.keeper) return row.keeper;
  }
  return place || NONE;
}

/** The place at the second level of the tree: a cabinet, not each of its trays. */
export function outerOf(places: Places, place: string): string {
  const chain = upwards(place, places);
  return (chain.at(-2) ?? chain.at(-1))?.id ?? NONE;
}
