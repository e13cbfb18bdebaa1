/** What a scan means for a fair, said without the office: packing out, locking up for the night, packing back. */
import type { Draft } from "./action";
import { isStillOut, safesOf, type Where, whereIs } from "./fair_where";
import type { Found, Outcome } from "./judge";
import { lineFor, modelKey, type OwnTrouble, ownTroubles } from "./pick";
import { overlap, type Reservation, type Reservations } from "./reserve";
import type { FairLine, FairTold, FairView, PlaceRow, SampleView, SlipView } from "./rows";
import { readTag } from "./tag";

export type PackMode = "out" | "safe" | "back";
export type PackReason =
  | OwnTrouble
  | "right"
  | "packed"
  | "in_safe"
  | "home"
  | "not_on_list"
  | "not_packed"
  | "line_full"
  | "other_fair"
  | "reserved"
  | "already_out"
  | "unknown"
  | "void_tag"
  | "fair_closed"
  | "not_a_tag"
  | "locked"
  | "loading"
  | "no_target"
  | "no_safe"
  | "place";

export interface PackContext {
  byTag: (code: string) => Found;
  sample: (id: string) => SampleView | null;
  places: ReadonlyMap<string, PlaceRow>;
  /** The fair's own approved slips: what is on one of them leaves under it. */
  slips: readonly SlipView[];
  reserved: Reservations;
  /** Pieces that another running fair has, or has on its list for some of the same days. */
  elsewhere: ReadonlyMap<string, FairView>;
  person: string | null;
  /** Where the pieces go; packing back without one, each goes home. */
  to: string | null;
  /** The store's place whose own tag was scanned before: evidence of where the piece lay. */
  observed?: string | null;
  group?: string | null;
  loaded?: boolean;
  /** Locking up: tonight's count, and what it has seen. */
  count?: string | null;
  seen?: ReadonlySet<string>;
}
export interface Packed {
  verdict: PackReason;
  outcome: Outcome;
  reasons: PackReason[];
  take: "now" | "ask" | "no";
  code: string | null;
  /** Of the list, the line it fills. */
  line: string | null;
  sample?: SampleView;
  place?: string;
  by?: Reservation;
  fair?: FairView;
  /** Recorded together or not at all. */
  drafts?: Draft[];
}

const refused = (reason: PackReason, code: string | null): Packed => ({
  verdict: reason,
  outcome: "refused",
  reasons: [reason],
  take: "no",
  line: null,
  code,
});

/** How many of each line have gone and not come back. */
function takenOf({ packed, back }: FairTold): Map<string, number> {
  const home = new Set(back.map(({ sample }) => sample));
  const found = new Map<string, number>();
  for (const { sample, line } of packed) if (line && !home.has(sample)) found.set(line, (found.get(line) ?? 0) + 1);
  return found;
}

/** The line that names the piece, else one of its model with room. */
export function fairLineFor(told: FairTold, view: Pick<SampleView, "id" | "model">): { line: FairLine | null; full: boolean } {
  const own = told.lines.find(({ sample }) => sample === view.id);
  if (own) return { line: own, full: false };
  const key = view.model ? modelKey(view.model) : null;
  const alike = key ? told.lines.filter(({ sample, model }) => !sample && model && modelKey(model) === key) : [];
  const taken = takenOf(told);
  const open = alike.find(({ line, n }) => (taken.get(line) ?? 0) < (n ?? 1));
  return { line: open ?? alike[0] ?? null, full: !open && alike.length > 0 };
}

interface Seen {
  code: string;
  view: SampleView;
  where: Where;
  /** Went with this fair and is not home. */
  isOut: boolean;
  isVoid: boolean;
}

function draftOf(
  kind: Draft["kind"],
  to: string,
  fair: FairView,
  seen: Seen,
  context: PackContext,
  body: Record<string, unknown> = {},
): Draft {
  const { view, code } = seen;
  const observed_from = context.observed ?? null;
  const moved = { sample: view.id, tag: code, believed_from: view.place, quantity: view.quantity };
  return { kind, to, fair: fair.id, observed_from, group: context.group ?? null, ...moved, body };
}

/** In order and expected: recorded at once. Whatever else is the matter is put to the person, who may take it as a flagged fact. */
function said(seen: Seen, reasons: PackReason[], drafts: Draft[], line: string | null = null): Packed {
  const known = { code: seen.code, sample: seen.view, line, drafts };
  const [verdict] = reasons;
  if (!verdict) return { verdict: "right", outcome: "stored", reasons, take: "now", ...known };
  return { verdict, outcome: "flagged", reasons, take: "ask", ...known };
}

const again = (seen: Seen, reason: PackReason): Packed => ({
  verdict: reason,
  outcome: "again",
  reasons: [reason],
  take: "no",
  code: seen.code,
  sample: seen.view,
  line: null,
});

const common = ({ view, isVoid }: Seen): PackReason[] => [...ownTroubles(view), ...(isVoid ? (["void_tag"] as const) : [])];

/** Which of the fair's slips it leaves under, and on which line of that. */
function slipOf(view: SampleView, { slips }: PackContext): { slip: string; line: string } | null {
  for (const slip of slips) {
    const { line, full } = lineFor(slip, view);
    if (line && !full && !line.issued.includes(view.id)) return { slip: slip.id, line: line.line };
  }
  return null;
}

function rival(fair: FairView, view: SampleView, { reserved }: PackContext): Reservation | undefined {
  const days = { out_ms: fair.told.from_ms, back_ms: fair.told.to_ms };
  return reserved.get(view.id)?.find((one) => !fair.told.slips.includes(one.slip) && overlap(one, days));
}

/** At the fair pieces go from the safe to the booth and from hand to hand; only another person's own hands are asked about. */
function onwards(fair: FairView, to: string, seen: Seen, context: PackContext): Packed {
  if (seen.view.place === to) return again(seen, "packed");
  const kind = context.places.get(seen.view.place ?? "")?.kind === "store" ? "scan_out" : "move";
  const isOthers = seen.where === "hands" && seen.view.place !== context.person && to !== seen.view.place;
  const reasons: PackReason[] = [...common(seen), ...(isOthers ? (["already_out"] as const) : [])];
  return said(seen, reasons, [draftOf(kind, to, fair, seen, context)]);
}

function packOut(fair: FairView, to: string, seen: Seen, context: PackContext): Packed {
  if (seen.isOut) return onwards(fair, to, seen, context);
  const { view } = seen;
  const { line, full } = fairLineFor(fair.told, view);
  const by = rival(fair, view, context);
  const other = context.elsewhere.get(view.id);
  const reasons = common(seen);
  if (isStillOut(seen.where) && view.status !== "in_repair" && seen.where !== "lost" && seen.where !== "unknown")
    reasons.push("already_out");
  if (other) reasons.push("other_fair");
  if (by) reasons.push("reserved");
  if (!line) reasons.push("not_on_list");
  else if (full) reasons.push("line_full");
  if (fair.status === "closed") reasons.push("fair_closed");
  const on = line && !full ? line.line : null;
  const under = slipOf(view, context);
  const body = { ...(on ? { fair_line: on } : {}), ...(under ? { line: under.line } : {}) };
  const draft = draftOf(view.status === "in_store" || seen.where === "home" ? "scan_out" : "move", to, fair, seen, context, body);
  const packed = said(seen, reasons, [under ? { ...draft, slip: under.slip } : draft], on);
  return { ...packed, ...(by ? { by } : {}), ...(other ? { fair: other } : {}) };
}

const sightOf = (to: string, fair: FairView, seen: Pick<Seen, "code"> & { view: SampleView | null }, context: PackContext): Draft => ({
  kind: "count_seen",
  count: context.count ?? null,
  fair: fair.id,
  sample: seen.view?.id ?? null,
  tag: seen.code,
  to,
  believed_from: seen.view?.place ?? null,
  quantity: seen.view?.quantity ?? 1,
  group: context.group ?? null,
  body: { how: "camera" },
});

/** Into the safe: the move and the sight of tonight's count are one thing. */
function lockUp(fair: FairView, safe: string, seen: Seen, context: PackContext): Packed {
  if (context.seen?.has(seen.view.id)) return again(seen, "in_safe");
  const sight = sightOf(safe, fair, seen, context);
  const reasons = common(seen);
  if (!seen.isOut) reasons.push("not_packed");
  const isThere = seen.view.place === safe;
  return said(seen, reasons, isThere ? [sight] : [draftOf("move", safe, fair, seen, context), sight]);
}

function packBack(fair: FairView, seen: Seen, context: PackContext): Packed {
  const isFairs = fair.told.packed.some(({ sample }) => sample === seen.view.id);
  if (isFairs && seen.where === "home" && (context.to === null || seen.view.place === context.to)) return again(seen, "home");
  const to = context.to ?? seen.view.home;
  if (!to) return { ...refused("no_target", seen.code), sample: seen.view };
  const reasons = common(seen);
  if (!isFairs) reasons.push("not_packed");
  return said(seen, reasons, [draftOf("scan_in", to, fair, seen, context)]);
}

/** A code nobody here knows: what it is and where it goes is kept, if the person wants it. */
function judgeUnknown(
  code: string,
  verdict: "unknown" | "void_tag",
  mode: PackMode,
  to: string,
  fair: FairView,
  context: PackContext,
): Packed {
  const kind = mode === "out" ? "scan_out" : mode === "safe" ? "move" : "scan_in";
  const move: Draft = { kind, to, fair: fair.id, tag: code, sample: null, group: context.group ?? null, body: {} };
  const drafts = mode === "safe" ? [move, sightOf(to, fair, { code, view: null }, context)] : [move];
  return { verdict, outcome: "flagged", reasons: [verdict], take: "ask", line: null, code, drafts };
}

/** What a scanned or typed text means for this fair, going this way. */
export function judgePack(text: string, fair: FairView, mode: PackMode, context: PackContext): Packed {
  const code = readTag(text);
  if (!code) return refused("not_a_tag", null);
  if (!context.person) return refused("locked", code);
  if (context.loaded === false) return refused("loading", code);
  const found = context.byTag(code);
  if ((found.kind === "place" || found.kind === "person") && found.id) {
    return { verdict: "place", outcome: "stored", reasons: [], take: "no", line: null, code, place: found.id };
  }
  const view = found.id ? context.sample(found.id) : null;
  const to = mode === "safe" ? fair.told.safe : context.to;
  if (!to && (mode !== "back" || !view)) return refused(mode === "safe" ? "no_safe" : "no_target", code);
  if (!view) return judgeUnknown(code, found.kind === "void" ? "void_tag" : "unknown", mode, to ?? "", fair, context);
  const isPacked = fair.told.packed.some(({ sample }) => sample === view.id);
  const safes = isPacked || mode === "safe" ? safesOf(fair.told, context.places) : new Set<string>(); // until it goes, its safe is a store like any
  const where = whereIs(view, safes, context.places);
  const isOut = isPacked && isStillOut(where);
  const seen: Seen = { code, view, where, isOut, isVoid: found.kind === "void" };
  if (mode === "out") return packOut(fair, to ?? "", seen, context);
  return mode === "safe" ? lockUp(fair, to ?? "", seen, context) : packBack(fair, seen, context);
}
