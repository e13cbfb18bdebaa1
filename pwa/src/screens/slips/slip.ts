/** The slips as the lists and buttons need them: which ones are whose turn, and who may do what with one. */
import { computed } from "@preact/signals";
import type { SampleView, SlipStatus, SlipView } from "../../core/rows";
import { slips as known } from "../../device/rows_matters";
import { sampleView } from "../../device/rows_store";
import { t, word } from "../../i18n/t";
import { today } from "../../parts/DateField";
import { placeName } from "../../parts/names";
import { now } from "../../parts/now";
import { person, rows } from "../../state";

export type Turn = "mine" | "approve" | "pick" | "out" | "overdue" | "closed";
export const TURNS: readonly Turn[] = ["mine", "approve", "pick", "out", "overdue", "closed"];

const OUT: ReadonlySet<SlipStatus> = new Set<SlipStatus>(["issued", "partly_returned"]);
const OVER: ReadonlySet<SlipStatus> = new Set<SlipStatus>(["closed", "cancelled"]);
const TO_PICK: ReadonlySet<SlipStatus> = new Set<SlipStatus>(["approved", "picking"]);

/** Every slip this phone knows, those it made itself and has not sent among them, newest first. */
export const slips = computed<SlipView[]>(() =>
  [...known()].sort((a, b) => (b.told.requested_ms ?? 0) - (a.told.requested_ms ?? 0) || (a.id < b.id ? 1 : -1)),
);

const startOfToday = computed(() => today(0, new Date(now.value)));

/** Out and not back on the last day; that day itself is still in time. */
export const isOverdue = (slip: SlipView): boolean =>
  (OUT.has(slip.status) || slip.status === "picking") &&
  piecesOut(slip).length > 0 &&
  slip.told.back_ms !== null &&
  slip.told.back_ms < startOfToday.value;

export const isOut = (slip: SlipView): boolean => OUT.has(slip.status);
export const isOver = (slip: SlipView): boolean => OVER.has(slip.status);

const isMine = ({ told }: SlipView): boolean => {
  const me = person.value?.id;
  return me !== undefined && (told.by === me || told.to === me || told.submitted_by === me);
};

const HOLDS: Record<Turn, (slip: SlipView) => boolean> = {
  mine: (slip) => isMine(slip) && !isOver(slip),
  approve: (slip) => slip.status === "submitted",
  pick: (slip) => TO_PICK.has(slip.status),
  out: isOut,
  overdue: isOverdue,
  closed: (slip) => isOver(slip) || slip.status === "rejected",
};

export const inTurn = computed(() => {
  const all = slips.value;
  return Object.fromEntries(TURNS.map((turn) => [turn, all.filter(HOLDS[turn])])) as Record<Turn, SlipView[]>;
});

/** What waits for this person first of all. */
export function firstTurn(): Turn {
  const roles = new Set(person.value?.roles);
  if (roles.has("approver") && inTurn.value.approve.length > 0) return "approve";
  if ((roles.has("keeper") || roles.has("clerk")) && inTurn.value.pick.length > 0) return "pick";
  return "mine";
}

// ---- what is on it ----

export const issuedPieces = ({ told }: SlipView): string[] => [
  ...told.lines.flatMap((line) => line.issued),
  ...told.off_slip.map(({ sample }) => sample),
];

/** Taken for the lines; what was taken off the slip fills none. */
export const filled = ({ told }: SlipView): number => told.lines.reduce((sum, line) => sum + Math.min(line.n, line.issued.length), 0);

export function piecesOut(slip: SlipView): string[] {
  const back = new Set(slip.told.lines.flatMap((line) => line.returned));
  return [...new Set(issuedPieces(slip))].filter((id) => !back.has(id) && sampleView(id)?.slip !== null);
}

export const wanted = ({ told }: SlipView): number => told.lines.reduce((sum, line) => sum + line.n, 0);

/** Pieces to draw it by: those named, else those issued, else any of the model. */
export function faces(slip: SlipView, many: number): SampleView[] {
  const named = slip.told.lines.flatMap((line) =>
    line.sample ? [line.sample] : line.issued.length ? line.issued : alike(line.model).slice(0, 1),
  );
  return named
    .slice(0, many)
    .map((id) => sampleView(id))
    .filter((view) => view !== null);
}

const byModel = computed(() => {
  const found = new Map<string, string[]>();
  if (rows.value.version < 0) return found;
  for (const row of rows.value.samples.values()) {
    if (!row.model) continue;
    const some = found.get(row.model);
    if (some) some.push(row.id);
    else found.set(row.model, [row.id]);
  }
  return found;
});

/** Every piece of a model. */
export const alike = (model: string | null): string[] => (model ? (byModel.value.get(model) ?? []) : []);
export const models = computed(() => [...byModel.value.keys()].sort((a, b) => a.localeCompare(b, undefined, { numeric: true })));

// ---- how it is called ----

export const slipNo = (slip: SlipView): string => slip.no ?? t("slip.no_number");

/** Show · Madame Leung */
export function slipTitle({ told }: SlipView): string {
  const whom = told.client ?? (told.to && told.to !== told.by ? told.to : null);
  return [word("purpose", told.purpose ?? "other"), placeName(whom)].filter(Boolean).join(" · ");
}

// ---- who may ----

const has = (...roles: string[]): boolean => person.value?.roles.some((role) => roles.includes(role)) ?? false;

/** By role, so that it works with no office in sight; the office flags what it doubts. */
export const mayRequest = (): boolean => has("keeper", "clerk", "supervisor", "approver", "holder", "repairer");
export const mayIssue = (): boolean => has("keeper", "clerk", "supervisor");
export const isApprover = (): boolean => has("approver");

/** Nobody decides about a slip they asked for or handed in. */
export function mayDecide({ told }: SlipView): boolean {
  const me = person.value?.id;
  return isApprover() && me !== told.by && me !== told.submitted_by;
}
