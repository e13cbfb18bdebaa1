import { expect, test } from "vitest";
import { BUZZES, type Outcome, TONES } from "../../src/device/feel";

const OUTCOMES: Outcome[] = ["stored", "again", "flagged", "refused"];
const PAIRS = OUTCOMES.flatMap((one, n) => OUTCOMES.slice(n + 1).map((other) => [one, other] as const));

test("any two outcomes sound different in pitch by at least a third, and in rhythm or colour", () => {
  for (const [one, other] of PAIRS) {
    const [a, b] = [TONES[one], TONES[other]];
    const apart = Math.abs(12 * Math.log2(a.at(-1)!.hz / b.at(-1)!.hz));
    expect(apart, `${one} ${other}`).toBeGreaterThan(3.9);
    expect(a.length !== b.length || a[0]!.long > 2 * b[0]!.long || b[0]!.long > 2 * a[0]!.long, `${one} ${other}`).toBe(true);
  }
});

test("any two outcomes feel different without sound: other number of buzzes, or twice as long", () => {
  const buzzes = (outcome: Outcome) => BUZZES[outcome].filter((_, n) => n % 2 === 0);
  const total = (outcome: Outcome) => buzzes(outcome).reduce((sum, ms) => sum + ms, 0);
  for (const [one, other] of PAIRS) {
    const [short, long] = [total(one), total(other)].sort((a, b) => a - b);
    expect(buzzes(one).length !== buzzes(other).length || long! > 2 * short!, `${one} ${other}`).toBe(true);
  }
});

test("the sound of a scan that worked is over before the next piece is in view", () => {
  for (const outcome of ["stored", "again"] as const) {
    expect(Math.max(...TONES[outcome].map(({ at, long }) => at + long))).toBeLessThan(0.25);
  }
});
