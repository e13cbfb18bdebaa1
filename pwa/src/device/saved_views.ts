/** Views of the list a person wants again: what was typed and narrowed by, under a name, kept on this phone. */
import { signal } from "@preact/signals";
import { isObject } from "../core/reply";
import type { Wanted } from "../core/wanted";
import { newId } from "./clock";
import { host } from "./host";

export interface SavedView {
  id: string;
  name: string;
  wanted: Wanted;
}

const KEPT = "loupe.views";
const MOST = 50;

const isView = (one: unknown): one is SavedView =>
  isObject(one) && typeof one.id === "string" && typeof one.name === "string" && isObject(one.wanted);

export const savedViews = signal<SavedView[]>(read());

function read(): SavedView[] {
  const kept = parsed(host.kept?.getItem(KEPT) ?? "[]");
  return Array.isArray(kept) ? kept.filter(isView) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // somebody edited it
  }
}

function keep(views: SavedView[]): void {
  savedViews.value = views;
  host.kept?.setItem(KEPT, JSON.stringify(views));
}

/** Under a name that is there already it takes that one's place. */
export function saveView(name: string, wanted: Wanted): SavedView {
  const same = savedViews.value.find((view) => view.name === name);
  const view = { id: same?.id ?? newId(), name, wanted };
  keep([...savedViews.value.filter((one) => one.id !== view.id), view].slice(-MOST));
  return view;
}

export const dropView = (id: string): void => keep(savedViews.value.filter((view) => view.id !== id));
