/** What the picture of a tray says in a count: what is right, what does not belong, what is missing and where it lay before. */
import { signal } from "@preact/signals";
import { type Counted, judgeCount } from "../../core/counting";
import type { CountView, SampleView } from "../../core/rows";
import { emptySpots, type Layout, type Lying, middle, type Point } from "../../core/tray_view";
import { sampleView } from "../../device/rows_store";
import type { TrayShot } from "../../device/tray_shot";
import { context, isNeutral, standsAt } from "./run";

/** `right` and `wrong` are drawn differently; `counted` is all a blind count says. */
export interface Marked {
  text: string;
  corners: readonly Point[];
  counted: Counted;
  look: "right" | "wrong" | "unknown" | "counted";
}
export interface TrayResult {
  tray: string | null;
  marks: Marked[];
  missing: { view: SampleView; spot: Point | null }[];
}

export const shot = signal<TrayShot | null>(null);

/** A tray's own tag in the picture says which tray it is. */
export function lookAt(taken: TrayShot, count: CountView): void {
  const seen = taken.lying.map(({ text }) => judgeCount(text, count, context("shot")));
  const place = seen.find(({ verdict }) => verdict === "place")?.place;
  if (place) standsAt.value = { place, observed: true };
  shot.value = taken;
}

export function judgeShot(taken: TrayShot, count: CountView): TrayResult {
  const seen = taken.lying.map((one) => ({ one, counted: judgeCount(one.text, count, context("shot")) }));
  const marks = seen.flatMap(({ one, counted }) => markOf(one, counted, count));
  const tray = standsAt.value?.place ?? (count.told.deep ? mostIn(marks) : count.told.place);
  const isThere = new Set(marks.flatMap(({ counted }) => (counted.sample ? [counted.sample.id] : [])));
  const gone = count.told.missing.filter((id) => !isThere.has(id)).map(sampleView);
  const missing = gone.filter((view) => view !== null).filter((view) => view.place === tray);
  const spots = emptySpots(
    layoutOf(tray),
    layoutNow(marks),
    missing.map(({ id }) => id),
  );
  return { tray, marks, missing: missing.map((view) => ({ view, spot: spots.get(view.id) ?? null })) };
}

function markOf({ text, corners }: Lying, counted: Counted, count: CountView): Marked[] {
  if (counted.verdict === "place" || counted.verdict === "not_a_tag") return [];
  return [{ text, corners, counted, look: lookOf(counted, count) }];
}

function lookOf(counted: Counted, count: CountView): Marked["look"] {
  const { verdict, sample } = counted;
  if (isNeutral(counted, count)) return "counted";
  if (verdict === "again" && sample) return count.told.mode === "blind" ? "counted" : isExpected(sample, count) ? "right" : "wrong";
  return verdict === "found" ? "right" : sample ? "wrong" : "unknown";
}

const isExpected = ({ id }: SampleView, { told }: CountView): boolean => told.expected.includes(id);

/** Where most of what is seen belongs. */
function mostIn(marks: readonly Marked[]): string | null {
  const many = new Map<string, number>();
  for (const { counted } of marks) if (counted.sample?.place) many.set(counted.sample.place, (many.get(counted.sample.place) ?? 0) + 1);
  return [...many].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

const layoutNow = (marks: readonly Marked[]): Layout =>
  Object.fromEntries(marks.flatMap(({ counted, corners }) => (counted.sample ? [[counted.sample.id, middle(corners)]] : [])));

// How trays lay when they were pictured last, on this phone alone: it helps to find, it proves nothing.
const KEPT = "tray:";

function layoutOf(tray: string | null): Layout {
  try {
    return tray ? (JSON.parse(localStorage.getItem(KEPT + tray) ?? "{}") as Layout) : {};
  } catch {
    return {}; // a damaged note is no reason not to count
  }
}

/** What lies there now; what is missing is remembered where it lay. */
export function keepLayout({ tray, marks, missing }: TrayResult): void {
  if (!tray) return;
  const gone = missing.flatMap(({ view, spot }) => (spot ? [[view.id, spot]] : []));
  localStorage.setItem(
    KEPT + tray,
    JSON.stringify({ ...Object.fromEntries(gone), ...layoutNow(marks.filter(({ look }) => look !== "wrong")) }),
  );
}
