/** Treatments of a patch that was not read as it stands: smoothed or sharpened, its contrast spread, straightened, enlarged. */
import { type Affine, crop, type Grey, layOut, sharpen, soften, spread } from "./decode_grey";
import type { Patch } from "./decode_patches";

/** `scale`: pixels made of one; `straighten`: undo the squeeze of a tilt; `smooth`, `blur`: sigma, in frame pixels, of noise to smooth and of blur to take out. */
export interface Treatment {
  scale: number;
  straighten: boolean;
  smooth: number;
  blur: number;
  rounds: number;
}
/** `map` leads from the picture back to the frame. */
export interface Treated {
  picture: Grey;
  map: Affine;
}

const MARGIN = 10; // frame pixels around a patch: its quiet zone
const LARGEST = 420; // pixels a side

export function treat(frame: Grey, patch: Patch, how: Treatment): Treated {
  const left = patch.left - MARGIN;
  const top = patch.top - MARGIN;
  const wide = patch.right + MARGIN - left;
  const high = patch.bottom + MARGIN - top;
  let piece = crop(frame, left, top, wide, high);
  if (how.smooth > 0) piece = soften(piece, wide, high, how.smooth);
  if (how.blur > 0) piece = sharpen(piece, wide, high, how.blur, how.rounds);
  spread(piece);
  const { map, width, height } = enlarge(patch, wide, high, how);
  const picture = layOut(piece, wide, high, map, width, height);
  return { picture, map: { ...map, c: map.c + left, f: map.f + top } };
}

/** How an enlarged, straightened picture of a piece `wide` × `high` lies over it, middle on middle. */
function enlarge(patch: Patch, wide: number, high: number, how: Treatment): { map: Affine; width: number; height: number } {
  const { xx, xy, yy } = how.straighten ? stretchOf(patch) : { xx: 1, xy: 0, yy: 1 };
  const across = wide * xx + high * Math.abs(xy);
  const down = wide * Math.abs(xy) + high * yy;
  const scale = Math.min(how.scale, LARGEST / Math.max(across, down));
  const width = Math.ceil(across * scale);
  const height = Math.ceil(down * scale);
  const unit = 1 / (scale * (xx * yy - xy * xy));
  const map = { a: yy * unit, b: -xy * unit, c: 0, d: -xy * unit, e: xx * unit, f: 0 };
  map.c = (wide - 1 - map.a * (width - 1) - map.b * (height - 1)) / 2;
  map.f = (high - 1 - map.d * (width - 1) - map.e * (height - 1)) / 2;
  return { map, width, height };
}

/**
 * The stretch that makes steepness the same in all directions. A tag seen at a slant is squeezed along one direction and its edges are
 * steeper there: the root of the matrix of gradient products is the stretch back. Never squeezes, and at most threefold.
 */
function stretchOf({ lean: { xx, xy, yy } }: Patch): { xx: number; xy: number; yy: number } {
  const middle = (xx + yy) / 2;
  const apart = Math.hypot((xx - yy) / 2, xy);
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const ratio = Math.min(3, Math.sqrt((middle + apart) / Math.max(middle - apart, middle * 0.01)));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { xx: 1 + (ratio - 1) * cos * cos, xy: (ratio - 1) * cos * sin, yy: 1 + (ratio - 1) * sin * sin };
}
