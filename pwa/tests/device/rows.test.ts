import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Page } from "../../src/device/rows_memory";
import { json, newDisk, openTab, sitDown } from "./engine";
import { SmallOffice } from "./small_office";

const id = (n: number) => `s${n}`;
const PLACES = { cols: ["id", "kind", "parent", "names", "tag", "keeper", "retired", "commit"] };

function withPages(office: SmallOffice, pages: object[]): { asked: string[] } {
  const asked: string[] = [];
  const { fetch } = office;
  office.fetch = async (input, init) => {
    if (!input.includes("pull?since=0")) return fetch(input, init);
    const page = new URL(input, "http://office").searchParams.get("page");
    asked.push(page ?? "first");
    const n = page ? Number(page) : 0;
    return json({
      epoch: office.epoch,
      to: 9,
      chain: office.chainAt(9),
      gone: {},
      page: n + 1 < pages.length ? String(n + 1) : null,
      tables: pages[n],
    });
  };
  office.commit = 9;
  return { asked };
}
const COLS = ["id", "tag", "facts", "quantity", "status", "place", "holder", "commit"];
const block = (...ids: string[]) => ({
  samples: { cols: COLS, rows: ids.map((one) => [one, null, {}, 1, "in_store", "tray", "tray", 9]) },
});

describe("first sync", () => {
  test("S1 it is swapped in whole: nothing of it shows before its last page", async () => {
    const office = new SmallOffice();
    withPages(office, [block("s1"), block("s2"), block("s3")]);
    const seen: number[] = [];
    const tab = await openTab(newDisk(), office.fetch);
    tab.state.rows.subscribe((rows) => seen.push(rows.samples.size));
    await tab.pull.pullAll();
    expect(new Set(seen)).toEqual(new Set([0, 3]));
    expect(tab.state.rows.value).toMatchObject({ cursor: 9, loaded: true });
  });

  test("S1 broken off, it goes on with the page it was at, even after the app was closed", async () => {
    const disk = newDisk();
    const office = new SmallOffice();
    const { asked } = withPages(office, [block("s1"), block("s2"), block("s3")]);
    const whole = office.fetch;
    office.fetch = async (input, init) => {
      if (input.includes("page=2")) throw new TypeError("network");
      return whole(input, init);
    };
    await expect((await openTab(disk, office.fetch)).pull.pullAll()).rejects.toBeInstanceOf(Error);
    const tab = await openTab(disk, whole);
    expect(tab.state.rows.value.loaded).toBe(false);
    await tab.pull.pullAll();
    expect(asked).toEqual(["first", "1", "2"]);
    expect([...tab.state.rows.value.samples.keys()]).toEqual(["s1", "s2", "s3"]);
    const reopened = await openTab(disk, office.fetch);
    expect([...reopened.state.rows.value.samples.keys()]).toEqual(["s1", "s2", "s3"]);
  });

  test("S1 a snapshot that is gone means from the beginning", async () => {
    const office = new SmallOffice();
    withPages(office, [block("s1"), block("s2")]);
    const whole = office.fetch;
    let isGone = true;
    office.fetch = async (input, init) => {
      if (!input.includes("page=1") || !isGone) return whole(input, init);
      isGone = false;
      return json({ code: "snapshot_gone", message: "?", field: null, request: "r" }, 409);
    };
    const tab = await openTab(newDisk(), office.fetch);
    await tab.pull.pullAll();
    expect(tab.state.rows.value.samples.size).toBe(2);
  });
});

describe("changes", () => {
  test("S1 changes survive closing, in order, over the blocks; removals too", async () => {
    const disk = newDisk();
    const office = new SmallOffice();
    office.addSample(id(1));
    office.addSample(id(2));
    const tab = await openTab(disk, office.fetch);
    await tab.pull.pullAll();
    office.addSample(id(1), { place: "mei" });
    await tab.pull.pullAll();
    office.addSample(id(1), { place: "kim" });
    office.wrong = async (_, answer) => json({ ...((await answer.json()) as object), gone: { samples: [id(2)] } });
    await tab.pull.pullAll();
    office.wrong = null;
    const reopened = await openTab(disk, office.fetch);
    for (const one of [tab, reopened]) {
      expect(one.state.rows.value.samples.get(id(1))?.place).toBe("kim");
      expect(one.state.rows.value.samples.has(id(2))).toBe(false);
      expect(one.state.rows.value.cursor).toBe(office.commit);
    }
  });

  test("S1 compacting many times over changes nothing that can be seen, now or after reopening", async () => {
    const disk = newDisk();
    const office = new SmallOffice();
    for (let n = 0; n < 10; n++) office.addSample(id(n), { name: `piece ${n}` });
    const tab = await openTab(disk, office.fetch);
    await tab.pull.pullAll();
    const count = (store: string) =>
      tab.rowsTables.rowsDb.read(
        [store],
        (tx) =>
          new Promise<number>((resolve) => {
            const request = tx.objectStore(store).count();
            request.onsuccess = () => resolve(request.result);
          }),
      );
    let most = 0;
    for (let n = 0; n < 4_300; n++) {
      office.addSample(id(n % 13), { place: `p${n}` });
      await tab.pull.pullAll();
      await tab.compact.compact();
      if (n % 100 === 0) most = Math.max(most, await count("changes"));
    }
    expect(most).toBeLessThan(225);
    expect(await count("changes")).toBeLessThan(120); // the blocks were written anew once
    const reopened = await openTab(disk, office.fetch);
    expect(reopened.state.rows.value.cursor).toBe(office.commit);
    expect(new Map([...reopened.state.rows.value.samples].sort())).toEqual(new Map([...tab.state.rows.value.samples].sort()));
    for (let n = 0; n < 13; n++) expect(reopened.state.rows.value.samples.get(id(n))?.place).toBe(office.samples.get(id(n))?.[10]);
  }, 60_000);

  test("S1 merged pages leave the same rows as the pages in turn", async () => {
    const tab = await openTab(newDisk(), new SmallOffice().fetch);
    const { emptyMemory, lay } = await import("../../src/device/rows_memory");
    const row = fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 0, max: 9 }));
    const page = fc.record({
      rows: fc.array(row, { maxLength: 4 }),
      gone: fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 2 }),
      wide: fc.boolean(),
    });
    const asPage = ({ rows, gone, wide }: { rows: [string, number][]; gone: string[]; wide: boolean }): Page => ({
      tables: {
        samples: wide ? { cols: ["id", "quantity", "new"], rows: rows.map((one) => [...one, 1]) } : { cols: ["id", "quantity"], rows },
      },
      gone: { samples: gone },
    });
    fc.assert(
      fc.property(fc.array(page, { maxLength: 12 }), (made) => {
        const pages = made.map(asPage);
        const [plain, merged] = [emptyMemory(), emptyMemory()];
        for (const one of pages) lay(plain, one);
        for (const one of tab.compact.mergePages(pages)) lay(merged, one);
        expect(merged.rows.samples).toEqual(plain.rows.samples);
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  test("S1 two tabs: the one that is behind takes what the other wrote, and never writes over it", async () => {
    const disk = newDisk();
    const office = new SmallOffice();
    office.addSample(id(1));
    const [first, second] = [await openTab(disk, office.fetch), await openTab(disk, office.fetch)];
    await first.pull.pullAll();
    await second.disk.catchUp();
    expect(second.state.rows.value.samples.size).toBe(1);
    office.addSample(id(2));
    await first.pull.pullAll();
    office.addSample(id(3));
    await second.pull.pullAll(); // from an older cursor: gives way
    expect([...second.state.rows.value.samples.keys()]).toEqual([id(1), id(2)]);
    await second.pull.pullAll();
    await first.disk.catchUp();
    for (const tab of [first, second]) expect([...tab.state.rows.value.samples.keys()]).toEqual([id(1), id(2), id(3)]);
  });

  test("the lock screen has its people before the samples are read; nobody is judged by them until all is read", async () => {
    const disk = newDisk();
    const office = new SmallOffice();
    const people = { cols: ["id", "names", "roles", "active", "pin", "badge", "commit"], rows: [["mei", {}, [], true, null, null, 1]] };
    withPages(office, [block("s1"), { ...block("s2"), people }]);
    await (await openTab(disk, office.fetch)).pull.pullAll();
    const tab = await openTab(
      { indexedDB: new (disk.indexedDB.constructor as new () => IDBFactory)() as never, kept: disk.kept },
      office.fetch,
    );
    const seen: string[] = [];
    tab.state.rows.subscribe((rows) =>
      seen.push(`${rows.people.size} people, ${rows.samples.size} samples, ${rows.loaded ? "all" : "not all"}`),
    );
    tab.host.indexedDB = disk.indexedDB;
    await tab.rowsTables.rowsDb.close();
    const reading = tab.disk.loadRows();
    let isRead = false;
    void tab.disk.whenLoaded().then(() => {
      isRead = tab.state.rows.value.loaded;
    });
    await reading;
    await Promise.resolve();
    expect(seen).toEqual(["0 people, 0 samples, not all", "1 people, 0 samples, not all", "1 people, 2 samples, all"]);
    expect(isRead).toBe(true);
  });

  test("a column of a later version is kept through reading, writing and compacting", async () => {
    const { emptyMemory, lay, pagesOf } = await import("../../src/device/rows_memory");
    const cols = [...COLS, "polish"];
    const page = { tables: { samples: { cols, rows: [["s1", null, {}, 1, "in_store", "tray", "tray", 9, "mirror"]] } }, gone: {} };
    const memory = emptyMemory();
    lay(memory, page);
    expect([...pagesOf(memory, 10)]).toEqual([page]);
  });

  test("damaged rows are dropped and asked for again", async () => {
    const disk = newDisk();
    const office = new SmallOffice();
    office.addSample(id(1));
    const tab = await openTab(disk, office.fetch);
    await tab.pull.pullAll();
    await tab.rowsTables.rowsDb.write(["blocks"], (tx) => {
      const cursor = tx.objectStore("blocks").openCursor();
      cursor.onsuccess = () => cursor.result?.update("{cut");
    });
    const reopened = await openTab(disk, office.fetch);
    expect(reopened.state.rows.value.loaded).toBe(false);
    await reopened.pull.pullAll();
    expect(reopened.state.rows.value.samples.size).toBe(1);
  });
});

describe("what screens ask", () => {
  const tagged = (n: number) => `TAG${n}`.padEnd(16, "0");

  async function shop() {
    const office = new SmallOffice();
    office.addSample("ring", {
      archive_no: "2026-000123",
      number: "R-7",
      tag: tagged(1),
      model: "R-102",
      facts: { metals: [{ metal: "gold", fineness: 750 }], stones: [{ kind: "ruby" }] },
      holder: "mei",
      place: "mei",
      status: "out",
    });
    office.addSample("pearl", { archive_no: "2026-000124", tag: tagged(2), name: "海風" });
    const { fetch } = office;
    office.fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!input.includes("pull?since=0")) return answer;
      const said = (await answer.json()) as { tables: object };
      const places = {
        ...PLACES,
        rows: [
          ["mei", "person", null, { en: "Mei Chan", "zh-Hant": "陳美" }, "BADGE", null, false, 1],
          ["tray", "store", null, { en: "Tray 1" }, "TRAYTAG", null, false, 1],
        ],
      };
      const people = {
        cols: ["id", "names", "roles", "active", "pin", "badge", "commit"],
        rows: [["mei", { en: "Mei Chan" }, ["holder"], true, null, "BADGE", 1]],
      };
      const tags = {
        cols: ["code", "target_kind", "target", "generation", "void_ms", "commit"],
        rows: [["OLDTAG", "sample", "ring", 1, 5, 1]],
      };
      return json({ ...said, tables: { ...said.tables, places, people, tags } });
    };
    const tab = await openTab(newDisk(), office.fetch);
    await tab.pull.pullAll();
    return { office, tab };
  }

  test("a piece is found by anything a person remembers of it", async () => {
    const { tab } = await shop();
    const found = (text: string) => tab.store.search(text).map((view) => view.id);
    for (const text of [
      "2026-000123",
      "0123",
      "r-102",
      "R-7",
      "ruby",
      "紅寶石",
      "18K金紅寶石戒指".slice(0, 7),
      "红宝石",
      "紅寶金",
      "Mei",
      "陳美",
      "mei ruby",
      "TAG1 0000 0000 0000",
    ]) {
      expect(found(text), text).toEqual(["ring"]);
    }
    expect(found("海風")).toEqual(["pearl"]);
    expect(found("")).toEqual(["pearl", "ring"]);
    expect(found("emerald")).toEqual([]);
    expect(found("mei pearl")).toEqual([]);
    expect(tab.store.search("", 1)).toHaveLength(1);
  });

  test("a piece scanned out on this phone is found under its new holder before the office knows", async () => {
    const { tab } = await shop();
    await tab.keys.enrol("code", "Phone");
    sitDown(tab);
    await tab.outbox.record([{ kind: "scan_out", sample: "pearl", tag: tagged(2), to: "mei" }]);
    expect(tab.store.search("mei").map((view) => [view.id, view.pending])).toEqual([
      ["pearl", 1],
      ["ring", 0],
    ]);
  });

  test("T1 a code points at a piece, a place, a person, a void tag, or nothing this phone knows", async () => {
    const { tab, office } = await shop();
    expect(tab.store.byTag(tagged(1))).toEqual({ kind: "sample", id: "ring" });
    expect(tab.store.byTag("TRAYTAG")).toEqual({ kind: "place", id: "tray" });
    expect(tab.store.byTag("BADGE")).toEqual({ kind: "person", id: "mei" });
    expect(tab.store.byTag("OLDTAG")).toEqual({ kind: "void", id: "ring" });
    expect(tab.store.byTag("NOTHING")).toEqual({ kind: "unknown" });
    office.addSample("ring", { tag: tagged(9) });
    await tab.pull.pullAll();
    expect(tab.store.byTag(tagged(9))).toEqual({ kind: "sample", id: "ring" });
    expect(tab.store.byTag(tagged(1))).toEqual({ kind: "unknown" });
  });

  test("search over 20,000 pieces finds by number, stone, words without spaces and last four", async () => {
    const office = new SmallOffice();
    const stones = ["ruby", "diamond", "sapphire", "emerald", "jadeite", "pearl", "opal"];
    const rows = Array.from({ length: 20_000 }, (_, n) => [
      `s${n}`,
      `2026-${String(n).padStart(6, "0")}`,
      `N-${n}`,
      String(n).padStart(16, "0"),
      "ring",
      `R-${n % 300}`,
      null,
      { metals: [{ metal: "gold", fineness: 750 }], stones: [{ kind: stones[n % 7] }] },
      1,
      "in_store",
      "tray",
      "tray",
      null,
      1,
    ]);
    withPages(office, [
      {
        samples: {
          cols: [
            "id",
            "archive_no",
            "number",
            "tag",
            "type",
            "model",
            "name",
            "facts",
            "quantity",
            "status",
            "place",
            "holder",
            "at",
            "commit",
          ],
          rows,
        },
      },
    ]);
    const tab = await openTab(newDisk(), office.fetch);
    await tab.pull.pullAll();
    await tab.store.warmSearch(async () => undefined);
    const found = (text: string) => tab.store.search(text).map((row) => row.id);
    expect(found("2026-001234")).toEqual(["s1234"]);
    expect(found("19999")[0]).toBe("s19999");
    expect(new Set(tab.store.search("紅寶石戒指").map((row) => row.facts.stones?.[0]?.kind))).toEqual(new Set(["ruby"]));
    expect(new Set(tab.store.search("18k gold opal ring").map((row) => row.facts.stones?.[0]?.kind))).toEqual(new Set(["opal"]));
    expect(found("zzz")).toEqual([]);
  }, 30_000);
});
