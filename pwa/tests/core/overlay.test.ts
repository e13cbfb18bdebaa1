import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action, Kind } from "../../src/core/action";
import { blankRow, overlay } from "../../src/core/overlay";
import type { PlaceKind, SampleRow } from "../../src/core/rows";

const KINDS: Record<string, PlaceKind> = { tray: "store", tray2: "store", mei: "person", client: "client", "sink-lost": "lost" };
const kindOf = (place: string) => KINDS[place];
let made = 0;

function action(kind: Kind, changes: Partial<Action> = {}): Action {
  made += 1;
  return {
    v: 1,
    id: `a${made}`,
    kind,
    device: "d",
    seq: made,
    by: "kim",
    sample: "ring",
    tag: null,
    to: null,
    observed_from: null,
    believed_from: null,
    base: 0,
    quantity: 1,
    slip: null,
    count: null,
    fair: null,
    repair: null,
    group: null,
    wall_ms: 1_000 + made,
    tz: 480,
    mono_ms: 0,
    page: "p",
    anchor: null,
    hlc: [1_000 + made, 0],
    body: {},
    prev: null,
    ...changes,
  };
}
const ring: SampleRow = { ...blankRow("ring"), status: "in_store", place: "tray", holder: "tray", commit: 5 };
const lot: SampleRow = { ...ring, quantity: 10, at: { tray: 10 } };

describe("overlay", () => {
  test("nothing unsent: the office's row as it is", () => {
    expect(overlay(ring, [], kindOf)).toEqual({ ...ring, pending: 0 });
    expect(overlay(null, [], kindOf)).toBeNull();
  });

  test("C1 the last unsent word wins, and says how many are unsent", () => {
    const view = overlay(ring, [action("scan_out", { to: "mei" }), action("hand_over", { to: "client" })], kindOf);
    expect(view).toMatchObject({ place: "client", holder: "client", status: "at_client", pending: 2, last_kind: "hand_over" });
    expect(ring.place).toBe("tray");
  });

  test("C1 a disputed piece stays disputed, a retired one is found and not silently back", () => {
    expect(overlay({ ...ring, status: "disputed" }, [action("scan_in", { to: "tray2" })], kindOf)?.status).toBe("disputed");
    for (const status of ["lost", "sold", "scrapped", "returned_to_owner"] as const) {
      expect(overlay({ ...ring, status }, [action("scan_in", { to: "tray2" })], kindOf)).toMatchObject({ status: "found", place: "tray2" });
    }
  });

  test("C1 reported lost: it lies nowhere, its holder still answers", () => {
    const view = overlay({ ...ring, status: "out", place: "mei", holder: "mei" }, [action("report_lost")], kindOf);
    expect(view).toMatchObject({ status: "lost", place: "sink-lost", holder: "mei" });
  });

  test("a piece registered here is there before the office knows it", () => {
    const body = { tag: "T", type: "ring", home: "tray", facts: { gross_g: "4.2" } };
    expect(overlay(null, [action("register", { to: "tray", body })], kindOf)).toMatchObject({
      id: "ring",
      tag: "T",
      type: "ring",
      status: "in_store",
      home: "tray",
    });
  });

  test("C1 what is taken back was never there; what the office shows already goes back where it came from", () => {
    const out = action("scan_out", { to: "mei", believed_from: "tray" });
    const undo = action("undo", { body: { reverses: out.id } });
    expect(overlay(ring, [out, undo], kindOf)).toMatchObject({ place: "tray", status: "in_store", pending: 2 });
    const landed: SampleRow = { ...ring, place: "mei", holder: "mei", status: "out" };
    expect(overlay(landed, [undo], kindOf, (id) => (id === out.id ? out : undefined))).toMatchObject({
      place: "tray",
      holder: "tray",
      status: "in_store",
    });
    expect(overlay({ ...landed, place: "client" }, [undo], kindOf, () => out)).toMatchObject({ place: "client" });
  });

  test("P6 pieces of a lot are never made or lost by moving", () => {
    const move = fc.record({
      to: fc.constantFrom("tray", "tray2", "mei", "client"),
      quantity: fc.integer({ min: 1, max: 6 }),
      believed_from: fc.constantFrom(null, "tray", "mei"),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 8 }), (moves) => {
        const view = overlay(
          lot,
          moves.map((one) => action("scan_out", one)),
          kindOf,
        );
        expect(Object.values(view?.at ?? {}).reduce((a, b) => a + b, 0)).toBe(10);
      }),
      { seed: 6 },
    );
  });

  test("S1 laying an action over a row that shows it already changes nothing but the count of unsent", () => {
    const kind = fc.constantFrom<Kind>("scan_out", "scan_in", "move", "hand_over", "found");
    const to = fc.constantFrom("tray", "tray2", "mei", "client");
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, to), { minLength: 1, maxLength: 6 }), (moves) => {
        const all = moves.map(([what, place]) => action(what, { to: place }));
        const { pending, ...once } = overlay(ring, all, kindOf) ?? { ...ring, pending: 0 };
        expect(pending).toBe(all.length);
        expect(overlay(once, all, kindOf)).toEqual({ ...once, pending });
      }),
      { seed: 7 },
    );
  });
});
