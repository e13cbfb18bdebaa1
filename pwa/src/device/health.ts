/** What this phone tells the office of itself with a push. Looked at now and then, never while a push waits. */
import type { Told } from "../core/readiness";
import { cargo, person, photos, stored } from "../state";
import { host } from "./host";
import { freeMegabytes, isInstalled, lastTold } from "./readiness";
import { PULLED } from "./sync";

export interface Health {
  installed: boolean;
  persisted: boolean;
  free_mb: number | null;
  battery: { percent: number; charging: boolean } | null;
  /** Who unlocked it last. */
  person: string | null;
  photos: number;
  /** Scans of other phones. */
  carries: number;
  rows_ms: number | null;
  ready: Told | null;
}
interface Battery {
  level: number;
  charging: boolean;
}

const LAST_PERSON = "loupe.last_person";
let free_mb: number | null = null;
let battery: Health["battery"] = null;

/** What takes asking. */
export async function lookAfter(): Promise<void> {
  free_mb = await freeMegabytes();
  const ask = (globalThis.navigator as { getBattery?: () => Promise<Battery> } | undefined)?.getBattery;
  const found = await ask?.call(navigator);
  battery = found ? { percent: Math.round(found.level * 100), charging: found.charging } : null;
}

export function health(): Health {
  if (person.value) host.kept?.setItem(LAST_PERSON, person.value.id);
  const pulled = Number(host.kept?.getItem(PULLED) ?? Number.NaN);
  return {
    installed: isInstalled(),
    persisted: stored.value.persisted,
    free_mb,
    battery,
    person: host.kept?.getItem(LAST_PERSON) ?? null,
    photos: photos.value.waiting.length,
    carries: cargo.value.waiting.reduce((sum, one) => sum + one.count, 0),
    rows_ms: Number.isFinite(pulled) ? pulled : null,
    ready: lastTold(),
  };
}
