import { describe, expect, test } from "vitest";
import { blankSlip } from "../../src/core/overlay_slip";
import type { Wanted } from "../../src/core/wanted";
import type { Page } from "../../src/device/rows_memory";
import { json, newDisk, openTab, sitDown } from "./engine";
import { SmallOffice } from "./small_office";

const COLS = [
  "id",
  "archive_no",
  "number",
  "tag",
  "type",
  "category",
  "model",
  "name",
  "facts",
  "status",
  "place",
  "holder",
  "slip",
  "photos",
  "commit",
];
const DAY = 86_400_000;
const TODAY = Date.UTC(2026, 10, 22);

function row(id: string, n: number, more: Record<string, unknown> = {}): unknown[] {
  const base: Record<string, unknown> = {
    id,
    archive_no: `2026-${String(n).padStart(6, "0")}`,
    facts: {},
    status: "in_store",
    place: "tray",
    holder: "tray",
    photos: [],
    commit: 2,
    ...more,
  };
  return COLS.map((col) => base[col] ?? null);
}

const PIECES = [
  row("ring", 1, {
    number: "R-7",
    tag: "AAAA0000AAAA1234",
    type: "ring",
    category: "custom",
    model: "R-102",
    facts: {
      metals: [{ metal: "gold", fineness: 750 }],
      stones: [{ kind: "ruby" }],
      client: "Madame Leung",
      custom: { drawer: "B-12", mood: "海風" },
    },
    photos: ["p"],
  }),
  row("pearl", 2, {
    type: "necklace",
    category: "display",
    facts: { stones: [{ kind: "pearl" }] },
    status: "out",
    place: "mei",
    holder: "mei",
    slip: "s1",
  }),
  row("silver", 3, {
    type: "ring",
    model: "R-103",
    facts: { metals: [{ metal: "silver", fineness: 925 }] },
    place: "slot",
    holder: "slot",
  }),
  row("stone", 1234, {
    type: "loose_stone",
    facts: { stones: [{ kind: "diamond", ct: "1.02" }] },
    status: "at_client",
    place: "leung",
    holder: "leung",
    slip: "s2",
  }),
];
const place = (id: string, kind: string, parent: string | null, names: object) => [id, kind, parent, names, null, null, false, 1];
const slip = (id: string, back_ms: number) => [id, "S-1", "issued", { ...blankSlip(), back_ms }, 2];
const TABLES: Page["tables"] = {
  samples: { cols: COLS, rows: PIECES },
  places: {
    cols: ["id", "kind", "parent", "names", "tag", "keeper", "retired", "commit"],
    rows: [
      place("tray", "store", null, { en: "Tray 1" }),
      place("slot", "store", "tray", { en: "Slot" }),
      place("mei", "person", null, { en: "Mei Chan", "zh-Hant": "陳美" }),
      place("leung", "client", null, { en: "Madame Leung" }),
    ],
  },
  slips: { cols: ["id", "no", "status", "told", "commit"], rows: [slip("s1", TODAY - DAY), slip("s2", TODAY + DAY)] },
};

async function shop(tables = TABLES) {
  const office = new SmallOffice();
  const say = { tables, gone: {} as Record<string, string[]> };
  office.commit = 2;
  const tab = await openTab(newDisk(), async (input, init) => {
    if (!input.includes("/pull?")) return office.fetch(input, init);
    return json({ epoch: office.epoch, to: office.commit, chain: office.chainAt(office.commit), ...say, page: null });
  });
  await tab.keys.enrol("code", "Phone");
  await tab.pull.pullAll();
  sitDown(tab, "kim");
  const next = async (more: Page["tables"], gone: Record<string, string[]> = {}) => {
    office.commit += 1;
    Object.assign(say, { tables: more, gone });
    await tab.pull.pullAll();
  };
  const found = (wanted: Wanted | string) => tab.store.find(typeof wanted === "string" ? { text: wanted } : wanted).map((view) => view.id);
  return { tab, next, found };
}

describe("finding pieces", () => {
  test.each<[string, string[]]>([
    ["1234", ["stone", "ring"]], // newest first among those whose number or tag ends so
    ["2026-000001", ["ring"]],
    ["leung", ["stone", "ring"]],
    ["b-12", ["ring"]],
    ["海風", ["ring"]],
    ["R-102", ["ring"]],
    ["r-10", ["silver", "ring"]],
    ["紅寶戒", ["ring"]],
    ["陳", ["pearl"]],
    ["mei 珍珠", ["pearl"]],
    ["mei ring", []],
    ["AAAA 0000 AAAA 1234", ["ring"]],
    ["nothing", []],
  ])("by %s", async (text, ids) => {
    const { tab, found } = await shop();
    expect(found(text)).toEqual(ids); // each one looked at
    await tab.store.warmSearch(async () => undefined);
    expect(found(text)).toEqual(ids); // and by the index
  });

  test.each<[Wanted, string[]]>([
    [{}, ["stone", "silver", "pearl", "ring"]],
    [{ status: ["out", "at_client"] }, ["stone", "pearl"]],
    [{ place: "tray" }, ["silver", "ring"]], // with what is in its parts
    [{ place: "slot" }, ["silver"]],
    [{ holder: "mei" }, ["pearl"]],
    [{ type: "ring", material: "gold" }, ["ring"]],
    [{ material: "pearl" }, ["pearl"]],
    [{ category: "custom" }, ["ring"]],
    [{ model: "r-103" }, ["silver"]],
    [{ client: "madame leung" }, ["ring"]],
    [{ client: "leung" }, ["stone"]],
    [{ overdue: true }, ["pearl"]],
    [{ photo_missing: true, type: "ring" }, ["silver"]],
    [{ text: "ring", place: "slot" }, ["silver"]],
    [{ status: [], place: null, holder: null }, ["stone", "silver", "pearl", "ring"]],
  ])("narrowed by %o", async (wanted, ids) => {
    const { tab, found } = await shop();
    expect(found(wanted)).toEqual(ids);
    await tab.store.warmSearch(async () => undefined);
    expect(found(wanted)).toEqual(ids);
  });

  test("a piece that changed, came or went since the index was made is found as it is now", async () => {
    const { tab, next, found } = await shop();
    await tab.store.warmSearch(async () => undefined);
    const rows = [row("ring", 1, { type: "ring", model: "R-900" }), row("new", 5, { type: "ring", name: "Aurora" })];
    await next({ samples: { cols: COLS, rows } }, { samples: ["silver"] });
    expect(found("r-900")).toEqual(["ring"]);
    expect(found("r-102")).toEqual([]);
    expect(found("aurora")).toEqual(["new"]);
    expect(found({ type: "ring" })).toEqual(["new", "ring"]);
    await tab.store.warmSearch(async () => undefined);
    expect(found({ type: "ring" })).toEqual(["new", "ring"]);
    expect(found("aurora")).toEqual(["new"]);
  });

  test("unsent actions count: a piece is found where it is now, by its id or by the tag it was scanned by", async () => {
    const { tab, found } = await shop();
    await tab.store.warmSearch(async () => undefined);
    await tab.outbox.record([{ kind: "scan_out", sample: null, tag: "AAAA0000AAAA1234", to: "mei" }]);
    await tab.outbox.record([{ kind: "register", sample: "fresh", to: "tray", body: { type: "brooch", name: "Comet" } }]);
    expect(found({ holder: "mei" })).toEqual(["pearl", "ring"]);
    expect(found({ place: "tray" })).toEqual(["fresh", "silver"]);
    expect(found("comet")).toEqual(["fresh"]);
    expect(found("mei ruby")).toEqual(["ring"]);
  });

  test("what nothing is laid over is the row itself and no copy", async () => {
    const { tab } = await shop();
    for (const view of tab.store.find({})) expect(view).toBe(tab.state.rows.value.samples.get(view.id));
    expect(tab.store.find({})[0]?.pending).toBe(0);
  });

  test("many pieces at once: the stack says what each hay alone would", async () => {
    const { hayOf, holds, holdsCharacters, marksOf, stackOf, words } = await import("../../src/core/search");
    const fc = (await import("fast-check")).default;
    const part = fc.constantFrom("R-102", "ruby", "紅寶石", "18K金", "紅", "石寶", "é", "", "R", "102\u0101", "Mei Chan");
    const hay = fc.array(part, { maxLength: 4 }).map((parts) => hayOf(parts));
    const typed = fc.constantFrom("r", "10", "紅寶石", "紅石", "é", "ruby 紅", "mei chan", "18k金", "\u0101", "寶紅");
    fc.assert(
      fc.property(fc.array(hay, { maxLength: 12 }), typed, (hays, text) => {
        const stack = stackOf(hays);
        for (const word of words(text)) {
          const alone = hays.map((one) => (holds(one, word) ? 1 : holdsCharacters(one, word) ? 2 : 0));
          expect([...marksOf(stack, word)]).toEqual(alone);
        }
      }),
      { seed: 12, numRuns: 500 },
    );
  });
});

describe("saved views", () => {
  test("are kept on this phone, one of a name", async () => {
    const disk = newDisk();
    await openTab(disk, async () => json({}));
    const { saveView, savedViews, dropView } = await import("../../src/device/saved_views");
    const view = saveView("late", { overdue: true });
    saveView("rings", { type: "ring" });
    saveView("late", { overdue: true, holder: "mei" });
    expect(savedViews.value.map((one) => one.name)).toEqual(["rings", "late"]);
    await openTab(disk, async () => json({}));
    const again = await import("../../src/device/saved_views");
    expect(again.savedViews.value).toEqual(savedViews.value);
    dropView(view.id);
    expect(JSON.parse(disk.kept.get("loupe.views") ?? "[]")).toHaveLength(1);
  });
});
