import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GivenPart, giveCodes, giveDrafts, isGiven, joinGiven, readGive, takeDrafts } from "../../src/core/give";
import { uuid7 } from "../../src/core/ids";
import { readTag } from "../../src/core/tag";

const id = (n: number) =>
  uuid7(
    1_700_000_000_000 + n,
    Uint8Array.from({ length: 10 }, (_, i) => (n * 31 + i * 7) & 255),
  );
const given = (many: number) => ({ pair: id(900_000), from: id(900_001), samples: Array.from({ length: many }, (_, i) => id(i)) });

describe("the code of a handover", () => {
  test("says who gives what, and is read back as it was", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), (many) => {
        const [code, ...more] = giveCodes(given(many));
        expect(more).toEqual([]);
        expect(readGive(code as string)).toEqual({ part: 1, parts: 1, ...given(many) });
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  test("twenty pieces are one code a phone can read off another's glass, more are several", () => {
    const [code] = giveCodes(given(20)) as [string];
    expect(code).toMatch(/^LG1[0-9A-Z $%*+\-./:]+\.$/); // what a QR code packs closest
    expect(code.length).toBeLessThanOrEqual(619); // version 13, level L
    expect(giveCodes(given(21))).toHaveLength(2);
    expect(giveCodes(given(45))).toHaveLength(3);
    expect(() => giveCodes(given(1_001))).toThrow(RangeError);
  });

  test("several codes are put together in whatever order they are scanned, and only when all are there", () => {
    const parts = giveCodes(given(45)).map((code) => readGive(code) as GivenPart);
    const [one, two, three] = parts as [GivenPart, GivenPart, GivenPart];
    expect(joinGiven([three, one])).toBeNull();
    expect(joinGiven([three, one, one, two])).toEqual(given(45));
    const other = readGive(giveCodes({ ...given(45), pair: id(5) })[1] as string) as GivenPart;
    expect(joinGiven([one, other, three])).toBeNull();
    expect(joinGiven([])).toBeNull();
  });

  test("one character read wrong, left out or added is never taken for a handover", () => {
    const [code] = giveCodes(given(3)) as [string];
    for (let at = 3; at < code.length; at++) {
      const wrong = code[at] === "7" ? "8" : "7";
      expect(readGive(code.slice(0, at) + wrong + code.slice(at + 1)), `character ${at}`).toBeNull();
      expect(readGive(code.slice(0, at) + code.slice(at + 1)), `without character ${at}`).toBeNull();
    }
  });

  test("anything else is no handover, and a handover is no tag", () => {
    const [code] = giveCodes(given(1)) as [string];
    expect(readTag(code)).toBeNull();
    expect(isGiven(code)).toBe(true);
    for (const text of ["", "LG1", "LG1.", "LG2ABC.", "hello", "LG1é.", "0123456789ABCDEF"]) expect(readGive(text), text).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => readGive(`LG1${text}.`) === null),
      { seed: 2 },
    );
  });
});

describe("its two halves", () => {
  test("the giver's moves nothing, the taker's names the giver, both carry the pair", () => {
    const { pair, from, samples } = given(2);
    expect(giveDrafts([{ id: samples[0] as string, slip: "s1" }], pair, "mei")).toEqual([
      { kind: "give", sample: samples[0], to: "mei", group: pair, slip: "s1", body: {} },
    ]);
    expect(takeDrafts({ pair, from, samples }, "mei")[1]).toEqual({
      kind: "hand_over",
      sample: samples[1],
      to: "mei",
      group: pair,
      believed_from: from,
      slip: null,
      body: { from, pair },
    });
  });
});
