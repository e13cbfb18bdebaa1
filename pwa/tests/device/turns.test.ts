import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { json, newDisk, openTab, sitDown, type Tab } from "./engine";
import { SmallOffice } from "./small_office";

/** Timers are driven by the test; IndexedDB and promises run as they do. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(Math, "random").mockReturnValue(1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const scan = { kind: "scan_out" as const, sample: "s1", to: "mei" };
let tab: Tab;
afterEach(() => tab.sync.stopSync());

async function phone(office: SmallOffice, disk = newDisk()): Promise<Tab> {
  tab = await openTab(disk, office.fetch);
  await tab.keys.enrol("code", "Phone");
  sitDown(tab);
  return tab;
}

/** Records a scan, and returns once it is signed and the sync was told of it. */
async function record(): Promise<void> {
  const told = new Promise<void>((resolve) =>
    tab.outbox.onRecord(() => {
      tab.sync.syncNow();
      resolve();
    }),
  );
  await tab.outbox.record([scan]);
  await told;
}

const macrotask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Lets everything that is under way end; fake-indexeddb works in macrotasks of its own. */
async function settled(): Promise<void> {
  do {
    for (let i = 0; i < 30; i++) await macrotask();
    await vi.advanceTimersByTimeAsync(0);
  } while (tab.state.link.value.syncing);
}
async function pass(ms: number): Promise<void> {
  tab.clock.mono += ms;
  tab.clock.wall += ms;
  await vi.advanceTimersByTimeAsync(ms);
  await settled();
}

describe("sync by itself", () => {
  test("P2 a scan is sent as it is made; reconnecting needs no tap", async () => {
    const office = new SmallOffice();
    const { state, sync } = await phone(office);
    sync.startSync();
    await settled();
    office.before = () => {
      throw new TypeError("network");
    };
    await record();
    await settled();
    expect(state.link.value.state).toBe("offline");
    expect(state.owed.value).toHaveLength(1);
    office.before = null;
    await pass(1_100);
    expect(state.owed.value).toEqual([]);
    expect(state.link.value.state).toBe("polling");
    expect(office.ledger.size).toBe(1);
  });

  test("S1 without a line the office is asked every 10 s", async () => {
    const office = new SmallOffice();
    const { state, sync } = await phone(office);
    sync.startSync();
    await settled();
    office.addSample("s9");
    await pass(9_000);
    expect(state.rows.value.samples.has("s9")).toBe(false);
    await pass(1_100);
    expect(state.rows.value.samples.has("s9")).toBe(true);
  });

  test("S1 a poke that there is something new is enough; one about what is here already is not", async () => {
    const office = new SmallOffice();
    const { state, sync } = await phone(office);
    sync.startSync();
    await settled();
    office.addSample("s9");
    sync.headMoved(office.epoch, office.commit);
    await settled();
    expect(state.rows.value.samples.has("s9")).toBe(true);
    let asked = 0;
    office.before = () => {
      asked += 1;
      return null;
    };
    sync.headMoved(office.epoch, office.commit);
    await settled();
    expect(asked).toBe(0);
  });

  test("S1 Retry-After is honoured, with jitter, by scans and timers alike", async () => {
    const office = new SmallOffice();
    const { state, sync } = await phone(office);
    sync.startSync();
    await settled();
    let asked = 0;
    office.before = () => {
      asked += 1;
      return json({ code: "busy", message: "?", field: null, request: "r" }, 503, { "Retry-After": "20" });
    };
    await record();
    await settled();
    expect(asked).toBe(1);
    await record();
    await pass(24_000);
    expect(asked).toBe(1);
    office.before = null;
    await pass(1_500);
    expect(state.owed.value).toEqual([]);
  });

  test("S10 with an open line it asks when it is told of something, not after each of its own scans; without one after each", async () => {
    const office = new SmallOffice();
    let pulls = 0;
    office.before = (path) => {
      if (path.startsWith("/api/sync/pull")) pulls += 1;
      return null;
    };
    const { state, sync, exchange } = await phone(office);
    sync.startSync();
    await settled();
    exchange.setLine(true);
    sync.headMoved(office.epoch, office.commit);
    await settled();
    const before = pulls;
    for (let n = 0; n < 5; n++) {
      await record();
      await settled();
    }
    expect(state.owed.value).toEqual([]);
    expect(pulls).toBe(before);
    sync.headMoved(office.epoch, office.commit);
    await settled();
    expect(pulls).toBe(before + 1);
    expect(state.rows.value.cursor).toBe(office.commit);
    await pass(29_000); // and now and then, whatever the line says or does not
    await record();
    await settled();
    expect(pulls).toBe(before + 1);
    await pass(2_000);
    expect(pulls).toBeGreaterThan(before + 1);
    const live = pulls;
    exchange.setLine(false);
    await record();
    await settled();
    expect(pulls).toBe(live + 1);
  });

  test("P15 the badge follows the exchanges, whatever the browser thinks of the network", async () => {
    const office = new SmallOffice();
    const { state, sync } = await phone(office);
    vi.stubGlobal("navigator", { onLine: true });
    sync.startSync();
    await settled();
    expect(state.link.value.state).toBe("polling");
    office.wrong = () => new Response("<html>sign in to the Wi-Fi</html>", { headers: { "Content-Type": "text/html" } });
    await pass(10_100);
    expect(state.link.value.state).toBe("offline");
    vi.stubGlobal("navigator", { onLine: false });
    office.wrong = null;
    await pass(10_100);
    expect(state.link.value.state).toBe("polling");
    vi.unstubAllGlobals();
  });

  test("P14 a phone too full to keep the answers says that it is full, not that the office is away", async () => {
    await phone(new SmallOffice());
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === "verdicts") throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, given);
    });
    tab.sync.startSync();
    await record();
    await vi.waitFor(() => expect(tab.state.stored.value.trouble).toBe("full"));
    expect(tab.state.link.value.state).not.toBe("offline");
    expect(tab.state.owed.value).toHaveLength(1);
  });

  test("S1 an answer that never comes ends in time, and the outbox is as it was", async () => {
    const office = new SmallOffice();
    const { state, sync, host } = await phone(office);
    sync.startSync();
    await settled();
    const { fetch } = host;
    const asked = new Promise<void>((askedNow) => {
      host.fetch = (_, init) => {
        askedNow();
        return new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
      };
    });
    await record();
    await asked;
    await pass(30_500);
    expect(state.link.value.state).toBe("offline");
    expect(state.owed.value).toHaveLength(1);
    host.fetch = fetch;
    await pass(11_000);
    expect(state.owed.value).toEqual([]);
  });

  test("P5 an office restored behind our back: noticed, offered again, all there, with no tap", async () => {
    const office = new SmallOffice();
    office.addSample("s1");
    const { state, sync, host } = await phone(office);
    sync.startSync();
    await settled();
    await record();
    await settled();
    expect(state.owed.value).toEqual([]);
    const restored = new SmallOffice();
    restored.epoch = "epoch-2";
    restored.addSample("s1");
    host.fetch = restored.fetch as typeof fetch;
    await pass(10_100);
    expect(restored.ledger.size).toBe(1);
    expect(state.owed.value).toEqual([]);
    expect(state.rows.value.cursor).toBe(restored.commit);
  });

  test("P10 a phone that is told it was revoked remembers it", async () => {
    const office = new SmallOffice();
    const { state, sync } = await phone(office);
    office.before = (path) =>
      path.includes("pull") ? json({ code: "device_revoked", message: "?", field: null, request: "r" }, 403) : null;
    sync.startSync();
    await settled();
    expect(state.install.value?.revoked).toBe(true);
  });

  test("P10 the answer to a push says it too, and what it owes is still delivered", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    office.device = "revoked";
    office.before = (path) => (path.includes("pull") ? json({ code: "busy", message: "?", field: null, request: "r" }, 503) : null);
    await record();
    await record();
    tab.sync.startSync();
    await settled();
    expect(tab.state.install.value?.revoked).toBe(true);
    expect(office.ledger.size).toBe(2);
  });

  test("OB7 an office whose restore waits is asked, told what is owed and read; it is sent nothing, and that is no failure", async () => {
    const office = new SmallOffice();
    const { state, sync } = await phone(office);
    sync.startSync();
    await settled();
    office.restored_ms = 5;
    await record();
    await settled();
    expect(state.restored.value).not.toBeNull();
    expect(state.owed.value).toHaveLength(1);
    expect(state.link.value.state).toBe("polling");
    expect(office.told.at(-1)).toMatchObject({ actions: [], owes: 1 });
    const before = office.told.length;
    office.addSample("s7");
    await pass(10_100);
    expect(state.rows.value.samples.has("s7")).toBe(true);
    expect(office.told.slice(before).map(({ actions }) => (actions as unknown[]).length)).toEqual([0]);
    office.restored_ms = null;
    await pass(10_100);
    expect(state.restored.value).toBeNull();
    expect(state.owed.value).toEqual([]);
    expect(office.ledger.size).toBe(1);
  });

  test("OB8 the number of the last call that failed is kept for the telephone", async () => {
    const office = new SmallOffice();
    const disk = newDisk();
    const { state, sync } = await phone(office, disk);
    sync.startSync();
    await settled();
    expect(state.failedCall.value).toBeNull();
    office.before = () => json({ code: "busy" }, 503, { "X-Request-Id": "0123456789abcdef" });
    await record();
    await settled();
    const failed = state.failedCall.value;
    expect(failed?.request).toBe("0123456789abcdef");
    const again = await openTab(disk, office.fetch);
    expect(again.state.failedCall.value).toBeNull();
    (await import("../../src/device/exchange")).recallFailure();
    expect(again.state.failedCall.value).toEqual(failed);
  });
});
