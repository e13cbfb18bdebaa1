/** The raw clocks of this run of the app, and what was learnt of the office's time. Nothing here is trusted by the office; it is kept for ever. */
import { uuid7 } from "../core/ids";
import { host } from "./host";

export interface Anchor {
  server_ms: number;
  mono_ms: number;
}
export interface Reading {
  wall_ms: number;
  tz: number;
  mono_ms: number;
  page: string;
  anchor: Anchor | null;
}

let page: string | null = null;
let anchor: Anchor | null = null;
let offset: number | null = null;

/** Names this run of the app: `mono_ms` of two actions may be compared only within one page. */
export function pageId(): string {
  page ??= uuid7(host.now_ms(), host.random(10));
  return page;
}

export const newId = (): string => uuid7(host.now_ms(), host.random(10));
export const mono = (): number => Math.max(0, Math.round(host.mono_ms()));

/** What every action keeps. `tz`: minutes east of UTC. */
export function reading(): Reading {
  const wall_ms = Math.floor(host.now_ms());
  return { wall_ms, tz: -new Date(wall_ms).getTimezoneOffset(), mono_ms: mono(), page: pageId(), anchor };
}

/** The office said its time in an exchange that took from `sent_mono` until now: it was that time about half-way. */
export function heard(server_ms: number, sent_mono: number): void {
  const got = mono();
  const middle = Math.round((sent_mono + got) / 2);
  anchor = { server_ms, mono_ms: middle };
  offset = server_ms - (Math.floor(host.now_ms()) - (got - middle));
}

/** The office's wall clock minus this phone's, in ms; null before the first exchange of this run. */
export const offset_ms = (): number | null => offset;

/** The best guess of the office's time now. */
export const officeNow = (): number => Math.floor(host.now_ms()) + (offset ?? 0);
