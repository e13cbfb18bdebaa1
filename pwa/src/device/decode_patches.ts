/** Finds the patches of a frame that look like a tag: dense fine contrast, the size of a tag, about as high as wide. */
import type { Grey } from "./decode_grey";

/**
 * A patch in frame pixels. `texture`: its mean steepness; `grain`: the share of it that plain desk has too, which is the sensor's noise;
 * `lean`: its sums of gradient products.
 */
export interface Patch {
  left: number;
  top: number;
  right: number;
  bottom: number;
  texture: number;
  grain: number;
  lean: { xx: number; xy: number; yy: number };
}

const CELL = 8; // pixels of the half-size frame, so 16 of the frame
const WIDEST = 40; // cells; a tag nearer than that is read from the whole frame
export const MOST = 32; // patches a frame

/** Patches, richest texture first. `half` is the frame at half size. */
export function findPatches(half: Grey, most = MOST): Patch[] {
  const across = Math.floor((half.width - 1) / CELL);
  const down = Math.floor((half.height - 1) / CELL);
  const cells = textures(half, across, down);
  const { plain, floor } = levels(cells);
  const patches: Patch[] = [];
  const seen = new Uint8Array(cells.length);
  for (let cell = 0; cell < cells.length; cell++) {
    if (seen[cell] || cells[cell]! < floor) continue;
    const patch = grow(cell, cells, seen, across, down, floor);
    if (isTagLike(patch)) patches.push(inFrame(patch, half, plain));
  }
  return patches.sort((one, other) => other.texture - one.texture).slice(0, most);
}

/** Mean steepness of each cell. */
function textures({ pixels, width }: Grey, across: number, down: number): Float32Array {
  const cells = new Float32Array(across * down);
  for (let row = 0; row < down; row++) {
    for (let y = row * CELL; y < (row + 1) * CELL; y++) {
      for (let column = 0; column < across; column++) {
        let sum = 0;
        const from = y * width + column * CELL;
        for (let at = from; at < from + CELL; at++) {
          const here = pixels[at]!;
          sum += Math.abs(pixels[at + 1]! - here) + Math.abs(pixels[at + width]! - here);
        }
        cells[row * across + column]! += sum / (CELL * CELL);
      }
    }
  }
  return cells;
}

/** `plain`: what most of the frame is. `floor`: between that and its richest, where a patch begins. */
function levels(cells: Float32Array): { plain: number; floor: number } {
  const sorted = Float32Array.from(cells).sort();
  const plain = sorted[Math.floor(sorted.length * 0.5)]!;
  const rich = sorted[Math.floor(sorted.length * 0.995)]!;
  return { plain, floor: Math.max(plain * 1.25, plain + (rich - plain) * 0.3, 1) };
}

interface Blob {
  left: number;
  top: number;
  right: number;
  bottom: number;
  cells: number;
  sum: number;
}

/** All cells that hang together with this one, also over corners. */
function grow(start: number, cells: Float32Array, seen: Uint8Array, across: number, down: number, floor: number): Blob {
  const blob: Blob = { left: across, top: down, right: 0, bottom: 0, cells: 0, sum: 0 };
  const edge = [start];
  seen[start] = 1;
  for (let cell = edge.pop(); cell !== undefined; cell = edge.pop()) {
    const x = cell % across;
    const y = (cell - x) / across;
    take(blob, x, y, cells[cell]!);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(down - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(across - 1, x + 1); nx++) {
        const next = ny * across + nx;
        if (seen[next] || cells[next]! < floor) continue;
        seen[next] = 1;
        edge.push(next);
      }
    }
  }
  return blob;
}

function take(blob: Blob, x: number, y: number, texture: number): void {
  blob.left = Math.min(blob.left, x);
  blob.right = Math.max(blob.right, x + 1);
  blob.top = Math.min(blob.top, y);
  blob.bottom = Math.max(blob.bottom, y + 1);
  blob.cells++;
  blob.sum += texture;
}

function isTagLike({ left, top, right, bottom, cells }: Blob): boolean {
  const wide = right - left;
  const high = bottom - top;
  return cells >= 2 && wide <= WIDEST && high <= WIDEST && wide <= 4 * high && high <= 4 * wide && cells * 4 >= wide * high;
}

function inFrame({ left, top, right, bottom, cells, sum }: Blob, half: Grey, plain: number): Patch {
  const box = { left: left * CELL, top: top * CELL, right: right * CELL, bottom: bottom * CELL };
  const lean = leanOf(half, box);
  const texture = sum / cells;
  const inFull = { left: box.left * 2, top: box.top * 2, right: box.right * 2, bottom: box.bottom * 2 };
  return { ...inFull, texture, grain: plain / texture, lean };
}

function leanOf({ pixels, width }: Grey, box: { left: number; top: number; right: number; bottom: number }) {
  const lean = { xx: 1, xy: 0, yy: 1 };
  for (let y = box.top; y < box.bottom; y++) {
    for (let at = y * width + box.left; at < y * width + box.right; at++) {
      const dx = pixels[at + 1]! - pixels[at]!;
      const dy = pixels[at + width]! - pixels[at]!;
      lean.xx += dx * dx;
      lean.xy += dx * dy;
      lean.yy += dy * dy;
    }
  }
  return lean;
}
