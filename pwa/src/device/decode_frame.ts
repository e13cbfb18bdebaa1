/** Reads all tags of a camera frame: each patch that looks like a tag plainly first, then treated harder while the time allows. */
import type { Hit, Look, Read } from "./decode";
import { apply, type Grey, halve, type Point } from "./decode_grey";
import { findPatches, type Patch } from "./decode_patches";
import { failed, forget, type Spot, spotOf, succeeded } from "./decode_spots";
import { type Treatment, treat } from "./decode_treat";

/** In the order in which they add most to what was read before them, measured on bench/scan's classes and all three symbols. */
const LADDER: Treatment[] = [
  { scale: 1.5, straighten: false, smooth: 0, blur: 0, rounds: 0 },
  { scale: 2, straighten: true, smooth: 0, blur: 1, rounds: 3 }, // tilted, small
  { scale: 2, straighten: false, smooth: 1, blur: 1.3, rounds: 3 }, // dim: noise
  { scale: 2, straighten: false, smooth: 0, blur: 2.5, rounds: 6 }, // out of focus, moved
  { scale: 3, straighten: true, smooth: 0, blur: 1.5, rounds: 4 },
  { scale: 2, straighten: true, smooth: 1.2, blur: 2.2, rounds: 4 },
  { scale: 1.5, straighten: false, smooth: 0.8, blur: 0, rounds: 0 },
  { scale: 1.5, straighten: true, smooth: 0, blur: 2.5, rounds: 6 },
];
const RUNGS = LADDER.length - 1;
const EVERY_FEW = 4; // frames between looks at the whole frame while its patches are being read

interface Work {
  patch: Patch;
  spot: Spot;
}

/** Reads frame after frame; what was hard to read there before is remembered. */
export class FrameReader {
  private frame = 0;
  private spots: Spot[] = [];
  private known = new Set<string>();

  constructor(
    private readonly read: Read,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** All tags read by `budget` ms; what was left undone is taken up at the next frame. A code that is new is told at once. */
  look(grey: Grey, budget: number): Hit[] {
    const end = this.now() + budget;
    const hits = new Map<string, Hit>();
    const work = findPatches(halve(grey)).map((patch) => ({ patch, spot: spotOf(this.spots, patch, this.frame) }));
    const unread = work.filter(({ patch, spot }) => !this.attempt(grey, patch, spot, spot.step, hits));
    if (unread.length > 0 || hits.size === 0) this.readWhole(grey, hits);
    if (!this.hasNews(hits)) this.climb(grey, unread, hits, end);
    this.known = new Set(hits.keys());
    this.frame++;
    this.spots = forget(this.spots, this.frame);
    return [...hits.values()];
  }

  private hasNews(hits: Map<string, Hit>): boolean {
    return [...hits.keys()].some((text) => !this.known.has(text));
  }

  /** One treatment after another for the patches that gave nothing, each from where its spot left off. */
  private climb(grey: Grey, unread: Work[], hits: Map<string, Hit>, end: number): void {
    let work = unread.filter(({ patch, spot }) => spot.rest <= this.frame && !isCovered(patch, hits));
    for (let round = 0; round < RUNGS && work.length > 0; round++) {
      const left: Work[] = [];
      for (const { patch, spot } of work) {
        if (this.now() >= end) return;
        if (this.attempt(grey, patch, spot, spot.next, hits)) continue;
        failed(spot, this.frame, RUNGS);
        if (spot.rest <= this.frame) left.push({ patch, spot });
      }
      work = left;
    }
  }

  private attempt(grey: Grey, patch: Patch, spot: Spot, step: number, hits: Map<string, Hit>): boolean {
    const { picture, map } = treat(grey, patch, LADDER[step]!);
    const found = this.read(picture, { rotate: true });
    for (const hit of found) hits.set(hit.text, { ...hit, corners: hit.corners.map((corner) => apply(map, corner)) });
    if (found.length > 0) succeeded(spot, step);
    return found.length > 0;
  }

  /** For tags too near, cut by other things, or light on dark: always when nothing was read, else every few frames. */
  private readWhole(grey: Grey, hits: Map<string, Hit>): void {
    const turn = this.frame % EVERY_FEW;
    if (hits.size > 0 && turn !== 3) return;
    const look: Look = { rotate: true, downscale: true, invert: hits.size === 0 && turn === 1 };
    for (const hit of this.read(grey, look)) if (!hits.has(hit.text)) hits.set(hit.text, hit);
  }
}

/** A still photo has all the time: every treatment at every size, whole and patch by patch. */
export function readStill(read: Read, photo: Grey): Hit[] {
  const hits = new Map<string, Hit>();
  for (let grey = photo, shrunk = 1; Math.min(grey.width, grey.height) >= 120; grey = halve(grey), shrunk *= 2) {
    const whole = read(grey, { rotate: true, downscale: true, invert: true, denoise: true });
    const found = [...whole, ...readPatches(read, grey)];
    for (const hit of found)
      if (!hits.has(hit.text)) hits.set(hit.text, { ...hit, corners: hit.corners.map((corner) => grown(corner, shrunk)) });
  }
  return [...hits.values()];
}

/** Twice, as the first look stops at what is easy. */
function readPatches(read: Read, grey: Grey): Hit[] {
  const reader = new FrameReader(read);
  return [...reader.look(grey, 3000), ...reader.look(grey, 3000)];
}

function grown({ x, y }: Point, times: number): Point {
  return { x: x * times, y: y * times };
}

function isCovered(patch: Patch, hits: Map<string, Hit>): boolean {
  for (const { corners } of hits.values()) {
    const x = corners.reduce((sum, corner) => sum + corner.x, 0) / corners.length;
    const y = corners.reduce((sum, corner) => sum + corner.y, 0) / corners.length;
    if (x >= patch.left && x <= patch.right && y >= patch.top && y <= patch.bottom) return true;
  }
  return false;
}
