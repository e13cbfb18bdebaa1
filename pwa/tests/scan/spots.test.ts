import { expect, test } from "vitest";
import { failed, forget, type Spot, spotOf, succeeded } from "../../src/device/decode_spots";

const patch = (left: number, top: number, size = 96) => ({
  left,
  top,
  right: left + size,
  bottom: top + size,
  texture: 50,
  grain: 0.1,
  lean: { xx: 1, xy: 0, yy: 1 },
});

test("a tag moved a little is the same spot, another place or size is another", () => {
  const spots: Spot[] = [];
  const first = spotOf(spots, patch(100, 100), 0);
  expect(spotOf(spots, patch(120, 90), 1)).toBe(first);
  expect(spotOf(spots, patch(400, 90), 2)).not.toBe(first);
  expect(spotOf(spots, patch(120, 90, 200), 2)).not.toBe(first);
});

test("two patches of one frame never share a spot", () => {
  const spots: Spot[] = [];
  expect(spotOf(spots, patch(100, 100), 0)).not.toBe(spotOf(spots, patch(110, 100), 0));
});

test("after each ladder in vain a spot rests longer, and one success wakes it", () => {
  const spot = spotOf([], patch(0, 0), 0);
  const rests = [1, 2, 3, 4, 5, 6].map(() => {
    for (let rung = 0; rung < 7; rung++) failed(spot, 100, 7);
    return spot.rest - 100;
  });
  expect(rests).toEqual([8, 16, 32, 48, 48, 48]);
  succeeded(spot, 3);
  expect(spot).toMatchObject({ step: 3, rest: 0, tries: 0 });
});

test("a spot not seen for half a second is forgotten", () => {
  const spots: Spot[] = [];
  spotOf(spots, patch(0, 0), 0);
  expect(forget(spots, 14)).toHaveLength(1);
  expect(forget(spots, 15)).toHaveLength(0);
});
