/** The stock counted four ways, in pieces, from the rows on this device. */
import type { SampleRow } from "../../core/rows";
import { t, word } from "../../i18n/t";
import { personName, placeName, placePath } from "../../parts/names";
import type { Rows } from "../../state";

export const CUTS = ["place", "category", "holder", "status"] as const;
export type Cut = (typeof CUTS)[number];
export interface Bar {
  id: string;
  name: string;
  n: number;
  share: number; // of the longest bar
}
export interface Stock {
  pieces: number;
  inStore: number;
  away: number;
  by: Record<Cut, Bar[]>;
}

const AWAY = new Set(["out", "at_client", "in_repair", "at_booth", "in_transit"]);
const GONE = new Set(["sold", "scrapped", "returned_to_owner", "lost"]);
const SHOWN = 14;

export function stock(rows: Rows): Stock {
  const counts: Record<Cut, Map<string, number>> = { place: new Map(), category: new Map(), holder: new Map(), status: new Map() };
  let inStore = 0;
  let away = 0;
  let pieces = 0;
  for (const row of rows.samples.values()) {
    add(counts.status, row.status, row.quantity);
    if (GONE.has(row.status)) continue; // no longer stock: seen by status alone
    pieces += row.quantity;
    if (AWAY.has(row.status)) away += row.quantity;
    if (row.status === "in_store") inStore += row.quantity;
    add(counts.category, row.category ?? "", row.quantity);
    for (const [place, n] of placesOf(row)) {
      add(counts.place, outer(rows, place), n);
      add(counts.holder, answersFor(rows, place), n);
    }
  }
  return {
    pieces,
    inStore,
    away,
    by: {
      place: bars(counts.place, placeLabel(rows)),
      holder: bars(counts.holder, (id) => personName(id) || placeName(id) || t("sample.nowhere")),
      category: bars(counts.category, (code) => word("category", code) || t("board.no_category")),
      status: bars(counts.status, (code) => word("status", code)),
    },
  };
}

/** A cabinet by its own name, with its store before it where there are several stores. */
function placeLabel(rows: Rows): (id: string) => string {
  const stores = [...rows.places.values()].filter((row) => row.kind === "store" && !row.parent && !row.retired);
  return (id) => (id ? (stores.length > 1 ? placePath(id).join(" › ") : placeName(id)) : t("sample.nowhere"));
}

const placesOf = (row: SampleRow): [string, number][] => (row.at ? Object.entries(row.at) : [[row.place ?? "", row.quantity]]);

/** The place at the second level of the tree: a cabinet, not each of its trays. */
function outer(rows: Rows, place: string): string {
  const chain: string[] = [];
  for (let at: string | null = place; at && chain.length < 9; at = rows.places.get(at)?.parent ?? null) chain.unshift(at);
  return chain[1] ?? chain[0] ?? "";
}

/** In a store location its keeper answers, or the keeper of the store around it; elsewhere the place itself. */
function answersFor(rows: Rows, place: string): string {
  let steps = 0;
  for (let at = rows.places.get(place); at && steps < 9; at = rows.places.get(at.parent ?? ""), steps++) {
    if (at.kind !== "store") return at.id;
    if (at.keeper) return at.keeper;
  }
  return place;
}

function add(counts: Map<string, number>, key: string, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}

function bars(counts: Map<string, number>, name: (id: string) => string): Bar[] {
  const sorted = [...counts].filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]);
  const most = sorted[0]?.[1] ?? 1;
  const bar = (id: string, label: string, n: number): Bar => ({ id, name: label, n, share: Math.min(1, n / most) });
  const rest = sorted.slice(SHOWN).reduce((sum, [, n]) => sum + n, 0);
  const shown = sorted.slice(0, SHOWN).map(([id, n]) => bar(id, name(id), n));
  return rest ? [...shown, bar("…", t("board.rest", { n: sorted.length - SHOWN }), rest)] : shown;
}
