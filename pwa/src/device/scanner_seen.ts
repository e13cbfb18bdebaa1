/** Which codes in view are news: a code is told once, and again only after it was out of view for a while. */

export const AWAY_MS = 1500;

/** `last` of each code in view: when it was read last. Edited in place. */
export type Seen = Map<string, number>;

/** The hits not told yet, one per code; `now_ms` of a clock that never goes back. */
export function news<T extends { text: string }>(seen: Seen, hits: readonly T[], now_ms: number, away_ms = AWAY_MS): T[] {
  for (const [text, last] of seen) if (now_ms - last >= away_ms) seen.delete(text);
  return hits.filter(({ text }) => {
    const isNew = !seen.has(text);
    seen.set(text, now_ms);
    return isNew;
  });
}
