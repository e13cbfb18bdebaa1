/** What screens ask of slips, receipts and repairs, with unsent actions laid over; reservations and the firm's settings. */
import { computed } from "@preact/signals";
import type { Action } from "../core/action";
import { overlayCount, overlayReceipt, overlayRepair, overlaySlip, type SlipWorld } from "../core/overlay_matters";
import { type Reservations, reservations } from "../core/reserve";
import type { CountView, PlaceKind, ReceiptView, RepairView, SlipView } from "../core/rows";
import { rows } from "../state";
import { actionById, pending } from "./outbox_image";
import { sampleView } from "./rows_view";

const NOTHING: readonly Action[] = [];
const pendingOf = (id: string): readonly Action[] => pending.value.byMatter.get(id) ?? NOTHING;

/** Undefined where this phone has nothing unsent about the piece: then the office's word on it stands. */
function carried(sample: string): string | null | undefined {
  const { bySubject } = pending.value;
  const tag = rows.value.samples.get(sample)?.tag;
  if (!bySubject.has(sample) && !(tag && bySubject.has(tag))) return undefined;
  return sampleView(sample)?.slip ?? null;
}

const kindOf = (place: string): PlaceKind | undefined => rows.value.places.get(place)?.kind;
const world: SlipWorld = { known: actionById, carried, isStore: (place) => kindOf(place) === "store" };

export const slipView = (id: string): SlipView | null => overlaySlip(id, rows.value.slips.get(id) ?? null, pendingOf(id), world);
export const receiptView = (id: string): ReceiptView | null =>
  overlayReceipt(id, rows.value.receipts.get(id) ?? null, pendingOf(id), actionById);
export const repairView = (id: string): RepairView | null =>
  overlayRepair(id, rows.value.repairs.get(id) ?? null, pendingOf(id), actionById, kindOf);
export const countView = (id: string): CountView | null => overlayCount(id, rows.value.counts.get(id) ?? null, pendingOf(id), actionById);

/** Those of the office, and those only this phone has; the newest first, what has no number yet before all. */
function all<View extends { id: string; no: string | null }>(known: Iterable<string>, view: (id: string) => View | null): View[] {
  const ids = new Set([...known, ...pending.value.byMatter.keys()]);
  const found = [...ids].map(view).filter((one) => one !== null);
  return found.sort((a, b) => newer(a.no ?? `~${a.id}`, b.no ?? `~${b.id}`));
}
const newer = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

const allSlips = computed(() => all(rows.value.slips.keys(), slipView));
const allReceipts = computed(() => all(rows.value.receipts.keys(), receiptView));
const allRepairs = computed(() => all(rows.value.repairs.keys(), repairView));
const allCounts = computed(() => all(rows.value.counts.keys(), countView));
const promised = computed(() => reservations(allSlips.value));

export const slips = (): SlipView[] => allSlips.value;
export const receipts = (): ReceiptView[] => allReceipts.value;
export const repairs = (): RepairView[] => allRepairs.value;
export const counts = (): CountView[] => allCounts.value;
/** Per piece, the approved slips that want it. */
export const reserved = (): Reservations => promised.value;

/** One of the firm's settings (`custom_fields`, `grades`, `tolerance_g`, `categories`); undefined until the office has told it. */
export const setting = <T>(key: string): T | undefined => rows.value.settings.get(key)?.value as T | undefined;
