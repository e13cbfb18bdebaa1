/** Reads a tray full of tags: frame after frame of the same view, each with far more time than a scan has, and says what it could not read. */
import type { Hit, Read } from "./decode";
import { FrameReader, isCovered, isLike } from "./decode_frame";
import { crop, type Grey, halve, layOut, sharpen, spread } from "./decode_grey";
import { findPatches, type Patch } from "./decode_patches";
import type { Box } from "./decode_words";

const BUDGET_MS = 900; // of one frame, for its patches
const MOST = 120; // patches: a tray of tags, and the rings beside them
const TILES = { across: 3, down: 2 };
const OVERLAP = 0.15; // of a tile, so that a tag on a seam is whole in one of them
const ENLARGE = 2;
const SMALL = 2_000_000; // pixels; a larger picture shows its tags large enough

export class TrayReader {
  private readonly frames: FrameReader;

  constructor(
    private readonly read: Read,
    now: () => number = () => performance.now(),
  ) {
    this.frames = new FrameReader(read, now, MOST);
  }

  /** The whole picture, then patch by patch, then in enlarged tiles what neither gave. */
  look(grey: Grey): { hits: Hit[]; unread: Box[] } {
    const hits = new Map<string, Hit>();
    const add = (found: readonly Hit[]) => {
      for (const hit of found) if (!hits.has(hit.text)) hits.set(hit.text, hit);
    };
    add(this.frames.look(grey, BUDGET_MS));
    add(this.read(grey, { rotate: true }));
    if (unreadOf(grey, hits).length > 0 && grey.width * grey.height < SMALL) add(this.readTiles(grey));
    return { hits: [...hits.values()], unread: unreadOf(grey, hits).map(boxOf) };
  }

  private readTiles(grey: Grey): Hit[] {
    const [wide, high] = [Math.ceil(grey.width / TILES.across), Math.ceil(grey.height / TILES.down)];
    const found: Hit[] = [];
    for (let row = 0; row < TILES.down; row++)
      for (let column = 0; column < TILES.across; column++) {
        const left = Math.max(0, Math.floor(column * wide - wide * OVERLAP));
        const top = Math.max(0, Math.floor(row * high - high * OVERLAP));
        const right = Math.min(grey.width, Math.ceil((column + 1) * wide + wide * OVERLAP));
        const bottom = Math.min(grey.height, Math.ceil((row + 1) * high + high * OVERLAP));
        found.push(...this.readTile(grey, left, top, right - left, bottom - top));
      }
    return found;
  }

  private readTile(grey: Grey, left: number, top: number, wide: number, high: number): Hit[] {
    const piece = sharpen(crop(grey, left, top, wide, high), wide, high, 1, 2);
    spread(piece);
    const map = { a: 1 / ENLARGE, b: 0, c: 0, d: 0, e: 1 / ENLARGE, f: 0 };
    const picture = layOut(piece, wide, high, map, wide * ENLARGE, high * ENLARGE);
    const back = ({ x, y }: { x: number; y: number }) => ({ x: x / ENLARGE + left, y: y / ENLARGE + top });
    return this.read(picture, { rotate: true }).map((hit) => ({ ...hit, corners: hit.corners.map(back) }));
  }
}

/** Patches as large and as rich as those the read tags lie in, with nothing read in them. */
function unreadOf(grey: Grey, hits: ReadonlyMap<string, Hit>): Patch[] {
  const patches = findPatches(halve(grey), MOST);
  const read = patches.filter((patch) => isCovered(patch, hits));
  return patches.filter((patch) => !read.includes(patch) && read.some((known) => isLike(patch, known)));
}

const boxOf = ({ left, top, right, bottom }: Patch): Box => ({ left, top, right, bottom });
