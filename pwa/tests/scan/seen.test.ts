import { expect, test } from "vitest";
import { news, type Seen } from "../../src/device/scanner_seen";

const hits = (...texts: string[]) => texts.map((text) => ({ text }));
const told = (seen: Seen, now_ms: number, ...texts: string[]) => news(seen, hits(...texts), now_ms).map(({ text }) => text);

test("a code held in view is told once, however long", () => {
  const seen: Seen = new Map();
  expect(told(seen, 0, "A")).toEqual(["A"]);
  for (let now = 33; now < 60_000; now += 33) expect(told(seen, now, "A")).toEqual([]);
});

test("a code that comes back after 1.5 s out of view is told again, before that not", () => {
  const seen: Seen = new Map();
  told(seen, 0, "A");
  expect(told(seen, 1499, "A")).toEqual([]);
  expect(told(seen, 2998, "A")).toEqual([]); // out of view counts from when it was read last
  expect(told(seen, 4498, "A")).toEqual(["A"]);
});

test("new codes beside known ones are told, each once, also twice in one frame", () => {
  const seen: Seen = new Map();
  told(seen, 0, "A");
  expect(told(seen, 33, "A", "B", "C", "B")).toEqual(["B", "C"]);
});

test("codes long gone are forgotten: memory does not grow over a day's scanning", () => {
  const seen: Seen = new Map();
  for (let n = 0; n < 1000; n++) told(seen, n * 2000, `code ${n}`);
  expect(seen.size).toBe(1);
});
