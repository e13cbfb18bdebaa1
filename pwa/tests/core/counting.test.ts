import { describe, expect, test } from "vitest";
import { countCode, readCountCode } from "../../src/core/count_code";
import { countOpenDraft } from "../../src/core/count_drafts";
import { answersFor, type CountContext, type Counted, expectedIn, judgeCount, missingByPlace } from "../../src/core/counting";
import { overlayCount } from "../../src/core/overlay_matters";
import type { CountView, SampleView } from "../../src/core/rows";
import { withCheck } from "../../src/core/tag";
import { piece, place, placesOf, written } from "./acts";

const code = (n: number): string => withCheck(Array.from({ length: 14 }, (_, i) => (i === 0 ? n : 7)));
const places = placesOf(
  place("safe", { keeper: "kim" }),
  place("tray", { parent: "safe" }),
  place("tray2", { parent: "safe" }),
  place("mei"),
);
const pieces: SampleView[] = [
  piece("ring", { tag: code(1) }),
  piece("pin", { tag: code(2), place: "tray2" }),
  piece("stud", { tag: code(3), place: "mei", status: "out" }),
  piece("beads", { tag: code(4), quantity: 40, at: { tray: 30, mei: 10 } }),
];
const codes = new Map(pieces.map((one) => [one.tag ?? "", one.id]));
const context: CountContext = {
  byTag: (text) => {
    const id = codes.get(text);
    if (id) return { kind: "sample", id };
    if (text === code(9)) return { kind: "place", id: "tray2" };
    return text === code(10) ? { kind: "place", id: "mei" } : { kind: "unknown" };
  },
  sample: (id) => pieces.find((one) => one.id === id) ?? null,
  places,
  person: "kim",
  at: null,
  how: "camera",
};

function begun(where: string, deep: boolean, ...seen: Counted[]): CountView {
  const open = countOpenDraft("c", { place: where, mode: "guided", purpose: "stock", deep, ...expectedIn(where, deep, pieces, places) });
  const acts = [open, ...seen.flatMap(({ draft }) => (draft ? [draft] : []))].map((draft) => written(draft));
  return overlayCount("c", null, acts, () => undefined) as CountView;
}

describe("what should lie there", () => {
  test("what lies in it, of a lot what part of it; deeper only when asked", () => {
    expect(expectedIn("tray", false, pieces, places)).toEqual({ expected: ["ring", "beads"], lots: { beads: 30 } });
    expect(expectedIn("safe", false, pieces, places)).toEqual({ expected: [], lots: {} });
    expect(expectedIn("safe", true, pieces, places).expected).toEqual(["ring", "pin", "beads"]);
    expect(expectedIn("mei", false, pieces, places)).toEqual({ expected: ["stud", "beads"], lots: { beads: 10 } });
  });

  test("whose place it is: the person, or the keeper of the nearest place around it", () => {
    expect(answersFor("tray2", places)).toBe("kim");
    expect(answersFor("mei", places)).toBe("mei");
    expect(answersFor(null, places)).toBeNull();
  });
});

describe("a code in a count", () => {
  const judge = (n: number, count: CountView, over: Partial<CountContext> = {}) => judgeCount(code(n), count, { ...context, ...over });

  test("found, then again; not expected here, and where it belongs; unknown, kept once", () => {
    const count = begun("tray", false);
    const ring = judge(1, count);
    expect(ring).toMatchObject({ verdict: "found", outcome: "stored", draft: { kind: "count_seen", to: "tray", body: { how: "camera" } } });
    const pin = judge(2, count);
    expect(pin).toMatchObject({ verdict: "unexpected", outcome: "flagged", place: "tray2", draft: { to: "tray", believed_from: "tray2" } });
    const unknown = judge(20, count);
    expect(unknown).toMatchObject({ verdict: "unknown", draft: { sample: null, tag: code(20) } });
    const after = begun("tray", false, ring, pin, unknown);
    for (const n of [1, 2, 20]) expect(judge(n, after)).toMatchObject({ verdict: "again", outcome: "again" });
    expect(judge(1, after).draft).toBeUndefined();
    expect(after.told).toMatchObject({ found: ["ring"], missing: ["beads"] });
  });

  test("with everything in the safe, the tray's tag says where one stands, and what lies in the wrong one is said", () => {
    const count = begun("safe", true);
    expect(judge(1, count)).toMatchObject({ verdict: "found", draft: { to: "tray" } }); // no tray scanned: where the register has it
    expect(judge(9, count)).toMatchObject({ verdict: "place", place: "tray2" });
    const at = { place: "tray2", observed: true };
    const wrong = judge(1, count, { at });
    expect(wrong).toMatchObject({ verdict: "misplaced", outcome: "flagged", draft: { observed_from: "tray2", believed_from: "tray" } });
    expect(begun("safe", true, wrong).told.misplaced).toMatchObject([{ sample: "ring", place: "tray2", believed_from: "tray" }]);
    expect(judge(10, count)).toMatchObject({ verdict: "outside", outcome: "refused" });
  });

  test("refused where it could not count", () => {
    const count = begun("tray", false);
    expect(judgeCount("hello", count, context).verdict).toBe("not_a_tag");
    expect(judge(1, count, { person: null }).verdict).toBe("locked");
    expect(judge(1, count, { loaded: false }).verdict).toBe("loading");
    expect(judge(1, { ...count, status: "accepted" }).verdict).toBe("closed");
    expect(judge(1, { ...count, status: "finished" }).verdict).toBe("found"); // a second phone may be late
  });

  test("of a lot the later number counts", () => {
    const count = begun("tray", false, judge(4, begun("tray", false), { quantity: 28 }), judge(4, begun("tray", false), { quantity: 29 }));
    expect(count.told.lots).toEqual([{ sample: "beads", expected: 30, counted: 29 }]);
  });

  test("what is missing, by where it should lie", () => {
    const groups = missingByPlace(begun("safe", true), context.sample);
    expect(groups.map((group) => [group.place, group.pieces.map(({ id }) => id)])).toEqual([
      ["tray", ["ring", "beads"]],
      ["tray2", ["pin"]],
    ]);
  });
});

test("the code for a second phone is read as it was written, and never half", () => {
  const ids = ["0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b", "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2c"] as const;
  const invitation = { count: ids[0], place: ids[1], mode: "blind" as const, purpose: "closing" as const, deep: true };
  const text = countCode(invitation);
  expect(text).toMatch(/^[0-9A-Z]+$/);
  expect(readCountCode(text)).toEqual(invitation);
  for (let at = 3; at < text.length; at += 5)
    expect(readCountCode(`${text.slice(0, at)}${text[at] === "7" ? "8" : "7"}${text.slice(at + 1)}`)).toBeNull();
  expect(readCountCode(text.slice(1))).toBeNull();
});
