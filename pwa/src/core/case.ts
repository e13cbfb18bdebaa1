/** Cases as people meet them: which stand, whose they are, who may settle them, and what the office tells beside the row. */
import type { CaseRow, Claim, PlaceRow, SampleRow } from "./rows";

/** What `GET /api/cases/<id>` tells of the action of one claim. */
export interface ClaimTold {
  action: string;
  undone: boolean;
  reasons: string[];
  observed_from: string | null;
  tag: string | null;
  slip: string | null;
  quantity: number;
  note: string | null;
  gross_g: string | null;
  missing: string | null;
  certificate: { lab?: string | null; number?: string | null } | null;
  photos: string[] | null;
}
/** The last thing known of the piece that nobody contradicts. */
export interface Sight extends Claim {
  observed_from: string | null;
}
export interface CasePhone {
  id: string;
  name: string;
  contact_ms: number | null;
  owes: number;
}
export interface CaseStory {
  case: CaseRow;
  claims: ClaimTold[];
  sure: Sight | null;
  phones: CasePhone[];
  parties: string[];
}
export interface Money {
  minor: number;
  currency: string;
}
type Places = ReadonlyMap<string, PlaceRow>;
type Piece = Pick<SampleRow, "holder" | "facts"> | null | undefined;

export const stands = (row: CaseRow): boolean => row.status === "open" || row.status === "provisional";

/** Certain ones first, then those that some phone may still explain; the newest of each first. */
export function standing(cases: Iterable<CaseRow>): CaseRow[] {
  const late = (row: CaseRow) => Number(row.status === "provisional");
  return [...cases].filter(stands).sort((a, b) => late(a) - late(b) || b.opened_ms - a.opened_ms);
}

const DEEPEST = 50; // a tree of places that is deeper is a circle

/** The keeper of the nearest place that has one. */
export function keeperOf(place: string | null | undefined, places: Places): string | null {
  let at = place ?? null;
  for (let step = 0; at && step < DEEPEST; step += 1) {
    const row: PlaceRow | undefined = places.get(at);
    if (!row || row.keeper) return row?.keeper ?? null;
    at = row.parent;
  }
  return null;
}

/** Everybody in the claims, and who answers for the piece. A person is a place of the same id. */
export function parties(row: CaseRow, piece: Piece, places: Places): Set<string> {
  const named = row.claims.flatMap((claim) => [claim.by, claim.to]);
  const found = [...named, piece?.holder, keeperOf(piece?.holder, places)];
  return new Set(found.filter((one): one is string => !!one));
}

/** Of those that stand, the ones this person is in. */
export function casesOf(person: string, cases: Iterable<CaseRow>, pieceOf: (id: string) => Piece, places: Places): CaseRow[] {
  return standing(cases).filter((row) => parties(row, row.sample ? pieceOf(row.sample) : null, places).has(person));
}

/** As the office decides it: a party settles only up to the firm's limit; without a limit, or a value, never. */
export function isRefusedOwn(row: CaseRow, person: string, piece: Piece, places: Places, limit: Money | null | undefined): boolean {
  if (!parties(row, piece, places).has(person)) return false;
  const insured = piece?.facts.insured;
  return !(limit && insured && insured.currency === limit.currency && insured.minor <= limit.minor);
}

/** What an inspection or a slip found: the piece stays where it is, and a person says why that is accepted. */
const ABOUT_STATE: ReadonlySet<string> = new Set(["weight_off", "certificate_unmatched", "incomplete", "off_slip", "void_tag"]);

/** Whether settling it means saying where the piece is. */
export const isAboutPlace = (kind: string): boolean => !ABOUT_STATE.has(kind);

/** A scan that came late, behind which something newer was known of the same piece. */
export interface Side {
  action: string;
  kind: string;
  by: string | null;
  device: string;
  to: string | null;
  happened_ms: number;
  known_ms: number;
}
export interface Change {
  sample: string;
  late: Side;
  before: Side;
}

interface Told {
  id: string;
  kind: string;
  happened_ms: number;
  known_ms: number;
  commit: number;
  reasons: string[];
}
const CHANGING: ReadonlySet<string> = new Set(["scan_out", "scan_in", "move", "hand_over", "found", "sighting", "report_lost", "undo"]);

/** Of the entries of one piece, those that changed what had been known: late, and something newer stood there before. */
export function changing(entries: readonly Told[]): Set<string> {
  const moves = entries.filter((entry) => CHANGING.has(entry.kind));
  const isLate = (entry: Told) => entry.reasons.includes("late");
  const stood = (late: Told) => moves.some((other) => other.happened_ms > late.happened_ms && other.commit < late.commit);
  return new Set(moves.filter((entry) => isLate(entry) && stood(entry)).map((entry) => entry.id));
}
