/** What this phone carries for others, in a database of its own: it is not ours, and never mixes with what we owe. */
import type { Signed } from "../core/cargo";
import { type Store, store } from "./db";

/** Actions of another install, as many as go in one push. Key: [install, first, last]. */
export interface Carried {
  install: string;
  first: number;
  last: number;
  name: string;
  actions: Signed[];
  taken_ms: number;
  /** How far its phone's clock was ahead of ours then; missing in what an older app took. */
  ahead_ms?: number | null;
  /** Why the office would not have it, the last time it was asked. */
  refused: string | null;
}
/** What the office has from us of another install; kept so that people can look it up. Key: [install, first, last]. */
export interface Delivered {
  install: string;
  first: number;
  last: number;
  name: string;
  count: number;
  delivered_ms: number;
}

export const cargoDb: Store = store("loupe-cargo", 1, (db) => {
  db.createObjectStore("carried", { keyPath: ["install", "first", "last"] });
  db.createObjectStore("delivered", { keyPath: ["install", "first", "last"] }).createIndex("at", "delivered_ms");
});
