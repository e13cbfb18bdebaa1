/** Which approved slips want which pieces, so that a piece is not promised twice. */
import type { SlipRow } from "./rows";

const RESERVES: ReadonlySet<string> = new Set(["approved", "picking", "issued", "partly_returned"]);

export interface Reservation {
  slip: string;
  no: string | null;
  client: string | null;
  out_ms: number | null;
  back_ms: number | null;
}
export type Reservations = ReadonlyMap<string, readonly Reservation[]>;

/** Per piece, every slip that has it promised and has not had it back. */
export function reservations(slips: Iterable<SlipRow>): Reservations {
  const found = new Map<string, Reservation[]>();
  for (const slip of slips) {
    if (!RESERVES.has(slip.status)) continue;
    const { out_ms, back_ms, client } = slip.told;
    for (const line of slip.told.lines) {
      if (!line.sample || line.returned.includes(line.sample)) continue;
      const one = { slip: slip.id, no: slip.no, client, out_ms, back_ms };
      found.set(line.sample, [...(found.get(line.sample) ?? []), one]);
    }
  }
  return found;
}

/** Days include both ends; a missing date is open. */
export const overlap = (a: Pick<Reservation, "out_ms" | "back_ms">, b: Pick<Reservation, "out_ms" | "back_ms">): boolean =>
  (a.out_ms ?? Number.NEGATIVE_INFINITY) <= (b.back_ms ?? Number.POSITIVE_INFINITY) &&
  (b.out_ms ?? Number.NEGATIVE_INFINITY) <= (a.back_ms ?? Number.POSITIVE_INFINITY);
