/** The phones of the fair in one process. tests/field says over a socket, line by line, who does what and when; every line is answered. */
import { closeSync, openSync, writeSync } from "node:fs";
import { createConnection } from "node:net";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { type Act, FairPhone, hours } from "./phone";

const { FAIR_PORT = "" } = import.meta.env as Record<string, string | undefined>;

interface Step {
  at: number;
  phone: number;
  do: string;
  by?: string;
  acts?: Act[];
  ms?: number;
  loss?: number;
  invite?: string;
  name?: string;
  seed?: number;
  carrier?: number;
  url?: string;
  clock?: string;
}

test("the phones do what they are told until nobody tells them any more", async () => {
  let [url, clock] = ["", -1];
  const eight = new BigInt64Array(1);
  const phones = new Map<number, FairPhone>();

  const phoneOf = (step: Step): FairPhone => {
    const phone = phones.get(step.phone) ?? new FairPhone(url, step.name ?? `phone ${step.phone}`, step.seed ?? step.phone);
    phones.set(step.phone, phone);
    return phone;
  };

  function begin(step: Step): void {
    if (clock !== -1) closeSync(clock);
    url = step.url ?? "";
    clock = openSync(step.clock ?? "", "r+");
    phones.clear();
  }

  async function done(step: Step): Promise<unknown> {
    if (step.do === "begin") return begin(step);
    hours.now = step.at;
    eight[0] = BigInt(step.at);
    writeSync(clock, new Uint8Array(eight.buffer), 0, 8, 0);
    const phone = phoneOf(step);
    if (step.do === "open") return phone.open();
    if (step.do === "clock") return phone.setClock(step.ms ?? 0);
    if (step.do === "sleep") return phone.sleep(step.ms ?? 0);
    if (step.do === "wipe") return phone.wipe();
    if (step.do === "enrol") return phone.enrol(step.invite ?? "");
    if (step.do === "record") return phone.record(step.by ?? "", step.acts ?? []);
    if (step.do === "exchange") return phone.exchange(step.loss ?? 0);
    if (step.do === "owed") return phone.pushesOwed();
    if (step.do === "relay") return (phones.get(step.carrier ?? -1) as FairPhone).carry(await phone.cargo());
    if (step.do === "outbox") return phone.outbox();
    if (step.do === "rows") return phone.rows();
    throw new Error(`nobody knows how to ${step.do}`);
  }

  const line = createConnection(Number(FAIR_PORT), "127.0.0.1");
  for await (const text of createInterface({ input: line })) {
    const steps = JSON.parse(text) as Step[];
    const told: unknown[] = [];
    try {
      for (const step of steps) told.push((await done(step)) ?? null);
      line.write(`${JSON.stringify({ told })}\n`);
    } catch (error) {
      line.write(`${JSON.stringify({ told, wrong: error instanceof Error ? (error.stack ?? error.message) : String(error) })}\n`);
    }
  }
  expect(phones.size).toBeGreaterThan(0);
});
