/** Cargo: what this phone took from another one, kept on its disk until the office has it. */
import type { Parcel } from "../core/cargo";
import { cargo } from "../state";
import { type Carried, cargoDb, type Delivered } from "./cargo_tables";
import { ask, newest } from "./db";
import { host } from "./host";
import { tellTabs } from "./tabs";

const MOST_CARRIED = 40; // parcels: whoever shows us nonsense for an hour does not fill the phone
const MOST_SHOWN = 20;

export class NotCarried extends Error {
  constructor(readonly code: "cargo_own" | "cargo_too_much" | "cargo_damaged") {
    super(`not carried: ${code}`);
  }
}

const keyOf = ({ install, first, last }: { install: string; first: number; last: number }): IDBValidKey => [install, first, last];

/**
 * Resolves when the parcels are durable. The same ones again are the same ones. `ahead_ms`: how far the clock of the phone they were taken
 * from was ahead of ours at that moment; null where that was not seen.
 */
export async function carry(parcels: readonly Parcel[], own: string | null, ahead_ms: number | null = null): Promise<void> {
  const full = parcels.filter(({ actions }) => actions.length > 0);
  const rows = full.map((parcel) => carriedOf(parcel, ahead_ms));
  if (rows.some((row) => row.install === own)) throw new NotCarried("cargo_own");
  await cargoDb.write(
    ["carried"],
    async (tx) => {
      const carried = tx.objectStore("carried");
      for (const row of rows) carried.put(row);
      if ((await ask(carried.count())) > MOST_CARRIED) throw new NotCarried("cargo_too_much");
    },
    { durability: "strict" },
  );
  await loadCargo();
  tellTabs("cargo");
}

function carriedOf({ install, name, actions }: Parcel, ahead_ms: number | null): Carried {
  const [first, last] = [actions[0]?.seq ?? 0, actions.at(-1)?.seq ?? 0];
  return { install, first, last, name, actions, taken_ms: Math.floor(host.now_ms()), ahead_ms, refused: null };
}

/** Everything carried, the oldest first. */
export async function carried(): Promise<Carried[]> {
  const rows = (await cargoDb.read(["carried"], (tx) => ask(tx.objectStore("carried").getAll()))) as Carried[];
  return rows.sort((a, b) => a.taken_ms - b.taken_ms || a.first - b.first);
}

/** The office has it: the line about it takes the place of the thing, in one transaction. */
export async function handedOver(row: Carried, delivered_ms: number): Promise<void> {
  const { install, first, last, name, actions } = row;
  const line: Delivered = { install, first, last, name, count: actions.length, delivered_ms };
  await cargoDb.write(
    ["carried", "delivered"],
    (tx) => {
      tx.objectStore("carried").delete(keyOf(row));
      tx.objectStore("delivered").put(line);
    },
    { durability: "strict" },
  );
}

export async function keepRefusal(row: Carried, refused: string): Promise<void> {
  await cargoDb.write(["carried"], (tx) => ask(tx.objectStore("carried").put({ ...row, refused })));
}

/** Only what the office would not have, and only by a person. */
export async function giveUp(install: string, first: number, last: number): Promise<void> {
  await cargoDb.write(["carried"], (tx) => ask(tx.objectStore("carried").delete([install, first, last])), { durability: "strict" });
  await loadCargo();
  tellTabs("cargo");
}

/** Shows it: what waits, and the newest of what was delivered. */
export async function loadCargo(): Promise<void> {
  const waiting = await carried();
  const done = await cargoDb.read(["delivered"], (tx) => newest<Delivered>(tx.objectStore("delivered").index("at"), null, MOST_SHOWN));
  cargo.value = {
    waiting: waiting.map(({ actions, ...line }) => ({ ...line, count: actions.length })),
    delivered: done,
  };
}
