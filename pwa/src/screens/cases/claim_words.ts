/** A claim as sentences a person can check: which phone says that who did what with the piece when, and what makes that less than sure. */
import type { ClaimTold } from "../../core/case";
import type { Proposal, Why } from "../../core/propose";
import type { Claim } from "../../core/rows";
import type { Key, Values } from "../../i18n/t";

export interface Said {
  key: Key;
  values: Values;
}
/** How things are called on the screen. */
export interface Calling {
  person: (id: string | null) => string;
  place: (id: string | null | undefined) => string;
  phone: (device: string) => string;
  time: (ms: number) => string;
  kind: (kind: string) => string;
  slip: (id: string) => string;
  tag: (code: string) => string;
}

const NOTICEABLE_MS = 120_000;
const SELF: Record<string, Key> = { scan_out: "claim.took", hand_over: "claim.took_over" };
const PLACED: Record<string, Key> = {
  register: "claim.registered",
  arrive: "claim.received",
  scan_out: "claim.gave_out",
  scan_in: "claim.put",
  move: "claim.moved",
  hand_over: "claim.handed",
  found: "claim.found",
  sighting: "claim.seen_at",
  settle: "claim.settled",
  write_off: "claim.written_off",
};
const PLACELESS: Record<string, Key> = { sighting: "claim.seen", report_lost: "claim.lost", inspect: "claim.inspected" };

/** Who did what with it, and when. */
export function deed(claim: Claim, call: Calling, seenAt?: string | null): Said {
  const { by, kind } = claim;
  const to = kind === "sighting" ? (seenAt ?? claim.to) : claim.to;
  const values = { who: call.person(by) || call.phone(claim.device), place: call.place(to), time: call.time(claim.happened_ms) };
  const self = by !== null && by === to ? SELF[kind] : undefined;
  const key = self ?? (to ? PLACED[kind] : undefined) ?? PLACELESS[kind];
  if (key) return { key, values };
  return { key: to ? "claim.other_to" : "claim.other", values: { ...values, what: call.kind(kind) } };
}

/** What a person should know before believing it: how sure its time and place are. */
export function doubts(claim: Claim, told: ClaimTold | undefined, call: Calling): Said[] {
  const said: Said[] = [];
  const say = (key: Key, values: Values = {}) => said.push({ key, values });
  if (Math.abs(claim.known_ms - claim.happened_ms) >= NOTICEABLE_MS) say("claim.known", { time: call.time(claim.known_ms) });
  if (claim.unsure) say("claim.clock");
  if (!told) return said;
  if (told.undone) say("claim.undone");
  if (told.reasons.includes("void_tag") && told.tag) say("claim.void_tag", { tag: call.tag(told.tag) });
  if (told.reasons.includes("admitted")) say("claim.admitted");
  if (told.observed_from) say("claim.scanned_place", { place: call.place(told.observed_from) });
  if (told.quantity > 1) say("claim.quantity", { n: told.quantity });
  if (told.slip) say("claim.on_slip", { no: call.slip(told.slip) });
  if (told.gross_g) say("claim.weight", { grams: told.gross_g });
  if (told.certificate?.number) say("claim.certificate", { number: told.certificate.number });
  if (told.missing) say("claim.missing", { what: told.missing });
  if (told.note) say("claim.note", { note: told.note });
  return said;
}

const WHY: Record<Why, Key> = {
  order: "why.order",
  came_back: "why.came_back",
  came_before: "why.came_before",
  handed_on: "why.handed_on",
  later: "why.later",
  found_again: "why.found_again",
  other_piece: "why.other_piece",
  put_back: "why.put_back",
  passed_on: "why.passed_on",
  from_other: "why.from_other",
  count_lot: "why.count_lot",
  register_it: "why.register_it",
  old_tag: "why.old_tag",
  was_extra: "why.was_extra",
  weigh_again: "why.weigh_again",
  other_stone: "why.other_stone",
  look_for_part: "why.look_for_part",
};

/** The likely explanation. */
export function because({ why, from, to, home }: Proposal, call: Calling): Said {
  return { key: WHY[why], values: { from: call.place(from), to: call.place(to), home: call.place(home) } };
}

const WHAT: Record<string, Key> = {
  return_missing: "case_says.return_missing",
  retired_seen: "case_says.retired_seen",
  place_contradicts: "case_says.place_contradicts",
  short: "case_says.short",
  unknown_tag: "case_says.unknown_tag",
  void_tag: "case_says.void_tag",
  off_slip: "case_says.off_slip",
  weight_off: "case_says.weight_off",
  certificate_unmatched: "case_says.certificate_unmatched",
  incomplete: "case_says.incomplete",
};

/** What does not fit, in one sentence; null for a kind of a later release. */
export function whatIsWrong(kind: string, short: number): Said | null {
  const key = WHAT[kind];
  return key ? { key, values: { n: short } } : null;
}
