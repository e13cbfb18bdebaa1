/** What a board has seen of one figure over the last day: spans of time in which it stood still, and gaps when nobody looked. */

export interface Span {
  from_ms: number;
  to_ms: number;
  value: number;
}

export const DAY_MS = 86_400_000;
/** A board that was not heard of for so long was not looking. */
const GAP_MS = 10 * 60_000;
const MOST = 400;

/** The figure is `value` now. The newest span grows while it stands still; a day old ones go. */
export function see(spans: readonly Span[], value: number, now_ms: number): Span[] {
  const kept = spans.filter((one) => one.to_ms > now_ms - DAY_MS && one.from_ms <= now_ms);
  const last = kept.at(-1);
  if (!last || now_ms - last.to_ms > GAP_MS) return [...kept, { from_ms: now_ms, to_ms: now_ms, value }];
  const before = kept.slice(0, -1);
  if (last.value === value) return [...before, { ...last, to_ms: now_ms }];
  return [...before, { ...last, to_ms: now_ms }, { from_ms: now_ms, to_ms: now_ms, value }].slice(-MOST);
}

/** Runs of spans that touch: each is drawn as one line, between two of them there is none. */
export function runs(spans: readonly Span[]): Span[][] {
  const found: Span[][] = [];
  for (const span of spans) {
    const run = found.at(-1);
    if (run?.at(-1)?.to_ms === span.from_ms) run.push(span);
    else found.push([span]);
  }
  return found;
}
