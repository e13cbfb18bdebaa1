import { describe, expect, test } from "vitest";
import type { Action, Draft } from "../../src/core/action";
import { byLine, describe as described, filled, filling, fillingOfModel, proposedHs, totals, went } from "../../src/core/customs";
import { borderLines, plannedLines } from "../../src/core/customs_lists";
import { blankLine, closeDraft, planDraft, planOf } from "../../src/core/fair_drafts";
import { shares, stageOf, stillOut, together, withWhom } from "../../src/core/fair_where";
import { overlayFair } from "../../src/core/overlay_matters";
import { judgePack, type PackContext, type PackMode } from "../../src/core/packing";
import type { Facts, FairView, SampleView } from "../../src/core/rows";
import { withCheck } from "../../src/core/tag";
import { act, piece, place, placesOf, slip, slipLine, written } from "./acts";

const PLACES = placesOf(
  place("tray"),
  place("safe", { kind: "booth" }),
  place("booth", { kind: "booth" }),
  place("drawer", { kind: "booth", parent: "safe" }),
  place("kim", { kind: "person" }),
  place("mei", { kind: "person" }),
  place("van", { kind: "courier" }),
);
const world = { known: () => undefined, kindOf: (id: string) => PLACES.get(id)?.kind };
const codeOf = (n: number): string => withCheck(Array.from({ length: 14 }, (_, i) => (n >> (i % 3)) & 31));
const IDS = ["ring", "pin", "a", "b", "c", "other"];
const CODES: Record<string, string> = Object.fromEntries(IDS.map((id, i) => [id, codeOf(i * 41 + 7)]));
const GOLD: Facts = { gross_g: "4.210", metals: [{ metal: "gold", fineness: 750 }], insured: { minor: 100_00, currency: "HKD" } };

const PLAN = {
  title: "Basel",
  booth: "booth",
  safe: "safe",
  from_ms: null,
  to_ms: null,
  team: ["mei"],
  country: null,
  carnet: null,
  note: null,
  slips: [],
  lines: [
    { ...blankLine("1"), sample: "ring" },
    { ...blankLine("2"), model: "R-1", n: 2 },
  ],
};
const planned = written(planDraft("f1", PLAN));

/** Scans one after another, each laid over the last, as a phone with no office does. */
class Phone {
  acts: Action[] = [planned];
  over: Record<string, Partial<SampleView>> = {};

  get fair(): FairView {
    return overlayFair("f1", null, this.acts, world) as FairView;
  }
  sample = (id: string): SampleView | null =>
    IDS.includes(id)
      ? piece(id, {
          tag: CODES[id] ?? null,
          home: "tray",
          model: ["a", "b", "c"].includes(id) ? "R-1" : null,
          facts: GOLD,
          ...this.over[id],
        })
      : null;
  context = (changes: Partial<PackContext> = {}): PackContext => ({
    byTag: (code) => {
      const id = IDS.find((one) => CODES[one] === code);
      return id ? { kind: "sample", id } : { kind: "unknown" };
    },
    sample: this.sample,
    places: PLACES,
    slips: [],
    reserved: new Map(),
    elsewhere: new Map(),
    person: "kim",
    to: "booth",
    ...changes,
  });
  judge = (id: string, mode: PackMode = "out", changes: Partial<PackContext> = {}) =>
    judgePack(CODES[id] ?? id, this.fair, mode, this.context(changes));
  /** Judged and taken, whatever was asked. */
  scan(id: string, mode: PackMode = "out", changes: Partial<PackContext> = {}) {
    const judged = this.judge(id, mode, changes);
    for (const draft of judged.drafts ?? []) {
      this.acts.push(written(draft as Draft));
      const to = draft.to ?? null;
      const kind = PLACES.get(to ?? "")?.kind;
      const status = kind === "store" ? "in_store" : kind === "person" ? "out" : kind === "courier" ? "in_transit" : "at_booth";
      if (draft.kind !== "count_seen") this.over[id] = { ...this.over[id], place: to, holder: to, status };
    }
    return judged;
  }
}

describe("packing out", () => {
  test("a piece of the list is right and taken at once, one of a model on its line while there is room", () => {
    const phone = new Phone();
    expect(phone.scan("ring")).toMatchObject({ verdict: "right", outcome: "stored", take: "now", line: "1" });
    expect(phone.acts.at(-1)).toMatchObject({
      kind: "scan_out",
      sample: "ring",
      to: "booth",
      fair: "f1",
      believed_from: "tray",
      body: { fair_line: "1" },
    });
    expect(phone.scan("a")).toMatchObject({ verdict: "right", line: "2" });
    expect(phone.scan("b")).toMatchObject({ verdict: "right", line: "2" });
    expect(phone.judge("c")).toMatchObject({ verdict: "line_full", take: "ask", line: null });
    expect(phone.fair).toMatchObject({ status: "out" });
    expect(phone.fair.told.packed.map(({ sample, line }) => [sample, line])).toEqual([
      ["ring", "1"],
      ["a", "2"],
      ["b", "2"],
    ]);
  });

  test("not on the list, already packed, on another fair, disputed, unknown: each its own word", () => {
    const phone = new Phone();
    expect(phone.judge("other")).toMatchObject({ verdict: "not_on_list", outcome: "flagged", take: "ask" });
    phone.scan("ring");
    expect(phone.judge("ring")).toMatchObject({ verdict: "packed", outcome: "again", take: "no" });
    expect(phone.judge("a", "out", { elsewhere: new Map([["a", phone.fair]]) })).toMatchObject({ verdict: "other_fair", take: "ask" });
    phone.over.a = { status: "disputed" };
    expect(phone.judge("a")).toMatchObject({ verdict: "disputed", outcome: "flagged" });
    expect(phone.judge(codeOf(999))).toMatchObject({
      verdict: "unknown",
      take: "ask",
      drafts: [{ kind: "scan_out", fair: "f1", sample: null }],
    });
    expect(phone.judge("ring of gold")).toMatchObject({ verdict: "not_a_tag", outcome: "refused" });
    expect(phone.judge("a", "out", { person: null }).verdict).toBe("locked");
  });

  test("what is on one of the fair's approved slips leaves under it; another slip's promise is put to the person", () => {
    const phone = new Phone();
    const approved = slip([slipLine("7", { sample: "ring" })]);
    expect(phone.judge("ring", "out", { slips: [approved] }).drafts).toMatchObject([{ slip: "s1", body: { fair_line: "1", line: "7" } }]);
    const by = { slip: "s9", no: "S-9", client: null, out_ms: null, back_ms: null };
    expect(phone.judge("ring", "out", { reserved: new Map([["ring", [by]]]) })).toMatchObject({ verdict: "reserved", take: "ask", by });
  });

  test("in the morning it goes from the safe to the booth by a move that anybody may make", () => {
    const phone = new Phone();
    phone.scan("ring");
    phone.scan("ring", "safe", { count: "c1", seen: new Set() });
    expect(phone.judge("ring")).toMatchObject({ verdict: "right", drafts: [{ kind: "move", to: "booth", believed_from: "safe" }] });
    phone.scan("ring", "out", { to: "mei" });
    expect(phone.judge("ring")).toMatchObject({ verdict: "already_out", take: "ask" });
  });
});

describe("the safe and the way home", () => {
  test("locking up is a move and a sight in one, once a night; a piece that never went is asked about", () => {
    const phone = new Phone();
    phone.scan("ring");
    const said = phone.scan("ring", "safe", { count: "c1", seen: new Set() });
    expect(said.drafts).toMatchObject([
      { kind: "move", to: "safe", fair: "f1", sample: "ring" },
      { kind: "count_seen", count: "c1", to: "safe", sample: "ring", fair: "f1" },
    ]);
    expect(phone.fair).toMatchObject({ status: "out", told: { back: [] } });
    expect(phone.judge("ring", "safe", { count: "c1", seen: new Set(["ring"]) })).toMatchObject({ verdict: "in_safe", outcome: "again" });
    expect(phone.judge("ring", "safe", { count: "c2", seen: new Set() }).drafts).toMatchObject([{ kind: "count_seen", count: "c2" }]);
    expect(phone.judge("other", "safe", { count: "c1", seen: new Set() })).toMatchObject({ verdict: "not_packed", take: "ask" });
  });

  test("what lies in its own safe before the fair is not taken for out already", () => {
    const phone = new Phone();
    PLACES.set("safe", place("safe", { kind: "store" }));
    phone.over.ring = { place: "safe" };
    expect(phone.judge("ring")).toMatchObject({ verdict: "right", drafts: [{ kind: "scan_out" }] });
    phone.scan("ring");
    phone.scan("ring", "safe", { count: "c1", seen: new Set() });
    expect(phone.fair.status).toBe("out");
    PLACES.set("safe", place("safe", { kind: "booth" }));
  });

  test("back it goes to the tray that was scanned, else to its home; once is enough; what is not the fair's is asked about", () => {
    const phone = new Phone();
    phone.scan("ring");
    expect(phone.judge("ring", "back", { to: null })).toMatchObject({ verdict: "right", drafts: [{ kind: "scan_in", to: "tray" }] });
    phone.scan("ring", "back", { to: null });
    expect(phone.fair.status).toBe("back");
    expect(phone.judge("ring", "back", { to: null })).toMatchObject({ verdict: "home", outcome: "again" });
    expect(phone.judge("other", "back", { to: null })).toMatchObject({ verdict: "not_packed", take: "ask" });
  });
});

describe("where everything is", () => {
  const phone = new Phone();
  for (const id of ["ring", "a", "b", "other"]) phone.scan(id);
  phone.over.a = { place: "mei", status: "out" };
  phone.over.b = { place: "drawer", status: "at_booth", facts: {} };
  phone.over.other = { place: "sink-lost", status: "lost", facts: { insured: { minor: 500, currency: "USD" } } };
  const found = shares(phone.fair, { places: PLACES, sample: phone.sample });

  test("every packed piece is in one share; currencies are never added up, what has no value is counted", () => {
    expect([...found.values()].map(({ where, samples }) => [where, samples])).toEqual([
      ["booth", ["ring"]],
      ["hands", ["a"]],
      ["safe", ["b"]],
      ["lost", ["other"]],
    ]);
    const all = together("booth", found.values());
    expect([Object.fromEntries(all.values), all.valueless, all.samples.length]).toEqual([{ HKD: 200_00, USD: 500 }, 1, 4]);
  });

  test("the pieces say what is still out and with whom, though nobody named the fair when they came home", () => {
    expect(stillOut(found)).toHaveLength(4);
    expect(withWhom(["ring", "a", "b"], phone.sample)[0]?.samples).toHaveLength(1);
    phone.over = Object.fromEntries(["ring", "a", "b", "other"].map((id) => [id, { place: "tray" }]));
    const home = shares(phone.fair, { places: PLACES, sample: phone.sample });
    expect([stillOut(home), phone.fair.status, stageOf(phone.fair, home)]).toEqual([[], "out", "back"]);
  });

  test("closing stands whatever is out, and can be taken back", () => {
    const closing = written(closeDraft("f1"));
    const closed = overlayFair("f1", null, [...phone.acts, closing], world);
    expect([closed?.status, closed?.told.closed_by]).toEqual(["closed", "kim"]);
    const undone = act("undo", { fair: "f1", body: { reverses: closing.id } });
    expect(overlayFair("f1", null, [...phone.acts, closing, undone], world)?.status).toBe("out");
    expect(planOf(phone.fair.told)).toEqual(PLAN);
  });
});

describe("customs", () => {
  const made = (type: string, facts: Facts) => ({ type, facts });
  test.each([
    [made("ring", { metals: [{ metal: "silver", fineness: 925 }] }), "7113.11"],
    [made("ring", { metals: [{ metal: "white_gold" }], stones: [{ kind: "diamond" }] }), "7113.19"],
    [
      made("ring", {
        metals: [
          { metal: "silver", net_g: "1.0" },
          { metal: "gold", net_g: "1.1" },
        ],
      }),
      "7113.19",
    ],
    [made("bracelet", { metals: [{ metal: "gold filled brass" }] }), "7113.20"],
    [made("brooch", { metals: [{ metal: "plated brass" }] }), "7117.19"],
    [made("necklace", { stones: [{ kind: "pearl" }] }), "7116.10"],
    [made("bracelet", { stones: [{ kind: "jadeite" }] }), "7116.20"],
    [made("mock_up", {}), "7117.90"],
    [made("loose_stone", { stones: [{ kind: "pearl" }] }), "7101.22"],
    [made("loose_stone", { stones: [{ kind: "diamond" }] }), "7102.39"],
    [made("loose_stone", { stones: [{ kind: "ruby" }] }), "7103.91"],
    [made("loose_stone", { stones: [{ kind: "opal" }] }), "7103.99"],
    [made("loose_stone", { stones: [{ kind: "diamond", treatment: "lab-grown" }] }), "7104.91"],
    [made("ring", {}), null],
  ])("an HS code is proposed from the facts: %j", (one, code) => expect(proposedHs(one)).toBe(code));

  test("a line is filled in from its piece, in the reader's language and in English; what a person wrote stays", () => {
    const ring = piece("ring", { type: "ring", facts: GOLD, archive_no: "2026-000001", tag: CODES.ring ?? null });
    expect(described(ring, "zh-Hant")).toBe("18K金戒指 / 18K gold ring");
    const line = filled({ ...blankLine("1"), hs: "7113.19.90" }, filling(ring, "en"), "HK");
    expect(line).toMatchObject({ description: "18K gold ring", weight_g: "4.210", value: GOLD.insured, hs: "7113.19.90", origin: "HK" });
    expect(line.marks).toMatch(/^2026-000001 · /);
    const alike = [ring, piece("b", { facts: { ...GOLD, gross_g: "4.215" } })];
    expect(fillingOfModel(alike, 3, "en")).toMatchObject({ weight_g: "12.638", value: { minor: 300_00, currency: "HKD" } });
  });

  test("the border list says what went: a model's line by its real pieces, and what was on no line", () => {
    const phone = new Phone();
    for (const id of ["a", "other"]) phone.scan(id);
    const lines = borderLines(phone.fair.told, phone.sample, "en");
    expect(lines.map(({ item, samples, extra, pieces, weight_g }) => [item, samples, extra, pieces, weight_g])).toEqual([
      ["2", ["a"], false, 1, "4.210"],
      ["3", ["other"], true, 1, "4.210"],
    ]);
    expect(plannedLines(phone.fair.told, phone.sample, "en").map(({ pieces }) => pieces)).toEqual([1, 2]);
    const { byHs, all } = totals(lines);
    expect([byHs.map(([hs, sum]) => [hs, sum.pieces]), all.weight, all.values.get("HKD")]).toEqual([[["7113.19", 2]], 8_420_000n, 200_00]);
  });

  test("what was put back before the fair began never crossed a border", () => {
    const phone = new Phone();
    phone.scan("ring");
    phone.scan("a");
    phone.scan("ring", "back", { to: null });
    const { told } = phone.fair;
    expect(went({ ...told, from_ms: 9e15 }).map(({ sample }) => sample)).toEqual(["a"]);
    expect(went(told)).toHaveLength(2);
    expect([...byLine({ ...told, from_ms: 9e15 })]).toEqual([["2", ["a"]]]);
  });
});
