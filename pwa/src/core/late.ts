/** What should be back: slips whose last day is over, and pieces that somebody has had for long with no day agreed. */
import type { SampleRow, SlipRow, Status } from "./rows";

export interface LateSlip {
  slip: SlipRow;
  /** Pieces of it that are still out. */
  out: number;
  days: number;
}
export interface HeldLong {
  sample: SampleRow;
  days: number;
}

const DAY_MS = 86_400_000;
const RUNNING: ReadonlySet<string> = new Set(["picking", "issued", "partly_returned"]);
const WITH_SOMEBODY: ReadonlySet<Status> = new Set<Status>(["out", "at_client", "at_booth", "in_transit"]);
/** The shortest term goods are lent for in the trade is thirty days. */
export const LONG_DAYS = 30;

/** `today_ms`: the first moment of today. The longest overdue first. */
export function lateSlips(slips: Iterable<SlipRow>, today_ms: number): LateSlip[] {
  const found: LateSlip[] = [];
  for (const slip of slips) {
    const { back_ms, lines, off_slip } = slip.told;
    if (!RUNNING.has(slip.status) || back_ms === null || back_ms >= today_ms) continue;
    const out = lines.reduce((sum, line) => sum + line.issued.length - line.returned.length, off_slip.length);
    found.push({ slip, out, days: Math.max(1, Math.round((today_ms - back_ms) / DAY_MS)) });
  }
  return found.sort((a, b) => b.days - a.days || b.out - a.out || (a.slip.id < b.slip.id ? -1 : 1));
}

/** Under no slip that says when it is due, and not scanned for thirty days. The longest first. */
export function heldLong(samples: Iterable<SampleRow>, slips: ReadonlyMap<string, SlipRow>, now_ms: number): HeldLong[] {
  const found: HeldLong[] = [];
  for (const sample of samples) {
    if (!WITH_SOMEBODY.has(sample.status) || sample.happened_ms === null) continue;
    const days = Math.floor((now_ms - sample.happened_ms) / DAY_MS);
    if (days < LONG_DAYS) continue;
    if (!sample.slip || (slips.get(sample.slip)?.told.back_ms ?? null) === null) found.push({ sample, days });
  }
  return found.sort((a, b) => b.days - a.days || (a.sample.id < b.sample.id ? -1 : 1));
}
