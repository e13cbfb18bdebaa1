/** Names of people and places in the reader's language, and the path of a place. */
import type { Names, PlaceKind, PlaceRow } from "../core/rows";
import { setting } from "../device/rows_matters";
import { word } from "../i18n/t";
import { lang, rows } from "../state";
import type { IconName } from "./Icon";

/** The reader's language, else the other Chinese, else any. */
export function nameOf(names: Names | undefined): string {
  if (!names) return "";
  const near = lang.value === "zh-Hant" ? names["zh-Hans"] : lang.value === "zh-Hans" ? names["zh-Hant"] : undefined;
  return names[lang.value] ?? near ?? Object.values(names)[0] ?? "";
}

export function placeName(id: string | null | undefined): string {
  if (!id) return "";
  const place = rows.value.places.get(id);
  if (!place) return personName(id) || shortId(id);
  return nameOf(place.names) || word("place_kind", place.kind);
}

export function personName(id: string | null | undefined): string {
  if (!id) return "";
  return nameOf(rows.value.people.get(id)?.names) || nameOf(rows.value.places.get(id)?.names);
}

/** Store › Cabinet 3 › Tray B, outermost first; a loop in the tree ends it. */
export function placePath(id: string | null | undefined): string[] {
  const path: string[] = [];
  const seen = new Set<string>();
  for (let at = id ?? null; at && !seen.has(at); at = rows.value.places.get(at)?.parent ?? null) {
    seen.add(at);
    path.unshift(placeName(at));
  }
  return path;
}

const KIND_ICONS: Record<PlaceKind, IconName> = {
  store: "store",
  person: "person",
  client: "client",
  workshop: "workshop",
  booth: "booth",
  courier: "courier",
  returned_to_owner: "gone",
  sold: "gone",
  scrapped: "gone",
  lost: "gone",
};

export const kindIcon = (kind: string | undefined): IconName => KIND_ICONS[kind as PlaceKind] ?? "store";

export const isSink = (place: PlaceRow): boolean => place.id.startsWith("sink-");

/** The last four of an id nobody has a name for yet. */
export const shortId = (id: string): string => `…${id.slice(-4)}`;

/** What the firm itself calls it, of the lists in its settings. */
export function ownName(list: "categories" | "custom_fields" | "grades", key: string | null): string | null {
  const own = setting<{ key: string; names: Names }[]>(list) ?? [];
  const found = own.find((one) => one.key === key);
  return found ? nameOf(found.names) : null;
}

export const categoryName = (key: string | null | undefined): string => ownName("categories", key ?? null) ?? word("category", key);
