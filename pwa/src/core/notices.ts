/**
 * What one person should know, derived from the rows this phone has: pure, offline, and the same on every phone of that person.
 *
 * A notice is named by its kind, its subject and what makes it new again, never by the phone: what was read (`notice_read`) is a set of
 * such names. Nothing is pushed to anybody, so a notice lives as long as the rows it comes from: what waits or is late for as long as it
 * does, what happened for 60 days. Of scans that were flagged a phone knows the newest 500 entries and as many flagged ones before them
 * (`rows_memory`); on a first sync only the former, so that a new phone of a busy firm may lack the oldest of these notices.
 */
import type { OutboxRow } from "./action";
import type { CaseRow, CountRow, EntryRow, FairRow, ReceiptRow, RepairRow, SampleRow, SlipRow } from "./rows";

export type NoticeKind =
  | "flagged"
  | "apart"
  | "got"
  | "slip_waits"
  | "extend_asked"
  | "slip_approved"
  | "slip_rejected"
  | "slip_due"
  | "slip_overdue"
  | "case_open"
  | "case_settled"
  | "case_explained"
  | "repair_late"
  | "receipt_differences"
  | "count_waits"
  | "fair_unpacked"
  | "fair_out";

export interface Notice {
  /** At most 64 characters. */
  id: string;
  kind: NoticeKind;
  /** When it became news, by the office. */
  at_ms: number;
  /** Of the slip, the case, the repair or the receipt; of a scan, the first piece or the code. */
  subject: string | null;
  /** The pieces it is about, as far as they are known. */
  samples: readonly string[];
  /** Who did it, decided it or has it. */
  who: string | null;
  reasons: readonly string[];
  /** Of a slip: the day its pieces are due. */
  due_ms: number | null;
}
export interface NoticeWorld {
  me: string;
  roles: readonly string[];
  now_ms: number;
  /** The first moment of today, by this phone. */
  today_ms: number;
  entries: readonly EntryRow[];
  samples: ReadonlyMap<string, SampleRow>;
  slips: Iterable<SlipRow>;
  cases: Iterable<CaseRow>;
  repairs: Iterable<RepairRow>;
  receipts: Iterable<ReceiptRow>;
  counts: Iterable<CountRow>;
  fairs: Iterable<FairRow>;
  /** Records of this phone; only those the office kept apart are news. */
  outbox: readonly OutboxRow[];
}

const DAY_MS = 86_400_000;
/** What happened longer ago is history, not news; `server/ledger/reads.py` counts with the same. */
export const NEWS_MS = 60 * DAY_MS;

const CHASERS = "supervisor";
const APPROVERS = "approver";

/** Newest first; the same rows give the same ids in the same order. */
export function notices(world: NoticeWorld): Notice[] {
  const found = [
    ...flagged(world),
    ...keptApart(world),
    ...got(world),
    ...ofSlips(world),
    ...ofCases(world),
    ...lateRepairs(world),
    ...differences(world),
    ...countsWaiting(world),
    ...ofFairs(world),
  ];
  return found.sort((a, b) => b.at_ms - a.at_ms || (a.id < b.id ? -1 : 1));
}

function notice(kind: NoticeKind, id: string, at_ms: number, more: Partial<Notice> = {}): Notice {
  return { id, kind, at_ms, subject: null, samples: [], who: null, reasons: [], due_ms: null, ...more };
}

const isNews = (at_ms: number, { now_ms }: NoticeWorld): boolean => at_ms > now_ms - NEWS_MS;

// ---- scans ----

/** What came to the office in one delivery and for the same reasons is one notice, not two hundred. */
function* flagged(world: NoticeWorld): Generator<Notice> {
  const groups = new Map<string, EntryRow[]>();
  for (const entry of world.entries) {
    if (entry.verdict !== "flagged" || entry.by !== world.me || !isNews(entry.known_ms, world)) continue;
    add(groups, named("flagged", entry.known_ms, entry.reasons), entry);
  }
  for (const [id, [first, ...rest]] of groups) {
    if (!first) continue;
    const samples = [first, ...rest].flatMap((entry) => entry.sample ?? []);
    yield notice("flagged", id, first.known_ms, { subject: first.sample ?? first.tag, samples, reasons: first.reasons });
  }
}

/** Only this phone knows what the office would not take from it; a supervisor sees it there. */
function* keptApart(world: NoticeWorld): Generator<Notice> {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of world.outbox) {
    if (row.state !== "quarantined" || row.by !== world.me || !isNews(row.settled_ms ?? 0, world)) continue;
    add(groups, named("apart", row.settled_ms ?? 0, row.reasons), row);
  }
  for (const [id, [first, ...rest]] of groups) {
    if (!first) continue;
    const samples = [first, ...rest].flatMap((row) => row.sample ?? []);
    yield notice("apart", id, first.settled_ms ?? 0, { subject: first.sample ?? first.tag, samples, reasons: first.reasons });
  }
}

const GIVES: ReadonlySet<string | null> = new Set(["scan_out", "hand_over", "move"]);

/** What others put into my hands and I still have; everything of one delivery together. */
function* got(world: NoticeWorld): Generator<Notice> {
  const groups = new Map<string, SampleRow[]>();
  for (const row of world.samples.values()) {
    if (row.holder !== world.me || row.last_by === world.me || !GIVES.has(row.last_kind)) continue;
    if (row.known_ms !== null && isNews(row.known_ms, world)) add(groups, `got:${row.known_ms}:${row.last_by}`, row);
  }
  for (const [id, all] of groups) {
    const [first] = all;
    if (!first?.known_ms) continue;
    const samples = all.map((row) => row.id).sort();
    yield notice("got", id, first.known_ms, { subject: samples[0] ?? null, samples, who: first.last_by });
  }
}

// ---- slips ----

const OUT: ReadonlySet<string> = new Set(["picking", "issued", "partly_returned"]);

function* ofSlips(world: NoticeWorld): Generator<Notice> {
  for (const slip of world.slips) {
    const { told } = slip;
    const isMine = told.by === world.me || told.submitted_by === world.me || told.to === world.me;
    const request = told.request ?? slip.id;
    const about = { subject: slip.id, who: told.by, due_ms: told.back_ms };
    if (slip.status === "submitted" && !isMine && world.roles.includes(APPROVERS))
      yield notice("slip_waits", `waits:${request}`, told.submitted_ms ?? 0, about);
    if (isMine) yield* decided(slip, request, world);
    if (!OUT.has(slip.status)) continue;
    yield* timed(slip, isMine, world);
    if (told.asked_back_ms && !isMine && world.roles.includes(APPROVERS))
      yield notice("extend_asked", `asked:${slip.id}:${told.asked_back_ms}`, told.issued_ms ?? 0, { ...about, due_ms: told.asked_back_ms });
  }
}

/** The office does not say when a slip was rejected; it stands where it was handed in. */
function* decided(slip: SlipRow, request: string, world: NoticeWorld): Generator<Notice> {
  const { told } = slip;
  const about = { subject: slip.id, due_ms: told.back_ms };
  const [approved, submitted] = [told.approved_ms ?? 0, told.submitted_ms ?? told.requested_ms ?? 0];
  if (told.approved_by && told.approved_by !== world.me && slip.status !== "cancelled" && isNews(approved, world))
    yield notice("slip_approved", `approved:${request}`, approved, { ...about, who: told.approved_by });
  if (slip.status === "rejected" && isNews(submitted, world))
    yield notice("slip_rejected", `rejected:${request}`, submitted, { ...about, reasons: told.reject_reason ? [told.reject_reason] : [] });
}

/** An extension makes both new again. The day it is due counts to its end. */
function* timed({ id, told }: SlipRow, isMine: boolean, world: NoticeWorld): Generator<Notice> {
  const { back_ms } = told;
  if (back_ms === null) return;
  const about = { subject: id, who: told.to ?? told.by, due_ms: back_ms };
  const isLate = back_ms < world.today_ms;
  if (isLate && (isMine || world.roles.includes(CHASERS)))
    yield notice("slip_overdue", `overdue:${id}:${back_ms}`, back_ms + DAY_MS, about);
  if (!isLate && isMine && back_ms <= world.today_ms + DAY_MS + DAY_MS / 2)
    yield notice("slip_due", `due:${id}:${back_ms}`, Math.min(back_ms, world.today_ms), about);
}

// ---- cases, repairs, receipts ----

/** For everybody the claims speak of, and what is to be settled for those who may. Settled or explained, it is news again. */
function* ofCases(world: NoticeWorld): Generator<Notice> {
  for (const row of world.cases) {
    const isParty = row.claims.some((claim) => claim.by === world.me || claim.to === world.me);
    const isStanding = row.status === "open" || row.status === "provisional";
    const mustSettle = row.status === "open" && world.roles.includes(CHASERS);
    if (!isParty && !mustSettle) continue;
    const about = { subject: row.id, samples: row.sample ? [row.sample] : [], reasons: [row.kind] };
    const at_ms = isStanding ? row.opened_ms : (row.settled?.at_ms ?? row.opened_ms);
    if (!isStanding && (row.settled?.by === world.me || !isNews(at_ms, world))) continue;
    const kind = isStanding ? "case_open" : row.status === "settled" ? "case_settled" : "case_explained";
    yield notice(kind, `case:${row.id.slice(0, 32)}:${isStanding ? "open" : row.status}`, at_ms, {
      ...about,
      who: row.settled?.by ?? null,
    });
  }
}

const MENDING: ReadonlySet<string> = new Set(["reported", "assessed", "at_workshop"]);

function* lateRepairs(world: NoticeWorld): Generator<Notice> {
  for (const { id, status, told } of world.repairs) {
    if (!MENDING.has(status) || told.due_ms === null || told.due_ms >= world.today_ms) continue;
    if (told.assessed_by !== world.me && !world.roles.includes(CHASERS)) continue;
    const about = { subject: id, samples: told.sample ? [told.sample] : [], who: told.workshop, due_ms: told.due_ms };
    yield notice("repair_late", `late:${id}:${told.due_ms}`, told.due_ms + DAY_MS, about);
  }
}

/** A day after the note was opened; a line that is settled or counted anew makes the rest news again. */
function* differences(world: NoticeWorld): Generator<Notice> {
  for (const { id, status, told } of world.receipts) {
    const opened = told.opened_ms ?? 0;
    if (status !== "differences" || opened + DAY_MS > world.now_ms) continue;
    if (told.by !== world.me && !world.roles.includes(CHASERS)) continue;
    const open = [...told.lines, ...told.extras].filter((one) => one.outcome && one.outcome !== "right" && !one.settled).length;
    yield notice("receipt_differences", `differences:${id}:${open}`, opened + DAY_MS, { subject: id, who: told.by });
  }
}

/** A finished count whose differences somebody must accept, for those who may: not for who counted. */
function* countsWaiting(world: NoticeWorld): Generator<Notice> {
  for (const { id, status, told } of world.counts) {
    const isOff = told.missing.length + told.unexpected.length > 0 || told.lots.some((lot) => lot.expected !== lot.counted);
    if (status !== "finished" || !isOff || !world.roles.includes(CHASERS) || told.counters.includes(world.me)) continue;
    const finished = told.finished_ms ?? 0;
    yield notice("count_waits", `count:${id}:${finished}`, finished, { subject: id, who: told.place });
  }
}

// ---- fairs ----

const NEAR_MS = 3 * DAY_MS;
const HOME: ReadonlySet<string> = new Set(["in_store", "sold", "returned_to_owner", "scrapped"]);

/** It begins within three days and is not packed; it is over and pieces are out, closed or not: the pieces' own rows say where they are. */
function* ofFairs(world: NoticeWorld): Generator<Notice> {
  const all = [...world.fairs].filter(({ told }) => told.by === world.me || told.team.includes(world.me) || world.roles.includes(CHASERS));
  const over = all.filter(({ told }) => told.to_ms !== null && told.to_ms < world.today_ms && isNews(told.to_ms, world));
  const out = over.length ? outOf(over, world) : new Map<string, string[]>();
  for (const { id, status, told } of all) {
    const about = { subject: id, who: told.booth };
    const { from_ms, to_ms } = told;
    const samples = out.get(id) ?? [];
    if (to_ms !== null && samples.length) yield notice("fair_out", `fair_out:${id}`, to_ms + DAY_MS, { ...about, samples });
    const isNear = from_ms !== null && from_ms > world.now_ms && from_ms <= world.now_ms + NEAR_MS;
    if (isNear && status !== "closed" && isUnpacked(told)) yield notice("fair_unpacked", `fair:${id}:${from_ms}`, from_ms - NEAR_MS, about);
  }
}

function outOf(over: readonly FairRow[], { samples }: NoticeWorld): Map<string, string[]> {
  const isOut = (row: SampleRow | undefined, safe: string | null) => !row || !HOME.has(row.status) || row.place === safe;
  return new Map(
    over.map(({ id, told }) => [id, told.packed.map(({ sample }) => sample).filter((sample) => isOut(samples.get(sample), told.safe))]),
  );
}

function isUnpacked({ lines, packed }: FairRow["told"]): boolean {
  const gone = new Set(packed.map(({ sample }) => sample));
  return lines.some(({ line, sample, n }) => (sample ? !gone.has(sample) : packed.filter((one) => one.line === line).length < (n ?? 1)));
}

// ---- names ----

/** Eight hexadecimal digits of a text (FNV-1a): reasons are too long to stand in a name of 64 characters. */
function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

const named = (kind: string, at_ms: number, reasons: readonly string[]): string =>
  `${kind}:${at_ms}:${mark([...reasons].sort().join(" "))}`;

function add<T>(groups: Map<string, T[]>, key: string, one: T): void {
  const there = groups.get(key);
  if (there) there.push(one);
  else groups.set(key, [one]);
}
