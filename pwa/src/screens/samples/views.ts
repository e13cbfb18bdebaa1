/** Views a person saved: a search with its filters under a name, kept on this device for that person. */
import { computed, signal } from "@preact/signals";
import type { Wanted } from "../../core/wanted";
import { person } from "../../state";

export interface SavedView {
  name: string;
  wanted: Wanted;
}

const MOST = 30;
const keyOf = (id: string): string => `views.${id}`;
const turn = signal(0);

export const views = computed<SavedView[]>(() => {
  turn.value; // read so that a change is seen
  const id = person.value?.id;
  if (!id) return [];
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(id)) ?? "[]") as SavedView[];
    return Array.isArray(kept) ? kept.filter((view) => typeof view.name === "string" && typeof view.wanted === "object") : [];
  } catch {
    return []; // a broken note is no reason not to show samples
  }
});

function keep(next: SavedView[]): void {
  const id = person.value?.id;
  if (!id) return;
  localStorage.setItem(keyOf(id), JSON.stringify(next.slice(0, MOST)));
  turn.value += 1;
}

/** The same name again replaces it. */
export const saveView = (name: string, wanted: Wanted): void =>
  keep([...views.value.filter((view) => view.name !== name), { name, wanted }]);
export const removeView = (name: string): void => keep(views.value.filter((view) => view.name !== name));
