import { describe, expect, test } from "vitest";
import { arriveDraft, checkDraft, damageDraft, openDraft, requestDrafts } from "../../src/core/matter_drafts";
import { blankSlip } from "../../src/core/overlay_slip";
import type { Page } from "../../src/device/rows_memory";
import { json, newDisk, openTab, sitDown } from "./engine";
import { SmallOffice } from "./small_office";

const KIM = "0190a000-0000-7000-8000-00000000000a";
const MATTER = ["id", "no", "status", "told", "commit"];
const SAMPLES = ["id", "tag", "facts", "quantity", "status", "place", "holder", "slip", "repair", "photos", "entry_no", "commit"];
const line = { line: "1", sample: "ring", model: null, n: 1, issued: [], returned: [] };
const told = (changes = {}) => ({ ...blankSlip(), request: "q1", by: "mei", to: "mei", approved_by: "boss", lines: [line], ...changes });

/** An office that says exactly this on the next pull. */
function saying(office: SmallOffice, tables: Page["tables"], gone: Page["gone"] = {}): void {
  const { fetch } = office;
  office.commit += 1;
  office.fetch = async (input, init) => {
    if (!input.includes("/pull?")) return fetch(input, init);
    return json({ epoch: office.epoch, to: office.commit, chain: office.chainAt(office.commit), tables, gone, page: null });
  };
}

const TABLES: Page["tables"] = {
  samples: { cols: SAMPLES, rows: [["ring", "T1", {}, 1, "in_store", "tray", "tray", null, null, ["p1"], "E-2026-0007-2", 2]] },
  slips: { cols: MATTER, rows: [["s1", "S-2026-0012", "approved", told(), 2]] },
  receipts: { cols: MATTER, rows: [["r1", "R-2026-0007", "expected", { lines: [], extras: [], photos: [] }, 2]] },
  repairs: { cols: MATTER, rows: [["d1", "D-2026-0003", "reported", { sample: "ring" }, 2]] },
  materials: { cols: ["id", "names", "needs", "commit"], rows: [["silver", { en: "Silver" }, { dry: true }, 2]] },
  settings: { cols: ["key", "value", "commit"], rows: [["tolerance_g", "0.01", 2]] },
  places: {
    cols: ["id", "kind", "parent", "names", "tag", "keeper", "retired", "offers", "commit"],
    rows: [["tray", "store", null, { en: "Tray" }, null, null, false, { dry: false }, 2]],
  },
};

async function phone(office = new SmallOffice(), disk = newDisk()) {
  const tab = await openTab(disk, (input, init) => office.fetch(input, init));
  return { office, disk, tab };
}
async function working() {
  const opened = await phone();
  saying(opened.office, TABLES);
  await opened.tab.keys.enrol("code", "Phone");
  await opened.tab.pull.pullAll();
  sitDown(opened.tab, KIM);
  return opened;
}

describe("slips, receipts, repairs, materials and settings on the phone", () => {
  test("S1 come with a pull, are there after a restart, and go when the office takes them away", async () => {
    const { office, disk, tab } = await working();
    const check = ({ matters, state }: typeof tab) => {
      expect(matters.slipView("s1")).toMatchObject({ no: "S-2026-0012", status: "approved", pending: 0 });
      expect(matters.receiptView("r1")?.no).toBe("R-2026-0007");
      expect(matters.repairView("d1")?.no).toBe("D-2026-0003");
      expect(matters.setting("tolerance_g")).toBe("0.01");
      expect(state.rows.value.materials.get("silver")?.needs).toEqual({ dry: true });
      expect(state.rows.value.places.get("tray")?.offers).toEqual({ dry: false });
      expect(state.rows.value.samples.get("ring")).toMatchObject({ photos: ["p1"], entry_no: "E-2026-0007-2", slip: null, repair: null });
    };
    check(tab);
    const again = (await phone(office, disk)).tab;
    check(again);
    saying(office, {}, { slips: ["s1"], settings: ["tolerance_g"] });
    await again.pull.pullAll();
    expect(again.matters.slipView("s1")).toBeNull();
    expect(again.matters.setting("tolerance_g")).toBeUndefined();
  });

  test("S1 compacting keeps them, and tables and columns of a later version, for the update that will know them", async () => {
    const { emptyMemory, lay, pagesOf } = await import("../../src/device/rows_memory");
    const fairs = {
      cols: ["id", "names", "commit"],
      rows: [
        ["f1", { en: "Basel" }, 3],
        ["f2", {}, 3],
      ],
    };
    const slips = { cols: [...MATTER, "polish"], rows: [["s1", "S-1", "draft", {}, 2, "mirror"]] };
    const memory = emptyMemory();
    lay(memory, { tables: { ...TABLES, fairs, slips }, gone: {} });
    lay(memory, { tables: {}, gone: { fairs: ["f2"], nobody_knows: ["x"] } });
    const again = emptyMemory();
    for (const page of pagesOf(memory, 1)) lay(again, JSON.parse(JSON.stringify(page)) as Page);
    expect(again.rows).toEqual(memory.rows);
    expect([...pagesOf(again, 10)].map((page) => page.tables).find((tables) => tables.fairs)).toEqual({
      fairs: { ...fairs, rows: fairs.rows.slice(0, 1) },
    });
    expect(again.rows.slips.get("s1")).toMatchObject({ polish: "mirror" });
  });

  test("asked for offline a slip is in the list at once, without a number; once the office's row is here nothing is laid over", async () => {
    const { office, tab } = await working();
    const form = { purpose: "show" as const, out_ms: 1, back_ms: 2, lines: [{ line: "1", sample: "ring" }] };
    const ids = { slip: "0190a000-0000-7000-8000-0000000000f1", request: "0190a000-0000-7000-8000-0000000000f2" };
    await tab.outbox.record(requestDrafts(ids.slip, ids.request, form, true));
    expect(tab.matters.slips().map((slip) => [slip.no, slip.status, slip.pending])).toEqual([
      [null, "submitted", 2],
      ["S-2026-0012", "approved", 0],
    ]);
    expect(tab.state.outbox.value.map((row) => [row.kind, row.slip])).toEqual([
      ["slip_submit", ids.slip],
      ["slip_request", ids.slip],
    ]);
    await tab.push.pushAll();
    const asked = told({ request: ids.request, by: KIM, submitted_by: KIM, approved_by: null });
    saying(office, { slips: { cols: MATTER, rows: [[ids.slip, "S-2026-0013", "submitted", asked, office.commit + 1]] } });
    await tab.pull.pullAll();
    expect(tab.matters.slipView(ids.slip)).toMatchObject({ no: "S-2026-0013", status: "submitted", pending: 0 });
  });

  test("picked offline the slip and the piece say so; put away again, the slip sees it back though the scan names none", async () => {
    const { tab } = await working();
    const slip = tab.matters.slipView("s1");
    expect(slip && tab.picking.routeOf(slip).map((stop) => stop.pieces.map((one) => one.sample))).toEqual([["ring"]]);
    const [out] = await tab.outbox.record([{ kind: "scan_out", sample: "ring", to: "mei", slip: "s1", body: { line: "1" } }]);
    expect(tab.store.sampleView("ring")).toMatchObject({ slip: "s1", place: "mei" });
    expect(tab.matters.slipView("s1")).toMatchObject({ status: "issued", told: { lines: [{ issued: ["ring"], returned: [] }] } });
    await tab.outbox.record([{ kind: "scan_in", sample: "ring", to: "tray" }]);
    expect(tab.matters.slipView("s1")).toMatchObject({ status: "closed", told: { lines: [{ returned: ["ring"] }] } });
    expect(out?.slip).toBe("s1");
  });

  test("C15 an issue taken back names the slip too, so that the office folds it anew", async () => {
    const { tab } = await working();
    const [out] = await tab.outbox.record([{ kind: "scan_out", sample: "ring", to: "mei", slip: "s1", body: { line: "1" } }]);
    const undone = await tab.outbox.undo(out!.id);
    expect(undone).toMatchObject({ kind: "undo", slip: "s1", reverses: out!.id });
    expect(tab.matters.slipView("s1")).toMatchObject({ status: "approved", told: { lines: [{ issued: [] }] } });
  });

  test("a delivery opened, checked and received offline, under a temporary tag that its own one replaces", async () => {
    const { tab } = await working();
    const lines = [{ line: "1", type: "ring", quantity: 1 }];
    const arrived = arriveDraft("r2", { sample: "new", to: "tray", line: "1", tag: "TEMP" });
    await tab.outbox.record([
      openDraft("r2", { note_no: "DN-9", lines }),
      checkDraft("r2", { line: "1", counted: 1, outcome: "right" }),
      arrived,
    ]);
    expect(tab.matters.receipts()[0]).toMatchObject({ no: null, status: "closed", told: { lines: [{ counted: 1, pieces: ["new"] }] } });
    expect(tab.store.byTag("TEMP")).toEqual({ kind: "sample", id: "new" });
    expect(tab.store.search("TEMP").map((view) => [view.id, view.status])).toEqual([["new", "unregistered"]]);
    await tab.outbox.record([{ kind: "register", sample: "new", body: { tag: "OWN", type: "ring" } }]);
    expect(tab.store.byTag("OWN")).toEqual({ kind: "sample", id: "new" });
    expect(tab.store.byTag("TEMP")).toEqual({ kind: "void", id: "new" });
  });

  test("damage reported offline is a repair at once, without a number", async () => {
    const { tab } = await working();
    await tab.outbox.record([damageDraft("d2", { sample: "ring", grade: "serious", note: "claw bent" })]);
    expect(tab.matters.repairs()[0]).toMatchObject({ id: "d2", no: null, status: "reported", told: { sample: "ring", grade: "serious" } });
    expect(tab.store.sampleView("ring")?.repair).toBe("d2");
  });

  test("what lies in a tray now, unsent moves taken in, is who a piece would lie beside", async () => {
    const { tab } = await working();
    const beside = () => [...tab.conditions.conditions().mates("tray")].map((row) => row.id);
    expect(beside()).toEqual(["ring"]);
    await tab.outbox.record([{ kind: "scan_out", sample: "ring", to: "mei" }]);
    expect(beside()).toEqual([]);
    await tab.outbox.record([{ kind: "scan_in", sample: "ring", to: "tray" }]);
    expect(beside()).toEqual(["ring"]);
  });

  test("after a restart unsent actions are laid over in the order they were made, answered or not", async () => {
    const { disk, office, tab } = await working();
    await tab.outbox.record([{ kind: "scan_out", sample: "ring", to: "mei" }]);
    await tab.outbox.record([{ kind: "hand_over", sample: "ring", to: "leung" }]);
    await tab.push.pushAll(); // answered, and the rows do not show it yet
    await tab.outbox.record([{ kind: "hand_over", sample: "ring", to: "wong" }]);
    const again = (await phone(office, disk)).tab;
    expect(again.store.sampleView("ring")).toMatchObject({ place: "wong", pending: 3 });
    expect(again.image.pending.value.bySubject.get("ring")?.map((action) => action.to)).toEqual(["mei", "leung", "wong"]);
  });
});
