/** Where every piece lies now, and what places and materials say: for the warnings when putting away. */
import { computed } from "@preact/signals";
import type { SampleRow } from "../core/rows";
import type { StorageWorld } from "../core/storage";
import { rows } from "../state";
import { pending } from "./outbox_image";
import { sampleView } from "./rows_view";

/** Which pieces lie where, as the office has it: made once for its rows, not at every scan. */
const lying = computed(() => {
  const found = new Map<string, SampleRow[]>();
  if (rows.value.version < 0) return found;
  for (const row of rows.value.samples.values()) put(found, row);
  return found;
});

/** Pieces with unsent actions, where they are now. */
const moved = computed(() => {
  const views = [...pending.value.bySubject.keys()].map((subject) => sampleView(subject)).filter((view) => view !== null);
  const places = new Map<string, SampleRow[]>();
  for (const view of views) put(places, view);
  return { ids: new Set(views.map((view) => view.id)), places };
});

function put(places: Map<string, SampleRow[]>, row: SampleRow): void {
  if (!row.place) return;
  const there = places.get(row.place);
  if (there) there.push(row);
  else places.set(row.place, [row]);
}

function mates(place: string): SampleRow[] {
  const { ids, places } = moved.value;
  const there = (lying.value.get(place) ?? []).filter((row) => !ids.has(row.id));
  return [...there, ...(places.get(place) ?? [])];
}

/** What `judge` and `misfits` are told of places, materials and neighbours. */
export const conditions = (): StorageWorld => ({ materials: rows.value.materials, places: rows.value.places, mates });
