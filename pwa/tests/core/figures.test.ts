import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amounts, type Figures, figures, parts, REST, type Tally, together } from "../../src/core/figures";
import { heldLong, lateSlips } from "../../src/core/late";
import { blankRow } from "../../src/core/overlay";
import type { PlaceRow, SampleRow, Status } from "../../src/core/rows";
import { runs, type Span, see } from "../../src/core/seen";
import { treemap } from "../../src/core/treemap";
import { type Wanted, wantedTest } from "../../src/core/wanted";
import { ANY, answersFor, NONE } from "../../src/core/whereabouts";
import { place, placesOf, slip, slipLine } from "./acts";

const PLACES = placesOf(
  place("safe", { keeper: "kim" }),
  place("cabinet", { parent: "safe" }),
  place("tray", { parent: "cabinet" }),
  place("tray2", { parent: "cabinet", keeper: "mei" }),
  place("kim", { kind: "person" }),
  place("mei", { kind: "person" }),
  place("client", { kind: "client" }),
  place("wong", { kind: "workshop" }),
  place("sink-lost", { kind: "lost" }),
);
const IDS = [...PLACES.keys()].filter((id) => id !== "sink-lost");
const STATUSES: Status[] = ["in_store", "out", "at_client", "in_repair", "disputed", "found", "unregistered", "lost", "sold"];

const insured = fc.option(fc.record({ minor: fc.nat(5_000_000), currency: fc.constantFrom("HKD", "USD", "CNY") }), { nil: undefined });
const single = fc.record({ place: fc.option(fc.constantFrom(...IDS, "nowhere heard of"), { nil: null }), insured });
const lot = fc.record({ at: fc.dictionary(fc.constantFrom(...IDS), fc.integer({ min: 1, max: 40 }), { minKeys: 1 }), insured });
const drawn = fc.tuple(fc.oneof(single, lot), fc.constantFrom(...STATUSES), fc.constantFrom("new", "display", null));
const register = fc.array(drawn, { maxLength: 60 }).map((all) =>
  all.map(([where, status, category], n): SampleRow => {
    const row = { ...blankRow(`s${n}`), status, category, facts: where.insured ? { insured: where.insured } : {} };
    if ("place" in where) return { ...row, place: where.place, holder: where.place };
    return { ...row, at: where.at, quantity: Object.values(where.at).reduce((sum, many) => sum + many, 0) };
  }),
);
const world = { places: PLACES, slips: new Map(), today_ms: 0 };
const plain = ({ n, unvalued, value }: Tally) => ({ n, unvalued, value: Object.fromEntries([...value].filter(([, minor]) => minor)) });
const count = (rows: readonly SampleRow[], wanted: Wanted) => rows.filter(wantedTest(wanted, world) ?? (() => true));

describe("Z1 every picture adds up to the whole", () => {
  test("pieces, what has no value, and values by currency, however they lie", () => {
    fc.assert(
      fc.property(register, (rows) => {
        const found = figures(rows, PLACES);
        for (const cut of ["places", "holders", "categories"] as const)
          expect(plain(together([...found[cut].values()])), cut).toEqual(plain(found.stock));
        for (const cut of ["sites", "outsideHolders"] as const)
          expect(plain(together([...found[cut].values()])), cut).toEqual(plain(found.outside));
        expect(together([...found.statuses.values()]).n).toBe(rows.reduce((sum, row) => sum + row.quantity, 0));
      }),
    );
  });

  test("and so do the parts that are shown, the rest among them", () => {
    fc.assert(
      fc.property(register, fc.integer({ min: 1, max: 6 }), fc.double({ min: 0, max: 0.3, noNaN: true }), (rows, most, least) => {
        const { places, stock } = figures(rows, PLACES);
        const shown = parts(places, most, least);
        expect(plain(together(shown))).toEqual(plain(stock));
        expect(new Set(shown.flatMap((part) => part.ids)).size).toBe(places.size);
        if (shown.length) expect(shown.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1);
        expect(shown.filter((part) => part.id === REST).every((part) => part.ids.length > 1)).toBe(true);
      }),
    );
  });
});

describe("Z2 a part leads to exactly the pieces it counted", () => {
  const whole = (rows: readonly SampleRow[]) => rows.reduce((sum, row) => sum + row.quantity, 0);
  const pieces = register.map((rows) => rows.filter((row) => !row.at)); // of a lot the list shows all of it

  test("by holder, category, status and place outside the safe", () => {
    fc.assert(
      fc.property(pieces, (rows) => {
        const found: Figures = figures(rows, PLACES);
        for (const [id, { n }] of found.holders) expect(whole(count(rows, { answers: id, stock: true })), id).toBe(n);
        for (const [id, { n }] of found.categories) expect(whole(count(rows, { category: id, stock: true })), id).toBe(n);
        for (const [id, { n }] of found.statuses) expect(whole(count(rows, { status: [id as Status] })), id).toBe(n);
        for (const [id, { n }] of found.sites) expect(whole(count(rows, { outside: id })), id).toBe(n);
        for (const [id, { n }] of found.outsideHolders) expect(whole(count(rows, { outside: ANY, answers: id })), id).toBe(n);
        expect(whole(count(rows, { outside: ANY }))).toBe(found.outside.n);
      }),
    );
  });

  test("by cabinet, with its trays; what lies beside the cabinets is the store itself", () => {
    fc.assert(
      fc.property(pieces, (rows) => {
        for (const [id, { n }] of figures(rows, PLACES).places) {
          if (id === NONE) continue; // a place this phone has not heard of is no place one can ask for
          const itself = id === "safe";
          expect(whole(count(rows, { place: id, itself, stock: true })), id).toBe(n);
        }
      }),
    );
  });
});

test("Z3 what is outside the safe: everything in no store, lots by their pieces, what is lost or sold not at all", () => {
  const hkd = (minor: number) => ({ insured: { minor, currency: "HKD" } });
  const rows: SampleRow[] = [
    { ...blankRow("a"), status: "in_store", place: "tray", facts: hkd(100) },
    { ...blankRow("b"), status: "out", place: "mei", facts: hkd(2_000) },
    { ...blankRow("c"), status: "at_client", place: "client", facts: { insured: { minor: 70, currency: "USD" } } },
    { ...blankRow("d"), status: "out", place: "kim" },
    { ...blankRow("e"), status: "lost", place: "sink-lost", facts: hkd(9_999) },
    { ...blankRow("f"), status: "in_store", quantity: 3, at: { tray: 2, wong: 1 }, facts: hkd(100) },
    { ...blankRow("g"), status: "disputed", place: null, facts: hkd(5) },
  ];
  const { outside, sites } = figures(rows, PLACES);
  expect(amounts(outside)).toEqual([
    { currency: "HKD", minor: 2_000 + 33 + 5 },
    { currency: "USD", minor: 70 },
  ]);
  expect([outside.n, outside.unvalued]).toEqual([5, 1]);
  expect([...sites].map(([site, { n }]) => [site, n])).toEqual([
    ["person", 2],
    ["client", 1],
    ["workshop", 1],
    [NONE, 1],
  ]);
});

test("Z4 who answers in a store is the nearest keeper; a circle of places ends", () => {
  const circle: Map<string, PlaceRow> = placesOf(place("a", { parent: "b" }), place("b", { parent: "a" }));
  expect(["tray", "tray2", "safe", "mei"].map((id) => answersFor(PLACES, id))).toEqual(["kim", "mei", "kim", "mei"]);
  expect([answersFor(circle, "a"), answersFor(circle, "")]).toEqual(["a", NONE]);
});

describe("Z5 the map", () => {
  test("fills the area with a tile for each weight, none over another", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 30 }), (all) => {
        const weights = all.sort((a, b) => b - a);
        const whole = weights.reduce((sum, one) => sum + one, 0);
        const tiles = treemap(weights, 160, 90);
        expect(tiles).toHaveLength(weights.length);
        tiles.forEach((tile, at) => {
          expect((tile.width * tile.height) / (160 * 90)).toBeCloseTo((weights[at] ?? 0) / whole);
          expect(tile.x).toBeGreaterThanOrEqual(-1e-6);
          expect(tile.x + tile.width).toBeLessThanOrEqual(160 + 1e-6);
          expect(tile.y + tile.height).toBeLessThanOrEqual(90 + 1e-6);
          for (const other of tiles.slice(0, at)) {
            const beside = Math.min(tile.x + tile.width, other.x + other.width) - Math.max(tile.x, other.x);
            const above = Math.min(tile.y + tile.height, other.y + other.height) - Math.max(tile.y, other.y);
            expect(Math.min(beside, above)).toBeLessThan(1e-6);
          }
        });
      }),
    );
  });
});

describe("Z6 the line of a day", () => {
  const MINUTE = 60_000;
  const at = (minutes: number) => 1_000_000_000_000 + minutes * MINUTE;
  const seen = (...looks: [number, number][]): Span[] =>
    looks.reduce<Span[]>((spans, [minutes, value]) => see(spans, value, at(minutes)), []);

  test("stands still while nothing changes and steps where it does", () => {
    expect(seen([0, 5], [3, 5], [6, 7])).toEqual([
      { from_ms: at(0), to_ms: at(6), value: 5 },
      { from_ms: at(6), to_ms: at(6), value: 7 },
    ]);
  });

  test("does not claim to know what nobody looked at, and forgets what is a day old", () => {
    const spans = seen([0, 5], [4, 5], [60, 5], [64, 5]);
    expect(runs(spans).map((run) => run.length)).toEqual([1, 1]);
    expect(see(spans, 5, at(24 * 60 + 30)).map((span) => span.from_ms)).toEqual([at(60), at(24 * 60 + 30)]);
    expect(runs(seen([0, 5], [1, 6], [2, 7])).map((run) => run.length)).toEqual([3]);
  });
});

test("Z7 late: what is out after its last day, the longest first; and what somebody has had for a month with no day agreed", () => {
  const DAY = 86_400_000;
  const today = 400 * DAY;
  const lines = [slipLine("1", { issued: ["a", "b"], returned: ["a"] })];
  const due = (id: string, back_ms: number, status = "issued") => slip(lines, { back_ms }, { id, status: status as "issued" });
  const slips = [due("new", today - DAY), due("old", today - 9 * DAY), due("today", today), due("over", today - DAY, "closed")];
  expect(lateSlips(slips, today).map(({ slip: { id }, out, days }) => [id, out, days])).toEqual([
    ["old", 1, 9],
    ["new", 1, 1],
  ]);
  const held = (id: string, days: number, changes: Partial<SampleRow> = {}): SampleRow => ({
    ...blankRow(id),
    status: "out",
    happened_ms: today - days * DAY,
    ...changes,
  });
  const rows = [held("a", 31), held("b", 90), held("c", 29), held("d", 90, { slip: "new" }), held("e", 90, { status: "in_store" })];
  expect(heldLong(rows, new Map(slips.map((one) => [one.id, one])), today).map(({ sample }) => sample.id)).toEqual(["b", "a"]);
});
