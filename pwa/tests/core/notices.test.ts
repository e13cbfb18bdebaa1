import { describe, expect, test } from "vitest";
import type { OutboxRow } from "../../src/core/action";
import { type Notice, type NoticeWorld, notices } from "../../src/core/notices";
import { blankRow } from "../../src/core/overlay";
import type { CaseRow, Claim, EntryRow, FairRow, RepairRow, SampleRow, SlipRow } from "../../src/core/rows";
import { slip, slipLine } from "./acts";

const DAY = 86_400_000;
const TODAY = Date.UTC(2026, 10, 22);
const NOW = TODAY + 10 * 3_600_000;

interface Changes extends Partial<Omit<NoticeWorld, "samples">> {
  samples?: readonly SampleRow[];
}
function world({ samples = [], ...changes }: Changes = {}): NoticeWorld {
  const empty = { entries: [], slips: [], cases: [], repairs: [], receipts: [], counts: [], fairs: [], outbox: [] };
  return {
    me: "mei",
    roles: ["holder"],
    now_ms: NOW,
    today_ms: TODAY,
    samples: new Map(samples.map((row) => [row.id, row])),
    ...empty,
    ...changes,
  };
}
const kinds = (found: readonly Notice[]): string[] => found.map((one) => one.kind);
const ids = (found: readonly Notice[]): string[] => found.map((one) => one.id);

let made = 0;
function entry(changes: Partial<EntryRow> = {}): EntryRow {
  made += 1;
  const about = { sample: `s${made}`, tag: null, by: "mei", device: "d", to: null, reverses: null };
  const times = { happened_ms: NOW - 5_000, known_ms: NOW - 1_000 };
  return {
    entry: made,
    id: `e${made}`,
    kind: "scan_out",
    ...about,
    ...times,
    verdict: "flagged",
    reasons: ["clock_clamped"],
    commit: 7,
    ...changes,
  };
}
const sample = (id: string, changes: Partial<SampleRow> = {}): SampleRow => ({ ...blankRow(id), status: "out", ...changes });
const given = (id: string, known_ms: number, by = "kim"): SampleRow =>
  sample(id, { place: "mei", holder: "mei", last_kind: "scan_out", last_by: by, known_ms });
const claim = (by: string, to: string): Claim => ({
  action: `a-${by}`,
  by,
  device: "d",
  kind: "scan_out",
  to,
  happened_ms: 1,
  known_ms: 2,
});
function row(changes: Partial<CaseRow> = {}): CaseRow {
  const claims = [claim("kim", "mei"), claim("tom", "anna")];
  const id = "c".repeat(64);
  return {
    id,
    kind: "return_missing",
    status: "open",
    sample: "ring",
    tag: null,
    claims,
    opened_ms: NOW - DAY,
    waiting: [],
    settled: null,
    commit: 9,
    ...changes,
  };
}
const out = (back_ms: number, told = {}, changes: Partial<SlipRow> = {}): SlipRow =>
  slip([slipLine("1", { sample: "ring", issued: ["ring"] })], { to: "mei", by: "mei", back_ms, ...told }, { status: "issued", ...changes });

describe("I8 the same rows give the same notices, on any phone", () => {
  test("in whatever order the rows are kept", () => {
    const samples = [given("a", NOW - 60), given("b", NOW - 60), given("c", NOW - 90, "tom")];
    const cases = [
      row(),
      row({ id: "d".repeat(64), status: "settled", settled: { by: "boss", at_ms: NOW - 5, decision: "here", reason: "seen" } }),
    ];
    const entries = [entry({ known_ms: NOW - 9 }), entry({ known_ms: NOW - 9 }), entry({ known_ms: NOW - 8 })];
    const there = world({ samples, cases, entries, slips: [out(TODAY - DAY)] });
    const turned = world({
      samples: samples.toReversed(),
      cases: cases.toReversed(),
      entries: entries.toReversed(),
      slips: [out(TODAY - DAY)],
    });
    expect(ids(notices(turned))).toEqual(ids(notices(there)));
    expect(ids(notices(there))).toHaveLength(7);
  });

  test("a name fits into a reading, however long the ids of its subject are", () => {
    const uuid = "0190a000-0000-7000-8000-000000000001";
    const slips = [out(TODAY - DAY, {}, { id: uuid }), out(TODAY, {}, { id: uuid.replace("1", "2") })];
    const repairs = [
      { id: uuid, no: "D", status: "assessed", told: { due_ms: TODAY - DAY, assessed_by: "mei" }, commit: 1 } as unknown as RepairRow,
    ];
    const entries = [entry({ reasons: ["clock_clamped", "role_may_not", "receiver_is_returner", "unknown_sample"] })];
    const found = notices(world({ slips, repairs, entries, cases: [row()], samples: [given("a", NOW - 1, uuid)] }));
    expect(kinds(found).sort()).toEqual(["case_open", "flagged", "got", "repair_late", "slip_due", "slip_overdue"]);
    for (const id of ids(found)) expect(id.length, id).toBeLessThanOrEqual(64);
  });
});

describe("I9 what is new again has a new name", () => {
  test("a case that is settled after it was read", () => {
    const settled = { by: "boss", at_ms: NOW, decision: "here", reason: "seen" };
    const stages = [row({ status: "provisional" }), row(), row({ status: "settled", settled }), row({ status: "explained", settled })];
    const names = stages.map((one) => notices(world({ cases: [one] }))[0]?.id);
    expect(names[0]).toBe(names[1]); // from provisional to open nothing happened to the person
    expect(new Set(names).size).toBe(3);
  });

  test("a slip that was extended and is late once more", () => {
    const [first] = notices(world({ slips: [out(TODAY - 3 * DAY)] }));
    const [again] = notices(world({ slips: [out(TODAY - DAY)] }));
    expect([first?.kind, again?.kind]).toEqual(["slip_overdue", "slip_overdue"]);
    expect(first?.id).not.toBe(again?.id);
  });

  test("a slip that was edited waits anew", () => {
    const asked = (request: string) =>
      out(TODAY, { request, by: "kim", submitted_by: "kim", to: "kim", submitted_ms: 5 }, { status: "submitted" });
    const names = ["r1", "r2"].map((request) => notices(world({ me: "ann", roles: ["approver"], slips: [asked(request)] }))[0]?.id);
    expect(names).toEqual(["waits:r1", "waits:r2"]);
  });

  test("a second piece from the same hand", () => {
    const [both] = [notices(world({ samples: [given("a", NOW - 50), given("b", NOW - 20)] }))];
    expect(both.map((one) => [one.kind, ...one.samples])).toEqual([
      ["got", "b"],
      ["got", "a"],
    ]);
    expect(notices(world({ samples: [given("b", NOW - 20)] }))[0]?.id).toBe(both[0]?.id); // the first went back: the other is not news again
  });
});

describe("I10 a notice is for whom it concerns", () => {
  test("a case for those its claims speak of, and for who must settle it once it is open", () => {
    const told = (me: string, ...roles: string[]) => kinds(notices(world({ me, roles, cases: [row()] })));
    expect([told("mei"), told("kim"), told("tom"), told("anna"), told("eve")]).toEqual([...Array(4).fill(["case_open"]), []]);
    expect(told("boss", "supervisor")).toEqual(["case_open"]);
    expect(kinds(notices(world({ me: "boss", roles: ["supervisor"], cases: [row({ status: "provisional" })] })))).toEqual([]);
    const settled = row({ status: "settled", settled: { by: "kim", at_ms: NOW, decision: "here", reason: "seen" } });
    expect(kinds(notices(world({ me: "kim", cases: [settled] })))).toEqual([]); // who settled it knows
    expect(kinds(notices(world({ cases: [settled] })))).toEqual(["case_settled"]);
  });

  test("a slip waits for those who may approve it, and not for its own people", () => {
    const waiting = out(TODAY, { by: "kim", submitted_by: "kim", to: "mei", submitted_ms: 5 }, { status: "submitted" });
    const told = (me: string, ...roles: string[]) => kinds(notices(world({ me, roles, slips: [waiting] })));
    expect([told("ann", "approver"), told("kim", "approver"), told("mei", "approver"), told("boss", "supervisor")]).toEqual([
      ["slip_waits"],
      [],
      [],
      [],
    ]);
  });

  test("the requester hears what became of it, with the reason", () => {
    const [approved] = notices(
      world({ slips: [out(TODAY + 9 * DAY, { approved_ms: NOW - 5, approved_by: "ann" }, { status: "approved" })] }),
    );
    expect([approved?.kind, approved?.who]).toEqual(["slip_approved", "ann"]);
    const no = { approved_by: null, approved_ms: null, submitted_ms: NOW - 9, reject_reason: "no" };
    const [rejected] = notices(world({ slips: [out(TODAY, no, { status: "rejected" })] }));
    expect([rejected?.kind, rejected?.reasons]).toEqual(["slip_rejected", ["no"]]);
  });

  test("late things for who has them and for who chases them; the last day counts to its end", () => {
    const told = (me: string, roles: string[], back_ms: number) =>
      kinds(notices(world({ me, roles, slips: [out(back_ms, { approved_ms: 0 })] })));
    expect([told("mei", ["holder"], TODAY - DAY), told("boss", ["supervisor"], TODAY - DAY), told("eve", ["holder"], TODAY - DAY)]).toEqual(
      [["slip_overdue"], ["slip_overdue"], []],
    );
    expect([told("mei", ["holder"], TODAY), told("boss", ["supervisor"], TODAY)]).toEqual([["slip_due"], []]);
    expect(told("mei", ["holder"], TODAY + 2 * DAY)).toEqual([]);
  });

  test("a flagged scan is its maker's; a delivery with one reason is one notice", () => {
    const entries = [
      entry({ known_ms: 5 + NOW - DAY }),
      entry({ known_ms: 5 + NOW - DAY }),
      entry({ by: "kim" }),
      entry({ verdict: "accepted" }),
    ];
    const found = notices(world({ entries }));
    expect(found.map((one) => [one.kind, one.samples.length])).toEqual([["flagged", 2]]);
    expect(notices(world({ entries: [entry({ known_ms: NOW - 61 * DAY })] }))).toEqual([]);
  });

  test("what the office kept apart is told on the phone that made it", () => {
    const base = {
      seq: 1,
      kind: "scan_out",
      sample: "ring",
      tag: null,
      to: null,
      slip: null,
      count: null,
      fair: null,
      receipt: null,
      repair: null,
    };
    const apart = {
      ...base,
      id: "x",
      by: "mei",
      made_ms: 1,
      reverses: null,
      state: "quarantined",
      reasons: ["bad_signature"],
      settled_ms: NOW - 5,
    };
    const found = notices(world({ outbox: [apart as OutboxRow, { ...apart, id: "y", by: "kim" } as OutboxRow] }));
    expect(found.map((one) => [one.kind, one.subject, one.reasons])).toEqual([["apart", "ring", ["bad_signature"]]]);
  });

  test("a piece that came to me until I hand it on; nothing of what I fetched myself", () => {
    const mine = given("a", NOW - 5, "mei");
    const gone = { ...given("b", NOW - 5), holder: "tom" };
    const looked = { ...given("c", NOW - 5), last_kind: "sighting" };
    expect(notices(world({ samples: [mine, gone, looked] }))).toEqual([]);
  });

  test("of a fair that is over only what has not come home is still out", () => {
    const packed = ["a", "b"].map((one) => ({
      sample: one,
      line: null,
      to: "booth",
      by: "mei",
      action: `out-${one}`,
      at_ms: NOW - 9 * DAY,
    }));
    const told = { by: "mei", team: [], booth: "booth", safe: "safe", from_ms: TODAY - 9 * DAY, to_ms: TODAY - 3 * DAY, lines: [], packed };
    const fair = { id: "fair", no: "F-1", status: "out", told } as unknown as FairRow;
    const samples = [sample("a", { status: "in_store", place: "tray" }), sample("b", { place: "booth" })];
    const found = notices(world({ samples, fairs: [fair] })).filter(({ kind }) => kind === "fair_out");
    expect(found.map((one) => one.samples)).toEqual([["b"]]);
  });
});
