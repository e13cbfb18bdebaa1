/** What is said of a repair in several places: its number, whether it is late, who may do what. */
import type { RepairStatus, RepairView, SampleView } from "../../core/rows";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { person, rights } from "../../state";

export const repairNo = (repair: RepairView): string => repair.no ?? t("repair.no_number");
export const pieceOf = (repair: RepairView): SampleView | null => (repair.told.sample ? sampleView(repair.told.sample) : null);

const OVER: ReadonlySet<RepairStatus> = new Set(["repaired", "scrapped", "replaced", "closed"]);
export const isOver = ({ status }: RepairView): boolean => OVER.has(status);
export const isLate = (repair: RepairView, now: number): boolean =>
  !isOver(repair) && repair.told.due_ms !== null && repair.told.due_ms < now && repair.status !== "back";

const MENDERS = ["repairer", "supervisor", "keeper"];
export const mayMend = (): boolean => (person.value?.roles ?? []).some((role) => MENDERS.includes(role));
/** The office's own act, by somebody else than the one who assessed it. */
export const mayWriteOff = (repair: RepairView): boolean =>
  rights.value.includes("write_off") && repair.told.assessed_by !== null && repair.told.assessed_by !== person.value?.id;
