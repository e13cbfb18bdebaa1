/** What probably happened, as a person who knows the trade would guess from the claims; a proposal decides nothing. */
import type { CaseStory, ClaimTold } from "./case";
import type { CaseRow, Claim, PlaceKind } from "./rows";

export type Why =
  | "order"
  | "came_back"
  | "came_before"
  | "handed_on"
  | "later"
  | "found_again"
  | "other_piece"
  | "put_back"
  | "passed_on"
  | "from_other"
  | "count_lot"
  | "register_it"
  | "old_tag"
  | "was_extra"
  | "weigh_again"
  | "other_stone"
  | "look_for_part";

/** `place`: where it then is, null where a person must look first. The other names fill the sentence. */
export interface Proposal {
  why: Why;
  place: string | null;
  from?: string | null;
  to?: string | null;
  home?: string | null;
}
export interface Guessing {
  kindOf: (place: string | null | undefined) => PlaceKind | undefined;
  /** Whether somebody works in the store, by role. */
  isStoreStaff: (person: string | null) => boolean;
  /** Of a lot: pieces by place. */
  at?: Record<string, number> | null;
}
type Told = Pick<CaseStory, "claims" | "sure"> | null;

const PLAIN: Record<string, Why> = {
  unknown_tag: "register_it",
  void_tag: "old_tag",
  off_slip: "was_extra",
  weight_off: "weigh_again",
  certificate_unmatched: "other_stone",
  incomplete: "look_for_part",
};

/** Null for a kind this app does not know. Without the office's story it guesses from the row alone. */
export function propose(row: CaseRow, story: Told, world: Guessing): Proposal | null {
  const plain = PLAIN[row.kind];
  if (plain) return { why: plain, place: null };
  const first = row.claims[0];
  const last = row.claims.at(-1);
  if (row.kind === "short") return short(row, world);
  if (!first || !last) return null;
  if (row.kind === "return_missing") return missingReturn(row, first, last, story, world);
  if (row.kind === "retired_seen") return seenAgain(first, last, story, world);
  if (row.kind === "place_contradicts") return seenElsewhere(last, story, world);
  return null;
}

const toldOf = (story: Told, claim: Claim): ClaimTold | undefined => story?.claims.find((one) => one.action === claim.action);

function missingReturn(row: CaseRow, first: Claim, last: Claim, story: Told, world: Guessing): Proposal {
  const place = last.to;
  const taker = row.claims.findLast((claim) => !claim.unsure);
  if (last.unsure && taker && taker !== first && world.kindOf(last.to) === "store")
    return { why: "came_before", place: taker.to, from: first.to, to: taker.to, home: last.to };
  if (row.order_unknown && row.claims.length === 2) return { why: "order", place, from: first.to, to: last.to };
  const home = story?.sure?.to ?? null;
  const scanned = toldOf(story, last)?.observed_from;
  const wasInStore = world.kindOf(scanned) === "store";
  if (wasInStore) return { why: "came_back", place, from: first.to, to: last.to, home: scanned ?? null };
  if (world.isStoreStaff(last.by) && last.by !== last.to && world.kindOf(home) === "store")
    return { why: "came_back", place, from: first.to, to: last.to, home };
  if (world.kindOf(first.to) === "person" && world.kindOf(last.to) === "person")
    return { why: "handed_on", place, from: first.to, to: last.to };
  return { why: "later", place, from: first.to, to: last.to };
}

/** Lost things turn up; what was sold or scrapped does not, so then the tag may hang on another piece. */
function seenAgain(first: Claim, last: Claim, story: Told, world: Guessing): Proposal {
  const place = toldOf(story, last)?.observed_from ?? last.to;
  if (first.kind === "report_lost" || world.kindOf(first.to) === "lost") return { why: "found_again", place, to: place };
  return { why: "other_piece", place: null };
}

function seenElsewhere(last: Claim, story: Told, world: Guessing): Proposal | null {
  const place = toldOf(story, last)?.observed_from ?? last.to;
  if (!place) return null;
  return { why: world.kindOf(place) === "store" ? "put_back" : "passed_on", place, to: place };
}

/** Somebody took from another drawer that has enough of them; else only counting helps. */
function short(row: CaseRow, world: Guessing): Proposal {
  const missing = row.short ?? 0;
  const enough = Object.entries(world.at ?? {}).filter(([place, n]) => missing > 0 && n >= missing && world.kindOf(place) === "store");
  const [place] = enough.sort(([a, m], [b, n]) => n - m || a.localeCompare(b))[0] ?? [];
  return place ? { why: "from_other", place, from: place } : { why: "count_lot", place: null };
}
