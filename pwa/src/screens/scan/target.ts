/** Which way the pieces go and who answers for them next; remembered from one opening of the app to the next. */
import { computed, effect, signal } from "@preact/signals";
import { type Direction, directionsFor, misfit, type Target } from "../../core/judge";
import type { PlaceRow } from "../../core/rows";
import { rows } from "../../state";

export const DIRECTIONS: readonly Direction[] = ["out", "in", "move", "hand_over"];
const RECENT = 6;

interface Kept {
  direction: Direction;
  targets: Partial<Record<Direction, string>>;
  recent: string[];
}

const kept = signal<Kept>(read());
/** Whether the target of now was scanned (evidence) or picked; a picked one is never taken for evidence later. */
const observed = signal<string | null>(null);

effect(() => localStorage.setItem("scan", JSON.stringify(kept.value)));

export const direction = computed(() => kept.value.direction);
export const recent = computed(() => kept.value.recent);
export const target = computed<Target | null>(() => {
  const place = kept.value.targets[direction.value];
  if (!place || misfit(direction.value, rows.value.places.get(place))) return null;
  return { place, observed: observed.value === place };
});

export function turn(next: Direction): void {
  observed.value = null;
  kept.value = { ...kept.value, direction: next };
}

/** Takes a place as target, turning to the direction it can be meant for when it does not fit the present one. */
export function aim(place: PlaceRow, scanned: boolean): void {
  const fits = !misfit(direction.value, place);
  const next = fits ? direction.value : directionsFor(place.kind)[0];
  if (!next || place.retired) return;
  observed.value = scanned ? place.id : null;
  const { targets, recent: before } = kept.value;
  kept.value = {
    direction: next,
    targets: { ...targets, [next]: place.id },
    recent: [place.id, ...before.filter((id) => id !== place.id)].slice(0, RECENT),
  };
}

export const canAim = (place: PlaceRow): boolean => !place.retired && directionsFor(place.kind).length > 0;

function read(): Kept {
  const blank: Kept = { direction: "out", targets: {}, recent: [] };
  try {
    const text = JSON.parse(localStorage.getItem("scan") ?? "{}") as Partial<Kept>;
    return { ...blank, ...text };
  } catch {
    return blank; // somebody's broken note of the last choice is no reason not to start
  }
}
