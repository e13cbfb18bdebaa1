/** Counts as the lists and buttons need them: how they are called, what may be shown of them, and who may do what. */
import { computed } from "@preact/signals";
import { countOpenDraft } from "../../core/count_drafts";
import { answersFor, expectedIn } from "../../core/counting";
import type { CountMode, CountPurpose, CountView } from "../../core/rows";
import { draw, lyingAbout, type Spot } from "../../core/spot";
import { newId } from "../../device/clock";
import { record } from "../../device/outbox";
import { counts } from "../../device/rows_matters";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { placeName } from "../../parts/names";
import { person, rows } from "../../state";

export const countNo = (count: CountView): string => count.no ?? t("count.no_number");
export const countTitle = ({ told }: CountView): string => told.title ?? placeName(told.place);

/** Pieces, lots and unknown codes that were seen, whether or not they belong here. */
export const seenSoFar = ({ told }: CountView): number => told.found.length + told.unexpected.length + told.unknown.length;

/** Until a blind count has ended nobody is shown what should be there: who knows what to find finds it. */
export const isHidden = (count: CountView): boolean => count.told.mode === "blind" && count.status === "open";

export const lotsApart = ({ told }: CountView) => told.lots.filter((lot) => lot.expected !== lot.counted);
export const differences = (count: CountView): number =>
  count.told.missing.length + count.told.unexpected.length + count.told.unknown.length + lotsApart(count).length;

const me = (): string => person.value?.id ?? "";
export const isMine = (place: string | null): boolean => answersFor(place, rows.value.places) === me();
/** People who counted what is theirs to answer for; flagged by the office as well. */
export const ownCounters = ({ told }: CountView): string[] => {
  const answers = answersFor(told.place, rows.value.places);
  return told.counters.filter((one) => one === answers);
};
export const maySettle = (): boolean => person.value?.roles.includes("supervisor") ?? false;
export const hasCounted = ({ told }: CountView): boolean => told.counters.includes(me());

/** Spot counts for today; what the person would count of their own is left out. */
export const proposals = computed<Spot[]>(() => {
  const { samples, places, version } = rows.value;
  if (version < 0) return [];
  const running = new Set(counts().flatMap((count) => (count.status === "open" ? [count.told.place] : [])));
  return draw(lyingAbout(samples.values(), places, running), Date.now()).filter((spot) => !isMine(spot.place));
});

export interface Wish {
  count?: string;
  place: string;
  mode: CountMode;
  purpose: CountPurpose;
  deep: boolean;
}
/** The id of the count, once it is durable that it has begun, with what should lie there as this phone knows it now. */
export async function begin({ count, ...wish }: Wish): Promise<string> {
  const id = count ?? newId();
  const { samples, places } = rows.value;
  const views = [...samples.keys()].map(sampleView).filter((view) => view !== null);
  await record([countOpenDraft(id, { ...wish, ...expectedIn(wish.place, wish.deep, views, places) })]);
  return id;
}
