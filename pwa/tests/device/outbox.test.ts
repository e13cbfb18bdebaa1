import { IDBObjectStore } from "fake-indexeddb";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Action } from "../../src/core/action";
import { sha256 } from "../../src/core/sha256";
import { newDisk, openTab, sitDown, type Tab } from "./engine";
import { SmallOffice } from "./small_office";

const TRAY = "0190a000-0000-7000-8000-0000000000c1";
const scan = (sample = "0190a000-0000-7000-8000-000000000001") => ({ kind: "scan_out", sample, to: TRAY }) as const;

async function enrolled(disk = newDisk(), office = new SmallOffice()): Promise<Tab> {
  const tab = await openTab(disk, office.fetch);
  await tab.keys.enrol("code", "Phone 1");
  sitDown(tab);
  return tab;
}

async function written(tab: Tab): Promise<Action[]> {
  const rows = await tab.tables.outboxDb.read(
    ["actions"],
    (tx) =>
      new Promise<{ bytes: string }[]>((resolve) => {
        const all = tx.objectStore("actions").getAll();
        all.onsuccess = () => resolve(all.result);
      }),
  );
  return rows.map((row) => JSON.parse(row.bytes) as Action);
}

afterEach(() => vi.restoreAllMocks());

describe("outbox", () => {
  test("P1 a scan is green only after the strict transaction completed", async () => {
    const tab = await enrolled();
    const durabilities: string[] = [];
    const completed: boolean[] = [];
    const transaction = IDBDatabase.prototype.transaction;
    vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...given) {
      const tx = transaction.apply(this, given);
      if (given[1] === "readwrite" && [given[0]].flat().includes("actions")) {
        durabilities.push(given[2]?.durability ?? "default");
        completed.push(false);
        tx.addEventListener("complete", () => {
          completed[completed.length - 1] = true;
        });
      }
      return tx;
    });
    await tab.outbox.record([scan()]);
    expect(durabilities).toEqual(["strict"]);
    expect(completed).toEqual([true]);
  });

  test("P1 a scan whose transaction aborts is red and leaves nothing", async () => {
    const tab = await enrolled();
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(function (this: IDBObjectStore) {
      this.transaction.abort();
      throw new DOMException("gone", "DataError");
    });
    await expect(tab.outbox.record([scan()])).rejects.toMatchObject({ code: "not_stored" });
    vi.restoreAllMocks();
    expect(await written(tab)).toEqual([]);
    expect(tab.state.outbox.value).toEqual([]);
    await tab.outbox.record([scan()]);
    expect((await written(tab))[0]).toMatchObject({ seq: 1, prev: null });
  });

  test("S1 a connection lost in the middle is opened again and the scan is stored once", async () => {
    const tab = await enrolled();
    const put = IDBObjectStore.prototype.put;
    let isFirst = true;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === "chains" && isFirst) {
        isFirst = false;
        throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
      }
      return put.apply(this, given);
    });
    const [row] = await tab.outbox.record([scan()]);
    expect((await written(tab)).map((action) => action.id)).toEqual([row?.id]);
  });

  test("S1 a first try whose end was never seen but was stored is not stored again", async () => {
    const tab = await enrolled();
    const device = tab.state.install.value?.id ?? "";
    let isFirst = true;
    const write = tab.tables.outboxDb.write;
    tab.tables.outboxDb.write = async (stores, work, options) => {
      const result = await write(stores, work, options);
      if (isFirst && stores.includes("actions")) {
        isFirst = false;
        return write(stores, work, options); // what db.ts does after a lost connection
      }
      return result;
    };
    await tab.write.write([{ kind: "sighting" }, { kind: "sighting" }], { device, by: "b", base: 0 });
    expect((await written(tab)).map((action) => action.seq)).toEqual([1, 2]);
  });

  test("P14 a full phone gives up its ballast and the scan is stored", async () => {
    const tab = await enrolled();
    await tab.write.layBallast();
    const add = IDBObjectStore.prototype.add;
    let full = true;
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(function (this: IDBObjectStore, ...given) {
      if (full) throw new DOMException("full", "QuotaExceededError");
      return add.apply(this, given);
    });
    const remove = IDBObjectStore.prototype.delete;
    vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementation(function (this: IDBObjectStore, key) {
      if (key === "ballast") full = false;
      return remove.call(this, key);
    });
    await tab.outbox.record([scan()]);
    expect(await written(tab)).toHaveLength(1);
    expect(tab.state.stored.value.trouble).toBe("full");
  });

  test("P14 a phone that was full says so no more once its ballast lies there again", async () => {
    const tab = await enrolled();
    const put = IDBObjectStore.prototype.put;
    let full = true;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...given) {
      if (full && given[1] === "ballast") throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, given);
    });
    await tab.write.layBallast();
    expect(tab.state.stored.value.trouble).toBe("full");
    full = false;
    await tab.write.layBallast();
    expect(tab.state.stored.value.trouble).toBeNull();
  });

  test("P14 a phone too full to keep a signature signs again and delivers", async () => {
    const office = new SmallOffice();
    const tab = await enrolled(newDisk(), office);
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === "signatures") throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, given);
    });
    await tab.outbox.record([scan()]);
    expect(await tab.push.pushAll()).toBe(1);
    expect(tab.state.owed.value).toEqual([]);
  });

  test("P14 a full phone writes down what the office said, with its reserve", async () => {
    const tab = await enrolled(newDisk(), new SmallOffice());
    await tab.write.layBallast();
    await tab.outbox.record([scan()]);
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === "verdicts" && tab.state.stored.value.trouble !== "full") throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, given);
    });
    expect(await tab.push.pushAll()).toBe(1);
    expect(tab.state.owed.value).toEqual([]);
    expect(tab.state.stored.value.trouble).toBe("full");
  });

  test("P14 a phone that is full all the same says so in red", async () => {
    const tab = await enrolled();
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    await expect(tab.outbox.record([scan()])).rejects.toMatchObject({ code: "not_stored" });
  });

  test("O1 two tabs recording at once share one dense sequence and one chain", async () => {
    const disk = newDisk();
    const first = await enrolled(disk);
    const second = await openTab(disk, new SmallOffice().fetch);
    sitDown(second);
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? first : second).outbox.record([scan()])));
    const actions = await written(first);
    expect(actions.map((action) => action.seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    const texts = actions.map((action) => JSON.stringify(action));
    for (const [i, action] of actions.entries()) {
      expect(action.prev).toBe(i ? sha256(new TextEncoder().encode(texts[i - 1])) : null);
      const before = actions[i - 1];
      if (before) expect([action.hlc[0] > before.hlc[0], action.hlc[1] > before.hlc[1]]).toContain(true);
    }
  });

  test("every key of the wire is there, absent values null", async () => {
    const tab = await enrolled();
    await tab.outbox.record([scan()]);
    const [action] = await written(tab);
    const keys =
      "v id kind device seq by sample tag to observed_from believed_from base quantity slip count fair repair receipt group wall_ms tz mono_ms page anchor hlc body prev";
    expect(Object.keys(action ?? {}).sort()).toEqual(keys.split(" ").sort());
    expect(Object.values(action ?? {})).not.toContain(undefined);
  });

  test("P3 closing and reopening the app loses nothing of what is owed", async () => {
    const disk = newDisk();
    const tab = await enrolled(disk);
    const rows = await tab.outbox.record([scan(), scan("0190a000-0000-7000-8000-000000000002")]);
    const again = await openTab(disk, new SmallOffice().fetch);
    expect(again.state.owed.value.map((row) => row.id).sort()).toEqual(rows.map((row) => row.id).sort());
    expect(again.state.install.value?.id).toBe(tab.state.install.value?.id);
  });

  test("P13 an app put back after a newer one has upgraded the phone finds all that waits, and goes on", async () => {
    const disk = newDisk();
    const tab = await enrolled(disk);
    await tab.outbox.record([scan()]);
    await tab.tables.outboxDb.close();
    await new Promise((resolve, reject) => {
      const newer = disk.indexedDB.open("loupe-outbox", 2);
      newer.onupgradeneeded = () => newer.result.createObjectStore("later");
      newer.onerror = reject;
      newer.onsuccess = () => resolve(newer.result.close());
    });
    const older = await openTab(disk, new SmallOffice().fetch);
    sitDown(older);
    await older.outbox.record([scan("0190a000-0000-7000-8000-000000000002")]);
    expect(older.state.owed.value.map((row) => row.seq)).toEqual([2, 1]);
  });

  test("P3 a scan made while the outbox is being read anew is not lost from sight", async () => {
    const tab = await enrolled();
    await tab.outbox.record([scan()]);
    const { read } = tab.tables.outboxDb;
    let isFirst = true;
    tab.tables.outboxDb.read = async (stores, work) => {
      const found = await read(stores, work);
      if (isFirst && stores.includes("verdicts")) {
        isFirst = false;
        await tab.outbox.record([scan()]); // made after the read, shown before its result is
      }
      return found;
    };
    await tab.outbox.loadOutbox();
    expect(tab.state.owed.value.map((row) => row.seq)).toEqual([2, 1]);
  });

  test("nothing is recorded in nobody's name", async () => {
    const tab = await enrolled();
    tab.state.person.value = null;
    await expect(tab.outbox.record([scan()])).rejects.toMatchObject({ code: "locked" });
    expect(await written(tab)).toEqual([]);
  });

  test("a phone that was reset says so", async () => {
    const disk = newDisk();
    await enrolled(disk);
    const wiped = await openTab({ ...newDisk(), kept: disk.kept }, new SmallOffice().fetch);
    expect(wiped.state.ready.value).toBe("reset");
    expect((await openTab(newDisk(), new SmallOffice().fetch)).state.ready.value).toBe("new");
  });
});
