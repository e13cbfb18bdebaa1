/** The office's row of a fair with this phone's unsent actions laid over it. */
import type { Action } from "./action";
import { count, objects, standing, text, texts } from "./overlay_words";
import type { PlaceKind } from "./rows";
import type { FairLine, FairMove, FairRow, FairStatus, FairTold, FairView } from "./rows_field";
import type { Money } from "./rows_matters";

export interface FairWorld {
  known: (id: string) => Action | undefined;
  kindOf: (place: string) => PlaceKind | undefined;
}

const MOVES: ReadonlySet<string> = new Set(["scan_out", "scan_in", "move", "hand_over", "found"]);
const ENDS: ReadonlySet<string> = new Set(["store", "sold", "returned_to_owner", "scrapped", "lost"]);

export const blankFair = (): FairTold => ({
  title: null,
  booth: null,
  safe: null,
  from_ms: null,
  to_ms: null,
  carnet: null,
  country: null,
  note: null,
  team: [],
  slips: [],
  lines: [],
  by: null,
  planned_ms: null,
  packed: [],
  back: [],
  counts: [],
  closed_by: null,
  closed_ms: null,
});

const copied = (told: FairTold): FairTold => ({ ...told, packed: [...told.packed], back: [...told.back], counts: [...told.counts] });

function money(value: unknown): Money | null {
  const said = value as Partial<Money> | null;
  return said && Number.isSafeInteger(said.minor) && typeof said.currency === "string" ? (said as Money) : null;
}

function lineOf(said: Record<string, unknown>, at: number): FairLine {
  return {
    line: text(said.line) ?? String(at + 1),
    sample: text(said.sample),
    model: text(said.model),
    n: count(said.n),
    item: text(said.item),
    description: text(said.description),
    weight_g: text(said.weight_g),
    value: money(said.value),
    origin: text(said.origin),
    hs: text(said.hs),
    marks: text(said.marks),
  };
}

function plan(told: FairTold, action: Action): void {
  const { body } = action;
  Object.assign(told, {
    title: text(body.title),
    booth: text(body.booth),
    from_ms: count(body.from_ms),
    to_ms: count(body.to_ms),
    carnet: text(body.carnet),
    country: text(body.country),
    note: text(body.note),
    team: texts(body.team),
    slips: texts(body.slips),
    lines: objects(body.lines).map(lineOf),
    by: told.by ?? action.by,
    planned_ms: told.planned_ms ?? action.wall_ms,
  });
}

const isEnd = (action: Action, { kindOf }: FairWorld): boolean => {
  const to = action.to ?? "";
  const kind = kindOf(to) ?? (to.startsWith("sink-") ? to.slice(5) : undefined);
  return kind ? ENDS.has(kind) : action.kind === "scan_in";
};

const without = (moves: FairMove[], sample: string): FairMove[] => moves.filter((one) => one.sample !== sample);

function move(told: FairTold, action: Action, sample: string, world: FairWorld): void {
  const moved: FairMove = { sample, to: action.to, by: action.by, at_ms: action.wall_ms, line: text(action.body.fair_line) };
  const isPacked = told.packed.some((one) => one.sample === sample);
  if (isEnd(action, world) && action.to !== told.safe) {
    if (isPacked) told.back = [...without(told.back, sample), moved];
    return;
  }
  if (!isPacked) told.packed.push(moved);
  told.back = without(told.back, sample);
}

/** A scan the office's row already holds was taken back here. */
function unmove(told: FairTold, undone: Action): void {
  const isIt = (one: FairMove) => one.sample === undone.sample && one.to === undone.to && one.by === undone.by;
  if (told.back.some(isIt)) told.back = told.back.filter((one) => !isIt(one));
  else told.packed = told.packed.filter((one) => !isIt(one));
}

export function fairStatus({ packed, back, closed_ms }: FairTold): FairStatus {
  if (closed_ms !== null) return "closed";
  if (!packed.length) return "planned";
  const home = new Set(back.map((one) => one.sample));
  return packed.some((one) => !home.has(one.sample)) ? "out" : "back";
}

function apply(told: FairTold, action: Action, world: FairWorld): void {
  if (action.kind === "fair_plan") plan(told, action);
  else if (action.kind === "fair_close") Object.assign(told, { closed_by: action.by, closed_ms: action.wall_ms });
  else if (action.kind === "count_open" && action.count) told.counts = [...new Set([...told.counts, action.count])];
  else if (MOVES.has(action.kind) && action.sample) move(told, action, action.sample, world);
}

/** `pending`: unsent actions that name the fair, in the order they were made. Null when nothing at all is known. */
export function overlayFair(id: string, row: FairRow | null, pending: readonly Action[], world: FairWorld): FairView | null {
  const { acts, undone } = standing(pending, world.known);
  if (!row && !acts.some((action) => action.kind === "fair_plan")) return null;
  if (row && !acts.length && !undone.length) return { ...row, pending: pending.length };
  const told = copied(row?.told ?? blankFair());
  for (const action of undone) {
    if (action.kind === "fair_close") Object.assign(told, { closed_by: null, closed_ms: null });
    else if (MOVES.has(action.kind)) unmove(told, action);
  }
  const newest = acts.filter((action) => action.kind === "fair_plan").at(-1);
  if (newest) told.safe = text(newest.body.safe); // it counts for what was moved before as well: what lies in it is not back
  told.back = told.back.filter((one) => one.to !== told.safe);
  for (const action of acts) apply(told, action, world);
  return { id, no: row?.no ?? null, status: fairStatus(told), told, commit: row?.commit ?? 0, pending: pending.length };
}
