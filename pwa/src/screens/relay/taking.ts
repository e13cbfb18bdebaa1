/** What came over the glass so far. It outlives the screen, so that an interrupted taking goes on where it was. */
import { signal } from "@preact/signals";
import type { Parcel } from "../../core/cargo";
import { carry, NotCarried } from "../../device/cargo";
import { unpacked } from "../../device/cargo_pack";
import { feel } from "../../device/feel";
import { Basin, openFountain } from "../../device/fountain";
import { syncNow } from "../../device/sync";
import { install } from "../../state";

export interface Taken {
  key: string;
  name: string;
  count: number;
}
export interface Taking {
  got: number;
  need: number;
  taken: Taken[];
  error: unknown;
}

const IDLE: Taking = { got: 0, need: 0, taken: [], error: null };
export const taking = signal<Taking>(IDLE);
let basin: Basin | null = null;
const whole = new Set<string>(); // frames of what was taken go on being shown
const ahead = new Map<string, number[]>(); // of each cargo: how far its phone's clock was ahead of ours, frame by frame

export function begin(): void {
  taking.value = { ...taking.value, taken: [], error: null };
  openFountain().then(
    () => {
      basin ??= new Basin();
    },
    (error: unknown) => {
      taking.value = { ...taking.value, error };
    },
  );
}

/** Every code in view. */
export function catchFrames(hits: readonly { text: string }[]): void {
  for (const { text } of hits) {
    const cargo = text.slice(0, CARGO);
    if (whole.has(cargo)) continue;
    const progress = basin?.add(text);
    if (!progress) continue;
    const seen = ahead.get(cargo) ?? [];
    ahead.set(cargo, [...seen, progress.wall_ms - Date.now()]);
    taking.value = { ...taking.value, got: progress.got, need: progress.need, error: null };
    if (!progress.payload) continue;
    whole.add(cargo);
    const [ahead_ms, payload] = [median(ahead.get(cargo) ?? []), progress.payload];
    ahead.delete(cargo);
    void keep(payload, ahead_ms).catch((error: unknown) => {
      whole.delete(cargo); // not stored: it may be taken once more
      feel("refused");
      taking.value = { ...taking.value, got: 0, need: 0, error };
    });
  }
}

const CARGO = 12; // of a frame: its prefix and six bytes that name the cargo

/** One frame that waited in a busy phone says nothing. */
const median = (all: number[]): number | null => all.toSorted((a, b) => a - b)[all.length >> 1] ?? null;

async function keep(payload: Uint8Array, ahead_ms: number | null): Promise<void> {
  const parcel = await unpacked(payload);
  if (!parcel) throw new NotCarried("cargo_damaged");
  await carry([parcel], install.value?.id ?? null, ahead_ms);
  feel("stored");
  taking.value = { ...IDLE, taken: [...taking.value.taken, takenOf(parcel)] };
  syncNow();
}

export const takenOf = ({ install: from, name, actions }: Parcel): Taken => ({
  key: `${from} ${actions[0]?.seq} ${actions.length}`,
  name,
  count: actions.length,
});
