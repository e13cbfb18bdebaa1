/** Several pictures of one tray put together as one, and an earlier picture laid under it: where each tag lies, and where a missing one lay. */

export interface Point {
  x: number;
  y: number;
}
/** A code as it lies in a picture. */
export interface Lying {
  text: string;
  corners: readonly Point[];
}
/** x' = a·x + b·y + c, y' = d·x + e·y + f */
export type Shift = readonly [number, number, number, number, number, number];

export const middle = (corners: readonly Point[]): Point => ({
  x: corners.reduce((sum, { x }) => sum + x, 0) / Math.max(1, corners.length),
  y: corners.reduce((sum, { y }) => sum + y, 0) / Math.max(1, corners.length),
});
export const moved = ([a, b, c, d, e, f]: Shift, { x, y }: Point): Point => ({ x: a * x + b * y + c, y: d * x + e * y + f });

const SURE = 4; // tags in both pictures; fewer only say how far it moved, not how it turned

/** What leads from one picture to another, by the points that are in both; null where there are none. */
export function shiftOf(pairs: readonly (readonly [Point, Point])[]): Shift | null {
  if (pairs.length === 0) return null;
  const [from, to] = [middle(pairs.map(([one]) => one)), middle(pairs.map(([, one]) => one))];
  const plain: Shift = [1, 0, to.x - from.x, 0, 1, to.y - from.y];
  return pairs.length < SURE ? plain : (leastSquares(pairs, from, to) ?? plain);
}

function leastSquares(pairs: readonly (readonly [Point, Point])[], from: Point, to: Point): Shift | null {
  let [xx, xy, yy, ux, uy, vx, vy] = [0, 0, 0, 0, 0, 0, 0];
  for (const [one, other] of pairs) {
    const [x, y, u, v] = [one.x - from.x, one.y - from.y, other.x - to.x, other.y - to.y];
    xx += x * x;
    xy += x * y;
    yy += y * y;
    ux += u * x;
    uy += u * y;
    vx += v * x;
    vy += v * y;
  }
  const det = xx * yy - xy * xy;
  if (det <= 1e-3 * xx * yy) return null; // all in one line: how it turned across that line is not to be seen
  const [a, b] = [(ux * yy - uy * xy) / det, (uy * xx - ux * xy) / det];
  const [d, e] = [(vx * yy - vy * xy) / det, (vy * xx - vx * xy) / det];
  return [a, b, to.x - a * from.x - b * from.y, d, e, to.y - d * from.x - e * from.y];
}

/** The frame that shows most, and every code of the others where it would lie in that one: a hand is never quite still. */
export function together(frames: readonly (readonly Lying[])[]): { base: number; lying: Lying[] } {
  const base = frames.reduce((best, frame, i) => (frame.length > (frames[best]?.length ?? -1) ? i : best), 0);
  const found = new Map((frames[base] ?? []).map((one) => [one.text, one]));
  for (const frame of frames) {
    const pairs = frame.flatMap((one): [Point, Point][] => {
      const known = frames[base]?.find(({ text }) => text === one.text);
      return known ? [[middle(one.corners), middle(known.corners)]] : [];
    });
    const shift = shiftOf(pairs) ?? [1, 0, 0, 0, 1, 0];
    for (const one of frame)
      if (!found.has(one.text)) found.set(one.text, { text: one.text, corners: one.corners.map((corner) => moved(shift, corner)) });
  }
  return { base, lying: [...found.values()] };
}

/** How a tray was laid out when it was pictured before: the middle of each piece, by its id. */
export type Layout = Readonly<Record<string, Point>>;

/** Where missing pieces lay, in the picture of now; only where enough of the others lie as they did. */
export function emptySpots(before: Layout, now: Layout, missing: readonly string[]): Map<string, Point> {
  const both = Object.entries(now).flatMap(([id, point]): [Point, Point][] => (before[id] ? [[before[id], point]] : []));
  const spots = new Map<string, Point>();
  const shift = both.length >= 2 ? shiftOf(both) : null;
  if (!shift || !isSame(both, shift)) return spots;
  for (const id of missing) if (before[id]) spots.set(id, moved(shift, before[id]));
  return spots;
}

/** Half of what is in both lies where it would if the tray had not been put in another order. */
function isSame(both: readonly (readonly [Point, Point])[], shift: Shift): boolean {
  const reach = Math.max(...both.map(([, a]) => Math.max(...both.map(([, b]) => Math.hypot(a.x - b.x, a.y - b.y)))), 1);
  const near = both.filter(([one, other]) => {
    const { x, y } = moved(shift, one);
    return Math.hypot(x - other.x, y - other.y) < reach * 0.08;
  });
  return near.length * 2 >= both.length;
}
