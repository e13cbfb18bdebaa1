/** The office's row of a count with this phone's unsent actions laid over it. Two phones' scans come together at the office. */
import type { Action } from "./action";
import { standing, text, texts, count as whole } from "./overlay_words";
import type { CountMode, CountPurpose, CountRow, CountStatus, CountTold, CountView, Sight } from "./rows_field";

export const blankCount = (): CountTold => ({
  place: null,
  by: null,
  opened_ms: null,
  mode: "guided",
  purpose: "stock",
  deep: false,
  title: null,
  fair: null,
  expected: [],
  found: [],
  missing: [],
  unexpected: [],
  misplaced: [],
  unknown: [],
  lots: [],
  counters: [],
  finished_by: null,
  finished_ms: null,
  accuracy: null,
  accepted: null,
  note: null,
});

/** What is being worked on: the pieces that were seen, beside what is told; `wanted` is `told.expected`, to be asked 5,000 times. */
interface Work {
  told: CountTold;
  seen: Set<string>;
  wanted: Set<string>;
}

/** What is expected is frozen at the first opening; a second phone that joins opens it again, which changes nothing. */
function open(work: Work, action: Action): void {
  const { told } = work;
  if (told.opened_ms !== null) return;
  const { body } = action;
  work.wanted = new Set(texts(body.expected));
  Object.assign(told, {
    place: action.to,
    by: action.by,
    opened_ms: action.wall_ms,
    mode: (text(body.mode) ?? "guided") as CountMode,
    purpose: (text(body.purpose) ?? "stock") as CountPurpose,
    deep: body.deep === true,
    title: text(body.title),
    fair: action.fair,
    expected: [...work.wanted],
    note: text(body.note),
  });
  const lots = typeof body.lots === "object" && body.lots !== null ? Object.entries(body.lots) : [];
  for (const [sample, n] of lots) if (whole(n) !== null) lotOf(told, sample).expected = n as number;
}

function lotOf(told: CountTold, sample: string) {
  const known = told.lots.find((lot) => lot.sample === sample);
  if (known) return known;
  const lot = { sample, expected: 0, counted: 0 };
  told.lots.push(lot);
  return lot;
}

function see({ told, seen, wanted }: Work, action: Action): void {
  const { sample, tag } = action;
  if (!sample) {
    if (!told.unknown.some((one) => one.tag === tag)) told.unknown.push({ tag: tag ?? "", by: action.by, action: action.id });
    return;
  }
  if (!seen.has(sample)) {
    seen.add(sample);
    const sight = sightOf(sample, action);
    if (!wanted.has(sample)) told.unexpected.push(sight);
    else if (sight.believed_from !== null && sight.believed_from !== sight.place) told.misplaced.push(sight);
  }
  if (action.quantity > 1 || told.lots.some((lot) => lot.sample === sample)) lotOf(told, sample).counted = action.quantity;
}

function sightOf(sample: string, action: Action): Sight {
  const place = action.observed_from ?? action.to;
  return { sample, place, believed_from: action.believed_from, by: action.by, action: action.id, at_ms: action.wall_ms };
}

function takeBack({ told, seen }: Work, undone: Action): void {
  if (undone.kind !== "count_seen") return;
  if (undone.sample) seen.delete(undone.sample);
  const others = (one: { action: string }) => one.action !== undone.id;
  told.unknown = told.unknown.filter(others);
  told.unexpected = told.unexpected.filter(others);
  told.misplaced = told.misplaced.filter(others);
}

function conclude({ told, seen }: Work): void {
  const { expected } = told;
  told.found = expected.filter((sample) => seen.has(sample));
  told.missing = expected.filter((sample) => !seen.has(sample));
  told.misplaced.sort((a, b) => expected.indexOf(a.sample) - expected.indexOf(b.sample));
  told.lots.sort((a, b) => (a.sample < b.sample ? -1 : 1));
  told.accuracy = expected.length ? Math.floor((told.found.length * 1000) / expected.length) : null;
}

/** `pending`: unsent actions that name the count, in order. Null when nothing at all is known. */
export function overlayCount(
  id: string,
  row: CountRow | null,
  pending: readonly Action[],
  known: (id: string) => Action | undefined,
): CountView | null {
  const { acts, undone } = standing(pending, known);
  if (row && !acts.length && !undone.length) return { ...row, pending: pending.length };
  if (!row && !acts.some((action) => action.kind === "count_open")) return null;
  const work = workOn(row?.told ?? blankCount());
  let status: CountStatus = row?.status ?? "open";
  for (const action of undone) takeBack(work, action);
  for (const action of acts) {
    if (action.kind === "count_open") open(work, action);
    else if (action.kind === "count_seen") see(work, action);
    else if (action.kind === "count_finish") status = finish(work.told, action, status);
    if (action.kind !== "count_finish" && !work.told.counters.includes(action.by)) work.told.counters.push(action.by);
  }
  conclude(work);
  return { id, no: row?.no ?? null, status, told: work.told, commit: row?.commit ?? 0, pending: pending.length };
}

function workOn(before: CountTold): Work {
  const lists = { unexpected: [...before.unexpected], misplaced: [...before.misplaced], unknown: [...before.unknown] };
  const lots = before.lots.map((lot) => ({ ...lot }));
  const told = { ...before, ...lists, lots, expected: [...before.expected], counters: [...before.counters] };
  return { told, wanted: new Set(told.expected), seen: new Set([...before.found, ...before.unexpected.map((one) => one.sample)]) };
}

function finish(told: CountTold, action: Action, status: CountStatus): CountStatus {
  Object.assign(told, { finished_by: action.by, finished_ms: action.wall_ms, note: text(action.body.note) });
  if (status === "accepted") return status;
  return action.body.outcome === "dropped" ? "dropped" : "finished";
}
