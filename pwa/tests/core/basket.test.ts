/** The same piece may come and go all day; only what has just been taken is a repetition. */
import { expect, test } from "vitest";
import { type InBasket, takenFor } from "../../src/core/basket";
import type { SampleView } from "../../src/core/rows";

const RING = { id: "ring" };
const at = (place: string | null, more: Partial<SampleView> = {}) =>
  ({ id: "ring", quantity: 1, status: "out", place, ...more }) as SampleView;
const row = (aimed: string, more: Partial<InBasket> = {}): InBasket => ({ code: "CODE", sample: RING, aimed, stands: true, ...more });
const taken = (rows: InBasket[], aimed: string, place: string, now: SampleView | null) => [...takenFor(rows, aimed, place, () => now)];

test("BK1 what was just given to Mei and is with her is taken", () => {
  expect(taken([row("out mei")], "out mei", "mei", at("mei"))).toEqual(["ring", "CODE"]);
});

test("BK1 given to Mei, taken back, given to Mei again: all three are scans", () => {
  expect(taken([row("out mei")], "in tray", "tray", at("mei"))).toEqual([]);
  expect(taken([row("in tray"), row("out mei")], "out mei", "mei", at("tray"))).toEqual([]);
});

test("BK1 what another phone has brought back meanwhile can be given to Mei again", () => {
  expect(taken([row("out mei")], "out mei", "mei", at("tray"))).toEqual([]);
});

test("BK1 what was taken back by the undo, and what is disputed", () => {
  expect(taken([row("out mei", { stands: false })], "out mei", "mei", at("tray"))).toEqual([]);
  expect(taken([row("out mei")], "out mei", "mei", at("anna", { status: "disputed" }))).toEqual(["ring", "CODE"]);
});

test("BK1 a code nobody knows and a lot are taken until another basket", () => {
  expect(taken([row("out mei", { sample: null })], "out mei", "mei", null)).toEqual(["CODE"]);
  expect(taken([row("out mei")], "out mei", "mei", at("tray", { quantity: 5 }))).toEqual(["ring", "CODE"]);
});
