import { describe, expect, test } from "vitest";
import { type Context, directionsFor, type Found, judge, misfit } from "../../src/core/judge";
import { blankRow } from "../../src/core/overlay";
import type { PlaceKind, PlaceRow, SampleView, Status } from "../../src/core/rows";
import { withCheck } from "../../src/core/tag";

const code = (n: number) => withCheck([n, n, n]);
const RING = code(1);
const LOT = code(2);
const TRAY = code(3);
const BADGE = code(4);
const OLD = code(5);
const STRANGE = code(6);

const place = (id: string, kind: PlaceKind, retired = false): PlaceRow => ({
  id,
  kind,
  parent: null,
  names: { en: id },
  tag: null,
  keeper: null,
  retired,
  commit: 1,
});
const PLACES = [
  place("tray", "store"),
  place("tray2", "store"),
  place("mei", "person"),
  place("kim", "person"),
  place("shut", "store", true),
  place("sink-lost", "lost"),
];
const FOUND: Record<string, Found> = {
  [RING]: { kind: "sample", id: "ring" },
  [LOT]: { kind: "sample", id: "lot" },
  [TRAY]: { kind: "place", id: "tray" },
  [BADGE]: { kind: "person", id: "mei" },
  [OLD]: { kind: "void", id: "ring" },
};

function context(changes: Partial<SampleView> = {}, more: Partial<Context> = {}): Context {
  const ring: SampleView = { ...blankRow("ring"), status: "in_store", place: "tray", holder: "tray", pending: 0, ...changes };
  const lot: SampleView = { ...ring, id: "lot", quantity: 12 };
  return {
    byTag: (text) => FOUND[text] ?? { kind: "unknown" },
    sample: (id) => ({ ring, lot })[id] ?? null,
    place: (id) => PLACES.find((row) => row.id === id),
    person: "kim",
    basket: new Set(),
    ...more,
  };
}
const to = (id: string) => ({ place: id, observed: false });

describe("a scan of a piece", () => {
  const table: [string, Partial<SampleView>, "out" | "in", string, string, string[]][] = [
    ["out of the store", {}, "out", "mei", "stored", []],
    ["into the tray it came from", { status: "out", place: "mei" }, "in", "tray", "stored", []],
    ["into another tray", {}, "in", "tray2", "stored", []],
    ["in where it is already: a sighting, still a fact", {}, "in", "tray", "stored", ["already_there"]],
    ["out while somebody else has it", { status: "out", place: "kim" }, "out", "mei", "flagged", ["already_out"]],
    ["out to who has it already", { status: "out", place: "mei" }, "out", "mei", "stored", ["already_there"]],
    ["disputed", { status: "disputed" }, "out", "mei", "flagged", ["disputed"]],
    ["lost", { status: "lost", place: "sink-lost" }, "in", "tray", "flagged", ["lost"]],
    ["scrapped", { status: "scrapped" }, "in", "tray", "flagged", ["scrapped"]],
    ["sold", { status: "sold" }, "out", "mei", "flagged", ["sold"]],
    ["given back to its owner", { status: "returned_to_owner" }, "in", "tray", "flagged", ["returned_to_owner"]],
    ["not registered", { status: "unregistered" }, "in", "tray", "flagged", ["unregistered"]],
  ];
  test.each(table)("C1 %s", (_, changes, direction, target, outcome, reasons) => {
    const said = judge(RING, direction, to(target), context(changes));
    expect([said.outcome, said.reasons]).toEqual([outcome, reasons]);
    expect(said.draft).toMatchObject({ kind: direction === "out" ? "scan_out" : "scan_in", sample: "ring", tag: RING, to: target });
  });

  test("C1 whatever its status says, a scan of a piece is recorded", () => {
    const all: Status[] = [
      "in_store",
      "out",
      "at_client",
      "in_repair",
      "at_booth",
      "in_transit",
      "lost",
      "scrapped",
      "sold",
      "returned_to_owner",
      "disputed",
      "found",
      "unregistered",
    ];
    for (const status of all) {
      for (const direction of ["out", "in", "move", "hand_over"] as const) {
        const target = direction === "in" || direction === "move" ? "tray2" : "mei";
        expect(judge(RING, direction, to(target), context({ status })).draft, `${status} ${direction}`).toBeDefined();
      }
    }
  });

  test("C1 twice into one basket is once", () => {
    const said = judge(RING, "out", to("mei"), context({}, { basket: new Set(["ring"]) }));
    expect([said.outcome, said.draft]).toEqual(["again", undefined]);
    expect(judge(STRANGE, "out", to("mei"), context({}, { basket: new Set([STRANGE]) })).outcome).toBe("again");
  });

  test("C1 a lot goes whole unless a number is said; more than there is is flagged", () => {
    expect(judge(LOT, "out", to("mei"), context()).draft?.quantity).toBe(12);
    expect(judge(LOT, "out", to("mei"), context({}, { quantity: 5 })).draft?.quantity).toBe(5);
    expect(judge(LOT, "out", to("mei"), context({}, { quantity: 13 })).reasons).toEqual(["lot_short"]);
  });

  test("T1 an unknown tag is kept raw, a void one with the piece it was on", () => {
    const unknown = judge(STRANGE, "out", to("mei"), context());
    expect([unknown.outcome, unknown.reasons]).toEqual(["flagged", ["unknown_tag"]]);
    expect(unknown.draft).toMatchObject({ sample: null, tag: STRANGE });
    const old = judge(OLD, "out", to("mei"), context());
    expect([old.outcome, old.reasons]).toEqual(["flagged", ["void_tag"]]);
    expect(old.draft).toMatchObject({ sample: "ring", tag: OLD });
  });
});

describe("what is not a scan of a piece", () => {
  test("a place or a badge is a new target and records nothing", () => {
    expect(judge(TRAY, "in", null, context())).toMatchObject({ target: { place: "tray", observed: true } });
    expect(judge(BADGE, "out", null, context())).toMatchObject({ target: { place: "mei", observed: true } });
    expect(judge(TRAY, "in", null, context()).draft).toBeUndefined();
  });

  test("a text that is no tag, a locked phone, rows not read yet, no target: refused, nothing recorded", () => {
    const said = [
      judge("4901234567894", "out", to("mei"), context()),
      judge(RING, "out", to("mei"), context({}, { person: null })),
      judge(RING, "out", to("mei"), context({}, { loaded: false })),
      judge(RING, "out", null, context()),
      judge(RING, "out", to("nowhere"), context()),
      judge(RING, "out", to("tray"), context()),
      judge(RING, "in", to("shut"), context()),
    ];
    expect(said.map((one) => one.reasons)).toEqual([
      ["not_a_tag"],
      ["locked"],
      ["loading"],
      ["no_target"],
      ["no_target"],
      ["target_not_fit"],
      ["target_retired"],
    ]);
    for (const one of said) expect([one.outcome, one.draft]).toEqual(["refused", undefined]);
  });

  test("a place fits the directions it is offered for", () => {
    for (const row of PLACES.filter((one) => !one.retired)) {
      for (const direction of directionsFor(row.kind)) expect(misfit(direction, row)).toBeNull();
    }
    expect(directionsFor("store")).toEqual(["in", "move"]);
    expect(directionsFor("lost")).toEqual([]);
  });
});
