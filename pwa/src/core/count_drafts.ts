/** What people do in a count, as the actions it becomes. */
import type { Draft } from "./action";
import type { CountMode, CountPurpose } from "./rows_field";

export interface Opening {
  place: string;
  mode: CountMode;
  purpose: CountPurpose;
  deep: boolean;
  /** What should lie there now, frozen; of a lot, how many. */
  expected: readonly string[];
  lots: Readonly<Record<string, number>>;
  fair?: string | null;
}
export function countOpenDraft(count: string, { place, expected, lots, fair, ...about }: Opening): Draft {
  return { kind: "count_open", count, to: place, fair: fair ?? null, body: { ...about, expected: [...expected], lots: { ...lots } } };
}

export type How = "camera" | "shot" | "scanner" | "typed";
export interface Seeing {
  sample: string | null;
  tag: string | null;
  place: string;
  /** The place's own tag was scanned: it is evidence, not a choice on the glass. */
  observed: boolean;
  believed_from: string | null;
  quantity?: number;
  how: How;
  group?: string | null;
}
export const countSeenDraft = (count: string, { sample, tag, place, observed, believed_from, quantity, how, group }: Seeing): Draft => ({
  kind: "count_seen",
  count,
  sample,
  tag,
  ...(observed ? { observed_from: place } : { to: place }),
  believed_from,
  quantity: quantity ?? 1,
  group: group ?? null,
  body: { how },
});

export const countFinishDraft = (count: string, outcome: "done" | "dropped"): Draft => ({ kind: "count_finish", count, body: { outcome } });
