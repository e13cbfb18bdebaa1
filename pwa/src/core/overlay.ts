/** The office's row of a sample with this phone's unsent actions laid over it. Phones never fold: the last word wins, and the office decides. */
import type { Action } from "./action";
import type { Facts, PlaceKind, SampleRow, SampleView, Status } from "./rows";

/** The kind of a place, or undefined for one this phone has not heard of. */
export type KindOf = (place: string) => PlaceKind | undefined;

const STATUS: Record<PlaceKind, Status> = {
  store: "in_store",
  person: "out",
  client: "at_client",
  workshop: "in_repair",
  booth: "at_booth",
  courier: "in_transit",
  returned_to_owner: "returned_to_owner",
  sold: "sold",
  scrapped: "scrapped",
  lost: "lost",
};
const MOVES = new Set(["scan_out", "scan_in", "move", "hand_over", "found", "settle"]);

const statusAt = (kind: PlaceKind | undefined): Status => (kind ? STATUS[kind] : "out");

/** A row for a sample the office has not sent yet: registered here, or scanned by a tag bound here. */
export function blankRow(id: string): SampleRow {
  return {
    id,
    archive_no: null,
    number: null,
    tag: null,
    type: null,
    category: null,
    model: null,
    name: null,
    facts: {},
    quantity: 1,
    status: "unregistered",
    place: null,
    holder: null,
    home: null,
    at: null,
    condition: null,
    happened_ms: null,
    known_ms: null,
    last_by: null,
    last_kind: null,
    claims: 0,
    slip: null,
    repair: null,
    photos: [],
    entry_no: null,
    commit: 0,
  };
}

const text = (value: unknown): string | null => (typeof value === "string" && value ? value : null);

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);

/** Goods delivered and not yet registered: ours to answer for, under the temporary tag. */
function arrive(view: SampleView, action: Action, kindOf: KindOf): void {
  view.tag = action.tag ?? text(action.body.tag) ?? view.tag;
  if (!view.photos.length) view.photos = texts(action.body.photos);
  if (action.to) putAt(view, action.to, kindOf);
}

function register(view: SampleView, action: Action, kindOf: KindOf): void {
  const body = action.body;
  view.tag = text(body.tag) ?? view.tag;
  view.number = text(body.number);
  view.type = text(body.type);
  view.category = text(body.category);
  view.model = text(body.model);
  view.name = text(body.name);
  view.home = text(body.home);
  if (body.facts && typeof body.facts === "object") view.facts = body.facts as Facts;
  const photos = texts(body.photos);
  if (photos.length) view.photos = photos;
  view.quantity = action.quantity;
  if (view.status !== "unregistered") return; // a later registration only says more
  view.status = view.place ? statusAt(kindOf(view.place)) : "in_store";
  if (action.to) putAt(view, action.to, kindOf);
}

const RETIRED: ReadonlySet<Status> = new Set<Status>(["lost", "scrapped", "sold", "returned_to_owner", "found"]);

function putAt(view: SampleView, place: string, kindOf: KindOf): void {
  view.place = place;
  view.holder = place;
  view.status = statusAfter(view.status, statusAt(kindOf(place)));
}

/** One phone's word ends no dispute, registers nothing by moving it and brings no retired piece silently back. */
function statusAfter(before: Status, now: Status): Status {
  if (before === "disputed") return before;
  if (before === "unregistered" && !RETIRED.has(now)) return before;
  return RETIRED.has(before) && !RETIRED.has(now) ? "found" : now;
}

const ENDS: ReadonlySet<PlaceKind | undefined> = new Set<PlaceKind>(["store", "sold", "scrapped", "returned_to_owner"]);

/** A slip goes with the piece for as long as any of it is outside, and ends in a store or where nothing comes back from. */
function carry(view: SampleView, action: Action, kindOf: KindOf): void {
  const kind = action.to ? (kindOf(action.to) ?? sinkOf(action.to)) : undefined;
  if (!ENDS.has(kind)) view.slip = action.slip ?? view.slip;
  else if (Object.keys(view.at ?? {}).every((place) => ENDS.has(kindOf(place) ?? sinkOf(place)))) view.slip = null;
}

/** The four final places have the same ids in every firm. */
const sinkOf = (place: string): PlaceKind | undefined => (place.startsWith("sink-") ? (place.slice(5) as PlaceKind) : undefined);

/** Damage opens a repair; a good inspection under it ends it. */
function mend(view: SampleView, action: Action): void {
  if (action.kind === "damage") view.repair = action.repair ?? view.repair;
  else if (action.kind === "inspect" && action.repair && action.body.outcome === "good" && view.repair === action.repair)
    view.repair = null;
}

/** It lies nowhere; the last holder goes on answering for it. */
function lose(view: SampleView): void {
  view.place = "sink-lost";
  view.status = statusAfter(view.status, "lost");
}

/** A lot splits: `quantity` pieces come to `to`, from where they were seen or believed to be first, then from the fullest places. */
function moveSome(view: SampleView, action: Action, to: string, kindOf: KindOf): void {
  const at: Record<string, number> = view.at ? { ...view.at } : view.place ? { [view.place]: view.quantity } : {};
  const first = action.observed_from ?? action.believed_from;
  const fullest = (a: string, b: string) => Number(b === first) - Number(a === first) || (at[b] ?? 0) - (at[a] ?? 0);
  const sources = Object.keys(at)
    .filter((place) => place !== to)
    .sort(fullest);
  let left = action.quantity;
  for (const place of sources) {
    const taken = Math.max(0, Math.min(at[place] ?? 0, left));
    at[place] = (at[place] ?? 0) - taken;
    left -= taken;
  }
  at[to] = (at[to] ?? 0) + action.quantity - left; // more than there is stays with the office to sort out
  view.at = Object.fromEntries(Object.entries(at).filter(([, many]) => many !== 0));
  const most = Object.keys(view.at).sort((a, b) => (view.at?.[b] ?? 0) - (view.at?.[a] ?? 0))[0];
  if (most) putAt(view, most, kindOf);
}

function apply(view: SampleView, action: Action, kindOf: KindOf): void {
  if (action.kind === "register") register(view, action, kindOf);
  else if (action.kind === "arrive") arrive(view, action, kindOf);
  else if (action.kind === "report_lost") lose(view);
  else if (action.kind === "sighting" || action.kind === "count_seen") view.place = action.observed_from ?? action.to ?? view.place;
  else if (MOVES.has(action.kind) && action.to) {
    if (view.quantity > 1) moveSome(view, action, action.to, kindOf);
    else putAt(view, action.to, kindOf);
    carry(view, action, kindOf);
  }
  mend(view, action);
  view.condition = text(action.body.condition) ?? view.condition;
  view.happened_ms = action.wall_ms;
  view.last_by = action.by;
  view.last_kind = action.kind;
}

/** Taking back an action the office's row already holds: the piece is where the undone action believed it came from. */
function takeBack(view: SampleView, undone: Action | undefined, kindOf: KindOf): void {
  if (undone?.kind === "damage" && view.repair === undone.repair) view.repair = null;
  if (undone?.slip && view.slip === undone.slip && undone.to === view.place) view.slip = null;
  if (!undone?.believed_from || view.place !== undone.to) return;
  view.place = undone.believed_from;
  view.holder = undone.believed_from;
  if (view.status !== "disputed") view.status = statusAt(kindOf(undone.believed_from));
}

/**
 * `pending`: actions about this sample that the row does not hold yet, in the order they were made.
 * `undone(id)`: an action of this phone, pending or not, that an undo names. Null when nothing at all is known.
 */
export function overlay(
  row: SampleRow | null,
  pending: readonly Action[],
  kindOf: KindOf,
  undone: (id: string) => Action | undefined = () => undefined,
  id: string | null = null,
): SampleView | null {
  const subject = row?.id ?? pending.find((action) => action.sample)?.sample ?? id;
  if (!row && (!pending.length || !subject)) return null;
  const view: SampleView = { ...(row ?? blankRow(subject as string)), pending: pending.length };
  const here = new Set(pending.map((action) => action.id));
  const reversed = new Set(pending.filter((action) => action.kind === "undo").map((action) => String(action.body.reverses)));
  for (const action of pending) {
    if (reversed.has(action.id)) continue;
    if (action.kind !== "undo") apply(view, action, kindOf);
    else if (!here.has(String(action.body.reverses))) takeBack(view, undone(String(action.body.reverses)), kindOf);
  }
  return view;
}
