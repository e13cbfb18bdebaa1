/** The outbox in memory, as screens see it: which actions are owed, what became of the others, which the office's rows do not show yet. */
import { computed, signal } from "@preact/signals";
import type { Action, OutboxRow } from "../core/action";
import { outbox, rows } from "../state";
import type { Settled, Written } from "./outbox_tables";

interface Kept {
  action: Action;
  owed: boolean;
  settled: Settled | null;
}
export interface Pending {
  /** By sample id, or by tag code where the phone knew no sample. */
  bySubject: Map<string, Action[]>;
  /** By the slip, receipt, repair, count or fair they name. */
  byMatter: Map<string, Action[]>;
  /** Tags bound to samples by arrivals and registrations the office has not confirmed, in that order. */
  bound: Map<string, string>;
  /** What was read here and the office does not tell yet. */
  read: Action[];
}

const SHOWN = 500;
const kept = new Map<string, Kept>();
const version = signal(0);
let edits = 0;
const cursor = computed(() => rows.value.cursor);

/** The office's verdict counts as seen once its rows are at or past the commit it was given. */
function hasLanded(one: Kept, at: number): boolean {
  if (one.owed || !one.settled) return false;
  return one.settled.verdict === "quarantined" || one.settled.commit === null || one.settled.commit <= at;
}

/** Actions to lay over the office's rows, in the order they were made. */
export const pending = computed<Pending>(() => {
  const found: Pending = { bySubject: new Map(), byMatter: new Map(), bound: new Map(), read: [] };
  version.value; // read so that this is made anew whenever the image changes
  const at = cursor.value;
  const unseen = [...kept.values()].filter((one) => !hasLanded(one, at)).map((one) => one.action);
  const undone = new Set(unseen.map((action) => action.body.reverses));
  for (const action of unseen.sort(inOrder)) {
    add(found.bySubject, action.sample ?? action.tag, action);
    for (const matter of [action.slip, action.receipt, action.repair, action.count, action.fair]) add(found.byMatter, matter, action);
    if (action.kind === "notice_read") found.read.push(action);
    const tag = undone.has(action.id) ? null : tagBound(action);
    if (tag && action.sample) found.bound.set(tag, action.sample);
  }
  return found;
});

const inOrder = (a: Action, b: Action): number => a.hlc[0] - b.hlc[0] || a.hlc[1] - b.hlc[1] || a.seq - b.seq;

function add(to: Map<string, Action[]>, key: string | null | undefined, action: Action): void {
  if (!key) return;
  const there = to.get(key);
  if (there) there.push(action);
  else to.set(key, [action]);
}

/** The code a piece is tied to: a temporary one when it arrives, its own when it is registered. */
function tagBound(action: Action): string | null {
  if (action.kind === "arrive") return action.tag ?? (typeof action.body.tag === "string" ? action.body.tag : null);
  return action.kind === "register" && typeof action.body.tag === "string" ? action.body.tag : null;
}

export const actionById = (id: string): Action | undefined => kept.get(id)?.action;

export function remember(written: Written, owed: boolean, settled: Settled | null): OutboxRow | null {
  const action = parse(written.bytes);
  if (!action) return null;
  edits += 1;
  const one = { action, owed, settled };
  kept.set(written.id, one);
  return rowOf(one);
}

/** Only ever null if the database itself was damaged: the row stays where it is and is still sent. */
function parse(bytes: string): Action | null {
  try {
    return JSON.parse(bytes) as Action;
  } catch {
    return null;
  }
}

export function settle(verdicts: readonly Settled[]): void {
  edits += 1;
  for (const settled of verdicts) {
    const one = kept.get(settled.id);
    if (one) Object.assign(one, { settled, owed: settled.verdict === "held" });
  }
}

export function oweAgain(id: string): void {
  edits += 1;
  const one = kept.get(id);
  if (one) one.owed = true;
}

/** Moves whenever the image is edited: what was read from the disk before may be older than what is here. */
export const imageEdits = (): number => edits;

export function forget(): void {
  kept.clear();
}

function rowOf({ action, owed, settled }: Kept): OutboxRow {
  const said = settled && (!owed || settled.verdict === "held") ? settled : null;
  return {
    id: action.id,
    seq: action.seq,
    kind: action.kind,
    by: action.by,
    sample: action.sample,
    tag: action.tag,
    to: action.to,
    slip: action.slip,
    count: action.count,
    fair: action.fair,
    receipt: action.receipt ?? null,
    repair: action.repair,
    made_ms: action.wall_ms,
    reverses: typeof action.body.reverses === "string" ? action.body.reverses : null,
    state: !said ? "waiting" : said.verdict === "duplicate" ? "accepted" : said.verdict,
    reasons: said?.reasons ?? [],
    settled_ms: said && !owed ? said.settled_ms : null,
  };
}

/** Shows the image: newest first, the newest 500 and everything owed. */
export function publish(): void {
  const all = [...kept.values()].sort((a, b) => b.action.hlc[0] - a.action.hlc[0] || b.action.seq - a.action.seq);
  outbox.value = all.filter((one, i) => i < SHOWN || one.owed).map(rowOf);
  version.value += 1;
}
