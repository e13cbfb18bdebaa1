/** What is remembered of each spot in view from frame to frame: what helped there, what to try next, and when to let it rest. */
import type { Patch } from "./decode_patches";

/**
 * `step`: the treatment a first look gets; `next`: the next to try; `tries` without success; not treated before frame `rest`.
 * `dull`: gave nothing, and is unlike what was read beside it.
 */
export interface Spot {
  x: number;
  y: number;
  size: number;
  step: number;
  next: number;
  tries: number;
  rest: number;
  seen: number;
  dull: boolean;
}

const NEAR = 48; // pixels a tag may move between two frames and still be the same spot
const FORGET = 15; // frames
const LONGEST_REST = 48; // frames

/** The spot a patch belongs to, moved to where the patch is now; a new one, with `step` for its first look, if there was none. */
export function spotOf(spots: Spot[], patch: Patch, frame: number, step = 0): Spot {
  const x = (patch.left + patch.right) / 2;
  const y = (patch.top + patch.bottom) / 2;
  const size = Math.max(patch.right - patch.left, patch.bottom - patch.top);
  let spot = spots.find((known) => known.seen < frame && Math.hypot(known.x - x, known.y - y) < NEAR && Math.abs(known.size - size) <= 32);
  if (!spot) {
    spot = { x, y, size, step, next: 1, tries: 0, rest: 0, seen: frame, dull: false };
    spots.push(spot);
  }
  return Object.assign(spot, { x, y, size, seen: frame });
}

export function succeeded(spot: Spot, step: number): void {
  Object.assign(spot, { step, next: 1, tries: 0, rest: 0, dull: false });
}

/** After each whole ladder in vain it rests twice as long: jewellery looks like a tag and never will be one. */
export function failed(spot: Spot, frame: number, rungs: number): void {
  spot.tries++;
  spot.next = (spot.next % rungs) + 1;
  if (spot.tries % rungs === 0) spot.rest = frame + Math.min(LONGEST_REST, 4 * 2 ** (spot.tries / rungs));
}

export function forget(spots: Spot[], frame: number): Spot[] {
  return spots.filter((spot) => frame - spot.seen < FORGET);
}
