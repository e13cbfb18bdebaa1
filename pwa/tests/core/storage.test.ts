import { describe, expect, test } from "vitest";
import { type Context, judge } from "../../src/core/judge";
import type { Conditions, Facts, MaterialRow, Needs, SampleView } from "../../src/core/rows";
import { misfits, type StorageWorld } from "../../src/core/storage";
import { withCheck } from "../../src/core/tag";
import { piece, place, placesOf } from "./acts";

const material = (id: string, needs: Needs): [string, MaterialRow] => [id, { id, names: { en: id }, needs, commit: 1 }];
const materials = new Map([
  material("silver", { humidity: [0, 40], dry: true, sulphur_free: true, hardness: 2.5 }),
  material("gold", { hardness: 2.5 }),
  material("pearl", { humidity: [45, 60], temperature: [18, 24], dry: false, apart_from_hard: true, hardness: 2.5 }),
  material("opal", { humidity: [45, 60], dry: false, halogen_free: true, apart_from_hard: true, hardness: 5.5 }),
  material("diamond", { hardness: 10 }),
]);
const facts = (...kinds: string[]): Facts => ({
  metals: kinds.filter((kind) => kind === "silver" || kind === "gold").map((metal) => ({ metal })),
  stones: kinds.filter((kind) => kind !== "silver" && kind !== "gold").map((kind) => ({ kind })),
});
const of = (...kinds: string[]) => piece("new", { facts: facts(...kinds), place: "mei" });

function world(offers: Conditions | null, mates: SampleView[] = [], cabinet: Conditions | null = null): StorageWorld {
  const places = placesOf(place("safe", { offers: cabinet }), place("tray", { parent: "safe", offers }), place("mei"));
  return { materials, places, mates: () => mates };
}
const reasons = (sample: SampleView, ...about: Parameters<typeof world>) =>
  misfits(sample, "tray", world(...about)).map((one) => one.reason);

describe("putting away", () => {
  test("what a material needs against what the place offers", () => {
    expect(reasons(of("silver"), { humidity: [50, 60] })).toEqual(["misfit_humidity"]);
    expect(reasons(of("silver"), { humidity: [30, 50] })).toEqual([]); // it may suit: the readings tell
    expect(reasons(of("silver"), { dry: false, sulphur_free: false })).toEqual(["misfit_dry", "misfit_sulphur"]);
    expect(reasons(of("pearl"), { dry: true, temperature: [26, 30] })).toEqual(["misfit_temperature", "misfit_not_dry"]);
    expect(reasons(of("opal"), { halogen_free: false })).toEqual(["misfit_halogen"]);
    expect(reasons(of("gold"), { dry: true, humidity: [0, 100], sulphur_free: false })).toEqual([]);
  });

  test("a tray that says nothing is as the cabinet around it, the nearest word counts", () => {
    expect(misfits(of("pearl"), "tray", world(null, [], { dry: true }))).toEqual([
      { reason: "misfit_not_dry", material: "pearl", place: "safe" },
    ]);
    expect(reasons(of("pearl"), { dry: false }, [], { dry: true })).toEqual([]);
  });

  test("silver wants it dry and pearl and opal do not: not in one tray; soft not beside hard", () => {
    const mate = (...kinds: string[]) => piece("mate", { facts: facts(...kinds) });
    expect(misfits(of("pearl"), "tray", world(null, [mate("silver")]))).toEqual([
      { reason: "bad_mix", material: "pearl", place: null, beside: { sample: "mate", material: "silver" } },
    ]);
    expect(reasons(of("silver"), null, [mate("gold", "opal")])).toEqual(["bad_mix"]);
    expect(reasons(of("opal"), null, [mate("gold", "diamond")])).toEqual(["bad_mix"]);
    expect(reasons(of("gold", "diamond"), null, [mate("pearl")])).toEqual(["bad_mix"]);
    expect(reasons(of("gold"), null, [mate("pearl")])).toEqual([]);
    expect(reasons(of("pearl"), null, [mate("pearl", "gold")])).toEqual([]);
  });

  test("a lining keeps what would scratch apart, but not dry from damp", () => {
    const mate = (kind: string) => piece("mate", { facts: facts(kind) });
    expect(reasons(of("opal"), { soft_lined: true }, [mate("diamond")])).toEqual([]);
    expect(reasons(of("pearl"), { soft_lined: true }, [mate("silver")])).toEqual(["bad_mix"]);
  });

  test("a piece is no bad neighbour of itself, and what nobody described gives no warning", () => {
    expect(reasons(of("pearl"), null, [{ ...of("silver"), id: "new" }])).toEqual([]);
    expect(reasons(piece("new"), { dry: true })).toEqual([]);
    expect(reasons(of("amber"), { dry: true }, [of("silver")])).toEqual([]);
    expect(misfits(of("pearl"), "mei", { ...world(null), places: placesOf(place("mei", { offers: { dry: true } })) })).toEqual([]);
  });

  test("the scan is stored all the same, flagged with the reason, and only when putting away", () => {
    const code = withCheck([1, 2, 3]);
    const conditions = {
      ...world({ dry: true }),
      places: placesOf(place("tray", { offers: { dry: true } }), place("kim", { offers: { dry: true } })),
    };
    const context: Context = {
      byTag: () => ({ kind: "sample", id: "new" }),
      sample: () => of("pearl"),
      place: (id) => conditions.places.get(id),
      person: "kim",
      basket: new Set(),
      conditions,
    };
    const said = judge(code, "in", { place: "tray", observed: true }, context);
    expect(said).toMatchObject({ outcome: "flagged", reasons: ["misfit_not_dry"], misfits: [{ material: "pearl", place: "tray" }] });
    expect(said.draft).toMatchObject({ kind: "scan_in", to: "tray" });
    expect(judge(code, "hand_over", { place: "kim", observed: true }, context).reasons).toEqual([]);
  });
});
