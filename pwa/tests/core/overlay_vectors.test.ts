/** The overlays beside the office's folds: what this phone shows before the office has heard of it is what the office will tell. */
import { expect, test } from "vitest";
import vectors from "../../../tests/vectors/matters.json?raw";
import type { Action } from "../../src/core/action";
import { overlayReceipt, overlayRepair, overlaySlip } from "../../src/core/overlay_matters";
import type { PlaceKind } from "../../src/core/rows";

interface Row {
  status: string;
  told: Record<string, unknown>;
}
interface Vector {
  of: "slip" | "receipt" | "repair";
  id: string;
  before: Row | null;
  after: Row;
  known: Action[];
  pending: Action[];
  carried: Record<string, string | null>;
}
const [kinds, ...shared] = JSON.parse(vectors) as [Record<string, PlaceKind>, ...Vector[]];
const kindOf = (place: string): PlaceKind | undefined => kinds[place];

function seen(vector: Vector): Row | null {
  const { of, id, before, pending } = vector;
  const all = new Map([...vector.known, ...pending].map((action) => [action.id, action]));
  const known = (action: string) => all.get(action);
  const row = before && ({ id, no: "X-2026-0001", commit: 1, ...structuredClone(before) } as never);
  if (of === "receipt") return overlayReceipt(id, row, pending, known) as Row | null;
  if (of === "repair") return overlayRepair(id, row, pending, known, kindOf) as Row | null;
  const world = { known, carried: (sample: string) => vector.carried[sample], isStore: (place: string) => kindOf(place) === "store" };
  return overlaySlip(id, row, pending, world) as Row | null;
}

/** Keys in one order, so that texts can be compared. Which action took a piece off a slip the office's row does not say once its line is gone. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    one && typeof one === "object" && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort()) : one,
  );

const samplesOf = (off: unknown): string[] => (off as { sample: string }[]).map((one) => one.sample).sort();

for (const of of ["slip", "receipt", "repair"] as const)
  test(`C28 unsent actions over a ${of} show what the office will make of them`, () => {
    const ours = shared.filter((vector) => vector.of === of);
    expect(ours.length).toBeGreaterThan(40);
    const wrong: string[] = [];
    for (const [n, vector] of ours.entries()) {
      const { status, told } = seen(vector) ?? {};
      const want = vector.after;
      for (const [key, should] of [["status", want.status] as const, ...Object.entries(want.told)]) {
        const is = key === "status" ? status : told?.[key];
        const compared = key === "off_slip" ? [samplesOf(is), samplesOf(should)] : [is, should];
        if (plain(compared[0]) !== plain(compared[1])) wrong.push(`${of} ${n} ${key}: ${plain(is)} where the office says ${plain(should)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
