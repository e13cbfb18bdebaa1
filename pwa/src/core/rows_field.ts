/** Counts and fairs as the office tells them (docs/protocol.md, Matters): what a team does away from the desk. */
import type { Matter, Money, Seen } from "./rows_matters";

// ---- counts ----

export type CountStatus = "open" | "finished" | "accepted" | "dropped";
export type CountMode = "guided" | "blind";
export type CountPurpose = "stock" | "spot" | "opening" | "closing" | "recount";
/** A piece that was not expected here; where the phone that saw it believed it to be. */
export interface Sight {
  sample: string;
  /** Where it was seen. */
  place: string | null;
  believed_from: string | null;
  by: string | null;
  action: string;
  at_ms: number;
}
export interface UnknownCode {
  tag: string;
  by: string | null;
  action: string;
}
export interface LotCount {
  sample: string;
  expected: number;
  counted: number;
}
/** What becomes of one difference: it is where it was seen, it is lost, or it is left as it is. */
export interface Adjustment {
  sample: string;
  decision: "put" | "lost" | "leave";
}
export interface CountTold {
  place: string | null;
  by: string | null;
  opened_ms: number | null;
  mode: CountMode;
  purpose: CountPurpose;
  /** With everything that lies deeper in the tree. */
  deep: boolean;
  title: string | null;
  fair: string | null;
  /** Frozen when the count was opened. */
  expected: string[];
  found: string[];
  missing: string[];
  unexpected: Sight[];
  /** Expected and found, but in another place than the phone believed. */
  misplaced: Sight[];
  unknown: UnknownCode[];
  lots: LotCount[];
  counters: string[];
  finished_by: string | null;
  finished_ms: number | null;
  /** Found of expected, in thousandths; null where nothing was expected. */
  accuracy: number | null;
  accepted: { by: string | null; at_ms: number; reason: string | null; adjust: Adjustment[] } | null;
  note: string | null;
}
export type CountRow = Matter<CountStatus, CountTold>;
export type CountView = Seen<CountRow>;

// ---- fairs ----

export type FairStatus = "planned" | "out" | "back" | "closed";
/** One line of the packing and customs list. */
export interface FairLine {
  line: string;
  sample: string | null;
  model: string | null;
  n: number | null;
  item: string | null;
  description: string | null;
  weight_g: string | null;
  value: Money | null;
  origin: string | null;
  hs: string | null;
  marks: string | null;
}
export interface FairMove {
  sample: string;
  to: string | null;
  by: string | null;
  at_ms: number;
  /** Of the list, the line it was packed for; null where none was said. */
  line: string | null;
}
export interface FairTold {
  title: string | null;
  booth: string | null;
  /** Where the pieces are locked up at night. */
  safe: string | null;
  from_ms: number | null;
  to_ms: number | null;
  carnet: string | null;
  country: string | null;
  note: string | null;
  team: string[];
  slips: string[];
  lines: FairLine[];
  by: string | null;
  planned_ms: number | null;
  packed: FairMove[];
  /** Moved into a store, or where pieces end, under the fair's name. */
  back: FairMove[];
  counts: string[];
  closed_by: string | null;
  closed_ms: number | null;
}
export type FairRow = Matter<FairStatus, FairTold>;
export type FairView = Seen<FairRow>;
