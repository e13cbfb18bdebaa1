/** Taking a piece back: its weight against the record, its certificate against what is inscribed, whether it is whole. */
import type { Draft } from "./action";
import { asText, millionths, size } from "./decimal";
import type { Certificate } from "./rows";

export interface Weighed {
  verdict: "within" | "off" | "unknown";
  /** Signed, weighed less recorded, in g. */
  difference: string | null;
  tolerance: string | null;
}

const LEAST = 20_000n; // 0.020 g
const PER_THOUSAND = 2n;
const MOST = 1_000_000n; // a tolerance above 1 g is none

/** What the scale may differ: the firm's own tolerance up to 1 g, else 0.020 g or 0.2 % of the record, whichever is more. */
export function toleranceOf(recorded: bigint, own: string | null | undefined): bigint {
  const told = millionths(own);
  if (told !== null && told > 0n && told <= MOST) return told;
  const share = (size(recorded) * PER_THOUSAND) / 1_000n;
  return share > LEAST ? share : LEAST;
}

/** The weight read now against the recorded one, both decimal texts in g. */
export function weigh(recorded: string | null | undefined, weighed: string | null | undefined, own?: string | null): Weighed {
  const [was, is] = [millionths(recorded), millionths(weighed)];
  if (was === null || is === null) return { verdict: "unknown", difference: null, tolerance: null };
  const allowed = toleranceOf(was, own);
  const verdict = size(is - was) <= allowed ? "within" : "off";
  return { verdict, difference: asText(is - was), tolerance: asText(allowed) };
}

// ---- certificates ----

const plainNumber = (number: string): string =>
  number
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "");
/** What an eye takes for the same under a loupe. */
const looksOf = (number: string): string => plainNumber(number).replaceAll("O", "0").replace(/[IL]/g, "1");
const plainLab = (lab: string | null | undefined): string => (lab ?? "").normalize("NFKC").toUpperCase().replace(/\s+/g, "");

export interface Read {
  lab?: string | null;
  number: string;
}
/** `of`: the recorded certificate that was meant. `near`: the numbers only look alike (O for 0); it is said, and does not count as matched. */
export interface Matched {
  matched: boolean;
  of: Certificate | null;
  near: Certificate | null;
}

/** Blanks, hyphens and case do not count; a laboratory counts only where both are named. */
export function certificate(recorded: readonly Certificate[], read: Read): Matched {
  const isLab = (one: Certificate) => !read.lab || !one.lab || plainLab(read.lab) === plainLab(one.lab);
  const number = plainNumber(read.number);
  const of = recorded.find((one) => number !== "" && plainNumber(one.number) === number && isLab(one)) ?? null;
  const near = of ? null : (recorded.find((one) => number !== "" && looksOf(one.number) === looksOf(read.number) && isLab(one)) ?? null);
  return { matched: of !== null, of, near };
}

// ---- the inspection ----

export interface Inspection {
  sample: string;
  slip?: string | null;
  repair?: string | null;
  gross_g?: string | null;
  tolerance_g?: string | null;
  condition?: string | null;
  complete?: boolean | null;
  missing?: string | null;
  certificate?: { lab: string | null; number: string; matched: boolean } | null;
  returned_by?: string | null;
  outcome: "good" | "repair";
  photos?: readonly string[];
  note?: string | null;
}
export type InspectClaim = "weight_off" | "certificate_unmatched" | "incomplete";
export interface Inspected {
  draft: Draft;
  /** What the office will open a case for. */
  claims: InspectClaim[];
  flags: "receiver_is_returner"[];
}

const decimal = (text: string | null | undefined): string | null => {
  const value = millionths(text);
  return value === null ? null : asText(value);
};

/** The action of an inspection, and what it will give rise to. `recorded`: the weight on record; `by`: who inspects. */
export function inspectDraft(said: Inspection, recorded: string | null | undefined, by: string | null): Inspected {
  const { sample, slip, repair, ...body } = said;
  const gross_g = decimal(said.gross_g);
  const tolerance_g = decimal(said.tolerance_g);
  const claims: InspectClaim[] = [];
  if (weigh(recorded, gross_g, tolerance_g).verdict === "off") claims.push("weight_off");
  if (said.certificate && !said.certificate.matched) claims.push("certificate_unmatched");
  if (said.complete === false) claims.push("incomplete");
  const kept = Object.fromEntries(
    Object.entries({ ...body, gross_g, tolerance_g }).filter(([, value]) => value !== null && value !== undefined),
  );
  const draft: Draft = { kind: "inspect", sample, slip: slip ?? null, repair: repair ?? null, body: kept };
  return { draft, claims, flags: said.returned_by && said.returned_by === by ? ["receiver_is_returner"] : [] };
}
