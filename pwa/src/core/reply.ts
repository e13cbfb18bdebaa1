/** Whether what came back is the office's reply: anything that is not exactly that leaves the outbox and the cursor untouched. */
import type { Verdict, VerdictWord } from "./action";

export interface PushReply {
  batch: string;
  epoch: string;
  head: number;
  server_ms: number;
  ack: number;
  device: "enrolled" | "revoked";
  /** What the office calls this phone now; older offices do not say. */
  name: string | null;
  /** When a backup was put back that waits to be confirmed. */
  restored_ms: number | null;
  verdicts: Verdict[];
}
export interface Table {
  cols: string[];
  rows: unknown[][];
}
export interface PullPage {
  epoch: string;
  to: number;
  chain: string;
  tables: Record<string, Table>;
  gone: Record<string, string[]>;
  page: string | null;
}

const WORDS: ReadonlySet<string> = new Set<VerdictWord>(["accepted", "duplicate", "flagged", "held", "quarantined"]);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === "string");

function readVerdict(raw: unknown, id: string): Verdict | null {
  if (!isObject(raw) || raw.id !== id || typeof raw.verdict !== "string" || !WORDS.has(raw.verdict)) return null;
  const reasons = raw.reasons ?? [];
  const commit = raw.commit ?? null;
  if (!isTexts(reasons) || (commit !== null && !isCount(commit))) return null;
  const verdict: Verdict = { id, verdict: raw.verdict as VerdictWord, reasons, commit };
  if (typeof raw.first === "string") verdict.first = raw.first;
  return verdict;
}

/** The reply to exactly this batch, one verdict for each id in order, or null. */
export function readPushReply(raw: unknown, batch: string, ids: readonly string[]): PushReply | null {
  if (!isObject(raw) || raw.batch !== batch || typeof raw.epoch !== "string" || !raw.epoch) return null;
  if (!isCount(raw.head) || !isCount(raw.ack) || !isCount(raw.server_ms)) return null;
  if (!Array.isArray(raw.verdicts) || raw.verdicts.length !== ids.length) return null;
  const verdicts: Verdict[] = [];
  for (const [i, id] of ids.entries()) {
    const verdict = readVerdict(raw.verdicts[i], id);
    if (!verdict) return null;
    verdicts.push(verdict);
  }
  const device = raw.device === "revoked" ? "revoked" : "enrolled";
  const name = typeof raw.name === "string" && raw.name ? raw.name : null;
  const restored_ms = isCount(raw.restored_ms) ? raw.restored_ms : null;
  return { batch, epoch: raw.epoch, head: raw.head, server_ms: raw.server_ms, ack: raw.ack, device, name, restored_ms, verdicts };
}

function readTable(raw: unknown): Table | null {
  if (!isObject(raw) || !isTexts(raw.cols) || !Array.isArray(raw.rows)) return null;
  const width = raw.cols.length;
  return raw.rows.every((row) => Array.isArray(row) && row.length === width) ? (raw as unknown as Table) : null;
}

/** One page of a pull, or null. Tables this version does not know are let through: the wire only grows. */
export function readPullPage(raw: unknown): PullPage | null {
  if (!isObject(raw) || typeof raw.epoch !== "string" || !isCount(raw.to) || typeof raw.chain !== "string") return null;
  if (!isObject(raw.tables) || !Object.values(raw.tables).every(readTable)) return null;
  const gone = raw.gone ?? {};
  if (!isObject(gone) || !Object.values(gone).every(isTexts)) return null;
  const page = raw.page ?? null;
  if (page !== null && typeof page !== "string" && typeof page !== "number") return null;
  return {
    epoch: raw.epoch,
    to: raw.to,
    chain: raw.chain,
    tables: raw.tables as Record<string, Table>,
    gone: gone as Record<string, string[]>,
    page: page === null ? null : String(page),
  };
}
