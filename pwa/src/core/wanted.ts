/** What a person narrows the list of pieces by. */
import { within } from "./place_tree";
import type { PlaceRow, SampleRow, SlipRow, Status } from "./rows";
import { ANY, answersFor, isOutside, isStock, NONE, placesOf } from "./whereabouts";

/** What is not there does not narrow. */
export interface Wanted {
  text?: string;
  status?: readonly Status[];
  /** With everything inside it. */
  place?: string | null;
  /** Of the place only what lies in it itself, not in what it contains. */
  itself?: boolean;
  holder?: string | null;
  /** Who answers for it: the holder, or the keeper of the store it lies in. */
  answers?: string | null;
  type?: string | null;
  /** NONE: those without one. */
  category?: string | null;
  /** Any metal or stone. */
  material?: string | null;
  model?: string | null;
  client?: string | null;
  /** Out under a slip whose last day is over. */
  overdue?: boolean;
  photo_missing?: boolean;
  /** Neither sold nor lost nor gone otherwise. */
  stock?: boolean;
  /** Any of it is in no store: in a place of this kind, ANY, or NONE where nobody knows. */
  outside?: string | null;
}

export interface WantedWorld {
  places: ReadonlyMap<string, PlaceRow>;
  slips: ReadonlyMap<string, SlipRow>;
  /** The first moment of today, by this phone. */
  today_ms: number;
}
type Test = (row: SampleRow) => boolean;

const plain = (text: string | null | undefined): string => (text ?? "").trim().toLowerCase();

/** Whether any of it lies inside. */
function liesIn(inside: ReadonlySet<string>): Test {
  if (inside.has(NONE)) return ({ at, place }) => !at && place === null;
  return ({ at, place }) => (at ? Object.keys(at).some((one) => inside.has(one)) : place !== null && inside.has(place));
}

const isModel =
  (model: string): Test =>
  (row) =>
    row.model !== null && plain(row.model) === model;

const isOf =
  (material: string): Test =>
  ({ facts }) =>
    Boolean(facts.metals?.some((one) => one.metal === material) || facts.stones?.some((one) => one.kind === material));

/** By name as it is written in the facts, or by being there now. */
function isOfClient(client: string): Test {
  const name = plain(client);
  return ({ facts, holder }) =>
    holder === client || facts.client === client || (facts.client !== undefined && plain(facts.client) === name);
}

function isOverdue({ slips, today_ms }: WantedWorld): Test {
  return ({ slip }) => {
    const back_ms = slip ? (slips.get(slip)?.told.back_ms ?? null) : null;
    return back_ms !== null && back_ms < today_ms;
  };
}

/** Any of it lies where this person or place answers for what lies there. */
function isAnsweredBy(answers: string, { places }: WantedWorld): Test {
  const known = new Map<string, boolean>(); // there are 20,000 pieces in a few hundred places
  const isTheirs = (place: string): boolean => {
    const is = known.get(place) ?? answersFor(places, place) === answers;
    known.set(place, is);
    return is;
  };
  return (row) => placesOf(row).some(([place]) => isTheirs(place));
}

function isOutsideAt(kind: string, { places }: WantedWorld): Test {
  const isThere = (place: string) => isOutside(places, place) && (kind === ANY || (places.get(place)?.kind ?? NONE) === kind);
  return (row) => isStock(row) && placesOf(row).some(([place]) => isThere(place));
}

/** Null where everything is wanted: 20,000 pieces are then not asked. */
export function wantedTest(wanted: Wanted, world: WantedWorld): Test | null {
  const tests: Test[] = [];
  const { status, place, itself, holder, answers, type, category, material, model, client } = wanted;
  if (status?.length) tests.push((row) => status.includes(row.status));
  if (place) tests.push(liesIn(itself ? new Set([place]) : within(place, world.places)));
  if (holder) tests.push((row) => row.holder === holder);
  if (answers) tests.push(isAnsweredBy(answers, world));
  if (type) tests.push((row) => row.type === type);
  if (category) tests.push((row) => (row.category || NONE) === category);
  if (material) tests.push(isOf(material));
  if (model) tests.push(isModel(plain(model)));
  if (client) tests.push(isOfClient(client));
  if (wanted.overdue) tests.push(isOverdue(world));
  if (wanted.photo_missing) tests.push((row) => row.photos.length === 0);
  if (wanted.stock) tests.push(isStock);
  if (wanted.outside) tests.push(isOutsideAt(wanted.outside, world));
  const [only] = tests;
  if (!only || tests.length === 1) return only ?? null;
  return (row) => tests.every((test) => test(row));
}
