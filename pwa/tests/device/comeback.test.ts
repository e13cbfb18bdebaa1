import { describe, expect, test } from "vitest";
import { bodyOf, json, newDisk, openTab, sitDown } from "./engine";

const SCAN = { kind: "sighting" as const, sample: "0190a000-0000-7000-8000-0000000000f1" };

/** An office that takes everybody in and keeps what they said. */
function door() {
  const said: Record<string, unknown>[] = [];
  const fetch = async (path: string, init: RequestInit) => {
    if (!path.endsWith("/enrol")) return json({ code: "unknown_device" }, 401);
    const body = await bodyOf(init);
    said.push(body);
    return json({ device: { id: body.install, name: body.name }, epoch: "e", server_ms: 1 });
  };
  return { said, fetch };
}

describe("D12 a phone the office forgot", () => {
  test("comes back as itself, with the numbers it has used and all it owes", async () => {
    const { said, fetch } = door();
    const tab = await openTab(newDisk(), fetch);
    await tab.keys.enrol("AAAA", "Booth 1");
    sitDown(tab);
    for (let n = 0; n < 3; n++) await tab.outbox.record([SCAN]);
    tab.sync.startSync();
    await expect.poll(() => tab.state.forgotten.value).toBe(true);
    tab.sync.stopSync();
    await tab.keys.enrol("BBBB", "Booth 1");
    expect(said[1]).toMatchObject({ install: said[0]?.install, public_key: said[0]?.public_key, made: 3 });
    expect(said[1]).not.toHaveProperty("was");
    expect(tab.state.forgotten.value).toBe(false);
    expect(tab.state.owed.value).toHaveLength(3);
  });
});

describe("D11 a phone whose memory is gone", () => {
  test("says which install it was and what that owed, and is a new one", async () => {
    const { said, fetch } = door();
    const disk = newDisk();
    const tab = await openTab(disk, fetch);
    await tab.keys.enrol("AAAA", "Booth 1");
    const was = tab.state.install.value?.id;
    disk.kept.set(tab.keys.OWED, "12");
    const wiped = await openTab({ ...newDisk(), kept: disk.kept }, fetch);
    expect(wiped.state.ready.value).toBe("reset");
    await wiped.keys.enrol("BBBB", "Booth 1");
    expect(said[1]).toMatchObject({ was, owed: 12, made: 0 });
    expect(said[1]?.install).not.toBe(was);
  });

  test("that never was one says nothing of the kind", async () => {
    const { said, fetch } = door();
    const tab = await openTab(newDisk(), fetch);
    await tab.keys.enrol("AAAA", "Booth 1");
    expect(said[0]).not.toHaveProperty("was");
  });
});
