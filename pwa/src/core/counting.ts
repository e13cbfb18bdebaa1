/** Counting a place: what should lie there, and what each code means while it is counted. Pure, from what this phone knows. */
import type { Draft } from "./action";
import { countSeenDraft, type How } from "./count_drafts";
import type { Found } from "./judge";
import { type Places, upwards, within } from "./place_tree";
import type { CountView, SampleRow, SampleView } from "./rows";
import { readTag } from "./tag";

/** `misplaced`: expected, but in another tray of this count; `outside`: the tag of a place that is not counted. */
export type CountVerdict =
  | "found"
  | "again"
  | "unexpected"
  | "misplaced"
  | "void"
  | "unknown"
  | "place"
  | "outside"
  | "not_a_tag"
  | "locked"
  | "loading"
  | "closed";
export interface Counted {
  verdict: CountVerdict;
  outcome: "stored" | "again" | "flagged" | "refused";
  code: string | null;
  sample?: SampleView;
  /** Where the register has it; of a place's tag, that place. */
  place?: string | null;
  draft?: Draft;
}
/** The place whose tag was scanned last, where one is walked from tray to tray. */
export interface Standing {
  place: string;
  observed: boolean;
}
export interface CountContext {
  byTag: (code: string) => Found;
  sample: (id: string) => SampleView | null;
  places: Places;
  person: string | null;
  at: Standing | null;
  how: How;
  quantity?: number;
  group?: string | null;
  loaded?: boolean;
}

export interface Expected {
  expected: string[];
  lots: Record<string, number>;
}

/** What should lie in the place now, by the rows; `deep`: in everything that lies in it as well. */
export function expectedIn(place: string, deep: boolean, samples: Iterable<SampleRow>, places: Places): Expected {
  const inside = deep ? within(place, places) : new Set([place]);
  const expected: string[] = [];
  const lots: Record<string, number> = {};
  for (const { id, place: lies, at, quantity } of samples) {
    if (quantity > 1) {
      const there = Object.entries(at ?? (lies ? { [lies]: quantity } : {})).reduce((sum, [one, n]) => sum + (inside.has(one) ? n : 0), 0);
      if (there <= 0) continue;
      lots[id] = there;
    } else if (lies === null || !inside.has(lies)) continue;
    expected.push(id);
  }
  return { expected, lots };
}

/** Whose place it is: the person, the keeper, or the keeper of the nearest place it lies in. Who that is does not count it, or is flagged. */
export function answersFor(place: string | null, places: Places): string | null {
  if (place === null) return null;
  if (places.get(place)?.kind === "person") return place;
  return upwards(place, places).find((row) => row.keeper)?.keeper ?? null;
}

const refused = (code: string | null, verdict: CountVerdict): Counted => ({ verdict, outcome: "refused", code });

/** What a scanned, filmed or typed text means in this count. */
export function judgeCount(text: string, count: CountView, context: CountContext): Counted {
  const code = readTag(text);
  if (!code) return refused(null, "not_a_tag");
  if (!context.person) return refused(code, "locked");
  if (context.loaded === false) return refused(code, "loading");
  if (count.status === "accepted" || count.status === "dropped") return refused(code, "closed");
  const found = context.byTag(code);
  if ((found.kind === "place" || found.kind === "person") && found.id) return judgePlace(code, found.id, count, context);
  const view = found.id ? context.sample(found.id) : null;
  if (!view) return judgeUnknown(code, found.kind === "void", count, context);
  return judgeSample(code, view, found.kind === "void", count, context);
}

function judgePlace(code: string, place: string, { told }: CountView, { places }: CountContext): Counted {
  const isInside = place === told.place || (told.deep && told.place !== null && within(told.place, places).has(place));
  return { verdict: isInside ? "place" : "outside", outcome: isInside ? "again" : "refused", code, place };
}

function judgeUnknown(code: string, isVoid: boolean, count: CountView, context: CountContext): Counted {
  if (count.told.unknown.some((one) => one.tag === code)) return { verdict: "again", outcome: "again", code };
  const draft = seen(count, context, { sample: null, tag: code, place: whereSeen(count, null, context), believed_from: null });
  return { verdict: isVoid ? "void" : "unknown", outcome: "flagged", code, draft };
}

function judgeSample(code: string, view: SampleView, isVoid: boolean, count: CountView, context: CountContext): Counted {
  const { told } = count;
  const isLot = view.quantity > 1;
  const isSeen = told.found.includes(view.id) || told.unexpected.some((one) => one.sample === view.id);
  if (isSeen && !isLot) return { verdict: "again", outcome: "again", code, sample: view };
  const place = whereSeen(count, view, context);
  const draft = seen(count, context, { sample: view.id, tag: code, place, believed_from: isLot ? null : view.place });
  const about = { code, sample: view, place: view.place, draft };
  if (!told.expected.includes(view.id)) return { verdict: "unexpected", outcome: "flagged", ...about };
  if (!isLot && place !== view.place) return { verdict: "misplaced", outcome: "flagged", ...about };
  return isVoid ? { verdict: "void", outcome: "flagged", ...about } : { verdict: "found", outcome: "stored", ...about };
}

/** The tray one stands at; where none was scanned, an expected piece is taken to lie where the register has it. */
function whereSeen({ told }: CountView, view: SampleView | null, { at, places }: CountContext): string {
  const counted = told.place ?? "";
  if (at) return at.place;
  const lies = view?.place ?? null;
  return told.deep && lies !== null && within(counted, places).has(lies) ? lies : counted;
}

function seen(
  count: CountView,
  { at, how, group, quantity }: CountContext,
  about: { sample: string | null; tag: string; place: string; believed_from: string | null },
): Draft {
  return countSeenDraft(count.id, { ...about, observed: at?.observed ?? false, how, group: group ?? null, quantity: quantity ?? 1 });
}

/** What is still missing, by the place the register has each piece in. Never to be shown in a blind count. */
export function missingByPlace(
  count: CountView,
  sample: (id: string) => SampleView | null,
): { place: string | null; pieces: SampleView[] }[] {
  const groups = new Map<string | null, SampleView[]>();
  for (const id of count.told.missing) {
    const view = sample(id);
    if (!view) continue;
    const there = groups.get(view.place);
    if (there) there.push(view);
    else groups.set(view.place, [view]);
  }
  return [...groups].map(([place, pieces]) => ({ place, pieces }));
}
