import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { uuid7 } from "../../src/core/ids";
import { withCheck } from "../../src/core/tag";
import { newDisk, openTab, type Tab } from "../device/engine";
import { Browser } from "./browser";

const { OFFICE_URL = "", OFFICE_TOKEN = "" } = import.meta.env as Record<string, string | undefined>;
const PIN = "480261";
const clock = {
  get wall() {
    return Date.now();
  },
  get mono() {
    return performance.now();
  },
};
const id = () => uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
const code = () => withCheck([...crypto.getRandomValues(new Uint8Array(14))]);

async function call<T>(browser: Browser, method: string, path: string, body?: unknown): Promise<T> {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const answer = await browser.fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}

interface Phone {
  tab: Tab;
  browser: Browser;
}
const desk = new Browser(OFFICE_URL);
let me = "";
let cabinet = "";

async function newPhone(name: string): Promise<Phone> {
  const { code: invite } = await call<{ code: string }>(desk, "POST", "/api/devices/invites", { name });
  const browser = new Browser(OFFICE_URL);
  const tab = await openTab(newDisk(), browser.fetch, clock);
  await tab.keys.enrol(invite, name);
  await tab.pull.pullAll();
  return { tab, browser };
}

async function exchange({ tab }: Phone): Promise<void> {
  await tab.push.pushAll();
  await tab.pull.pullAll();
}

beforeAll(async () => {
  const names = { en: "Ada Wong" };
  const setup = { token: OFFICE_TOKEN, names, login: "ada", password: "a long pass phrase 7", pin: PIN, demo: false, lang: "en" };
  me = (await call<{ person: { id: string } }>(desk, "POST", "/api/setup", setup)).person.id;
  cabinet = id();
  await call(desk, "POST", "/api/places", { id: cabinet, kind: "store", parent: null, names: { en: "Cabinet 3" }, keeper: null });
});

const register = (sample: string, tag: string) => ({
  kind: "register" as const,
  sample,
  tag,
  to: cabinet,
  body: { tag, type: "ring", facts: { metals: [{ metal: "gold", fineness: 750 }], stones: [{ kind: "ruby" }] }, home: cabinet },
});

describe("a phone and the real office", () => {
  test("P2 enrol, unlock offline, record, push, pull: the office's row replaces the overlay", async () => {
    const phone = await newPhone("Phone 1");
    const { tab } = phone;
    expect(await tab.people.unlock(me, "111222")).toBe("wrong");
    expect(await tab.people.unlock(me, PIN)).toBe("ok");
    const sample = id();
    const tag = code();
    await tab.outbox.record([register(sample, tag)]);
    await tab.outbox.record([{ kind: "scan_out", sample, tag, to: me, believed_from: cabinet }]);
    expect(tab.store.byTag(tag)).toEqual({ kind: "sample", id: sample });
    expect(tab.store.sampleView(sample)).toMatchObject({ pending: 2, place: me });
    await exchange(phone);
    expect(tab.state.outbox.value.map((row) => [row.state, row.reasons])).toEqual([
      ["accepted", []],
      ["accepted", []],
    ]);
    expect(tab.store.sampleView(sample)).toMatchObject({ pending: 0, place: me, status: "out", type: "ring" });
    expect(tab.store.search("紅寶石戒指").map((view) => view.id)).toEqual([sample]);
    expect(tab.store.byTag(tag)).toEqual({ kind: "sample", id: sample });
    const second = await newPhone("Phone 2");
    expect(second.tab.store.sampleView(sample)).toMatchObject({ pending: 0, place: me });
  });

  test("S1 600 actions while the office was away: all accepted, in order, once", async () => {
    const phone = await newPhone("Phone 3");
    await phone.tab.people.unlock(me, PIN);
    for (let i = 0; i < 6; i++) {
      await phone.tab.outbox.record(Array.from({ length: 100 }, () => register(id(), code())));
    }
    await exchange(phone);
    expect(phone.tab.state.owed.value).toEqual([]);
    expect(new Set(phone.tab.state.outbox.value.map((row) => row.state))).toEqual(new Set(["accepted"]));
    expect(phone.tab.store.search("", 10_000)).toHaveLength(601);
  });

  test("S1 a phone that lost its cookie shows its key and goes on", async () => {
    const phone = await newPhone("Phone 4");
    await phone.tab.people.unlock(me, PIN);
    phone.browser.loseCookies();
    await expect(phone.tab.pull.pullAll()).rejects.toMatchObject({ status: 401 });
    await phone.tab.outbox.record([register(id(), code())]);
    await phone.tab.push.pushAll();
    expect(phone.tab.state.owed.value).toEqual([]);
    const identity = await phone.tab.keys.identityOf(phone.tab.state.install.value?.id ?? "");
    expect(identity && (await phone.tab.keys.renew(identity))).toBe(true);
    await phone.tab.pull.pullAll();
  });

  test("P10 a revoked phone may still deliver, gets nothing, and knows that it is revoked", async () => {
    const phone = await newPhone("Phone 5");
    await phone.tab.people.unlock(me, PIN);
    await phone.tab.outbox.record([register(id(), code())]);
    await call(desk, "POST", `/api/devices/${phone.tab.state.install.value?.id}/revoke`);
    await phone.tab.push.pushAll();
    expect(phone.tab.state.outbox.value.map((row) => [row.state, row.reasons])).toEqual([["quarantined", ["device_revoked"]]]);
    expect(phone.tab.state.install.value?.revoked).toBe(true);
    await expect(phone.tab.pull.pullAll()).rejects.toMatchObject({ status: 403 });
  });

  test("Q8 what one phone shows, of which another misses every third picture, is in the office once; the outbox hears it from the office", async () => {
    const [giver, courier] = [await newPhone("Giver"), await newPhone("Courier")];
    await giver.tab.people.unlock(me, PIN);
    for (let i = 0; i < 2; i++) await giver.tab.outbox.record(Array.from({ length: 100 }, () => register(id(), code())));
    const { Basin, frameText, openFountain, spray } = await import("../../src/device/fountain");
    await openFountain(readFileSync("node_modules/raptorq/raptorq_bg.wasm"));
    const [parcel] = await giver.tab.cargoPack.ownParcels();
    if (!parcel) throw new Error("nothing to show");
    const frames = spray(await giver.tab.cargoPack.packed(parcel)).map((frame) => frameText(frame, 1_764_115_200_123));
    const basin = new Basin();
    let looked = 0;
    let payload: Uint8Array | null = null;
    for (const [at, frame] of frames.entries()) {
      if (payload || at % 3 === 1) continue;
      looked += 1;
      if (looked === 5) expect(basin.add(frame.replace("LC1A", "LC1B").replace("LC10", "LC11"))?.payload ?? null).toBeNull();
      const progress = basin.add(frame);
      expect(progress?.wall_ms).toBe(1_764_115_200_123);
      payload = progress?.payload ?? null;
    }
    expect(looked).toBeLessThan(frames.length / 3 + 3); // as many as there are parts, and hardly one more
    const taken = payload && (await courier.tab.cargoPack.unpacked(payload));
    expect(taken).toEqual(parcel);
    await courier.tab.cargo.carry([taken as typeof parcel], courier.tab.state.install.value?.id ?? null);
    await courier.tab.cargo.carry([taken as typeof parcel], courier.tab.state.install.value?.id ?? null);
    expect(courier.tab.state.cargo.value.waiting.map((one) => [one.name, one.count])).toEqual([["Giver", 200]]);
    expect(courier.tab.state.owed.value).toEqual([]);
    await courier.tab.cargoSend.deliverCargo();
    expect(courier.tab.state.cargo.value).toMatchObject({ waiting: [], delivered: [{ name: "Giver", count: 200 }] });
    expect(giver.tab.state.owed.value).toHaveLength(200);
    const before = giver.tab.store.search("", 10_000).length;
    await exchange(giver);
    expect(giver.tab.state.owed.value).toEqual([]);
    expect(new Set(giver.tab.state.outbox.value.map((row) => row.state))).toEqual(new Set(["accepted"]));
    expect(giver.tab.store.search("", 10_000)).toHaveLength(before);
  });

  test("Q9 a file of unsent scans is carried like a code; cut short or changed it is none", async () => {
    const [giver, desk] = [await newPhone("Giver 2"), await newPhone("Desk")];
    await giver.tab.people.unlock(me, PIN);
    await giver.tab.outbox.record([register(id(), code())]);
    const text = await (await giver.tab.exported.exportOutbox()).text();
    for (const wrong of [text.slice(0, -1), text.replace("Giver 2", "Giver 3"), "{}", ""])
      expect(await desk.tab.cargoPack.parcelsOfFile(wrong)).toBeNull();
    const parcels = await desk.tab.cargoPack.parcelsOfFile(text);
    await desk.tab.cargo.carry(parcels ?? [], desk.tab.state.install.value?.id ?? null);
    await expect(giver.tab.cargo.carry(parcels ?? [], giver.tab.state.install.value?.id ?? null)).rejects.toMatchObject({
      code: "cargo_own",
    });
    await desk.tab.cargoSend.deliverCargo();
    expect(desk.tab.state.cargo.value).toMatchObject({ waiting: [], delivered: [{ name: "Giver 2", count: 1 }] });
    await exchange(giver);
    expect(giver.tab.state.owed.value).toEqual([]);
  });

  test("Q9 what the office will not have stays with its courier and is said", async () => {
    const courier = await newPhone("Courier 2");
    const install = id();
    const bytes = JSON.stringify({ v: 1, id: id(), device: install, seq: 1, prev: null });
    const parcel = {
      install,
      name: "Stranger",
      actions: [{ id: (JSON.parse(bytes) as { id: string }).id, seq: 1, bytes, sig: "A".repeat(86) }],
    };
    await courier.tab.cargo.carry([parcel], null);
    await courier.tab.cargoSend.deliverCargo();
    expect(courier.tab.state.cargo.value.waiting).toMatchObject([{ name: "Stranger", refused: "unknown_device" }]);
    await courier.tab.cargo.giveUp(install, 1, 1);
    expect(courier.tab.state.cargo.value.waiting).toEqual([]);
  });

  test("an undo takes the piece back where it was", async () => {
    const phone = await newPhone("Phone 6");
    await phone.tab.people.unlock(me, PIN);
    const sample = id();
    await phone.tab.outbox.record([register(sample, code())]);
    const [out] = await phone.tab.outbox.record([{ kind: "scan_out", sample, to: me, believed_from: cabinet }]);
    await exchange(phone);
    await phone.tab.outbox.undo(out?.id ?? "");
    expect(phone.tab.store.sampleView(sample)).toMatchObject({ pending: 1, place: cabinet, status: "in_store" });
    await exchange(phone);
    expect(phone.tab.store.sampleView(sample)).toMatchObject({ pending: 0, place: cabinet, status: "in_store" });
  });
});
