import { expect, test } from "vitest";
import { type Fetch, newDisk, openTab, type Tab } from "./engine";

const MINUTE = 60_000;
const offline: Fetch = () => Promise.reject(new TypeError("network"));
const phone = (disk = newDisk(), clock?: Tab["clock"]): Promise<Tab> => openTab(disk, offline, clock);

function pass(tab: Tab, minutes: number): void {
  tab.clock.wall += minutes * MINUTE;
  tab.clock.mono += minutes * MINUTE;
}
const decide = (tab: Tab, value: number | null) =>
  tab.state.rows.value.settings.set("idle_lock_min", { key: "idle_lock_min", value, commit: 1 });

test("P17 who leaves it alone for a quarter of an hour is not here any more; a touch begins the time anew", async () => {
  const { idle, ...tab } = await phone();
  idle.touch();
  pass(tab as Tab, 14);
  expect(idle.isIdle()).toBe(false);
  idle.touch();
  pass(tab as Tab, 14);
  expect(idle.isIdle()).toBe(false);
  pass(tab as Tab, 1);
  expect(idle.isIdle()).toBe(true);
});

test("P17 it locks after as long as the firm says, or never", async () => {
  const tab = await phone();
  decide(tab, 5);
  tab.idle.touch();
  pass(tab, 5);
  expect(tab.idle.isIdle()).toBe(true);
  decide(tab, null);
  pass(tab, 5_000);
  expect(tab.idle.isIdle()).toBe(false);
  expect(tab.idle.wasLeft()).toBe(false);
});

test("P17 a phone that slept in a pocket was left alone, though its monotonic clock stood still", async () => {
  const tab = await phone();
  tab.idle.touch();
  tab.idle.look(false);
  tab.clock.wall += 20 * MINUTE;
  tab.idle.look(true);
  expect(tab.idle.isIdle()).toBe(true);
});

test("P17 a clock that is set while somebody scans locks nobody out, forward or back", async () => {
  const tab = await phone();
  for (const set of [365 * 24 * 60 * MINUTE, -3 * 365 * 24 * 60 * MINUTE]) {
    tab.idle.touch();
    tab.clock.wall += set;
    pass(tab, 1);
    tab.idle.look(true);
    expect(tab.idle.isIdle()).toBe(false);
  }
  pass(tab, 15);
  expect(tab.idle.isIdle()).toBe(true);
});

test("P17 two tabs of one phone are one phone: who works in the other is here", async () => {
  const disk = newDisk();
  const first = await phone(disk);
  first.idle.touch();
  const second = await phone(disk, first.clock);
  pass(first, 14);
  second.idle.touch();
  pass(first, 2);
  expect(first.idle.isIdle()).toBe(false);
  pass(first, 13);
  expect(first.idle.isIdle()).toBe(true);
});

test("P17 a board on a wall stays up, and its time begins when it is taken down", async () => {
  const tab = await phone();
  tab.idle.touch();
  const release = tab.idle.holdOpen();
  pass(tab, 600);
  expect(tab.idle.isIdle()).toBe(false);
  release();
  pass(tab, 14);
  expect(tab.idle.isIdle()).toBe(false);
  pass(tab, 1);
  expect(tab.idle.isIdle()).toBe(true);
});

test("P17 loading the page anew brings back who was here a moment ago, and nobody who was gone for long", async () => {
  for (const [minutes, isHere] of [
    [10, true],
    [20, false],
  ] as const) {
    const disk = newDisk();
    const before = await phone(disk);
    before.idle.touch();
    const tab = await phone(disk, before.clock);
    tab.state.rows.value.people.set("mei", { id: "mei", names: {}, roles: [], active: true, pin: null, badge: null, commit: 1 });
    tab.host.session?.setItem("loupe.person", "mei");
    pass(tab, minutes);
    tab.people.stillHere();
    expect(tab.state.person.value?.id === "mei").toBe(isHere);
    expect(tab.host.session?.getItem("loupe.person") === "mei").toBe(isHere);
  }
});
