/** Whether a piece may lie somewhere: what its materials need against what the place offers, and who it would lie beside. Warnings, never refusals. */
import { type Places, upwards } from "./place_tree";
import type { Conditions, MaterialRow, SampleRow } from "./rows";

export type MisfitReason =
  | "misfit_humidity"
  | "misfit_temperature"
  | "misfit_dry"
  | "misfit_not_dry"
  | "misfit_sulphur"
  | "misfit_halogen"
  | "bad_mix";
export interface Misfit {
  reason: MisfitReason;
  /** The material of this piece that minds. */
  material: string;
  /** The place that says otherwise, or null where it is about the neighbours. */
  place: string | null;
  /** The piece and material it does not go with. */
  beside?: { sample: string; material: string };
}
export interface StorageWorld {
  materials: ReadonlyMap<string, MaterialRow>;
  places: Places;
  /** What lies in that very place now. */
  mates: (place: string) => Iterable<SampleRow>;
}

/** Metals and stones of a piece, each once. */
export const materialsOf = ({ facts }: Pick<SampleRow, "facts">): string[] => [
  ...new Set([...(facts.metals ?? []).map((one) => one.metal), ...(facts.stones ?? []).map((one) => one.kind)]),
];

type Key = keyof Conditions;

/** What the nearest place up the tree says about this. */
function offered<K extends Key>(key: K, place: string, places: Places): { says: NonNullable<Conditions[K]>; place: string } | null {
  for (const row of upwards(place, places)) {
    const says = row.offers?.[key];
    if (says !== undefined && says !== null) return { says: says as NonNullable<Conditions[K]>, place: row.id };
  }
  return null;
}

/** Ranges that share nothing: what the place keeps to never suits. A place that is merely wider is left to its readings. */
const isApart = (a: readonly [number, number], b: readonly [number, number]): boolean => a[1] < b[0] || b[1] < a[0];

function ofPlace({ id, needs }: MaterialRow, place: string, places: Places): Misfit[] {
  const found: Misfit[] = [];
  const say = (reason: MisfitReason, where: string) => found.push({ reason, material: id, place: where });
  for (const [key, reason] of [
    ["humidity", "misfit_humidity"],
    ["temperature", "misfit_temperature"],
  ] as const) {
    const wanted = needs[key];
    const there = wanted ? offered(key, place, places) : null;
    if (wanted && there && isApart(wanted, there.says)) say(reason, there.place);
  }
  const dry = typeof needs.dry === "boolean" ? offered("dry", place, places) : null;
  if (dry && dry.says !== needs.dry) say(needs.dry ? "misfit_dry" : "misfit_not_dry", dry.place);
  for (const [key, reason] of [
    ["sulphur_free", "misfit_sulphur"],
    ["halogen_free", "misfit_halogen"],
  ] as const) {
    const there = needs[key] ? offered(key, place, places) : null;
    if (there && there.says === false) say(reason, there.place);
  }
  return found;
}

const HARDER = 1; // of Mohs' scale: less than that scratches little

/** One wants it dry and the other must not be; or one is to lie apart from what is harder than it. */
function quarrel(a: MaterialRow, b: MaterialRow, isLined: boolean): boolean {
  if (typeof a.needs.dry === "boolean" && typeof b.needs.dry === "boolean" && a.needs.dry !== b.needs.dry) return true;
  const [mine, theirs] = [a.needs.hardness, b.needs.hardness];
  const scratches = (soft: MaterialRow, by: number, own: number) => Boolean(soft.needs.apart_from_hard) && by - own >= HARDER;
  return !isLined && typeof mine === "number" && typeof theirs === "number" && (scratches(a, theirs, mine) || scratches(b, mine, theirs));
}

/** The first neighbour of another sort that each material should not lie beside. Materials of one piece bear each other. */
function ofMates(sample: SampleRow, own: readonly MaterialRow[], place: string, world: StorageWorld): Misfit[] {
  const isLined = offered("soft_lined", place, world.places)?.says === true;
  const found = new Map<string, Misfit>();
  for (const mate of world.mates(place)) {
    if (mate.id === sample.id || found.size === own.length) continue;
    for (const material of materialsOf(mate)) {
      const other = world.materials.get(material);
      const mine = other && own.find((one) => !found.has(one.id) && one.id !== material && quarrel(one, other, isLined));
      if (mine) found.set(mine.id, { reason: "bad_mix", material: mine.id, place: null, beside: { sample: mate.id, material } });
    }
  }
  return [...found.values()];
}

/** Everything that speaks against putting this piece there. A piece no one described, or a place nobody did, gives no warning. */
export function misfits(sample: SampleRow, place: string, world: StorageWorld): Misfit[] {
  if (world.places.get(place)?.kind !== "store") return [];
  const own = materialsOf(sample)
    .map((id) => world.materials.get(id))
    .filter((row) => row !== undefined);
  if (!own.length) return [];
  return [...own.flatMap((material) => ofPlace(material, place, world.places)), ...ofMates(sample, own, place, world)];
}
