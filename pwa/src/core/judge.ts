/** What a scan means, said at once and without the office: pure, from what this phone knows. A fact is never refused for what it says about custody. */
import type { Draft, Kind } from "./action";
import type { PlaceKind, PlaceRow, SampleView } from "./rows";
import { type Misfit, type MisfitReason, misfits, type StorageWorld } from "./storage";
import { readTag } from "./tag";

export type Direction = "out" | "in" | "move" | "hand_over";
export type Outcome = "stored" | "again" | "flagged" | "refused";
export type ReasonCode =
  | "not_a_tag"
  | "locked"
  | "loading"
  | "no_target"
  | "target_not_fit"
  | "target_retired"
  | "in_basket"
  | "already_there"
  | "already_out"
  | "disputed"
  | "lost"
  | "scrapped"
  | "sold"
  | "returned_to_owner"
  | "unregistered"
  | "unknown_tag"
  | "void_tag"
  | "lot_short"
  | MisfitReason;

/** Where the scans of this basket go. `observed`: its own tag was scanned, so it is evidence and not a choice on the glass. */
export interface Target {
  place: string;
  observed: boolean;
}
/** What a code points at, as far as this phone knows. */
export interface Found {
  kind: "sample" | "place" | "person" | "void" | "unknown";
  id?: string;
}
export interface Context {
  byTag: (code: string) => Found;
  sample: (id: string) => SampleView | null;
  place: (id: string) => PlaceRow | undefined;
  /** The unlocked person, null when locked. */
  person: string | null;
  /** Codes and sample ids already taken into this basket. */
  basket: ReadonlySet<string>;
  group?: string | null;
  /** Pieces of a lot; the whole lot where none is given. */
  quantity?: number;
  /** False while the rows are still being read from the phone's store. */
  loaded?: boolean;
  /** With it, putting away warns of what the materials mind and of a bad mix. */
  conditions?: StorageWorld;
}
/** `target` is set when a place or a badge was scanned: nothing to record, the band changes. */
export interface Judgement {
  outcome: Outcome;
  reasons: ReasonCode[];
  code: string | null;
  draft?: Draft;
  sample?: SampleView;
  target?: Target;
  /** What speaks against putting it there; its reasons are among `reasons`. */
  misfits?: Misfit[];
}

const KINDS: Record<Direction, Kind> = { out: "scan_out", in: "scan_in", move: "move", hand_over: "hand_over" };
const FIT: Record<Direction, ReadonlySet<PlaceKind>> = {
  out: new Set<PlaceKind>(["person", "client", "workshop", "booth", "courier"]),
  in: new Set<PlaceKind>(["store", "booth"]),
  move: new Set<PlaceKind>(["store", "booth", "workshop"]),
  hand_over: new Set<PlaceKind>(["person", "client", "workshop", "courier"]),
};
const PUTS: ReadonlySet<Direction> = new Set<Direction>(["in", "move"]);
const AWAY: ReadonlySet<string> = new Set(["out", "at_client", "in_repair", "at_booth", "in_transit"]);
const FLAGS: ReadonlySet<string> = new Set(["disputed", "lost", "scrapped", "sold", "returned_to_owner", "unregistered"]);

const refused = (code: string | null, reason: ReasonCode): Judgement => ({ outcome: "refused", reasons: [reason], code });

/** Whether scans of this direction may go to that place; null when they may. */
export function misfit(direction: Direction, place: PlaceRow | undefined): ReasonCode | null {
  if (!place) return "no_target";
  if (place.retired) return "target_retired";
  return FIT[direction].has(place.kind) ? null : "target_not_fit";
}

/** Directions a scanned place or badge can be meant for, likeliest first. */
export function directionsFor(kind: PlaceKind): Direction[] {
  const order: Direction[] = kind === "store" ? ["in", "move"] : ["out", "hand_over", "in", "move"];
  return order.filter((direction) => FIT[direction].has(kind));
}

function warnings(view: SampleView, direction: Direction, target: Target, quantity: number): ReasonCode[] {
  const reasons: ReasonCode[] = [];
  if (FLAGS.has(view.status)) reasons.push(view.status as ReasonCode);
  const away = AWAY.has(view.status) && view.place !== target.place;
  if (direction === "out" && view.quantity === 1 && away) reasons.push("already_out");
  if (view.quantity > 1 && quantity > view.quantity) reasons.push("lot_short");
  return reasons;
}

function draftOf(direction: Direction, target: Target, context: Context, subject: Partial<Draft>): Draft {
  return {
    kind: KINDS[direction],
    to: target.place,
    observed_from: null,
    group: context.group ?? null,
    ...subject,
    body: {},
  };
}

function judgeSample(code: string, view: SampleView, direction: Direction, target: Target, context: Context, isVoid: boolean): Judgement {
  if (context.basket.has(view.id)) return { outcome: "again", reasons: ["in_basket"], code, sample: view };
  const quantity = context.quantity ?? view.quantity;
  const reasons = warnings(view, direction, target, quantity);
  if (isVoid) reasons.push("void_tag");
  const minds = context.conditions && PUTS.has(direction) ? misfits(view, target.place, context.conditions) : [];
  reasons.push(...new Set(minds.map((one) => one.reason)));
  const flagged = reasons.length > 0;
  // Recorded even when this phone believes it is there already: the phone may be stale, and a scan is a fact.
  if (!flagged && view.place === target.place && view.quantity === 1) reasons.push("already_there");
  const draft = draftOf(direction, target, context, { sample: view.id, tag: code, believed_from: view.place, quantity });
  return { outcome: flagged ? "flagged" : "stored", reasons, code, sample: view, draft, ...(minds.length ? { misfits: minds } : {}) };
}

function judgeUnknown(code: string, direction: Direction, target: Target, context: Context, reason: ReasonCode): Judgement {
  if (context.basket.has(code)) return { outcome: "again", reasons: ["in_basket"], code };
  const draft = draftOf(direction, target, context, { sample: null, tag: code, quantity: context.quantity ?? 1 });
  return { outcome: "flagged", reasons: [reason], code, draft };
}

/** What a scanned or typed text means in this direction, to this target. */
export function judge(text: string, direction: Direction, target: Target | null, context: Context): Judgement {
  const code = readTag(text);
  if (!code) return refused(null, "not_a_tag");
  if (!context.person) return refused(code, "locked");
  if (context.loaded === false) return refused(code, "loading");
  const found = context.byTag(code);
  if ((found.kind === "place" || found.kind === "person") && found.id) {
    return { outcome: "stored", reasons: [], code, target: { place: found.id, observed: true } };
  }
  const wrong = target ? misfit(direction, context.place(target.place)) : "no_target";
  if (!target || wrong) return refused(code, wrong ?? "no_target");
  const view = found.id ? context.sample(found.id) : null;
  if (view) return judgeSample(code, view, direction, target, context, found.kind === "void");
  return judgeUnknown(code, direction, target, context, found.kind === "void" ? "void_tag" : "unknown_tag");
}
