/** What the screens of fairs ask of the rows here, with unsent actions laid over: fairs, where their pieces are, tonight's count. */
import { computed } from "@preact/signals";
import type { Action } from "../core/action";
import { type Share, shares, stageOf, type Where } from "../core/fair_where";
import { overlayFair } from "../core/overlay_matters";
import type { PackContext } from "../core/packing";
import { overlap } from "../core/reserve";
import type { FairStatus, FairView } from "../core/rows";
import { person, rows } from "../state";
import { actionById, pending } from "./outbox_image";
import { reserved, slipView } from "./rows_matters";
import { byTag, sampleView } from "./rows_view";

const NOTHING: readonly Action[] = [];
const pendingOf = (id: string): readonly Action[] => pending.value.byMatter.get(id) ?? NOTHING;

const world = { known: actionById, kindOf: (place: string) => rows.value.places.get(place)?.kind };

export const fairView = (id: string): FairView | null => overlayFair(id, rows.value.fairs.get(id) ?? null, pendingOf(id), world);

/** Those to come and those of now first, the soonest before all; then what is over, the newest first. */
const allFairs = computed<FairView[]>(() => {
  const made = [...pending.value.byMatter].filter(([, acts]) => acts.some(({ kind }) => kind === "fair_plan")).map(([id]) => id);
  const found = [...new Set([...rows.value.fairs.keys(), ...made])].map(fairView).filter((one) => one !== null);
  const begins = ({ told }: FairView): number => told.from_ms ?? Number.MAX_SAFE_INTEGER;
  const isOver = (fair: FairView): number => Number(fair.status === "closed");
  return found.sort((a, b) => isOver(a) - isOver(b) || (isOver(a) ? begins(b) - begins(a) : begins(a) - begins(b)));
});
export const fairs = (): FairView[] => allFairs.value;

export const sharesOf = (fair: FairView): Map<Where, Share> => shares(fair, { places: rows.value.places, sample: sampleView });
export const stage = (fair: FairView): FairStatus => stageOf(fair, sharesOf(fair));

/** Pieces that another running fair has with it, or has on its list for some of the same days. */
function elsewhere(fair: FairView): Map<string, FairView> {
  const found = new Map<string, FairView>();
  const days = { out_ms: fair.told.from_ms, back_ms: fair.told.to_ms };
  for (const other of allFairs.value) {
    if (other.id === fair.id || other.status === "closed") continue;
    const home = new Set(other.told.back.map(({ sample }) => sample));
    for (const { sample } of other.told.packed) if (!home.has(sample)) found.set(sample, other);
    if (!overlap(days, { out_ms: other.told.from_ms, back_ms: other.told.to_ms })) continue;
    for (const { sample } of other.told.lines) if (sample) found.set(sample, other);
  }
  return found;
}

const LEAVES: ReadonlySet<string> = new Set(["approved", "picking", "issued", "partly_returned"]);

export function packContext(fair: FairView, to: string | null, observed: string | null, group: string | null): PackContext {
  const slips = fair.told.slips.map(slipView).filter((slip) => slip !== null);
  return {
    byTag,
    sample: sampleView,
    places: rows.value.places,
    slips: slips.filter(({ status }) => LEAVES.has(status)),
    reserved: reserved(),
    elsewhere: elsewhere(fair),
    person: person.value?.id ?? null,
    to,
    observed,
    group,
    loaded: rows.value.loaded,
  };
}

const acts = (count: string, kind: Action["kind"]): Action[] => pendingOf(count).filter((action) => action.kind === kind);

/** A closing count of this fair that was begun since `since_ms` and is not finished: a second evening's is another one. */
export function openNight(fair: FairView, since_ms: number): string | null {
  const begun = [...fair.told.counts].reverse().find((id) => {
    const row = rows.value.counts.get(id);
    const [opened] = acts(id, "count_open");
    const purpose = row?.told.purpose ?? opened?.body.purpose;
    const isDone = (row && row.status !== "open") || acts(id, "count_finish").length > 0;
    return purpose === "closing" && !isDone && (row?.told.opened_ms ?? opened?.wall_ms ?? 0) >= since_ms;
  });
  return begun ?? null;
}

/** What a count has seen, here and by the office. */
export function seenIn(count: string): Set<string> {
  const row = rows.value.counts.get(count);
  const undone = new Set(acts(count, "undo").map(({ body }) => String(body.reverses)));
  const here = acts(count, "count_seen").filter(({ id }) => !undone.has(id));
  return new Set([
    ...(row?.told.found ?? []),
    ...(row?.told.unexpected ?? []).map(({ sample }) => sample),
    ...here.flatMap(({ sample }) => sample ?? []),
  ]);
}

/** What a count was to find when it was opened. */
export function expectedIn(count: string): string[] {
  const said = rows.value.counts.get(count)?.told.expected ?? acts(count, "count_open")[0]?.body.expected;
  return Array.isArray(said) ? (said as string[]) : [];
}
