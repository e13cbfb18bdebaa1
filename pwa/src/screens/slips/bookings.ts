/** Which days pieces are promised to others, as far as this phone knows: pure, from slips and a slip's own wish. */
import { overlap, type Reservation, reservations } from "../../core/reserve";
import type { AskedLine, SlipRow } from "../../core/rows";

export interface Wish {
  slip: string | null;
  out_ms: number | null;
  back_ms: number | null;
  lines: readonly AskedLine[];
}
/** A piece that others have in those days, or a model of which there are not enough. */
export type Clash =
  | { line: string; kind: "piece"; sample: string; with: Reservation[] }
  | { line: string; kind: "model"; model: string; free: number; asked: number };

/** `alike` gives every piece of a model that could be lent at all. */
export function clashes(wish: Wish, slips: readonly SlipRow[], alike: (model: string) => readonly string[]): Clash[] {
  const others = slips.filter((slip) => slip.id !== wish.slip);
  const promised = reservations(others);
  const inDays = (sample: string) => (promised.get(sample) ?? []).filter((one) => overlap(one, wish));
  return wish.lines.flatMap((line): Clash[] => {
    if (line.sample) {
      const found = inDays(line.sample);
      return found.length ? [{ line: line.line, kind: "piece", sample: line.sample, with: found }] : [];
    }
    if (!line.model) return [];
    const pieces = alike(line.model);
    const taken = pieces.filter((piece) => inDays(piece).length > 0 || wish.lines.some((other) => other.sample === piece)).length;
    const free = Math.max(0, pieces.length - taken - askedOf(line.model, wish, others));
    const asked = line.n ?? 1;
    return free < asked ? [{ line: line.line, kind: "model", model: line.model, free, asked }] : [];
  });
}

const HOLDING: ReadonlySet<string> = new Set(["approved", "picking", "issued", "partly_returned"]);

/** Pieces of the model that approved slips want in those days without saying which. */
function askedOf(model: string, wish: Wish, others: readonly SlipRow[]): number {
  return others
    .filter(({ status, told }) => HOLDING.has(status) && overlap(told, wish))
    .flatMap(({ told }) => told.lines)
    .filter((line) => line.model === model && !line.sample)
    .reduce((sum, line) => sum + Math.max(0, line.n - line.returned.length), 0);
}

/** A stretch of days on a strip of days, both ends counted: columns for a grid, null when it is not in sight. */
export function span(one: Pick<Reservation, "out_ms" | "back_ms">, first_ms: number, days: number): [number, number] | null {
  const at = (ms: number) => Math.round((ms - first_ms) / DAY_MS);
  const from = Math.max(0, one.out_ms === null ? 0 : at(one.out_ms));
  const to = Math.min(days - 1, one.back_ms === null ? days - 1 : at(one.back_ms));
  return from <= to ? [from + 1, to + 2] : null;
}

export const DAY_MS = 86_400_000;
