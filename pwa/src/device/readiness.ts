/** The facts a readiness check judges, as this phone has them now; nothing is asked of the office. */
import type { Facts, Told } from "../core/readiness";
import { install, owed, photos, rows, update } from "../state";
import { offset_ms } from "./clock";
import { host } from "./host";
import { identityOf, isSignedBy, sign } from "./keys";
import { unlockable } from "./people";
import { CAMERA_USED } from "./scanner";
import { PULLED } from "./sync";

const TOLD = "loupe.ready";
const PROBE = "loupe-readiness"; // a sentence nobody has a use for

export async function facts(): Promise<Facts> {
  return {
    now_ms: Math.floor(host.now_ms()),
    installed: isInstalled(),
    persisted: (await globalThis.navigator?.storage?.persisted?.()) ?? false,
    loaded: rows.value.loaded,
    rows_ms: kept(PULLED),
    decoder: await isDecoderHere(),
    camera_ms: kept(CAMERA_USED),
    offset_ms: offset_ms(),
    signs: await canSign(),
    free_mb: await freeMegabytes(),
    people: unlockable().length,
    owes: owed.value.length,
    photos: photos.value.waiting.length,
    update: update.value.waiting,
  };
}

export function isInstalled(): boolean {
  const isApple = (globalThis.navigator as { standalone?: boolean } | undefined)?.standalone === true;
  return isApple || (globalThis.matchMedia?.("(display-mode: standalone)").matches ?? false);
}

export async function freeMegabytes(): Promise<number | null> {
  const { quota, usage } = (await host.storage?.estimate()) ?? {};
  return quota === undefined ? null : Math.max(0, Math.floor((quota - (usage ?? 0)) / 1_000_000));
}

function kept(name: string): number | null {
  const ms = Number(host.kept?.getItem(name) ?? Number.NaN);
  return Number.isFinite(ms) ? ms : null;
}

/** What decodes is fetched by the service worker with the app itself; without it no tag is read offline. */
async function isDecoderHere(): Promise<boolean> {
  if (!globalThis.caches) return false;
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    if (requests.some(({ url }) => /zxing_reader[^/]*\.wasm/.test(url))) return true;
  }
  return false;
}

async function canSign(): Promise<boolean> {
  const identity = install.value && (await identityOf(install.value.id));
  if (!identity) return false;
  try {
    return await isSignedBy(identity.public_key, PROBE, await sign(identity, PROBE));
  } catch {
    return false; // the key is there and cannot be used
  }
}

/** The office hears of it with the next push. */
export function keepTold(told: Told): void {
  host.kept?.setItem(TOLD, JSON.stringify(told));
}

export function lastTold(): Told | null {
  try {
    return JSON.parse(host.kept?.getItem(TOLD) ?? "null") as Told | null;
  } catch {
    return null; // somebody edited it
  }
}
