/** The figures of the live board: the stock counted by place, holder, category and status, and what is worth how much outside the safe. */
import type { Places } from "./place_tree";
import type { PlaceKind, SampleRow, Status } from "./rows";
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

/** While counting, amounts stand in columns, one a currency: 20,000 pieces are asked for every figure whenever one of them moves. */
interface Sum {
  n: number;
  unvalued: number;
  minor: number[];
}
const noSum = (): Sum => ({ n: 0, unvalued: 0, minor: [] });

export const noTally = (): Tally => ({ n: 0, unvalued: 0, value: new Map() });

/**
 * One walk over the register, by status, category and place; the rest is put together from the places, of which there are few.
 * A few milliseconds for 20,000 pieces, so nothing is remembered between two of them.
 */
export function figures(samples: Iterable<SampleRow>, places: Places): Figures {
  const columns = new Map<string, number>();
  const statuses = new Map<string, Sum>();
  const categories = new Map<string, Sum>();
  const spots = new Map<string, Sum>();
  for (const row of samples) {
    const { quantity: n, facts } = row;
    const insured = facts.insured ?? null;
    const minor = insured?.minor ?? 0;
    let column = -1;
    if (insured) {
      column = columns.get(insured.currency) ?? columns.size;
      if (column === columns.size) columns.set(insured.currency, column);
    }
    add(of(statuses, row.status), n, column, minor);
    if (!isStock(row)) continue;
    add(of(categories, row.category || NONE), n, column, minor);
    if (!row.at) add(of(spots, row.place ?? ""), n, column, minor);
    else for (const [place, some, part] of shares(row.at, n, minor)) add(of(spots, place), some, column, part);
  }
  const currencies = [...columns.keys()];
  const told = (sums: ReadonlyMap<string, Sum>): Map<string, Tally> => new Map([...sums].map(([id, sum]) => [id, tally(sum, currencies)]));
  return { ...ofPlaces(told(spots), places), ...ofStatuses(told(statuses)), categories: told(categories) };
}

function add(sum: Sum, n: number, column: number, minor: number): void {
  sum.n += n;
  if (column < 0) sum.unvalued += n;
  else sum.minor[column] = (sum.minor[column] ?? 0) + minor;
}

function of(sums: Map<string, Sum>, name: string): Sum {
  let sum = sums.get(name);
  if (!sum) {
    sum = noSum();
    sums.set(name, sum);
  }
  return sum;
}

function tally({ n, unvalued, minor }: Sum, currencies: readonly string[]): Tally {
  const value = new Map<string, number>();
  currencies.forEach((currency, column) => {
    if (minor[column] !== undefined) value.set(currency, minor[column]);
  });
  return { n, unvalued, value };
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

function ofStatuses(statuses: Map<string, Tally>): Pick<Figures, "statuses" | "inStore" | "away"> {
  const away = [...statuses].filter(([status]) => AWAY.has(status as Status));
  return { statuses, inStore: statuses.get("in_store")?.n ?? 0, away: away.reduce((sum, [, { n }]) => sum + n, 0) };
}

type OfPlaces = "stock" | "outside" | "places" | "holders" | "sites" | "outsideHolders";

/** From what lies in each place: by the cabinet around it, by who answers for it, by what kind of place it is outside the safe. */
function ofPlaces(spots: ReadonlyMap<string, Tally>, places: Places): Pick<Figures, OfPlaces> {
  const outside = [...spots].filter(([place]) => isOutside(places, place));
  const grouped = <Name extends string>(some: Iterable<[string, Tally]>, name: (place: string) => Name): Map<Name, Tally> => {
    const groups = new Map<Name, Tally[]>();
    for (const [place, one] of some) groups.set(name(place), [...(groups.get(name(place)) ?? []), one]);
    return new Map([...groups].map(([id, tallies]) => [id, together(tallies)]));
  };
  return {
    stock: together([...spots.values()]),
    outside: together(outside.map(([, one]) => one)),
    places: grouped(spots, (place) => outerOf(places, place)),
    holders: grouped(spots, (place) => answersFor(places, place)),
    sites: grouped(outside, (place): Site => places.get(place)?.kind ?? NONE),
    outsideHolders: grouped(outside, (place) => answersFor(places, place)),
  };
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
