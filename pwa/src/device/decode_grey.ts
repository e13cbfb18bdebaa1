/** Grey pictures: cutting a piece out, taking blur or noise out of it, spreading its contrast, laying it out anew. */

export interface Grey {
  pixels: Uint8Array;
  width: number;
  height: number;
}
export interface Point {
  x: number;
  y: number;
}
/** Patch to frame: x = a·u + b·v + c, y = d·u + e·v + f. */
export interface Affine {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

export function apply(map: Affine, { x, y }: Point): Point {
  return { x: map.a * x + map.b * y + map.c, y: map.d * x + map.e * y + map.f };
}

/** Half the size, each pixel the mean of four: cheap, and half the noise. */
export function halve({ pixels, width, height }: Grey): Grey {
  const wide = width >> 1;
  const high = height >> 1;
  const out = new Uint8Array(wide * high);
  for (let y = 0, to = 0; y < high; y++) {
    let from = 2 * y * width;
    for (let x = 0; x < wide; x++, from += 2) {
      const below = from + width;
      out[to++] = (pixels[from]! + pixels[from + 1]! + pixels[below]! + pixels[below + 1]! + 2) >> 2;
    }
  }
  return { pixels: out, width: wide, height: high };
}

/** A rectangle of the frame as real numbers; beyond the frame its edge is repeated. */
export function crop(grey: Grey, left: number, top: number, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height);
  const column = Int32Array.from({ length: width }, (_, x) => clamp(left + x, grey.width - 1));
  for (let y = 0, to = 0; y < height; y++) {
    const row = clamp(top + y, grey.height - 1) * grey.width;
    for (let x = 0; x < width; x++) out[to++] = grey.pixels[row + column[x]!]!;
  }
  return out;
}

function clamp(value: number, most: number): number {
  return value < 0 ? 0 : Math.min(value, most);
}

/** The piece laid out anew as `width` × `height` grey levels through `map`, bilinear. */
export function layOut(piece: Float32Array, wide: number, high: number, map: Affine, width: number, height: number): Grey {
  const pixels = new Uint8Array(width * height);
  const right = wide - 1.001;
  const bottom = high - 1.001;
  for (let v = 0, to = 0; v < height; v++) {
    let x = map.b * v + map.c;
    let y = map.e * v + map.f;
    for (let u = 0; u < width; u++, x += map.a, y += map.d) {
      const inX = x < 0 ? 0 : Math.min(x, right);
      const inY = y < 0 ? 0 : Math.min(y, bottom);
      const left = inX | 0;
      const top = inY | 0;
      const dx = inX - left;
      const at = top * wide + left;
      const above = piece[at]! + (piece[at + 1]! - piece[at]!) * dx;
      const below = piece[at + wide]! + (piece[at + wide + 1]! - piece[at + wide]!) * dx;
      pixels[to++] = above + (below - above) * (inY - top);
    }
  }
  return { pixels, width, height };
}

/** From the 2 % darkest to the 2 % brightest drawn out over 0 … 255, in place. */
export function spread(piece: Float32Array): void {
  const count = new Uint32Array(256);
  for (const value of piece) count[clamp(value, 255) | 0]!++;
  const tail = piece.length * 0.02;
  const low = level(count, tail, 0, 1);
  const high = Math.max(level(count, tail, 255, -1), low + 4);
  const gain = 255 / (high - low);
  for (let at = 0; at < piece.length; at++) piece[at] = clamp((piece[at]! - low) * gain, 255);
}

function level(count: Uint32Array, tail: number, from: number, step: number): number {
  let sum = 0;
  let at = from;
  while (sum + count[at]! <= tail) {
    sum += count[at]!;
    at += step;
  }
  return at;
}

/** Blurred as a lens out of focus does it: a bell of `sigma` pixels, across and then down. Beyond the edge the edge goes on. */
export function soften(piece: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const bell = bellOf(sigma);
  return blurDown(blurAcross(piece, width, height, bell), width, height, bell);
}

/** Half a bell, from its middle outwards; the whole sums to 1. */
function bellOf(sigma: number): Float32Array {
  const bell = Float32Array.from({ length: Math.ceil(2.2 * sigma) + 1 }, (_, at) => Math.exp((-at * at) / (2 * sigma * sigma)));
  const sum = 2 * bell.reduce((total, value) => total + value) - bell[0]!;
  return bell.map((value) => value / sum);
}

function blurAcross(piece: Float32Array, width: number, height: number, bell: Float32Array): Float32Array {
  const out = new Float32Array(piece.length);
  const reach = bell.length - 1;
  const line = new Float32Array(width + 2 * reach);
  for (let row = 0; row < height * width; row += width) {
    line.fill(piece[row]!, 0, reach);
    line.set(piece.subarray(row, row + width), reach);
    line.fill(piece[row + width - 1]!, reach + width);
    for (let x = 0; x < width; x++) {
      let sum = line[x + reach]! * bell[0]!;
      for (let k = 1; k <= reach; k++) sum += (line[x + reach - k]! + line[x + reach + k]!) * bell[k]!;
      out[row + x] = sum;
    }
  }
  return out;
}

/** Whole rows at a time: going down columns would miss the cache at every step. */
function blurDown(piece: Float32Array, width: number, height: number, bell: Float32Array): Float32Array {
  const out = new Float32Array(piece.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) out[row + x] = piece[row + x]! * bell[0]!;
    for (let k = 1; k < bell.length; k++) {
      const above = Math.max(y - k, 0) * width;
      const below = Math.min(y + k, height - 1) * width;
      const share = bell[k]!;
      for (let x = 0; x < width; x++) out[row + x]! += (piece[above + x]! + piece[below + x]!) * share;
    }
  }
  return out;
}

/** Take out a blur of `sigma`: what blurring the guess fails to explain is put back into the guess, `rounds` times (Van Cittert). */
export function sharpen(piece: Float32Array, width: number, height: number, sigma: number, rounds: number): Float32Array {
  const guess = Float32Array.from(piece);
  for (let round = 0; round < rounds; round++) {
    const blurred = soften(guess, width, height, sigma);
    for (let at = 0; at < guess.length; at++) guess[at]! += piece[at]! - blurred[at]!;
  }
  return guess;
}
