/** What is said of a repair in several places: its number, whether it is late, money as people write it, who may do what. */
import type { Money, RepairStatus, RepairView, SampleView } from "../../core/rows";
import { sampleView } from "../../device/rows_store";
import { locale } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { person, rights } from "../../state";

export const repairNo = (repair: RepairView): string => repair.no ?? t("repair.no_number");
export const pieceOf = (repair: RepairView): SampleView | null => (repair.told.sample ? sampleView(repair.told.sample) : null);

const OVER: ReadonlySet<RepairStatus> = new Set(["repaired", "scrapped", "replaced", "closed"]);
export const isOver = ({ status }: RepairView): boolean => OVER.has(status);
export const isLate = (repair: RepairView, now: number): boolean =>
  !isOver(repair) && repair.told.due_ms !== null && repair.told.due_ms < now && repair.status !== "back";

export function money(amount: Money | null): string | null {
  if (!amount) return null;
  const { minor, currency } = amount;
  return new Intl.NumberFormat(locale(), { style: "currency", currency, maximumFractionDigits: minor % 100 ? 2 : 0 }).format(minor / 100);
}

/** 12,500.00 as minor units; null for what is no amount. */
export function minorOf(text: string): number | null {
  const bare = text.replaceAll(",", "").trim();
  return /^\d{1,11}(\.\d{1,2})?$/.test(bare) ? Math.round(Number(bare) * 100) : null;
}

const MENDERS = ["repairer", "supervisor", "keeper"];
export const mayMend = (): boolean => (person.value?.roles ?? []).some((role) => MENDERS.includes(role));
/** The office's own act, by somebody else than the one who assessed it. */
export const mayWriteOff = (repair: RepairView): boolean =>
  rights.value.includes("write_off") && repair.told.assessed_by !== null && repair.told.assessed_by !== person.value?.id;
