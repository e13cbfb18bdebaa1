/** Reads all tags of a camera frame: each patch that looks like a tag plainly first, then treated harder while the time allows. */
import type { Hit, Look, Read } from "./decode";
import { apply, type Grey, halve, type Point } from "./decode_grey";
import { findPatches, MOST, type Patch } from "./decode_patches";
import { failed, forget, type Spot, spotOf, succeeded } from "./decode_spots";
import { type Treatment, treat } from "./decode_treat";

/** The first is the first look at a patch, the second where the picture is grainy; each further one is what adds most, for its time, to what those before it read. */
const LADDER: Treatment[] = [
  { scale: 1.5, straighten: false, smooth: 0, blur: 1.3, rounds: 1 },
  { scale: 1.5, straighten: false, smooth: 1, blur: 1.8, rounds: 2 }, // dim
  { scale: 1.5, straighten: true, smooth: 1.2, blur: 2.2, rounds: 4 }, // dim and tilted, far out of focus
  { scale: 2, straighten: true, smooth: 0, blur: 1.3, rounds: 3 }, // tilted, small
  { scale: 1.5, straighten: true, smooth: 0.8, blur: 1, rounds: 1 }, // dim and tilted
  { scale: 2, straighten: false, smooth: 0, blur: 1.3, rounds: 3 }, // small
  { scale: 1.5, straighten: true, smooth: 0, blur: 2.5, rounds: 4 }, // out of focus, moved
  { scale: 2, straighten: false, smooth: 0, blur: 2, rounds: 4 },
  { scale: 1.5, straighten: true, smooth: 0, blur: 1, rounds: 3 },
];
const RUNGS = LADDER.length - 1;
const GRAINY = 0.3; // of a patch's texture is noise
const DULL_EVERY = 3; // frames
const ASIDE_MS = 4; // for patches unlike those that were read, while there are some
const EVERY_FEW = 8; // frames between looks at the whole frame while its patches are being read

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
    private readonly most = MOST,
  ) {}

  /**
   * All tags read by `budget` ms; what was left undone is taken up at the next frame. A code that is new is told at once; otherwise the
   * time goes to patches like those that were read, and a little to what lies beside them; all of it to all when nothing was read.
   */
  look(grey: Grey, budget: number): Hit[] {
    const end = this.now() + budget;
    const hits = new Map<string, Hit>();
    const [got, unread] = parted(this.due(grey), ({ patch, spot }) => this.attempt(grey, patch, spot, spot.step, hits));
    if (unread.length > 0 || hits.size === 0) this.readWhole(grey, hits);
    const [alike, others] = parted(unread, ({ patch }) => got.some((known) => isLike(patch, known.patch)));
    for (const { spot } of others) spot.dull = got.length > 0;
    if (!this.hasNews(hits)) {
      this.climb(grey, got.length > 0 ? alike : unread, hits, end);
      if (got.length > 0) this.climb(grey, others, hits, Math.min(end, this.now() + ASIDE_MS));
    }
    this.known = new Set(hits.keys());
    this.frame++;
    this.spots = forget(this.spots, this.frame);
    return [...hits.values()];
  }

  private hasNews(hits: Map<string, Hit>): boolean {
    return [...hits.keys()].some((text) => !this.known.has(text));
  }

  /** The patches to look at: jewellery beside tags that are being read only now and then. */
  private due(grey: Grey): Work[] {
    const work = findPatches(halve(grey), this.most).map((patch) => {
      const step = patch.grain > GRAINY ? 1 : 0;
      return { patch, spot: spotOf(this.spots, patch, this.frame, step) };
    });
    const all = this.known.size === 0 || this.frame % DULL_EVERY === 0;
    return all ? work : work.filter(({ spot }) => !spot.dull);
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
    const isLost = hits.size === 0;
    const look: Look = { rotate: true, downscale: isLost, invert: isLost && turn === 1 };
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

function parted<T>(all: T[], isFirst: (one: T) => boolean): [T[], T[]] {
  const parts: [T[], T[]] = [[], []];
  for (const one of all) parts[isFirst(one) ? 0 : 1].push(one);
  return parts;
}

export function isLike(one: Patch, other: Patch): boolean {
  const [size, known] = [area(one), area(other)];
  return size > known * 0.6 && size < known * 1.7 && one.texture > other.texture * 0.6;
}

function area({ left, top, right, bottom }: Patch): number {
  return (right - left) * (bottom - top);
}

export function isCovered(patch: Patch, hits: ReadonlyMap<string, Hit>): boolean {
  for (const { corners } of hits.values()) {
    const x = corners.reduce((sum, corner) => sum + corner.x, 0) / corners.length;
    const y = corners.reduce((sum, corner) => sum + corner.y, 0) / corners.length;
    if (x >= patch.left && x <= patch.right && y >= patch.top && y <= patch.bottom) return true;
  }
  return false;
}
