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
