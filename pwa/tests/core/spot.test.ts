import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DAY_MS, draw, type Lying, lyingAbout } from "../../src/core/spot";
import { piece, place, placesOf } from "./acts";

const vectors = JSON.parse(readFileSync(new URL("../../../tests/vectors/spots.json", import.meta.url), "utf8")) as {
  now_ms: number;
  lying: Lying[];
  drawn: [string, number, Record<string, number>, number][];
}[];

test("this phone draws what the office draws", () => {
  expect(vectors.length).toBeGreaterThan(5);
  for (const { now_ms, lying, drawn } of vectors)
    expect(draw(lying, now_ms).map((one) => [one.place, one.pieces, one.value, one.unseen_days])).toEqual(drawn);
});

test("only what can be counted is drawn: nothing out, retired, or being counted now", () => {
  const places = placesOf(place("tray"), place("tray2"), place("safe", { retired: true }), place("mei"));
  const insured = { insured: { minor: 500, currency: "HKD" } };
  const samples = [
    piece("a", { facts: insured, happened_ms: 0 }),
    piece("b", { place: "tray2" }),
    piece("c", { place: "safe" }),
    piece("d", { place: "mei" }),
    piece("e", { quantity: 10, at: { tray: 4, mei: 6 }, facts: { insured: { minor: 1000, currency: "HKD" } } }),
  ];
  const lying = lyingAbout(samples, places, new Set(["tray2"]));
  expect(lying.map(({ place: lies, pieces, minor }) => [lies, pieces, minor])).toEqual([
    ["tray", 1, 500],
    ["tray", 4, 400],
  ]);
  expect(draw(lying, 23 * DAY_MS)[0]).toEqual({ place: "tray", pieces: 5, value: { HKD: 900 }, unseen_days: 365 });
});
