/** Whether a phone is fit for days without a network: facts in, a finding for each, one verdict. */

export interface Facts {
  now_ms: number;
  /** Opened from the home screen: a tab loses its memory after a week on some phones. */
  installed: boolean;
  persisted: boolean;
  /** The rows are here whole, and when the office was last asked for changes. */
  loaded: boolean;
  rows_ms: number | null;
  /** What reads tags lies on the phone. */
  decoder: boolean;
  camera_ms: number | null;
  /** The office's clock minus this one; null before the first exchange of this run. */
  offset_ms: number | null;
  /** The key is here and what it signs proves right. */
  signs: boolean;
  /** Null where the browser does not say. */
  free_mb: number | null;
  /** Who can unlock this phone without a network. */
  people: number;
  owes: number;
  photos: number;
  update: boolean;
}

export const CHECKS = [
  "key",
  "rows",
  "decoder",
  "people",
  "space",
  "installed",
  "persisted",
  "camera",
  "clock",
  "outbox",
  "photos",
  "update",
] as const;
export type Check = (typeof CHECKS)[number];
/** `mend`: it works, but should be put right first. `stop`: it would not work. */
export type Grade = "good" | "mend" | "stop";
export interface Finding {
  check: Check;
  grade: Grade;
}
export type Verdict = "ready" | "nearly" | "not_ready";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ENOUGH_MB = 200; // two hundred photos and a register of 20,000
const LEAST_MB = 50;

const mendUnless = (isGood: boolean): Grade => (isGood ? "good" : "mend");
const stopUnless = (isGood: boolean): Grade => (isGood ? "good" : "stop");

function ofRows({ loaded, rows_ms, now_ms }: Facts): Grade {
  if (!loaded) return "stop";
  return mendUnless(rows_ms !== null && now_ms - rows_ms < 12 * HOUR);
}

function ofSpace(free_mb: number | null): Grade {
  if (free_mb === null || free_mb >= ENOUGH_MB) return "good";
  return free_mb >= LEAST_MB ? "mend" : "stop";
}

/** One finding a check, in the order of `CHECKS`. */
export function judge(facts: Facts): Finding[] {
  const grades: Record<Check, Grade> = {
    key: stopUnless(facts.signs),
    rows: ofRows(facts),
    decoder: stopUnless(facts.decoder),
    people: stopUnless(facts.people > 0),
    space: ofSpace(facts.free_mb),
    installed: mendUnless(facts.installed),
    persisted: mendUnless(facts.persisted),
    camera: mendUnless(facts.camera_ms !== null && facts.now_ms - facts.camera_ms < DAY),
    clock: mendUnless(facts.offset_ms !== null && Math.abs(facts.offset_ms) < 2 * MINUTE),
    outbox: mendUnless(facts.owes === 0),
    photos: mendUnless(facts.photos === 0),
    update: mendUnless(!facts.update),
  };
  return CHECKS.map((check) => ({ check, grade: grades[check] }));
}

export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some(({ grade }) => grade === "stop")) return "not_ready";
  return findings.some(({ grade }) => grade === "mend") ? "nearly" : "ready";
}

/** What the office is told: when, how it stands, and what still needs a hand. */
export interface Told {
  at_ms: number;
  verdict: Verdict;
  wrong: Check[];
}

export const toldOf = (findings: readonly Finding[], at_ms: number): Told => ({
  at_ms,
  verdict: verdictOf(findings),
  wrong: findings.filter(({ grade }) => grade !== "good").map(({ check }) => check),
});
