import { expect, test } from "vitest";
import { emptySpots, type Layout, middle, moved, type Point, type Shift, shiftOf, together } from "../../src/core/tray_view";

const turn: Shift = [0.9, -0.2, 40, 0.2, 0.9, -15]; // a hand a little higher and a little turned
const grid: Point[] = Array.from({ length: 12 }, (_, i) => ({ x: (i % 4) * 200 + 100, y: Math.floor(i / 4) * 180 + 90 }));
const box = ({ x, y }: Point) => [
  { x: x - 30, y: y - 30 },
  { x: x + 30, y: y - 30 },
  { x: x + 30, y: y + 30 },
  { x: x - 30, y: y + 30 },
];
const near = (a: Point | undefined, b: Point) => expect(Math.hypot((a?.x ?? 1e9) - b.x, (a?.y ?? 1e9) - b.y)).toBeLessThan(1);

test("what another frame read lies in the picture where that frame moved it", () => {
  const base = grid.slice(0, 10).map((at, i) => ({ text: String(i), corners: box(at) }));
  const other = grid.slice(2).map((at, i) => ({ text: String(i + 2), corners: box(moved(turn, at)) }));
  const { base: shown, lying } = together([other.slice(0, 9), base]);
  expect(shown).toBe(1);
  expect(lying).toHaveLength(11);
  near(middle(lying.find(({ text }) => text === "10")?.corners ?? []), grid[10] as Point);
});

test("a missing piece is pointed out where it lay; not when the tray was laid out anew", () => {
  const before: Layout = Object.fromEntries(grid.map((at, i) => [`p${i}`, at]));
  const now: Layout = Object.fromEntries(grid.slice(1).map((at, i) => [`p${i + 1}`, moved(turn, at)]));
  near(emptySpots(before, now, ["p0"]).get("p0"), moved(turn, grid[0] as Point));
  const shuffled: Layout = Object.fromEntries(grid.slice(1).map((_, i) => [`p${i + 1}`, grid[(i * 7 + 5) % 12] as Point]));
  expect(emptySpots(before, shuffled, ["p0"]).size).toBe(0);
  expect(emptySpots({}, now, ["p0"]).size).toBe(0);
});

test("tags in one line only say how far the hand moved", () => {
  const line = grid.slice(0, 4).map((at): [Point, Point] => [at, { x: at.x + 7, y: at.y - 3 }]);
  expect(shiftOf(line)).toEqual([1, 0, 7, 0, 1, -3]);
  expect(shiftOf([])).toBeNull();
});
