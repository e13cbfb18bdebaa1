/** The figures of the live board: the stock counted by place, holder, category and status, and what is worth how much outside the safe. */
import type { Places } from "./place_tree";
import type { PlaceKind, SampleRow } from "./rows";
import { AWAY, answersFor, isOutside, isStock, NONE, outerOf } from "./whereabouts";

/** So many pieces, their insured value by currency in minor units, and how many of them have none on record. */
export interface Tally {
  n: number;
  unvalued: number;
  value: Map<string, number>;
}
/** Where pieces outside the safe are: the kind of place, or NONE where nobody knows. */
export type Site = PlaceKind | typeof NONE;
export interface Figures {
  stock: Tally;
  inStore: number;
  away: number;
  outside: Tally;
  /** By the id of a cabinet or of a place that is no store. */
  places: Map<string, Tally>;
  /** By who answers: a person, a client … or the store itself where it has no keeper. */
  holders: Map<string, Tally>;
  categories: Map<string, Tally>;
  /** What is gone counts here alone. */
  statuses: Map<string, Tally>;
  sites: Map<Site, Tally>;
  /** Of what is outside. */
  outsideHolders: Map<string, Tally>;
}

/** What is the same for all pieces in one place. */
interface Spot {
  outer: string;
  answers: string;
  /** Null in a store. */
  site: Site | null;
}

export const noTally = (): Tally => ({ n: 0, unvalued: 0, value: new Map() });

/** One walk over the register: 20,000 pieces take a few milliseconds, so nothing is remembered between two of them. */
export function figures(samples: Iterable<SampleRow>, places: Places): Figures {
  const found: Figures = {
    stock: noTally(),
    inStore: 0,
    away: 0,
    outside: noTally(),
    places: new Map(),
    holders: new Map(),
    categories: new Map(),
    statuses: new Map(),
    sites: new Map(),
    outsideHolders: new Map(),
  };
  const spots = new Map<string, Spot>();
  const spotOf = (place: string): Spot => {
    const known = spots.get(place);
    if (known) return known;
    const site = isOutside(places, place) ? (places.get(place)?.kind ?? NONE) : null;
    const spot = { outer: outerOf(places, place), answers: answersFor(places, place), site };
    spots.set(place, spot);
    return spot;
  };
  for (const row of samples) {
    const { quantity: n, status } = row;
    const currency = row.facts.insured?.currency ?? null;
    const minor = row.facts.insured?.minor ?? 0;
    add(of(found.statuses, status), n, currency, minor);
    if (!isStock(row)) continue;
    add(found.stock, n, currency, minor);
    add(of(found.categories, row.category || NONE), n, currency, minor);
    if (AWAY.has(status)) found.away += n;
    if (status === "in_store") found.inStore += n;
    if (!row.at) lay(found, spotOf(row.place ?? ""), n, currency, minor);
    else for (const [place, some, part] of shares(row.at, n, minor)) lay(found, spotOf(place), some, currency, part);
  }
  return found;
}

function lay(found: Figures, spot: Spot, n: number, currency: string | null, minor: number): void {
  add(of(found.places, spot.outer), n, currency, minor);
  add(of(found.holders, spot.answers), n, currency, minor);
  if (spot.site === null) return;
  add(found.outside, n, currency, minor);
  add(of(found.sites, spot.site), n, currency, minor);
  add(of(found.outsideHolders, spot.answers), n, currency, minor);
}

/** A lot's value by the pieces that lie in each place; what rounding leaves over goes along, so that nothing is lost. */
function* shares(at: Record<string, number>, quantity: number, minor: number): Generator<[string, number, number]> {
  let counted = 0;
  for (const [place, n] of Object.entries(at)) {
    const before = Math.round((minor * counted) / quantity);
    counted += n;
    yield [place, n, Math.round((minor * counted) / quantity) - before];
  }
}

function add(tally: Tally, n: number, currency: string | null, minor: number): void {
  tally.n += n;
  if (currency === null) tally.unvalued += n;
  else tally.value.set(currency, (tally.value.get(currency) ?? 0) + minor);
}

function of<Name extends string>(tallies: Map<Name, Tally>, name: Name): Tally {
  let tally = tallies.get(name);
  if (!tally) {
    tally = noTally();
    tallies.set(name, tally);
  }
  return tally;
}

/** One part of a picture. `ids`: more than one where small ones stand together. */
export interface Part extends Tally {
  id: string;
  ids: readonly string[];
  /** Of the whole of the picture. */
  share: number;
}
export const REST = "…";

/** The largest first; what is beyond `most`, or smaller than `least` of the whole, stands together at the end. */
export function parts(tallies: ReadonlyMap<string, Tally>, most: number, least = 0): Part[] {
  const all = [...tallies].filter(([, tally]) => tally.n > 0).sort(([a, x], [b, y]) => y.n - x.n || (a < b ? -1 : 1));
  const whole = all.reduce((sum, [, tally]) => sum + tally.n, 0);
  const isShown = ([, tally]: [string, Tally], at: number) => at < most && tally.n >= least * whole;
  const shown = all.filter(isShown);
  const rest = all.filter((one, at) => !isShown(one, at));
  const last = rest.length === 1 ? rest.splice(0) : []; // "one more" says less than its name
  const part = (id: string, ids: string[], tally: Tally): Part => ({ ...tally, id, ids, share: whole ? tally.n / whole : 0 });
  const named = [...shown, ...last].map(([id, tally]) => part(id, [id], tally));
  return rest.length
    ? [
        ...named,
        part(
          REST,
          rest.map(([id]) => id),
          together(rest.map(([, tally]) => tally)),
        ),
      ]
    : named;
}

export function together(tallies: readonly Tally[]): Tally {
  const sum = noTally();
  for (const { n, unvalued, value } of tallies) {
    sum.n += n;
    sum.unvalued += unvalued;
    for (const [currency, minor] of value) sum.value.set(currency, (sum.value.get(currency) ?? 0) + minor);
  }
  return sum;
}

/** The currency of the largest amount first: amounts are compared as they stand, for no rate is known here. */
export const amounts = ({ value }: Tally): { currency: string; minor: number }[] =>
  [...value].map(([currency, minor]) => ({ currency, minor })).sort((a, b) => b.minor - a.minor || (a.currency < b.currency ? -1 : 1));
