import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Disk, json, newDisk, openTab, sitDown, type Tab } from "./engine";
import { SmallOffice } from "./small_office";

const sampleId = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const scan = (n = 1) => ({ kind: "scan_out" as const, sample: sampleId(n), to: "mei" });

async function phone(office: SmallOffice, disk: Disk = newDisk()): Promise<Tab> {
  const tab = await openTab(disk, office.fetch);
  if (tab.state.ready.value !== "enrolled") await tab.keys.enrol("code", "Phone 1");
  sitDown(tab);
  return tab;
}
const states = (tab: Tab) => tab.state.outbox.value.map((row) => row.state);
const owedIds = (tab: Tab) => new Set(tab.state.owed.value.map((row) => row.id));

async function recordMany(tab: Tab, many: number): Promise<string[]> {
  const rows = await tab.outbox.record(Array.from({ length: many }, (_, i) => scan(i + 1)));
  return rows.map((row) => row.id);
}

describe("push", () => {
  test("P2 what was recorded reaches the office once, signed, and is marked as in the office", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    await recordMany(tab, 3);
    await tab.push.pushAll();
    expect([...office.ledger.values()].map((kept) => kept.sent.seq)).toEqual([1, 2, 3]);
    expect(states(tab)).toEqual(["accepted", "accepted", "accepted"]);
    for (const { sent } of office.ledger.values()) expect(sent.sig).toMatch(/^[\w-]{86}$/);
    await tab.push.pushAll();
    expect(office.pushes).toBe(1);
  });

  test("P2 the signature is of exactly the bytes sent, by the key that was enrolled", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    await recordMany(tab, 1);
    await tab.push.pushAll();
    const sent = [...office.ledger.values()][0]?.sent;
    const identity = await tab.keys.identityOf(tab.state.install.value?.id ?? "");
    const bytes = (text: string) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const key = await crypto.subtle.importKey("spki", bytes(identity?.public_key ?? ""), { name: "ECDSA", namedCurve: "P-256" }, true, [
      "verify",
    ]);
    const how = { name: "ECDSA", hash: "SHA-256" };
    expect(await crypto.subtle.verify(how, key, bytes(sent?.sig ?? ""), new TextEncoder().encode(sent?.bytes))).toBe(true);
    expect(identity?.private_key.extractable).toBe(false);
  });

  test("P2 a reply lost after the commit: sent again, in the office once, done", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    await recordMany(tab, 2);
    office.wrong = () => {
      throw new TypeError("network");
    };
    await expect(tab.push.pushAll()).rejects.toMatchObject({ code: "no_answer" });
    expect(states(tab)).toEqual(["waiting", "waiting"]);
    office.wrong = null;
    await tab.push.pushAll();
    expect(office.ledger.size).toBe(2);
    expect(states(tab)).toEqual(["accepted", "accepted"]);
  });

  const reply = async (answer: Response) =>
    (await answer.json()) as Record<string, unknown> & { verdicts: { id: string; verdict: string }[] };
  const MALFORMED: Record<string, (answer: Response) => Response | Promise<Response>> = {
    "a portal's page": () => new Response("<html>sign in</html>", { headers: { "Content-Type": "text/html" } }),
    "a page that calls itself JSON": () => new Response("<html>", { headers: { "Content-Type": "application/json" } }),
    "JSON cut short": async (answer) =>
      new Response((await answer.text()).slice(0, -9), { headers: { "Content-Type": "application/json" } }),
    "the right JSON as plain text": async (answer) => new Response(await answer.text(), { headers: { "Content-Type": "text/plain" } }),
    "another batch": async (answer) => json({ ...(await reply(answer)), batch: "other" }),
    "no batch": async (answer) => json({ ...(await reply(answer)), batch: undefined }),
    "an empty object": () => json({}),
    null: () => json(null),
    "a list": () => json([]),
    "one verdict missing": async (answer) => {
      const said = await reply(answer);
      return json({ ...said, verdicts: said.verdicts.slice(1) });
    },
    "one verdict too many": async (answer) => {
      const said = await reply(answer);
      return json({ ...said, verdicts: [...said.verdicts, { id: "x", verdict: "accepted", reasons: [], commit: 1 }] });
    },
    "a foreign id among the verdicts": async (answer) => {
      const said = await reply(answer);
      return json({ ...said, verdicts: said.verdicts.map((verdict, i) => (i ? verdict : { ...verdict, id: "x" })) });
    },
    "verdicts in another order": async (answer) => {
      const said = await reply(answer);
      return json({ ...said, verdicts: said.verdicts.reverse() });
    },
    "a word that is no verdict": async (answer) => {
      const said = await reply(answer);
      return json({ ...said, verdicts: said.verdicts.map((verdict) => ({ ...verdict, verdict: "fine" })) });
    },
    "no epoch": async (answer) => json({ ...(await reply(answer)), epoch: "" }),
    "a head that is no number": async (answer) => json({ ...(await reply(answer)), head: "7" }),
    "status 201": async (answer) => json(await reply(answer), 201),
    "status 204": () => new Response(null, { status: 204 }),
    "401": () => json({ code: "unknown_device", message: "?", field: null, request: "r" }, 401),
    "500": () => json({ code: "bug", message: "?", field: null, request: "r" }, 500),
    "503 as a page": () => new Response("<html>", { status: 503, headers: { "Content-Type": "text/html", "Retry-After": "3" } }),
  };
  test.each(Object.keys(MALFORMED))("P3 the outbox is untouched by %s", async (name) => {
    const office = new SmallOffice();
    const tab = await phone(office);
    const ids = await recordMany(tab, 3);
    office.wrong = (_, answer) => (MALFORMED[name] as (answer: Response) => Response)(answer);
    await expect(tab.push.pushAll()).rejects.toBeInstanceOf(Error);
    expect(owedIds(tab)).toEqual(new Set(ids));
    const reopened = await openTab({ indexedDB: tab.host.indexedDB as Disk["indexedDB"], kept: new Map() }, office.fetch);
    expect(owedIds(reopened)).toEqual(new Set(ids));
  });

  test("P3 a redirect that was followed is no reply", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    await recordMany(tab, 1);
    office.wrong = (_, answer) => Object.defineProperty(answer, "redirected", { value: true });
    await expect(tab.push.pushAll()).rejects.toMatchObject({ code: "no_answer" });
    expect(states(tab)).toEqual(["waiting"]);
  });

  test("P12 flagged, quarantined and duplicate are told with their reasons; none stays in limbo", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    await recordMany(tab, 4);
    const words = [
      { verdict: "flagged", reasons: ["late"] },
      { verdict: "quarantined", reasons: ["unreadable"], commit: null },
      { verdict: "duplicate", first: "flagged", reasons: ["unknown_tag"] },
      { verdict: "accepted", reasons: [] },
    ];
    office.wrong = async (_, answer) => {
      const said = await reply(answer);
      return json({ ...said, verdicts: said.verdicts.map((verdict, i) => ({ ...verdict, ...words[i] })) });
    };
    await tab.push.pushAll();
    const shown = [...tab.state.outbox.value].sort((a, b) => a.seq - b.seq);
    expect(shown.map((row) => row.state)).toEqual(["flagged", "quarantined", "flagged", "accepted"]);
    expect(shown.map((row) => row.reasons)).toEqual([["late"], ["unreadable"], ["unknown_tag"], []]);
    expect(tab.state.owed.value).toEqual([]);
  });

  test("S1 413 and 400 halve the batch; the rest is delivered", async () => {
    for (const status of [413, 400]) {
      const office = new SmallOffice();
      const tab = await phone(office);
      await recordMany(tab, 20);
      office.wrong = (path, answer) => {
        if (!path.includes("push") || (office.batches.at(-1)?.length ?? 0) <= 5) return answer;
        for (const sent of office.batches.at(-1) ?? []) office.ledger.delete(sent.id);
        return json({ code: "too_large", message: "?", field: null, request: "r" }, status);
      };
      await tab.push.pushAll();
      expect(office.batches.map((batch) => batch.length)).toEqual([20, 10, 5, 10, 5, 10, 5, 5]);
      expect(tab.state.owed.value).toEqual([]);
    }
  });

  test("P12 one record that the office's door refuses stays owed; the others get through, and it is not tried at every turn", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    const ids = await recordMany(tab, 40);
    const bad = ids[20] ?? "";
    const { fetch } = tab.host;
    tab.host.fetch = async (input, init) => {
      const { bodyOf } = await import("./engine");
      const { actions } = await bodyOf(init as RequestInit);
      if ((actions as { id: string }[]).some((sent) => sent.id === bad))
        return json({ code: "invalid", message: "?", field: null, request: "r" }, 422);
      return fetch(input, init);
    };
    await tab.push.pushAll();
    expect(states(tab).filter((state) => state === "accepted")).toHaveLength(20);
    expect(states(tab).filter((state) => state === "held")).toHaveLength(19); // the office has them, and waits for the one
    expect(tab.state.owed.value.find((row) => row.id === bad)?.state).toBe("waiting");
    const { pushes } = office;
    await tab.push.pushAll();
    expect(office.pushes).toBe(pushes);
    tab.clock.mono += 11 * 60_000;
    tab.host.fetch = fetch;
    await tab.push.pushAll();
    expect(tab.state.owed.value).toEqual([]);
  });

  test("S1 a batch holds at most 500 actions and 512 kB", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    await recordMany(tab, 501);
    await tab.outbox.record(Array.from({ length: 3 }, (_, i) => ({ ...scan(i), body: { note: "玉".repeat(90_000) } })));
    await tab.push.pushAll();
    expect(office.batches[0]).toHaveLength(500);
    for (const batch of office.batches) expect(new TextEncoder().encode(JSON.stringify(batch)).length).toBeLessThan(524_288);
    expect(office.ledger.size).toBe(504);
  });

  test("S1 held: the office lacks a predecessor it once confirmed, so the phone sends from ack + 1", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    await recordMany(tab, 5);
    await tab.push.pushAll();
    for (const [id, kept] of office.ledger) if (kept.sent.seq > 2) office.ledger.delete(id);
    await tab.outbox.record([scan(9)]);
    await tab.push.pushAll();
    expect(office.ledger.size).toBe(6);
    expect(tab.state.owed.value).toEqual([]);
  });

  test("S1 held and nothing to fill the hole with: kept, shown as held, not resent at every turn", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    await recordMany(tab, 2);
    office.wrong = async (path, answer) => {
      if (!path.includes("push")) return answer;
      const said = await reply(answer);
      return json({ ...said, ack: 0, verdicts: said.verdicts.map(({ id }) => ({ id, verdict: "held", reasons: [], commit: null })) });
    };
    await tab.push.pushAll();
    await tab.push.pushAll();
    expect(states(tab)).toEqual(["held", "held"]);
    expect(office.pushes).toBe(1);
    tab.clock.mono += 11 * 60_000;
    office.wrong = null;
    await tab.push.pushAll();
    expect(states(tab)).toEqual(["accepted", "accepted"]);
  });

  test("S1 the heartbeat and the last batch tell what is still owed", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    const told: unknown[] = [];
    const { fetch } = tab.host;
    tab.host.fetch = async (input, init) => {
      if (String(input).includes("push")) {
        const { bodyOf } = await import("./engine");
        const { drained, owes, actions } = await bodyOf(init as RequestInit);
        told.push([drained, owes, (actions as unknown[]).length]);
      }
      return fetch(input, init);
    };
    await recordMany(tab, 501);
    await tab.push.pushAll();
    await tab.push.heartbeat(0, null);
    expect(told).toEqual([
      [false, 1, 500],
      [true, 0, 1],
      [true, 0, 0],
    ]);
  });

  test("P5 a backup put back that the cursor is not beyond shows by what it has of this phone's", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    await recordMany(tab, 3);
    await tab.push.pushAll();
    office.ledger.clear();
    expect(await tab.push.heartbeat(0, null)).toBe(3);
    await tab.push.pushAll();
    expect(office.ledger.size).toBe(3);
    expect(await tab.push.heartbeat(0, null)).toBe(0);
  });

  test("P2 whatever fails between, and however often: the office ends with each action once and the phone with none owed", async () => {
    const faults = fc.array(fc.constantFrom("lost", "refused", "html", "cut", "503", "ok"), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(faults, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }), async (plan, portions) => {
        const office = new SmallOffice();
        const tab = await phone(office);
        const waiting = [...plan];
        office.before = () => {
          if (waiting[0] !== "refused") return null;
          waiting.shift();
          return json({ code: "busy" }, 503);
        };
        office.wrong = (_, answer) => {
          const fault = waiting.shift() ?? "ok";
          if (fault === "lost") throw new TypeError("network");
          if (fault === "html") return new Response("<html>", { headers: { "Content-Type": "text/html" } });
          if (fault === "cut") return new Response('{"batch":', { headers: { "Content-Type": "application/json" } });
          return fault === "503" ? json({ code: "busy" }, 503) : answer;
        };
        const ids: string[] = [];
        for (const many of portions) {
          ids.push(...(await recordMany(tab, many)));
          await tab.push.pushAll().catch(() => undefined);
        }
        for (let i = 0; i <= plan.length; i++) await tab.push.pushAll().catch(() => undefined);
        expect([...office.ledger.keys()].sort()).toEqual([...ids].sort());
        expect(tab.state.owed.value).toEqual([]);
      }),
      { numRuns: 25, seed: 20261122 },
    );
  });
});

describe("epoch", () => {
  test("P5 another epoch: rows are asked for anew, confirmed actions offered again, all present once", async () => {
    const disk = newDisk();
    const office = new SmallOffice();
    office.addSample(sampleId(1));
    const tab = await phone(office, disk);
    await recordMany(tab, 4);
    await tab.push.pushAll();
    await tab.pull.pullAll();
    const restored = new SmallOffice();
    restored.epoch = "epoch-2";
    restored.addSample(sampleId(1));
    for (const [id, kept] of office.ledger) if (kept.sent.seq <= 2) restored.ledger.set(id, kept);
    restored.commit = 40;
    tab.host.fetch = restored.fetch as typeof fetch;
    expect(await tab.pull.pullAll()).toBe(true);
    expect(tab.state.rows.value.cursor).toBe(40);
    expect(states(tab)).toEqual(["waiting", "waiting", "waiting", "waiting"]);
    await tab.push.pushAll();
    expect([...restored.ledger.values()].map((kept) => kept.sent.seq).sort()).toEqual([1, 2, 3, 4]);
    expect(states(tab)).toEqual(["accepted", "accepted", "accepted", "accepted"]);
  });

  test("P5 the push hears of the new epoch first: what an older office confirmed is owed again, what this one said is not", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    await recordMany(tab, 2);
    await tab.push.pushAll();
    office.epoch = "epoch-2";
    await recordMany(tab, 1);
    const before = office.pushes;
    await tab.push.pushAll();
    expect(office.batches.slice(before).map((batch) => batch.map((sent) => sent.seq))).toEqual([[3], [1, 2]]);
    expect(tab.state.owed.value).toEqual([]);
  });

  test("P5 the same epoch but another chain at my cursor: the same", async () => {
    const office = new SmallOffice();
    office.addSample(sampleId(1));
    const tab = await phone(office);
    await recordMany(tab, 2);
    await tab.push.pushAll();
    await tab.pull.pullAll();
    office.chainAt = (commit) => `other-${commit}`;
    expect(await tab.pull.pullAll()).toBe(true);
    expect(states(tab)).toEqual(["waiting", "waiting"]);
    expect(await tab.pull.pullAll()).toBe(false);
  });

  test("P5 while rows are asked for anew the old ones stay on the screen, with what is owed laid over them", async () => {
    const office = new SmallOffice();
    office.addSample(sampleId(1));
    const tab = await phone(office);
    await tab.pull.pullAll();
    await recordMany(tab, 1);
    await tab.push.pushAll();
    await tab.pull.pullAll();
    office.epoch = "epoch-2";
    office.before = (path) => (path.includes("since=0") ? json({ code: "busy" }, 503) : null);
    await expect(tab.pull.pullAll()).rejects.toMatchObject({ status: 503 });
    expect(tab.state.rows.value.loaded).toBe(true);
    expect(tab.store.sampleView(sampleId(1))).toMatchObject({ place: "mei", pending: 1 });
  });
});

describe("overlay and cursor", () => {
  test("S1 a confirmed action stays laid over until rows at or past its commit are here", async () => {
    const office = new SmallOffice();
    office.addSample(sampleId(1));
    const disk = newDisk();
    const tab = await phone(office, disk);
    await tab.pull.pullAll();
    await recordMany(tab, 1);
    await tab.push.pushAll();
    expect(tab.store.sampleView(sampleId(1))).toMatchObject({ place: "mei", pending: 1 });
    const reopened = await phone(office, disk);
    expect(reopened.store.sampleView(sampleId(1))).toMatchObject({ place: "mei", pending: 1 });
    office.addSample(sampleId(1), { place: "mei", holder: "mei", status: "out" });
    await tab.pull.pullAll();
    expect(tab.store.sampleView(sampleId(1))).toMatchObject({ place: "mei", status: "out", pending: 0 });
  });

  test("P3 a pull that is no reply leaves the cursor and the rows", async () => {
    const office = new SmallOffice();
    office.addSample(sampleId(1));
    const tab = await phone(office);
    await tab.pull.pullAll();
    const { cursor } = tab.state.rows.value;
    office.addSample(sampleId(2));
    const broken: ((answer: Response) => Response | Promise<Response>)[] = [
      () => new Response("<html>", { headers: { "Content-Type": "text/html" } }),
      () =>
        json({ epoch: office.epoch, to: 99, chain: "x", tables: { samples: { cols: ["id"], rows: [["a", "b"]] } }, gone: {}, page: null }),
      () => json({ epoch: office.epoch, to: 99, chain: "x" }),
      async (answer) => new Response((await answer.text()).slice(0, 40), { headers: { "Content-Type": "application/json" } }),
    ];
    for (const breakIt of broken) {
      office.wrong = (_, answer) => breakIt(answer);
      await expect(tab.pull.pullAll()).rejects.toBeInstanceOf(Error);
      expect(tab.state.rows.value.cursor).toBe(cursor);
      expect(tab.state.rows.value.samples.has(sampleId(2))).toBe(false);
    }
    office.wrong = null;
    await tab.pull.pullAll();
    expect(tab.state.rows.value.samples.has(sampleId(2))).toBe(true);
  });
});

describe("keeping", () => {
  test("P3 what was confirmed is kept 30 days by the office's clock, what is owed for ever", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    const at = (server_ms: number) => {
      office.wrong = async (_, answer) => json({ ...((await answer.json()) as object), server_ms });
    };
    at(1_000_000);
    const [old] = await recordMany(tab, 1);
    await tab.push.pushAll();
    at(1_000_000 + 20 * 86_400_000);
    const [young] = await recordMany(tab, 1);
    await tab.push.pushAll();
    tab.clock.wall += 365 * 86_400_000;
    await tab.send.prune();
    await tab.outbox.loadOutbox();
    expect(tab.state.outbox.value.map((row) => row.id)).toEqual([young, old]);
    at(1_000_000 + 31 * 86_400_000);
    await tab.push.heartbeat(0, null);
    const [owed] = await recordMany(tab, 1);
    await tab.send.prune();
    await tab.outbox.loadOutbox();
    expect(tab.state.outbox.value.map((row) => row.id)).toEqual([owed, young]);
  });

  test("an old enrolment's scans are delivered under its own number and key after enrolling again", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    await recordMany(tab, 2);
    const before = tab.state.install.value?.id;
    await tab.keys.enrol("another", "Phone 1");
    expect(tab.state.install.value?.id).not.toBe(before);
    await tab.push.pushAll();
    expect(office.ledger.size).toBe(2);
    expect(tab.state.owed.value).toEqual([]);
    const [row] = await tab.outbox.record([scan(3)]);
    expect(row?.seq).toBe(1);
  });

  test("the export holds every unsent action with its signature, and marks none as sent", async () => {
    const office = new SmallOffice();
    const tab = await phone(office);
    const ids = await recordMany(tab, 3);
    const file = JSON.parse(await (await tab.exported.exportOutbox()).text()) as { content: string; sig: string };
    const content = JSON.parse(file.content) as { deliveries: { install: string; actions: { id: string; sig: string }[] }[] };
    expect(content.deliveries[0]?.actions.map((action) => action.id)).toEqual(ids);
    expect(content.deliveries[0]?.actions.every((action) => action.sig.length === 86)).toBe(true);
    expect(file.sig).toHaveLength(86);
    expect(owedIds(tab)).toEqual(new Set(ids));
  });
});
