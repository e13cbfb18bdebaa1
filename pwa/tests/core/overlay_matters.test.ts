import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../../src/core/action";
import { requestDrafts, submitDraft } from "../../src/core/matter_drafts";
import { overlayReceipt, overlayRepair, overlaySlip, type SlipWorld } from "../../src/core/overlay_matters";
import type { SlipRow } from "../../src/core/rows";
import { act, kindOf, slip, slipLine, world, written } from "./acts";

const form = {
  purpose: "show" as const,
  out_ms: 10,
  back_ms: 20,
  lines: [
    { line: "1", sample: "ring" },
    { line: "2", model: "R-1", n: 2 },
  ],
};
const on = (id: string, changes: Partial<Action> = {}) => act("scan_out", { slip: "s1", sample: id, to: "mei", ...changes });
const office = (told = {}, row: Partial<SlipRow> = {}) =>
  slip([slipLine("1", { sample: "ring" }), slipLine("2", { model: "R-1", n: 2 })], told, row);
const seen = (row: SlipRow | null, pending: Action[], over: Partial<SlipWorld> = {}) =>
  overlaySlip("s1", row, pending, { ...world, ...over });

describe("a slip as seen here", () => {
  test("asked for and handed in with no network it is there at once, its number still to come", () => {
    const drafts = requestDrafts("s1", "q1", form, true).map((draft) => written(draft));
    const view = seen(null, drafts);
    expect(view).toMatchObject({
      no: null,
      status: "submitted",
      pending: 2,
      told: { request: "q1", by: "kim", to: "kim", submitted_by: "kim" },
    });
    expect(view?.told.lines).toEqual([slipLine("1", { sample: "ring" }), slipLine("2", { model: "R-1", n: 2 })]);
    expect(seen(null, drafts.slice(0, 1))?.status).toBe("draft");
    expect(seen(null, [])).toBeNull();
    expect(seen(null, [on("ring")])).toBeNull();
  });

  test("an edit takes submission, approval and refusal back, and what was submitted before counts no more", () => {
    const [edit] = requestDrafts("s1", "q2", { ...form, note: "soon" }, false).map((draft) => written(draft, "mei"));
    expect(seen(office(), [edit as Action])).toMatchObject({
      status: "draft",
      told: { approved_by: null, submitted_by: null, note: "soon", by: "mei" },
    });
    expect(
      seen(office({ approved_by: null, reject_reason: "no" }, { status: "rejected" }), [edit as Action])?.told.reject_reason,
    ).toBeNull();
    expect(seen(office(), [edit as Action, written(submitDraft("s1", "q1"))])?.status).toBe("draft");
    expect(seen(office(), [edit as Action, written(submitDraft("s1", "q2"))])?.status).toBe("submitted");
  });

  test("picked, issued, partly back, closed: by where its pieces are", () => {
    const all = [on("ring"), on("a", { body: { line: "2" } }), on("b", { body: { line: "2" } })];
    expect(seen(office(), all.slice(0, 2))).toMatchObject({ status: "picking", told: { issued_ms: all[0]?.wall_ms } });
    expect(seen(office(), all)?.status).toBe("issued");
    const back = (...ids: string[]) => ({ carried: (id: string) => (ids.includes(id) ? null : "s1") });
    expect(seen(office(), all, back("a"))).toMatchObject({
      status: "partly_returned",
      told: { lines: [{ returned: [] }, { returned: ["a"] }] },
    });
    expect(seen(office(), all, back("ring", "a", "b"))?.status).toBe("closed");
    expect(seen(office(), all.slice(1, 2), back("a"))?.status).toBe("partly_returned"); // the ring was never taken
  });

  test("a return names no slip: it is seen in what the piece carries now", () => {
    const row = office({ lines: [slipLine("1", { sample: "ring", issued: ["ring"] })] }, { status: "issued" });
    expect(seen(row, [], { carried: () => null })).toMatchObject({ status: "closed", told: { lines: [{ returned: ["ring"] }] } });
    expect(seen(row, [])).toMatchObject({ status: "issued", pending: 0 });
    expect(row.told.lines[0]?.returned).toEqual([]);
  });

  test("what is not on it, or beyond what was asked, is off the slip", () => {
    const off = (...acts: Action[]) => seen(office(), acts)?.told.off_slip.map((one) => one.sample);
    expect(off(on("other"))).toEqual(["other"]);
    expect(off(on("a", { body: { line: "2" } }), on("b", { body: { line: "2" } }), on("c", { body: { line: "2" } }))).toEqual(["c"]);
    expect(off(on("a", { body: { line: "2", off_slip: true } }))).toEqual(["a"]);
    expect(off(on("ring"), on("ring", { to: "client" }))).toEqual([]);
    expect(off(on("ring", { kind: "move", to: "tray" }))).toEqual([]); // put away: nothing left
  });

  test("a piece whose line an edit took away is still out, off the slip", () => {
    const [edit] = requestDrafts("s1", "q2", { ...form, lines: [{ line: "1", sample: "ring" }] }, false).map((draft) => written(draft));
    const view = seen(office(), [on("ring"), on("a", { body: { line: "2" } }), edit as Action]);
    expect(view?.told).toMatchObject({ lines: [{ issued: ["ring"] }], off_slip: [{ sample: "a" }] });
  });

  test("cancelled, but not while pieces are out; what leaves afterwards is off the slip and flagged", () => {
    const cancel = act("slip_cancel", { slip: "s1", body: { reason: "fair is off" } });
    expect(seen(office(), [cancel])).toMatchObject({ status: "cancelled", told: { cancel_reason: "fair is off" } });
    expect(seen(office(), [on("ring"), cancel])?.status).toBe("issued");
    const late = seen(office(), [cancel, on("ring")]);
    expect(late?.told.off_slip.map((one) => one.sample)).toEqual(["ring"]);
    expect(late?.told.flags).toContain("issued_cancelled");
    const [edit] = requestDrafts("s1", "q2", form, false).map((draft) => written(draft));
    expect(seen(office(), [cancel, edit as Action])?.status).toBe("draft");
  });

  test("P16 who issues what they asked for, approved or take themselves is flagged", () => {
    const flags = (by: string, to = "client") => seen(office(), [on("ring", { by, to })])?.told.flags;
    expect(flags("boss")).toEqual(["issuer_is_approver"]);
    expect(flags("mei")).toEqual(["issuer_is_requester"]);
    expect(flags("kim", "kim")).toEqual(["issuer_is_receiver"]);
    expect(flags("kim")).toEqual([]);
    expect(seen(office({ approved_by: null }), [on("ring")])?.told.flags).toEqual(["issued_unapproved"]);
    expect(seen(office(), [on("ring", { by: "mei", to: "mei", kind: "hand_over" })])?.told.flags).toEqual([]);
  });

  test("C15 an issue taken back is as if it had not been, whether or not the office shows it", () => {
    const out = on("ring");
    const undo = act("undo", { slip: "s1", sample: "ring", body: { reverses: out.id } });
    expect(seen(office(), [out, undo])).toMatchObject({ status: "approved", pending: 2 });
    const landed = office({ lines: [slipLine("1", { sample: "ring", issued: ["ring"] })] }, { status: "issued" });
    expect(seen(landed, [undo], { known: () => out })).toMatchObject({ status: "approved", told: { lines: [{ issued: [] }] } });
  });

  test("signed on the glass, and an extension asked for", () => {
    const sign = act("slip_sign", { slip: "s1", body: { receiver: "mei", samples: ["ring"], signature: "ab", pin: false } });
    const ask = act("slip_extend_ask", { slip: "s1", body: { back_ms: 99 } });
    expect(seen(office(), [sign, ask])?.told).toMatchObject({
      asked_back_ms: 99,
      signed: [{ receiver: "mei", samples: ["ring"], signature: "ab", pin: false, by: "kim" }],
    });
  });

  test("S1 any of it, in any order, leaves the office's row untouched and never loses a piece", () => {
    const step = fc.oneof(
      fc.constantFrom("ring", "a", "b", "c").map((id) => on(id, { body: { line: "2" } })),
      fc
        .constantFrom("slip_cancel", "slip_submit", "slip_sign")
        .map((kind) => act(kind as "slip_cancel", { slip: "s1", body: { request: "q" } })),
      fc.constant(null).map(() => written(requestDrafts("s1", `q${Math.abs(form.lines.length)}`, form, false)[0] as never)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (acts) => {
        const row = office();
        const before = JSON.stringify(row);
        const view = seen(row, acts);
        expect(JSON.stringify(row)).toBe(before);
        const left = new Set(acts.filter((one) => one.kind === "scan_out").map((one) => one.sample));
        const told = view?.told.lines.flatMap((line) => line.issued) ?? [];
        const all = [...told, ...(view?.told.off_slip ?? []).map((one) => one.sample)];
        expect(new Set(all)).toEqual(left);
        expect(all.length).toBe(left.size);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe("a receipt as seen here", () => {
  const lines = [
    { line: "1", type: "ring", quantity: 3 },
    { line: "2", type: "pendant", quantity: 1 },
  ];
  const open = act("receipt_open", { receipt: "r1", body: { note_no: "DN-7", lines } });
  const check = (line: string | null, counted: number, outcome: string) =>
    act("receipt_check", { receipt: "r1", body: { line, counted, outcome } });
  const seenReceipt = (...acts: Action[]) => overlayReceipt("r1", null, acts, () => undefined);

  test("opened, counted line by line, with differences, closed", () => {
    expect(seenReceipt(open)).toMatchObject({ no: null, status: "expected", told: { note_no: "DN-7", by: "kim" } });
    expect(seenReceipt(open, check("1", 3, "right"))?.status).toBe("checking");
    expect(seenReceipt(open, check("1", 2, "short"), check("2", 1, "right"))?.status).toBe("differences");
    expect(seenReceipt(open, check("1", 2, "short"), check("2", 1, "right"), check("1", 3, "right"))?.status).toBe("closed");
    expect(seenReceipt()).toBeNull();
  });

  test("a thing on no line stands apart, and is a difference", () => {
    const view = seenReceipt(open, check("1", 3, "right"), check("2", 1, "right"), check(null, 1, "over"));
    expect(view).toMatchObject({ status: "differences", told: { extras: [{ counted: 1, outcome: "over", settled: null }] } });
  });

  test("pieces that arrived or were registered at once stand with their line; an edit keeps what was checked", () => {
    const arrive = act("arrive", { receipt: "r1", sample: "ring", to: "tray", body: { line: "1" } });
    const register = act("register", { receipt: "r1", sample: "stone", body: { entry: "1" } });
    const edit = act("receipt_open", { receipt: "r1", body: { lines: [{ line: "1", quantity: 5 }] } });
    const view = seenReceipt(open, arrive, register, check("1", 3, "right"), edit);
    expect(view?.told.lines).toMatchObject([{ line: "1", quantity: 5, counted: 3, pieces: ["ring", "stone"] }]);
  });

  test("checked again after it was settled it is open again; taken back it was not checked", () => {
    const settled = { decision: "accept" as const, reason: null, by: "boss", at_ms: 1 };
    const before = seenReceipt(open, check("1", 2, "short"), check("2", 1, "right"));
    const told = { ...before!.told, lines: before!.told.lines.map((line) => ({ ...line, settled })) };
    const row = { id: "r1", no: "R-2026-0001", status: "closed" as const, told, commit: 4 };
    expect(overlayReceipt("r1", row, [check("1", 1, "short")], () => undefined)).toMatchObject({
      no: "R-2026-0001",
      status: "differences",
    });
    const landed = check("1", 2, "short");
    const undo = act("undo", { receipt: "r1", body: { reverses: landed.id } });
    expect(overlayReceipt("r1", row, [undo], () => landed)?.told.lines[0]).toMatchObject({ counted: null, outcome: null });
    expect(row.told.lines[0]?.counted).toBe(2);
  });
});

describe("a repair as seen here", () => {
  const about = { repair: "d1", sample: "ring" };
  const damage = act("damage", { ...about, body: { grade: "serious", note: "claw bent", photos: ["p"] } });
  const assess = act("assess", {
    ...about,
    body: { decision: "repair", fault: "claw", estimate: { minor: 5_000, currency: "HKD" }, due_ms: 9 },
  });
  const send = act("scan_out", { ...about, to: "wong" });
  const cost = act("repair_cost", { ...about, body: { cost: { minor: 4_000, currency: "HKD" }, work: "new claw" } });
  const back = act("scan_in", { ...about, to: "tray" });
  const good = act("inspect", { ...about, body: { outcome: "good" } });
  const seenRepair = (...acts: Action[]) => overlayRepair("d1", null, acts, () => undefined, kindOf);

  test("reported, assessed, at the workshop, back, repaired", () => {
    expect(seenRepair(damage)).toMatchObject({
      no: null,
      status: "reported",
      told: { sample: "ring", grade: "serious", photos: ["p"], by: "kim" },
    });
    expect(seenRepair(damage, assess)?.status).toBe("assessed");
    expect(seenRepair(damage, assess, send)).toMatchObject({ status: "at_workshop", told: { workshop: "wong", due_ms: 9 } });
    expect(seenRepair(damage, assess, send, cost, back)).toMatchObject({
      status: "back",
      told: { cost: { minor: 4_000 }, work: "new claw" },
    });
    expect(seenRepair(damage, assess, send, back, good)).toMatchObject({
      status: "repaired",
      told: { outcome: "repaired", ended_by: "kim" },
    });
    expect(seenRepair(send)).toBeNull();
  });

  test("sent again after it came back, it is at the workshop again; not good is not the end", () => {
    expect(seenRepair(damage, send, back, act("move", { ...about, to: "wong" }))?.status).toBe("at_workshop");
    expect(seenRepair(damage, send, back, act("inspect", { ...about, body: { outcome: "repair" } }))?.status).toBe("back");
  });

  test("C15 the end taken back", () => {
    const row = { ...seenRepair(damage, send, back, good)!, no: "D-2026-0001" };
    const undo = act("undo", { ...about, body: { reverses: good.id } });
    expect(overlayRepair("d1", row, [undo], () => good, kindOf)).toMatchObject({
      no: "D-2026-0001",
      status: "back",
      told: { outcome: null },
    });
    expect(overlayRepair("d1", row, [], () => undefined, kindOf)).toMatchObject({ status: "repaired", pending: 0 });
  });
});
