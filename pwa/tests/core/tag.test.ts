import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/tags.json?raw";
import { readTag, spaced, withCheck } from "../../src/core/tag";

interface Vectors {
  good: { code: string; spaced: string }[];
  lenient: { typed: string; code: string }[];
  bad: string[];
}
const shared = JSON.parse(vectors) as Vectors;
const random = fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 14, maxLength: 14 });
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

test("T1 the vectors shared with the office: what is read, and what is not", () => {
  expect(shared.good.length).toBeGreaterThan(10);
  for (const { code, spaced: groups } of shared.good) {
    expect(readTag(code)).toBe(code);
    expect(readTag(groups)).toBe(code);
    expect(spaced(code)).toBe(groups);
    expect(withCheck([...code].slice(0, 14).map((character) => ALPHABET.indexOf(character)))).toBe(code);
  }
  for (const { typed, code } of shared.lenient) expect(readTag(typed), typed).toBe(code);
  for (const text of shared.bad) expect(readTag(text), JSON.stringify(text)).toBeNull();
});

test("T1 any one or two wrong characters are caught", () => {
  const place = fc.integer({ min: 0, max: 15 });
  const other = fc.integer({ min: 1, max: 31 });
  fc.assert(
    fc.property(random, place, other, place, other, (symbols, i, di, j, dj) => {
      const code = [...withCheck(symbols)].map((character) => ALPHABET.indexOf(character));
      code[i] = (code[i] as number) ^ di;
      if (j !== i) code[j] = (code[j] as number) ^ dj;
      expect(readTag(code.map((value) => ALPHABET[value]).join(""))).toBeNull();
    }),
    { seed: 4, numRuns: 2_000 },
  );
});

test("T1 typed by hand: small letters, spaces, hyphens, O for 0, I and L for 1", () => {
  fc.assert(
    fc.property(random, (symbols) => {
      const code = withCheck(symbols);
      const typed = spaced(code).replaceAll(" ", " - ").replaceAll("0", "o").replaceAll("1", "l").toLowerCase();
      expect(readTag(typed)).toBe(code);
    }),
    { seed: 5 },
  );
});

test("T1 what is no tag of ours is none", () => {
  for (const text of [
    "",
    "0",
    "https://example.com/1234",
    "1234567890123",
    "U".repeat(16),
    "金".repeat(16),
    " ".repeat(80),
    "0".repeat(17),
  ]) {
    expect(readTag(text), text).toBeNull();
  }
});
