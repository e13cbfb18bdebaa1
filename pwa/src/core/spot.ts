/** Which places to count today without being asked, drawn as the office draws them (server/core/spot.py); vectors in tests/vectors/spots.json. */
import type { PlaceRow, SampleRow } from "./rows";
import { sha256 } from "./sha256";

export const DAY_MS = 86_400_000;
const LONGEST = 365; // days
const MOST = 5;

export interface Lying {
  place: string;
  pieces: number;
  minor: number | null;
  currency: string | null;
  seen_ms: number | null;
}
export interface Spot {
  place: string;
  pieces: number;
  /** Minor units by currency. */
  value: Record<string, number>;
  unseen_days: number;
}

export function draw(lying: readonly Lying[], now_ms: number, most = MOST): Spot[] {
  const average = averages(lying);
  const spots = new Map<string, Spot & { weight: bigint }>();
  for (const one of lying) {
    const spot = spots.get(one.place) ?? { place: one.place, pieces: 0, value: {}, unseen_days: 0, weight: 0n };
    spots.set(one.place, spot);
    const days = one.seen_ms === null ? LONGEST : Math.min(LONGEST, Math.max(0, Math.floor((now_ms - one.seen_ms) / DAY_MS)));
    let worth = 1000n;
    if (one.minor !== null && one.currency !== null) {
      spot.value[one.currency] = (spot.value[one.currency] ?? 0) + one.minor;
      const { total, many } = average.get(one.currency) ?? { total: 0n, many: 0n };
      if (total > 0n) worth = (BigInt(one.minor) * 1000n * many) / total;
    }
    spot.pieces += one.pieces;
    spot.unseen_days = Math.max(spot.unseen_days, days);
    spot.weight += worth * BigInt(days);
  }
  const day = Math.floor(now_ms / DAY_MS);
  const turns = [...spots.values()]
    .filter((spot) => spot.weight > 0n)
    .map((spot) => ({ spot, turn: -Math.log(chance(spot.place, day)) / Number(spot.weight) }));
  turns.sort((a, b) => a.turn - b.turn || (a.spot.place < b.spot.place ? -1 : 1));
  return turns.slice(0, most).map(({ spot: { place, pieces, value, unseen_days } }) => ({ place, pieces, value, unseen_days }));
}

function averages(lying: readonly Lying[]): Map<string, { total: bigint; many: bigint }> {
  const found = new Map<string, { total: bigint; many: bigint }>();
  for (const { minor, currency } of lying) {
    if (minor === null || currency === null) continue;
    const { total, many } = found.get(currency) ?? { total: 0n, many: 0n };
    found.set(currency, { total: total + BigInt(minor), many: many + 1n });
  }
  return found;
}

function chance(place: string, day: number): number {
  const drawn = Number.parseInt(sha256(Uint8Array.from(`${day} ${place}`, (one) => one.charCodeAt(0))).slice(0, 12), 16);
  return (drawn + 0.5) / 2 ** 48;
}

const COUNTED = new Set(["store", "booth"]);

/** The register as this phone has it, as far as it can be counted. `running`: places that are being counted now. */
export function lyingAbout(
  samples: Iterable<SampleRow>,
  places: ReadonlyMap<string, PlaceRow>,
  running: ReadonlySet<string | null>,
): Lying[] {
  const found: Lying[] = [];
  for (const { place: lies, at, quantity, facts, happened_ms } of samples) {
    if (lies === null) continue;
    for (const [place, pieces] of Object.entries(at ?? { [lies]: quantity })) {
      const row = places.get(place);
      if (!row || row.retired || !COUNTED.has(row.kind) || running.has(place) || pieces <= 0) continue;
      const { minor, currency } = facts.insured ?? { minor: null, currency: null };
      const isWorth = Number.isSafeInteger(minor) && typeof currency === "string";
      const worth = isWorth ? Math.floor((Math.max(0, minor as number) * pieces) / quantity) : null;
      found.push({ place, pieces, minor: worth, currency: isWorth ? currency : null, seen_ms: happened_ms });
    }
  }
  return found;
}
