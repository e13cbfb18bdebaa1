import fc from "fast-check";
import { expect, test } from "vitest";
import { isLater, tick } from "../../src/core/hlc";
import { isUuid, uuid7 } from "../../src/core/ids";

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

test("an id is a lower-case uuid v7 that begins with its time", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 47 }), bytes, (ms, random) => {
      const id = uuid7(ms, random);
      expect(isUuid(id)).toBe(true);
      expect(id).toMatch(/^.{14}7.{4}[89ab]/);
      expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(ms);
    }),
    { seed: 2 },
  );
});

test("all 74 random bits of an id are used", () => {
  const low = uuid7(0, new Uint8Array(10));
  for (let bit = 0; bit < 80; bit++) {
    const random = new Uint8Array(10);
    random[bit >> 3] = 0x80 >> (bit & 7);
    const unused = bit >= 76 || bit === 12 || bit === 13; // behind the 19th digit, and under the variant
    expect(uuid7(0, random) === low, `bit ${bit}`).toBe(unused);
  }
});

test("O1 the clock of a device never stands still or goes back, whatever its wall clock does", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2 }), (walls) => {
      let last = tick(null, walls[0] as number);
      for (const wall of walls.slice(1)) {
        const next = tick(last, wall);
        expect(isLater(next, last)).toBe(true);
        expect(next[0]).toBeGreaterThanOrEqual(wall);
        last = next;
      }
    }),
    { seed: 3 },
  );
});
