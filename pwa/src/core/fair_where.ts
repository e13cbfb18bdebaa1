/** Where the pieces of a fair are now, and what they are worth there; said by the pieces' own rows. */
import { within } from "./place_tree";
import type { PlaceRow, SampleView } from "./rows";
import type { FairStatus, FairTold, FairView } from "./rows_field";

/** `home`: in a store that is not the fair's safe; `ended`: sold, given back or scrapped; `unknown`: this phone has not heard of it. */
export type Where = "booth" | "safe" | "hands" | "courier" | "client" | "workshop" | "lost" | "unknown" | "home" | "ended";

export interface WhereWorld {
  places: ReadonlyMap<string, PlaceRow>;
  sample: (id: string) => SampleView | null;
}

const BY_KIND: Partial<Record<PlaceRow["kind"], Where>> = {
  booth: "booth",
  person: "hands",
  courier: "courier",
  client: "client",
  workshop: "workshop",
  store: "home",
};
const ENDED: ReadonlySet<string> = new Set(["sink-sold", "sink-returned_to_owner", "sink-scrapped"]);

/** Outside the safe, somebody or nobody watches over it. */
export const OUTSIDE: readonly Where[] = ["booth", "hands", "courier", "client", "workshop", "lost", "unknown"];
const OVER: ReadonlySet<Where> = new Set<Where>(["home", "ended"]);

export const isStillOut = (where: Where): boolean => !OVER.has(where);

export function whereIs(view: Pick<SampleView, "place"> | null, safes: ReadonlySet<string>, places: WhereWorld["places"]): Where {
  const place = view?.place ?? null;
  if (place === null) return "unknown";
  if (safes.has(place)) return "safe";
  if (place === "sink-lost") return "lost";
  if (ENDED.has(place)) return "ended";
  return BY_KIND[places.get(place)?.kind ?? "lost"] ?? "unknown";
}

/** The safe and all that is part of it; nothing where the fair has none. */
export const safesOf = ({ safe }: Pick<FairTold, "safe">, places: WhereWorld["places"]): ReadonlySet<string> =>
  safe === null ? new Set() : within(safe, places);

export interface Share {
  where: Where;
  samples: string[];
  /** Minor units by currency; different currencies are never added up. */
  values: Map<string, number>;
  /** How many have no value on record. */
  valueless: number;
}

function add(share: Share, id: string, view: SampleView | null): void {
  share.samples.push(id);
  const insured = view?.facts.insured;
  if (insured) share.values.set(insured.currency, (share.values.get(insured.currency) ?? 0) + insured.minor);
  else share.valueless += 1;
}

export const blankShare = (where: Where): Share => ({ where, samples: [], values: new Map(), valueless: 0 });

/** Every packed piece under where it is; nothing that is empty. */
export function shares({ told }: FairView, world: WhereWorld): Map<Where, Share> {
  const found = new Map<Where, Share>();
  const safes = safesOf(told, world.places);
  for (const { sample } of told.packed) {
    const view = world.sample(sample);
    const where = whereIs(view, safes, world.places);
    const share = found.get(where) ?? blankShare(where);
    add(share, sample, view);
    found.set(where, share);
  }
  return found;
}

/** Several shares as one. */
export function together(where: Where, some: Iterable<Share | undefined>): Share {
  const sum = blankShare(where);
  for (const share of some) {
    if (!share) continue;
    sum.samples.push(...share.samples);
    sum.valueless += share.valueless;
    for (const [currency, minor] of share.values) sum.values.set(currency, (sum.values.get(currency) ?? 0) + minor);
  }
  return sum;
}

/** What has not come home and not ended. */
export const stillOut = (found: ReadonlyMap<Where, Share>): string[] =>
  [...found.values()].filter(({ where }) => isStillOut(where)).flatMap(({ samples }) => samples);

/** As the pieces say it: a piece that came home without the fair's name being said is home all the same. */
export function stageOf({ told, status }: FairView, found: ReadonlyMap<Where, Share>): FairStatus {
  if (status === "closed" || !told.packed.length) return status;
  return stillOut(found).length ? "out" : "back";
}

/** Still out, by the place that answers: with whom it is. The most first. */
export function withWhom(samples: readonly string[], sample: WhereWorld["sample"]): { place: string | null; samples: string[] }[] {
  const found = new Map<string | null, string[]>();
  for (const id of samples) {
    const view = sample(id);
    const place = (view?.place === "sink-lost" ? (view.holder ?? view.place) : view?.place) ?? null;
    found.set(place, [...(found.get(place) ?? []), id]);
  }
  return [...found].map(([place, ids]) => ({ place, samples: ids })).sort((a, b) => b.samples.length - a.samples.length);
}
