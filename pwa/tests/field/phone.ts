/** One phone of the fair: the app's own engine on a disk of its own, with clocks that go wrong and a network that fails. */

import type { Draft } from "../../src/core/action";
import { type Direction, judge } from "../../src/core/judge";
import type { PlaceRow } from "../../src/core/rows";
import { ask } from "../../src/device/db";
import { type Clock, type Disk, type Fetch, newDisk, openTab, type Tab } from "../device/engine";
import { Browser } from "../office/browser";
import { type Drawn, drawnFrom } from "./chance";

/** What a person does with one piece: scans its tag in a direction, or says it without a judgement. `more` lies over what the scan makes. */
export interface Act {
  scan?: string;
  direction?: Direction;
  to?: string;
  more?: Partial<Draft>;
  draft?: Draft;
}
/** What became of one act: its action, or why the phone would not record it. */
export interface Done {
  id: string | null;
  outcome: string;
}

/** The true time, in ms; everybody's clock is made of it. */
export const hours = { now: 0 };

export class FairPhone {
  tab!: Tab;
  private clocks!: typeof import("../../src/device/clock");
  private browser: Browser;
  private disk: Disk = newDisk();
  private chance: Drawn;
  private off = 0;
  private bootAt = 0;
  private slept = 0;
  private loss = 0;

  constructor(
    origin: string,
    readonly name: string,
    seed: number,
  ) {
    this.browser = new Browser(origin);
    this.chance = drawnFrom(seed);
  }

  private readonly clock: Clock = Object.defineProperties({} as Clock, {
    wall: { get: () => hours.now + this.off },
    mono: { get: () => hours.now - this.bootAt - this.slept },
  });

  private readonly fetch: Fetch = async (input, init) => {
    if (this.chance() < this.loss) throw new TypeError("the question was lost");
    const answer = await this.browser.fetch(input, init);
    if (this.chance() < this.loss) throw new TypeError("the answer was lost");
    return answer;
  };

  /** The app is started, or started again: a new page run on the same disk. */
  async open(): Promise<void> {
    this.bootAt = hours.now;
    this.slept = 0;
    this.tab = await openTab(this.disk, this.fetch, this.clock);
    this.clocks = await import("../../src/device/clock");
    this.tab.host.random = (bytes) => Uint8Array.from({ length: bytes }, () => Math.floor(this.chance() * 256));
  }

  setClock(off: number): void {
    this.off = off;
  }

  sleep(ms: number): void {
    this.slept += ms;
  }

  /** The browser throws all storage away; only what is kept beside it says that there was a phone here. */
  async wipe(): Promise<string> {
    this.disk = { indexedDB: newDisk().indexedDB, kept: this.disk.kept };
    this.browser.loseCookies();
    await this.open();
    return this.tab.state.ready.value;
  }

  async enrol(invite: string): Promise<string> {
    await this.tab.keys.enrol(invite, this.name);
    await this.tab.pull.pullAll();
    return this.tab.state.install.value?.id ?? "";
  }

  async record(by: string, acts: Act[]): Promise<Done[]> {
    const { tab } = this;
    const person = tab.state.rows.value.people.get(by);
    if (!person) throw new Error(`${this.name} does not know ${by}`);
    tab.state.person.value = person;
    const drafts = acts.map((act) => this.drafted(act, by));
    const wanted = drafts.filter((one) => one.draft !== null);
    const made = wanted.length ? await tab.outbox.record(wanted.map((one) => one.draft as Draft)) : [];
    const ids = made.map((row) => row.id);
    return drafts.map(({ draft, outcome }) => ({ id: draft ? (ids.shift() ?? null) : null, outcome }));
  }

  private drafted({ scan, direction, to, more, draft }: Act, by: string): { draft: Draft | null; outcome: string } {
    if (draft) return { draft, outcome: "said" };
    const { rows } = this.tab.state;
    const said = judge(scan ?? "", direction ?? "move", to ? { place: to, observed: true } : null, {
      byTag: this.tab.store.byTag,
      sample: this.tab.store.sampleView,
      place: (id: string): PlaceRow | undefined => rows.value.places.get(id),
      person: by,
      basket: new Set(),
      loaded: rows.value.loaded,
    });
    return { draft: said.draft ? { ...said.draft, ...more } : null, outcome: `${said.outcome} ${said.reasons.join(" ")}`.trim() };
  }

  /** Delivers and reads as far as the network lets it; the reason when it did not get through. */
  async exchange(loss: number): Promise<string | null> {
    this.loss = loss;
    try {
      await this.tab.push.pushAll();
      await this.tab.cargoSend.deliverCargo();
      await this.tab.push.heartbeat((await this.tab.send.debt()).owes, null);
      if (!this.tab.state.install.value?.revoked) await this.tab.pull.pullAll();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      this.loss = 0;
    }
  }

  /** The bodies of the pushes that would deliver all it owes, without delivering them; the last says that nothing is left. */
  async pushesOwed(): Promise<string[]> {
    const { clocks, tab } = this;
    const device = tab.state.install.value?.id ?? "";
    const { wall_ms, mono_ms, page } = clocks.reading();
    const bodies: string[] = [];
    for (let after = 0; ; ) {
      const batch = await tab.send.nextBatch(device, after, () => true, { actions: 500, bytes: 500_000 });
      const actions = batch?.actions ?? [];
      const left = batch?.left ?? 0;
      const clock = { wall_ms, mono_ms, page, hlc: [wall_ms, 0] };
      const said = { install: device, batch: clocks.newId(), actions, drained: left === 0, owes: left, owes_since_ms: null };
      bodies.push(JSON.stringify({ ...said, clock, app: "test" }));
      after = actions.at(-1)?.seq ?? after;
      if (!batch) return bodies;
    }
  }

  /** What it owes, as it shows it to another phone, and what its clock says meanwhile. */
  async cargo() {
    return { parcels: await this.tab.cargoPack.ownParcels(), wall_ms: hours.now + this.off };
  }

  /** Takes another phone's actions along; they go out with its own next delivery. How many there are. */
  async carry({ parcels, wall_ms }: Awaited<ReturnType<FairPhone["cargo"]>>): Promise<number> {
    await this.tab.cargo.carry(parcels, this.tab.state.install.value?.id ?? null, wall_ms - (hours.now + this.off));
    return parcels.reduce((sum, { actions }) => sum + actions.length, 0);
  }

  /** Every action ever made here, with its verdict if there is one. */
  async outbox() {
    return this.tab.tables.outboxDb.read(["actions", "verdicts", "owed"], async (tx) => {
      const verdicts = new Map((await ask(tx.objectStore("verdicts").getAll())).map((row) => [row.id, row]));
      const owed = new Set((await ask(tx.objectStore("owed").getAll())).map((row) => row.id));
      const actions = await ask(tx.objectStore("actions").getAll());
      return actions.map((row) => ({ ...row, verdict: verdicts.get(row.id)?.verdict ?? null, owed: owed.has(row.id) }));
    });
  }

  /** The office's rows as this phone holds them, by table and key. */
  rows() {
    const { samples, places, people, voids, cases, slips, counts, fairs, cursor } = this.tab.state.rows.value;
    const tables = { samples, places, people, tags: voids, cases, slips, counts, fairs };
    return { cursor, tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, Object.fromEntries(rows)])) };
  }
}
