/** The fairs as lists and buttons need them: what they are called, when they are, who may do what. */
import type { FairLine, FairStatus, FairView } from "../../core/rows";
import { stage } from "../../device/fairs";
import { sampleView } from "../../device/rows_store";
import { day, dayShort } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { today } from "../../parts/DateField";
import { money } from "../../parts/money";
import { person } from "../../state";

export const fairNo = (fair: FairView): string => fair.no ?? t("slip.no_number");
export const fairTitle = ({ told }: FairView): string => told.title ?? t("fair.untitled");

/** 22 Nov – 25 Nov 2026 */
export function days({ told: { from_ms, to_ms } }: FairView): string {
  if (from_ms === null) return to_ms === null ? "" : day(to_ms);
  return to_ms === null || to_ms === from_ms ? day(from_ms) : `${dayShort(from_ms)} – ${day(to_ms)}`;
}

const DAY_MS = 86_400_000;
export const isOver = ({ told }: FairView): boolean => told.to_ms !== null && told.to_ms + DAY_MS <= today();

/** By role, so that it works with no office in sight; the office flags what it doubts. */
export const mayPlan = (): boolean =>
  person.value?.roles.some((role) => ["keeper", "clerk", "supervisor", "approver", "holder", "repairer"].includes(role)) ?? false;

/** Pieces the list asks for; what it names and does not exist counts as one. */
export const wanted = (lines: readonly FairLine[]): number => lines.reduce((sum, { sample, n }) => sum + (sample ? 1 : (n ?? 1)), 0);

/** What there is to do next, in the order of a fair. */
export type Next = "pack" | "safe" | "back" | "close" | null;
export function nextAct(fair: FairView): Next {
  const at: FairStatus = stage(fair);
  if (at === "planned") return "pack";
  if (at === "out") return isOver(fair) ? "back" : fair.told.packed.length < wanted(fair.told.lines) && !hasBegun(fair) ? "pack" : "safe";
  return at === "back" ? "close" : null;
}

const hasBegun = ({ told }: FairView): boolean => told.from_ms !== null && told.from_ms <= today();

/** HK$1,250,000 · US$3,000 */
export const worth = (values: ReadonlyMap<string, number>): string =>
  [...values].map(([currency, minor]) => money({ currency, minor })).join(" · ");

export const faces = (ids: readonly string[], many: number) =>
  ids
    .slice(0, many)
    .map((id) => sampleView(id))
    .filter((view) => view !== null);
