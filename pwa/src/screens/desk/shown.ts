/** What the board shows, worked out once for each state of the rows; and the words and addresses of its parts. */
import { computed } from "@preact/signals";
import { amounts, figures, REST, type Tally } from "../../core/figures";
import { heldLong, lateSlips } from "../../core/late";
import { ANY, NONE } from "../../core/whereabouts";
import { t, word } from "../../i18n/t";
import { money } from "../../parts/money";
import { categoryName, personName, placeName, placePath } from "../../parts/names";
import { now } from "../../parts/now";
import { rows } from "../../state";
import { narrowed } from "../samples/asked";

const today = computed(() => new Date(now.value).setHours(0, 0, 0, 0));

export const shown = computed(() => figures(rows.value.samples.values(), rows.value.places));
export const late = computed(() => lateSlips(rows.value.slips.values(), today.value));
export const held = computed(() => heldLong(rows.value.samples.values(), rows.value.slips, today.value));

/** With its store before it where there are several stores. */
export function placeSaid(id: string): string {
  if (id === NONE) return t("sample.nowhere");
  const stores = [...rows.value.places.values()].filter((row) => row.kind === "store" && !row.parent && !row.retired);
  return stores.length > 1 ? placePath(id).join(" › ") : placeName(id);
}
export const holderSaid = (id: string): string => (id === NONE ? t("sample.nowhere") : personName(id) || placeName(id));
export const categorySaid = (id: string): string => (id === NONE ? t("board.no_category") : categoryName(id));
export const siteSaid = (id: string): string => (id === NONE ? t("sample.nowhere") : word("place_kind", id));

/** HK$1,200,000 + US$8,000; what has no value on record is said beside it, not counted as nothing. */
export const worth = (tally: Tally): string =>
  amounts(tally)
    .filter(({ minor }) => minor !== 0)
    .map((one) => money({ ...one, minor: Math.round(one.minor / 100) * 100 }))
    .join(" + ");

export const percent = (share: number): string =>
  share > 0 && share < 0.01 ? t("board.under_one") : t("common.percent", { n: Math.round(share * 100) });

/** Where one part of a picture leads: to exactly the pieces it counted. Null for what stands together. */
export function placeLead(id: string): string | null {
  if (id === REST) return null;
  const row = rows.value.places.get(id);
  const itself = row?.kind === "store" && !row.parent; // its cabinets have tiles of their own
  return narrowed({ place: id, stock: true, ...(itself ? { itself } : {}) });
}
export const holderLead = (id: string): string | null => (id === REST ? null : narrowed({ answers: id, stock: true }));
export const categoryLead = (id: string): string | null => (id === REST ? null : narrowed({ category: id, stock: true }));
export const statusLead = (id: string): string | null => (id === REST ? null : narrowed({ status: [id as "out"] }));
export const siteLead = (id: string): string | null => (id === REST ? null : narrowed({ outside: id }));
export const outsideLead = (holder: string): string | null => (holder === REST ? null : narrowed({ outside: ANY, answers: holder }));
