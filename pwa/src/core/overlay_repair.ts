/** The office's row of a repair with this phone's unsent actions laid over it. */
import type { Action } from "./action";
import { count, standing, text, texts } from "./overlay_words";
import type { PlaceKind } from "./rows";
import type { Grade, Money, RepairRow, RepairStatus, RepairTold, RepairView } from "./rows_matters";

export const blankRepair = (): RepairTold => ({
  sample: null,
  by: null,
  opened_ms: null,
  grade: null,
  note: null,
  photos: [],
  fault: null,
  decision: null,
  estimate: null,
  due_ms: null,
  assessed_by: null,
  cost: null,
  work: null,
  workshop: null,
  sent_ms: null,
  back_ms: null,
  ended_ms: null,
  ended_by: null,
  outcome: null,
  replacement: null,
});

function money(value: unknown): Money | null {
  const { minor, currency } = (value ?? {}) as Partial<Money>;
  return Number.isSafeInteger(minor) && typeof currency === "string" ? { minor: minor as number, currency } : null;
}

type KindOf = (place: string) => PlaceKind | undefined;

function report(told: RepairTold, { body, by, wall_ms, sample }: Action): void {
  const said = { grade: text(body.grade) as Grade | null, note: text(body.note), photos: texts(body.photos) };
  Object.assign(told, said, { sample: told.sample ?? sample, by: told.by ?? by, opened_ms: told.opened_ms ?? wall_ms });
}

function assess(told: RepairTold, { body, by }: Action): void {
  Object.assign(told, {
    fault: text(body.fault),
    decision: text(body.decision) as RepairTold["decision"],
    estimate: money(body.estimate),
    due_ms: count(body.due_ms),
    assessed_by: by,
    replacement: text(body.replacement),
  });
}

/** Sent to a workshop, or brought back, by whatever move. */
function move(told: RepairTold, { kind, to, wall_ms }: Action, kindOf: KindOf): void {
  const place = to ? kindOf(to) : undefined;
  if (place === "workshop" || (!place && kind === "scan_out")) Object.assign(told, { workshop: to, sent_ms: wall_ms, back_ms: null });
  else if (place === "store" || kind === "scan_in") told.back_ms = wall_ms;
}

const MOVES: ReadonlySet<string> = new Set(["scan_out", "scan_in", "move", "hand_over", "found"]);

function apply(told: RepairTold, action: Action, kindOf: KindOf): void {
  const { kind, body, by, wall_ms } = action;
  if (kind === "damage") report(told, action);
  else if (kind === "assess") assess(told, action);
  else if (kind === "repair_cost") Object.assign(told, { cost: money(body.cost), work: text(body.work) });
  else if (kind === "inspect" && body.outcome === "good") Object.assign(told, { outcome: "repaired", ended_ms: wall_ms, ended_by: by });
  else if (MOVES.has(kind)) move(told, action, kindOf);
}

const ENDS: Record<NonNullable<RepairTold["outcome"]>, RepairStatus> = {
  repaired: "repaired",
  scrapped: "scrapped",
  replaced: "replaced",
  lost: "closed",
  returned_to_owner: "closed",
  sold: "closed",
};

function repairStatus(told: RepairTold): RepairStatus {
  if (told.outcome) return ENDS[told.outcome];
  if (told.sent_ms !== null) return told.back_ms !== null ? "back" : "at_workshop";
  return told.assessed_by ? "assessed" : "reported";
}

/** What the office's row shows already and was taken back here. */
function takeBack(told: RepairTold, undone: Action): void {
  if (undone.kind === "inspect") Object.assign(told, { outcome: null, ended_ms: null, ended_by: null });
  else if (undone.kind === "scan_in") told.back_ms = null;
  else if (undone.kind === "scan_out") Object.assign(told, { workshop: null, sent_ms: null });
  else if (undone.kind === "repair_cost") Object.assign(told, { cost: null, work: null });
}

/** `pending`: unsent actions that name the repair, in order. Null when nothing at all is known. */
export function overlayRepair(
  id: string,
  row: RepairRow | null,
  pending: readonly Action[],
  known: (id: string) => Action | undefined,
  kindOf: KindOf,
): RepairView | null {
  const { acts, undone } = standing(pending, known);
  if (row && !acts.length && !undone.length) return { ...row, pending: pending.length };
  if (!row && !acts.some((action) => action.kind === "damage")) return null;
  const told = { ...(row?.told ?? blankRepair()) };
  for (const action of undone) takeBack(told, action);
  for (const action of acts) apply(told, action, kindOf);
  return { id, no: row?.no ?? null, status: repairStatus(told), told, commit: row?.commit ?? 0, pending: pending.length };
}
