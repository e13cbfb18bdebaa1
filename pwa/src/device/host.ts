/** What the engine takes from the machine it runs on. The browser's own by default; tests and the simulator in Node give others. */

import { type PhotoKind, type Shrunk, shrink } from "./photo_shrink";

export interface Drawer {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}
export interface Host {
  fetch: typeof fetch;
  indexedDB: IDBFactory;
  /** Null where there are none: correctness does not depend on them. */
  locks: Pick<LockManager, "request"> | null;
  now_ms: () => number;
  /** Stands still while a phone sleeps: a lower bound of the time gone by. */
  mono_ms: () => number;
  /** Small things kept between runs, and for one run; null where storage is denied. */
  kept: Drawer | null;
  session: Drawer | null;
  random: (bytes: number) => Uint8Array;
  /** Null where the browser does not say how much room there is. */
  storage: Pick<StorageManager, "estimate"> | null;
  shrink: (file: Blob, kind: PhotoKind) => Promise<Shrunk>;
}

function drawer(name: "localStorage" | "sessionStorage"): Drawer | null {
  try {
    return globalThis[name] ?? null;
  } catch {
    return null; // denied by the browser's settings: reading the property throws
  }
}

export const host: Host = {
  fetch: (input, init) => globalThis.fetch(input, init),
  indexedDB: globalThis.indexedDB,
  locks: globalThis.navigator?.locks ?? null,
  now_ms: () => Date.now(),
  mono_ms: () => performance.now(),
  kept: drawer("localStorage"),
  session: drawer("sessionStorage"),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  storage: globalThis.navigator?.storage ?? null,
  shrink,
};
