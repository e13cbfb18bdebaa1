/** One tab of a phone in Node: the real engine on an IndexedDB in memory, with its own modules; a second tab of it shares the database. */
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { vi } from "vitest";

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/** What outlives a page: the databases and localStorage. */
export interface Disk {
  indexedDB: IDBFactory;
  kept: Map<string, string>;
}
export const newDisk = (): Disk => ({ indexedDB: new IDBFactory(), kept: new Map() });

export interface Clock {
  wall: number;
  mono: number;
}

const drawer = (kept: Map<string, string>) => ({
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
});

/** Opens the app on this disk: every module is new, as after a restart. */
export async function openTab(disk: Disk, fetch: Fetch, clock: Clock = { wall: Date.UTC(2026, 10, 22), mono: 1000 }) {
  vi.resetModules();
  const { host } = await import("../../src/device/host");
  host.indexedDB = disk.indexedDB;
  host.fetch = fetch as typeof globalThis.fetch;
  host.kept = drawer(disk.kept);
  host.session = drawer(new Map());
  host.locks = null;
  host.now_ms = () => clock.wall;
  host.mono_ms = () => clock.mono;
  host.storage = null;
  const [
    state,
    keys,
    outbox,
    image,
    tables,
    write,
    send,
    push,
    pull,
    disk_,
    store,
    sync,
    people,
    exported,
    trouble,
    rowsTables,
    compact,
    matters,
    photos,
    photoRoom,
    photoSend,
    photoTables,
    picking,
    conditions,
    cargo,
    cargoSend,
    cargoPack,
    idle,
    exchange,
  ] = await Promise.all([
    import("../../src/state"),
    import("../../src/device/keys"),
    import("../../src/device/outbox"),
    import("../../src/device/outbox_image"),
    import("../../src/device/outbox_tables"),
    import("../../src/device/outbox_write"),
    import("../../src/device/outbox_send"),
    import("../../src/device/sync_push"),
    import("../../src/device/sync_pull"),
    import("../../src/device/rows_disk"),
    import("../../src/device/rows_store"),
    import("../../src/device/sync"),
    import("../../src/device/people"),
    import("../../src/device/export"),
    import("../../src/device/sync_trouble"),
    import("../../src/device/rows_tables"),
    import("../../src/device/rows_compact"),
    import("../../src/device/rows_matters"),
    import("../../src/device/photos"),
    import("../../src/device/photo_room"),
    import("../../src/device/photo_send"),
    import("../../src/device/photo_tables"),
    import("../../src/device/picking"),
    import("../../src/device/conditions"),
    import("../../src/device/cargo"),
    import("../../src/device/cargo_send"),
    import("../../src/device/cargo_pack"),
    import("../../src/device/idle"),
    import("../../src/device/exchange"),
  ]);
  await keys.loadIdentity();
  await disk_.loadRows();
  await outbox.loadOutbox();
  return {
    host,
    clock,
    state,
    keys,
    outbox,
    image,
    tables,
    write,
    send,
    push,
    pull,
    disk: disk_,
    store,
    sync,
    people,
    exported,
    trouble,
    rowsTables,
    compact,
    matters,
    photos,
    photoRoom,
    photoSend,
    photoTables,
    picking,
    conditions,
    cargo,
    cargoSend,
    cargoPack,
    idle,
    exchange,
  };
}
export type Tab = Awaited<ReturnType<typeof openTab>>;

/** Somebody is at the phone. */
export function sitDown(tab: Tab, id = "0190a000-0000-7000-8000-00000000000a"): void {
  tab.state.person.value = { id, names: { en: "Mei Chan" }, roles: ["keeper"], active: true, pin: null, badge: null, commit: 1 };
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });

/** The body of a request as the office reads it, gzipped or not. */
export async function bodyOf(init: RequestInit): Promise<Record<string, unknown>> {
  if (typeof init.body === "string") return JSON.parse(init.body) as Record<string, unknown>;
  const stream = new Blob([init.body as ArrayBuffer]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text()) as Record<string, unknown>;
}
