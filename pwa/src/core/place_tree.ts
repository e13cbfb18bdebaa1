/** The tree of places: what lies inside a place, the order one walks it in, and the nearest place that says something. */
import type { Lang, PlaceRow } from "./rows";

export type Places = ReadonlyMap<string, PlaceRow>;

/** A place and everything inside it: a cabinet holds what its trays hold. */
export function within(place: string, places: Places): Set<string> {
  const parts = new Map<string, string[]>();
  for (const { id, parent } of places.values()) if (parent) parts.set(parent, [...(parts.get(parent) ?? []), id]);
  const inside = new Set([place]);
  for (const one of inside) for (const part of parts.get(one) ?? []) inside.add(part);
  return inside;
}

/** The place itself and what it lies in, each once, whatever the rows say. */
export function upwards(place: string, places: Places): PlaceRow[] {
  const found = new Set<PlaceRow>();
  for (let row = places.get(place); row && !found.has(row); row = row.parent ? places.get(row.parent) : undefined) found.add(row);
  return [...found];
}

const FIGURES = "〇一二三四五六七八九";

function figures(numeral: string): string {
  const [tens = "", ones = ""] = numeral.includes("十") ? numeral.split("十") : ["〇", numeral];
  return String(FIGURES.indexOf(tens || "一") * 10 + FIGURES.indexOf(ones || "〇"));
}

/** 三號櫃 as 3號櫃, so that it stands between 二號櫃 and 四號櫃; up to ninety-nine, as places are numbered. */
export const withFigures = (name: string): string => name.replace(/[一二三四五六七八九十]{1,3}(?=[號号])/g, figures);

const LANGS: readonly Lang[] = ["en", "zh-Hant", "zh-Hans"];
const nameOf = ({ names }: PlaceRow): string => LANGS.map((lang) => names[lang]).find(Boolean) ?? "";
const NATURAL = new Intl.Collator("en", { numeric: true });

/** Every place by its turn when walking the tree: a cabinet, then its trays in the order of their numbers, then the next cabinet. */
export function walk(places: Places): Map<string, number> {
  const all = [...places.values()].sort((a, b) => NATURAL.compare(nameOf(a), nameOf(b)) || (a.id < b.id ? -1 : 1));
  const parts = new Map<string | null, PlaceRow[]>();
  for (const row of all) {
    const parent = row.parent && places.has(row.parent) ? row.parent : null;
    const there = parts.get(parent);
    if (there) there.push(row);
    else parts.set(parent, [row]);
  }
  const turns = new Map<string, number>();
  const visit = (row: PlaceRow): void => {
    if (turns.has(row.id)) return;
    turns.set(row.id, turns.size);
    for (const part of parts.get(row.id) ?? []) visit(part);
  };
  for (const row of parts.get(null) ?? []) visit(row);
  for (const row of all) visit(row); // a circle, which the office allows nobody to make
  return turns;
}
