/** The value outside the safe as this board has seen it, kept on this device over a reload. */
import { signal } from "@preact/signals";
import { type Span, see } from "../../core/seen";

interface Seen {
  currency: string | null;
  spans: Span[];
}
const KEY = "board.outside";
const KEEP_MS = 60_000;

function kept(): Seen {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "null") as Seen | null;
    if (found && Array.isArray(found.spans)) return found;
  } catch {
    // somebody edited it: it begins anew
  }
  return { currency: null, spans: [] };
}

export const seenSpans = signal<Seen>(kept());
let keptAt = 0;

/** The largest currency alone: sums of two are no sum. When it changes, the line begins anew. */
export function look(currency: string | null, minor: number): void {
  const before = seenSpans.peek();
  const spans = see(before.currency === currency ? before.spans : [], minor, Date.now());
  seenSpans.value = { currency, spans };
  if (Date.now() - keptAt < KEEP_MS && spans.length === before.spans.length) return;
  keptAt = Date.now();
  localStorage.setItem(KEY, JSON.stringify(seenSpans.value));
}
