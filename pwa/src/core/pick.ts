/** What a scan means while picking for a slip, said without the office. The slip is looked through once, not at every scan. */
import type { Draft } from "./action";
import type { Found, Outcome } from "./judge";
import { overlap, type Reservation, type Reservations } from "./reserve";
import type { SampleView, SlipLine, SlipView } from "./rows";
import { readTag } from "./tag";

export type Verdict =
  | "right"
  | "not_on_slip"
  | "reserved"
  | "already_out"
  | "disputed"
  | "lost"
  | "scrapped"
  | "sold"
  | "returned_to_owner"
  | "found"
  | "in_repair"
  | "unregistered"
  | "unknown"
  | "void_tag"
  | "picked"
  | "line_full"
  | "refused"
  | "place";
export type PickReason =
  | Exclude<Verdict, "right" | "refused" | "place">
  | "not_a_tag"
  | "locked"
  | "loading"
  | "no_target"
  | "slip_cancelled"
  | "slip_closed"
  | "slip_not_approved"
  | "case_open"
  | "lot_short";

export interface PickContext {
  byTag: (code: string) => Found;
  sample: (id: string) => SampleView | null;
  /** Approved slips per piece; this slip's own are passed over. */
  reserved: Reservations;
  /** The unlocked person, null when locked. */
  person: string | null;
  /** Who will hold the pieces, when another than the slip says. */
  to?: string | null;
  /** The place whose own tag was scanned before: evidence of where the piece lay. */
  observed?: string | null;
  group?: string | null;
  quantity?: number;
  loaded?: boolean;
}
export interface Picked {
  verdict: Verdict;
  /** For colour, sound and buzz, as any scan. */
  outcome: Outcome;
  /** Everything that is to be said, the verdict's own first. */
  reasons: PickReason[];
  /** `now`: record the draft at once. `ask`: only if the person takes it all the same. */
  take: "now" | "ask" | "no";
  line: string | null;
  code: string | null;
  sample?: SampleView;
  place?: string;
  /** The slip the piece is promised to. */
  by?: Reservation;
  draft?: Draft;
}

interface Index {
  bySample: Map<string, SlipLine>;
  byModel: Map<string, SlipLine[]>;
  taken: Map<string, string>;
}
const indexes = new WeakMap<SlipView, Index>();

/** Made once for each view of a slip; a pick makes a new view. */
function indexOf(slip: SlipView): Index {
  const known = indexes.get(slip);
  if (known) return known;
  const index: Index = { bySample: new Map(), byModel: new Map(), taken: new Map() };
  for (const line of slip.told.lines) {
    if (line.sample) index.bySample.set(line.sample, line);
    else if (line.model) index.byModel.set(modelKey(line.model), [...(index.byModel.get(modelKey(line.model)) ?? []), line]);
    const back = new Set(line.returned);
    for (const sample of line.issued) if (!back.has(sample)) index.taken.set(sample, line.line);
  }
  indexes.set(slip, index);
  return index;
}

export const modelKey = (model: string): string => model.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
const room = (line: SlipLine): number => line.n - line.issued.length;

/** The line a piece is meant for: its own, else the first of its model with room. `full`: there is one, and it has all it asked for. */
export function lineFor(slip: SlipView, sample: Pick<SampleView, "id" | "model">): { line: SlipLine | null; full: boolean } {
  const index = indexOf(slip);
  const own = index.bySample.get(sample.id);
  if (own) return { line: own, full: false };
  const alike = sample.model ? (index.byModel.get(modelKey(sample.model)) ?? []) : [];
  const open = alike.find((line) => room(line) > 0);
  return { line: open ?? alike[0] ?? null, full: !open && alike.length > 0 };
}

const RETIRED: ReadonlySet<string> = new Set(["lost", "scrapped", "sold", "returned_to_owner", "found"]);
const AWAY: ReadonlySet<string> = new Set(["out", "at_client", "at_booth", "in_transit"]);

/** What is the matter with the piece itself, the weightiest first. */
function troubles(view: SampleView, to: string, quantity: number): PickReason[] {
  const reasons: PickReason[] = ownTroubles(view);
  if (AWAY.has(view.status) && (view.place !== to || view.slip !== null)) reasons.push("already_out");
  if (view.quantity > 1 && quantity > view.quantity) reasons.push("lot_short");
  return reasons;
}

export type OwnTrouble =
  | "lost"
  | "scrapped"
  | "sold"
  | "returned_to_owner"
  | "found"
  | "disputed"
  | "case_open"
  | "unregistered"
  | "in_repair";

/** What is the matter with the piece wherever it is to go. */
export function ownTroubles(view: SampleView): OwnTrouble[] {
  const { status } = view;
  const reasons: OwnTrouble[] = [];
  if (RETIRED.has(status)) reasons.push(status as OwnTrouble);
  if (status === "disputed") reasons.push("disputed");
  else if (view.claims > 0) reasons.push("disputed", "case_open");
  if (status === "unregistered") reasons.push("unregistered");
  if (status === "in_repair" || view.repair) reasons.push("in_repair");
  return reasons;
}

/** Another slip that has this very piece promised on some of the same days. */
function rival(slip: SlipView, sample: string, reserved: Reservations): Reservation | undefined {
  return reserved.get(sample)?.find((one) => one.slip !== slip.id && overlap(one, slip.told));
}

/** A slip nobody approved may be picked for all the same: the pieces would leave in any case, and the office must hear of it. */
function slipTrouble(slip: SlipView): PickReason | null {
  if (slip.status === "cancelled") return "slip_cancelled";
  if (slip.status === "closed") return "slip_closed";
  return slip.told.approved_by ? null : "slip_not_approved";
}

const refused = (reason: PickReason, code: string | null): Picked => ({
  verdict: "refused",
  outcome: "refused",
  reasons: [reason],
  take: "no",
  line: null,
  code,
});

function draftOf(slip: SlipView, to: string, context: PickContext, subject: Partial<Draft>, line: string | null): Draft {
  return {
    kind: "scan_out",
    to,
    observed_from: context.observed ?? null,
    group: context.group ?? null,
    slip: slip.id,
    ...subject,
    body: line ? { line } : { off_slip: true },
  };
}

/** A piece on the slip and in order is taken at once; whatever else is the matter is put to the person, who may take it as a flagged fact. */
function judgeKnown(code: string, view: SampleView, slip: SlipView, to: string, context: PickContext, isVoid: boolean): Picked {
  const already = indexOf(slip).taken.get(view.id);
  if (already && view.slip === slip.id) {
    return { verdict: "picked", outcome: "again", reasons: ["picked"], take: "no", line: already, code, sample: view };
  }
  const { line, full } = lineFor(slip, view);
  const quantity = context.quantity ?? view.quantity;
  const by = rival(slip, view.id, context.reserved);
  const reasons = troubles(view, to, quantity);
  if (isVoid) reasons.push("void_tag");
  if (by) reasons.push("reserved");
  if (!line) reasons.push("not_on_slip");
  else if (full) reasons.push("line_full");
  const wrong = slipTrouble(slip);
  if (wrong) reasons.push(wrong);
  const on = line && !full && wrong !== "slip_cancelled" ? line.line : null;
  const draft = draftOf(slip, to, context, { sample: view.id, tag: code, believed_from: view.place, quantity }, on);
  const said = { reasons, line: on, code, sample: view, draft };
  if (!reasons.length) return { verdict: "right", outcome: "stored", take: "now", ...said };
  return { verdict: verdictOf(reasons), outcome: "flagged", take: "ask", ...said, ...(by ? { by } : {}) };
}

const ASIDE: ReadonlySet<PickReason> = new Set<PickReason>([
  "case_open",
  "lot_short",
  "slip_cancelled",
  "slip_closed",
  "slip_not_approved",
]);

/** One word for it: the weightiest of what is the matter with the piece; a slip that is not in order makes no piece wrong. */
function verdictOf(reasons: readonly PickReason[]): Verdict {
  return (reasons.find((reason) => !ASIDE.has(reason)) as Verdict | undefined) ?? "right";
}

function judgeUnknown(code: string, slip: SlipView, to: string, context: PickContext, verdict: "unknown" | "void_tag"): Picked {
  const draft = draftOf(slip, to, context, { sample: null, tag: code, quantity: context.quantity ?? 1 }, null);
  return { verdict, outcome: "flagged", reasons: [verdict], take: "ask", line: null, code, draft };
}

/** What a scanned or typed text means while picking for this slip. */
export function judgePick(text: string, slip: SlipView, context: PickContext): Picked {
  const code = readTag(text);
  if (!code) return refused("not_a_tag", null);
  if (!context.person) return refused("locked", code);
  if (context.loaded === false) return refused("loading", code);
  const found = context.byTag(code);
  if ((found.kind === "place" || found.kind === "person") && found.id) {
    return { verdict: "place", outcome: "stored", reasons: [], take: "no", line: null, code, place: found.id };
  }
  const to = context.to ?? slip.told.to;
  if (!to) return refused("no_target", code);
  const view = found.id ? context.sample(found.id) : null;
  if (view) return judgeKnown(code, view, slip, to, context, found.kind === "void");
  return judgeUnknown(code, slip, to, context, found.kind === "void" ? "void_tag" : "unknown");
}
