/** What people record on this phone: green only when it is on the disk, owed until the office says what became of it. */
import type { Draft, OutboxRow } from "../core/action";
import { install, person, rows } from "../state";
import { newId } from "./clock";
import { ask, newest } from "./db";
import { signWritten } from "./keys";
import { actionById, forget, imageEdits, publish, remember } from "./outbox_image";
import { type Owed, outboxDb, type Settled, type Written } from "./outbox_tables";
import { write } from "./outbox_write";
import { tellTabs } from "./tabs";

export type RecordTrouble = "not_enrolled" | "locked" | "nothing" | "not_stored";

/** Red: nothing was stored. */
export class NotRecorded extends Error {
  constructor(
    readonly code: RecordTrouble,
    cause?: unknown,
  ) {
    super(`not recorded: ${code}`, { cause });
  }
}

const MOST_SHOWN = 500;
let afterRecord: () => void = () => undefined;

/** `start` hangs the sync on this, so that every scan is sent as it is made. */
export function onRecord(listener: () => void): void {
  afterRecord = listener;
}

/** Resolves when all drafts are durable; rejects with NotRecorded when none is. More than one draft is one group. */
export async function record(drafts: Draft[]): Promise<OutboxRow[]> {
  const device = install.value?.id;
  const by = person.value?.id;
  if (!device) throw new NotRecorded("not_enrolled");
  if (!by) throw new NotRecorded("locked");
  if (!drafts.length) throw new NotRecorded("nothing");
  const group = drafts.length > 1 ? newId() : null;
  const grouped = drafts.map((draft) => ({ ...draft, group: draft.group ?? group }));
  const written = await write(grouped, { device, by, base: rows.value.cursor }).catch((error: unknown) => {
    throw new NotRecorded("not_stored", error);
  });
  const shown = written.map((row) => remember(row, true, null)).filter((row) => row !== null);
  publish();
  tellTabs("outbox");
  void signWritten(written).finally(afterRecord);
  return shown;
}

/** Reverses an action of this phone; both stay visible. */
export async function undo(actionId: string): Promise<OutboxRow> {
  const wrong = actionById(actionId);
  if (!wrong) throw new NotRecorded("nothing");
  const { sample, tag, quantity, to, group, slip, count, fair, repair, receipt } = wrong;
  const matters = { slip, count, fair, repair, receipt: receipt ?? null };
  const draft: Draft = { kind: "undo", sample, tag, quantity, group, ...matters, believed_from: to, body: { reverses: actionId } };
  const [row] = await record([draft]);
  if (!row) throw new NotRecorded("not_stored");
  return row;
}

/** Reads the outbox into memory: everything owed, the newest of the rest, and what the rows do not show yet. */
export async function loadOutbox(): Promise<void> {
  let edits: number;
  let found: Awaited<ReturnType<typeof readOutbox>>;
  do {
    edits = imageEdits();
    found = await readOutbox();
  } while (edits !== imageEdits()); // a scan or a verdict came between: what was read is older than what is shown
  forget();
  for (const row of found.written) if (row) remember(row, found.owed.has(row.id), found.settled.get(row.id) ?? null);
  publish();
}

async function readOutbox() {
  return outboxDb.read(["actions", "owed", "verdicts"], async (tx) => {
    const verdicts = tx.objectStore("verdicts");
    const owed = (await ask(tx.objectStore("owed").getAll())) as Owed[];
    const recent = await newest<Settled>(verdicts.index("settled"), null, MOST_SHOWN);
    const unseen = (await ask(verdicts.index("commit").getAll(IDBKeyRange.lowerBound(rows.value.cursor, true)))) as Settled[];
    const said = (await Promise.all(owed.map((row) => ask(verdicts.get(row.id))))) as (Settled | undefined)[];
    const settled = new Map([...recent, ...unseen, ...said].filter((row) => row !== undefined).map((row) => [row.id, row]));
    const keys = new Map([...settled.values(), ...owed].map((row) => [row.id, [row.device, row.seq]]));
    const get = (key: IDBValidKey) => ask(tx.objectStore("actions").get(key)) as Promise<Written | undefined>;
    return { owed: new Set(owed.map((row) => row.id)), settled, written: await Promise.all([...keys.values()].map(get)) };
  });
}
