import { describe, expect, test } from "vitest";
import { type Disk, type Fetch, json, newDisk, openTab, type Tab } from "./engine";
import { SmallOffice } from "./small_office";

const PIN = { salt: "AAAAAAAAAAAAAAAAAAAAAA", iterations: 1000, hash: "" };
const MEI = "mei";

async function hashOf(pin: string): Promise<string> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: new Uint8Array(16), iterations: 1000 }, key, 256);
  return btoa(String.fromCharCode(...new Uint8Array(bits)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

async function phone(fetch: Fetch = new SmallOffice().fetch, disk: Disk = newDisk()): Promise<Tab> {
  const tab = await openTab(disk, fetch);
  const pin = { ...PIN, hash: await hashOf("480261") };
  const row = { id: MEI, names: { en: "Mei" }, roles: ["keeper"], active: true, pin, badge: null, commit: 1 };
  tab.state.rows.value.people.set(MEI, row);
  tab.state.rows.value.people.set("old", { ...row, id: "old", active: false });
  return tab;
}
const offline: Fetch = () => Promise.reject(new TypeError("network"));

describe("unlocking", () => {
  test("P17 with no network, by name and PIN; who unlocked is who scans", async () => {
    const tab = await phone(offline);
    expect(tab.people.unlockable().map((row) => row.id)).toEqual([MEI]);
    expect(await tab.people.unlock(MEI, "111222")).toBe("wrong");
    expect(tab.state.person.value).toBeNull();
    expect(await tab.people.unlock(MEI, "480261")).toBe("ok");
    expect(tab.state.person.value?.id).toBe(MEI);
    expect(tab.state.rights.value).toEqual([]);
    tab.people.lock();
    expect(tab.state.person.value).toBeNull();
  });

  test("P17 somebody deactivated cannot unlock, and is locked out when the phone hears of it", async () => {
    const tab = await phone(offline);
    expect(await tab.people.unlock("old", "480261")).toBe("wrong");
    await tab.people.unlock(MEI, "480261");
    const row = tab.state.rows.value.people.get(MEI);
    if (row) tab.state.rows.value.people.set(MEI, { ...row, active: false });
    tab.people.refreshPerson();
    expect(tab.state.person.value).toBeNull();
  });

  test("P17 after five wrong ones it waits, longer each time, and a reload does not help", async () => {
    const disk = newDisk();
    const tab = await phone(offline, disk);
    const tries = [];
    for (let i = 0; i < 5; i++) tries.push(await tab.people.unlock(MEI, "111222"));
    expect(tries).toEqual(["wrong", "wrong", "wrong", "wrong", "wait"]);
    expect(await tab.people.unlock(MEI, "480261")).toBe("wait");
    const reloaded = await phone(offline, disk);
    expect(await reloaded.people.unlock(MEI, "480261")).toBe("wait");
    reloaded.clock.wall += 31_000;
    expect(await reloaded.people.unlock(MEI, "111222")).toBe("wait");
    reloaded.clock.wall += 31_000;
    expect(await reloaded.people.unlock(MEI, "480261")).toBe("wait");
    reloaded.clock.wall += 31_000;
    expect(await reloaded.people.unlock(MEI, "480261")).toBe("ok");
  });

  test("P17 the rights are of who is unlocked: a session left open by another gives nothing", async () => {
    const sessions: string[] = [];
    const fetch: Fetch = async (input, init) => {
      sessions.push(`${init.method} ${input}`);
      if (init.method === "DELETE") return new Response(null, { status: 204 });
      return json({ person: { id: sessions.length > 1 ? MEI : "kim", names: {}, roles: [] }, rights: ["handle"] });
    };
    const tab = await phone(fetch);
    await tab.people.unlock(MEI, "480261");
    await new Promise((resolve) => setTimeout(resolve, 0));
    await tab.people.openSession();
    expect(sessions[0]).toBe("POST /api/session/unlock");
    expect(tab.state.rights.value).toEqual(["handle"]);
    tab.people.lock();
    expect(tab.state.rights.value).toEqual([]);
  });

  test("the office's session is opened as soon as the office can be reached", async () => {
    let isUp = false;
    const fetch: Fetch = (input, init) => (isUp ? Promise.resolve(json({ person: { id: MEI }, rights: ["issue"] })) : offline(input, init));
    const tab = await phone(fetch);
    await tab.people.unlock(MEI, "480261");
    await tab.people.openSession();
    expect(tab.people.isSessionWanted()).toBe(true);
    isUp = true;
    await tab.people.openSession();
    expect(tab.state.rights.value).toEqual(["issue"]);
    expect(tab.people.isSessionWanted()).toBe(false);
  });
});
