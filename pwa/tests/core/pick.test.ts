import { describe, expect, test } from "vitest";
import { judgePick, type PickContext } from "../../src/core/pick";
import { reservations } from "../../src/core/reserve";
import { left, route } from "../../src/core/route";
import type { SampleView, SlipView, Status } from "../../src/core/rows";
import { withCheck } from "../../src/core/tag";
import { piece, place, placesOf, slip, slipLine } from "./acts";

const codeOf = (n: number): string => withCheck(Array.from({ length: 14 }, (_, i) => (n >> (i % 3)) & 31));
const CODES: Record<string, string> = Object.fromEntries(["ring", "other", "a", "b", "c"].map((id, i) => [id, codeOf(i * 37 + 5)]));
const pieces = new Map<string, SampleView>(
  Object.entries(CODES).map(([id, tag]) => [id, piece(id, { tag, model: ["a", "b", "c"].includes(id) ? "R-1" : null })]),
);
const asked = slip([slipLine("1", { sample: "ring" }), slipLine("2", { model: "r - 1", n: 2 })], { out_ms: 10, back_ms: 20 });

function context(changes: Partial<PickContext> = {}, over: Record<string, Partial<SampleView>> = {}): PickContext {
  const byCode = new Map(Object.entries(CODES).map(([id, code]) => [code, id]));
  return {
    byTag: (code) => (byCode.has(code) ? { kind: "sample", id: byCode.get(code) as string } : { kind: "unknown" }),
    sample: (id) => (pieces.has(id) ? { ...(pieces.get(id) as SampleView), ...over[id] } : null),
    reserved: new Map(),
    person: "kim",
    ...changes,
  };
}
const pick = (id: string, over: Partial<SampleView> = {}, on: SlipView = asked, changes: Partial<PickContext> = {}) =>
  judgePick(CODES[id] ?? id, on, context(changes, { [id]: over }));

describe("a scan while picking", () => {
  test("the very piece is right and is taken at once, on its line", () => {
    const said = pick("ring");
    expect(said).toMatchObject({ verdict: "right", outcome: "stored", take: "now", line: "1", reasons: [] });
    expect(said.draft).toMatchObject({
      kind: "scan_out",
      sample: "ring",
      tag: CODES.ring,
      to: "mei",
      slip: "s1",
      believed_from: "tray",
      body: { line: "1" },
    });
  });

  test("any free piece of a model fills its line, however the model is written, until it has all it asked for", () => {
    expect(pick("a")).toMatchObject({ verdict: "right", line: "2", take: "now" });
    const full = slip([slipLine("2", { model: "R-1", n: 2, issued: ["b", "c"] })]);
    expect(pick("a", {}, full)).toMatchObject({ verdict: "line_full", take: "ask", line: null, draft: { body: { off_slip: true } } });
    const two = slip([slipLine("2", { model: "R-1", n: 1, issued: ["b"] }), slipLine("3", { model: "R-1", n: 1 })]);
    expect(pick("a", {}, two)).toMatchObject({ verdict: "right", line: "3" });
  });

  test("a piece on no line may be taken as a flagged fact, and says so in its own words", () => {
    const said = pick("other");
    expect(said).toMatchObject({ verdict: "not_on_slip", outcome: "flagged", take: "ask", line: null });
    expect(said.draft).toMatchObject({ kind: "scan_out", sample: "other", slip: "s1", body: { off_slip: true } });
  });

  test.each<[Status, string]>([
    ["out", "already_out"],
    ["at_client", "already_out"],
    ["at_booth", "already_out"],
    ["in_transit", "already_out"],
    ["disputed", "disputed"],
    ["lost", "lost"],
    ["scrapped", "scrapped"],
    ["sold", "sold"],
    ["returned_to_owner", "returned_to_owner"],
    ["found", "found"],
    ["in_repair", "in_repair"],
    ["unregistered", "unregistered"],
  ])("a piece that is %s is not simply right: %s", (status, verdict) => {
    const said = pick("ring", { status, place: "client", holder: "client" });
    expect(said).toMatchObject({ verdict, outcome: "flagged", take: "ask", line: "1", draft: { body: { line: "1" } } });
  });

  test("a piece of which a case is open counts as disputed, one with an open repair as in repair", () => {
    expect(pick("ring", { claims: 1 })).toMatchObject({ verdict: "disputed", reasons: ["disputed", "case_open"] });
    expect(pick("ring", { repair: "d1" }).verdict).toBe("in_repair");
  });

  test("a piece already taken for this slip is only said again; once it came back it may go again", () => {
    const taken = slip([slipLine("1", { sample: "ring", issued: ["ring"] })], {}, { status: "issued" });
    expect(pick("ring", { status: "out", place: "mei", slip: "s1" }, taken)).toMatchObject({
      verdict: "picked",
      outcome: "again",
      take: "no",
    });
    const back = slip([slipLine("1", { sample: "ring", issued: ["ring"], returned: ["ring"] })]);
    expect(pick("ring", {}, back)).toMatchObject({ verdict: "right", line: "1" });
  });

  test("a piece promised to another approved slip on some of the same days is reserved, and by whom is said", () => {
    const other = (out_ms: number | null, back_ms: number | null, status: "approved" | "submitted" = "approved") =>
      reservations([{ ...slip([slipLine("1", { sample: "ring" })], { out_ms, back_ms }, { status }), id: "s2", no: "S-2026-0002" }]);
    const on = (reserved: ReturnType<typeof other>) => pick("ring", {}, asked, { reserved });
    expect(on(other(20, 30))).toMatchObject({ verdict: "reserved", take: "ask", by: { slip: "s2", no: "S-2026-0002" } });
    expect(on(other(21, 30)).verdict).toBe("right");
    expect(on(other(1, 9)).verdict).toBe("right");
    expect(on(other(null, null)).verdict).toBe("reserved");
    expect(on(other(20, 30, "submitted")).verdict).toBe("right");
    expect(on(reservations([asked])).verdict).toBe("right"); // its own slip
    const back = {
      ...slip([slipLine("1", { sample: "ring", issued: ["ring"], returned: ["ring"] })], { out_ms: 1, back_ms: 99 }),
      id: "s2",
    };
    expect(on(reservations([back])).verdict).toBe("right");
  });

  test("a slip that nobody approved, or that was cancelled, makes no piece wrong but is never passed over in silence", () => {
    const draft = slip([slipLine("1", { sample: "ring" })], { approved_by: null }, { status: "submitted" });
    expect(pick("ring", {}, draft)).toMatchObject({
      verdict: "right",
      outcome: "flagged",
      take: "ask",
      reasons: ["slip_not_approved"],
      line: "1",
    });
    const gone = slip([slipLine("1", { sample: "ring" })], {}, { status: "cancelled" });
    expect(pick("ring", {}, gone)).toMatchObject({
      take: "ask",
      reasons: ["slip_cancelled"],
      line: null,
      draft: { body: { off_slip: true } },
    });
  });

  test("what is no tag, unknown, void, a place, or comes while the phone is locked or still reading", () => {
    expect(pick("hello")).toMatchObject({ verdict: "refused", outcome: "refused", reasons: ["not_a_tag"], take: "no" });
    expect(pick(codeOf(9_999))).toMatchObject({ verdict: "unknown", take: "ask", draft: { sample: null, body: { off_slip: true } } });
    const gone = context({ byTag: () => ({ kind: "void", id: "ring" }) });
    expect(judgePick(CODES.ring as string, asked, gone)).toMatchObject({ verdict: "void_tag", take: "ask", line: "1" });
    const tray = context({ byTag: () => ({ kind: "place", id: "tray" }) });
    expect(judgePick(CODES.ring as string, asked, tray)).toMatchObject({ verdict: "place", place: "tray", take: "no" });
    expect(pick("ring", {}, asked, { person: null }).reasons).toEqual(["locked"]);
    expect(pick("ring", {}, asked, { loaded: false }).reasons).toEqual(["loading"]);
    expect(pick("ring", {}, slip([slipLine("1", { sample: "ring" })], { to: null })).reasons).toEqual(["no_target"]);
  });

  test("a tray whose tag was scanned goes down as where the piece was seen", () => {
    expect(pick("ring", {}, asked, { observed: "tray" }).draft).toMatchObject({ observed_from: "tray" });
  });
});

describe("the way through the store", () => {
  const places = placesOf(
    place("safe"),
    place("tray10", { parent: "safe", names: { en: "Tray 10" } }),
    place("tray2", { parent: "safe", names: { en: "Tray 2" } }),
    place("hall", { names: { en: "A hall" } }),
  );
  const at = (id: string, where: string | null, archive_no: string, changes: Partial<SampleView> = {}) =>
    piece(id, { place: where, archive_no, model: "R-1", ...changes });
  const world = (all: SampleView[]) => ({
    places,
    sample: (id: string) => all.find((one) => one.id === id) ?? null,
    alike: (model: string) => all.filter((one) => one.model === model),
    reserved: new Map(),
  });

  test("place after place as they stand in the tree, tray 2 before tray 10, and in each by archive number", () => {
    const all = [
      at("w", "tray10", "2026-000009"),
      at("x", "tray2", "2026-000007"),
      at("y", "tray2", "2026-000003"),
      at("z", "hall", "2026-000001"),
    ];
    const named = slip(all.map((one, i) => slipLine(String(i + 1), { sample: one.id })));
    expect(route(named, world(all)).map((stop) => [stop.place, ...stop.pieces.map((one) => one.sample)])).toEqual([
      ["hall", "z"],
      ["tray2", "y", "x"],
      ["tray10", "w"],
    ]);
  });

  test("a line asking for any of a model shows every free piece as a choice; what is out, in repair or promised is none", () => {
    const all = [
      at("x", "tray2", "1"),
      at("y", "tray2", "2", { status: "out" }),
      at("z", "hall", "3", { repair: "d" }),
      at("w", "hall", "4"),
    ];
    const any = slip([slipLine("1", { model: "R-1", n: 2 })], { out_ms: 1, back_ms: 2 });
    const promised = reservations([{ ...slip([slipLine("1", { sample: "w" })], { out_ms: 2, back_ms: 3 }), id: "s2" }]);
    const stops = route(any, { ...world(all), reserved: promised });
    expect(stops).toEqual([{ place: "tray2", pieces: [{ line: "1", sample: "x", archive_no: "1", model: "R-1", choice: true }] }]);
  });

  test("what is taken is no longer on the way; what lies nowhere known comes last", () => {
    const all = [at("x", null, "1"), at("y", "tray2", "2")];
    const some = slip([slipLine("1", { sample: "x" }), slipLine("2", { sample: "y" }), slipLine("3", { sample: "z", issued: ["z"] })]);
    expect(route(some, world(all)).map((stop) => stop.place)).toEqual(["tray2", null]);
    expect(left(some).map(({ line, n }) => [line.line, n])).toEqual([
      ["1", 1],
      ["2", 1],
    ]);
  });
});
