/** What a person narrows the list of pieces by. */
import { within } from "./place_tree";
import type { PlaceRow, SampleRow, SlipRow, Status } from "./rows";

/** What is not there does not narrow. */
export interface Wanted {
  text?: string;
  status?: readonly Status[];
  /** With everything inside it. */
  place?: string | null;
  holder?: string | null;
  type?: string | null;
  category?: string | null;
  /** Any metal or stone. */
  material?: string | null;
  model?: string | null;
  client?: string | null;
  /** Out under a slip whose last day is over. */
  overdue?: boolean;
  photo_missing?: boolean;
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

/** Null where everything is wanted: 20,000 pieces are then not asked. */
export function wantedTest(wanted: Wanted, world: WantedWorld): Test | null {
  const tests: Test[] = [];
  const { status, place, holder, type, category, material, model, client } = wanted;
  if (status?.length) tests.push((row) => status.includes(row.status));
  if (place) tests.push(liesIn(within(place, world.places)));
  if (holder) tests.push((row) => row.holder === holder);
  if (type) tests.push((row) => row.type === type);
  if (category) tests.push((row) => row.category === category);
  if (material) tests.push(isOf(material));
  if (model) tests.push(isModel(plain(model)));
  if (client) tests.push(isOfClient(client));
  if (wanted.overdue) tests.push(isOverdue(world));
  if (wanted.photo_missing) tests.push((row) => row.photos.length === 0);
  const [only] = tests;
  if (!only || tests.length === 1) return only ?? null;
  return (row) => tests.every((test) => test(row));
}
