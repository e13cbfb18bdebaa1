/** The office's row of a slip with this phone's unsent actions laid over it; a slip requested here is seen as the office will tell it. */
import type { Action } from "./action";
import { count, objects, standing, text, texts } from "./overlay_words";
import type { Purpose, SlipLine, SlipRow, SlipStatus, SlipTold, SlipView } from "./rows_matters";

/** What is laid over with. `carried`: the slip a piece is out under as seen here, undefined where nothing unsent is known of it. */
export interface SlipWorld {
  known: (id: string) => Action | undefined;
  carried: (sample: string) => string | null | undefined;
  isStore: (place: string) => boolean;
}

const TAKES: ReadonlySet<string> = new Set(["scan_out", "move", "hand_over"]);

export const blankSlip = (): SlipTold => ({
  request: null,
  by: null,
  submitted_by: null,
  approved_by: null,
  approved_ms: null,
  reject_reason: null,
  cancel_reason: null,
  cancelled_ms: null,
  purpose: null,
  client: null,
  to: null,
  out_ms: null,
  back_ms: null,
  asked_back_ms: null,
  note: null,
  requested_ms: null,
  submitted_ms: null,
  issued_ms: null,
  closed_ms: null,
  lines: [],
  off_slip: [],
  signed: [],
  flags: [],
});

/** The maps that are edited below are copied; the office's row stays as it is. */
function copied(told: SlipTold): SlipTold {
  const lines = told.lines.map((line) => ({ ...line, issued: [...line.issued], returned: [...line.returned] }));
  return { ...told, lines, off_slip: [...told.off_slip], signed: [...told.signed], flags: [...told.flags] };
}

interface Slip {
  told: SlipTold;
  isCancelled: boolean;
}

/** An edit takes submission, decision and cancellation back; what was issued stays with its line. */
function request(slip: Slip, action: Action): void {
  const { told } = slip;
  const { body } = action;
  slip.isCancelled = false;
  Object.assign(told, {
    request: action.id,
    by: action.by,
    submitted_by: null,
    submitted_ms: null,
    approved_by: null,
    approved_ms: null,
    reject_reason: null,
    cancel_reason: null,
    cancelled_ms: null,
    purpose: text(body.purpose) as Purpose | null,
    client: text(body.client),
    to: text(body.to) ?? action.by,
    out_ms: count(body.out_ms),
    back_ms: count(body.back_ms),
    asked_back_ms: null,
    note: text(body.note),
    requested_ms: told.requested_ms ?? action.wall_ms,
  });
  const left = [
    ...told.lines.flatMap((line) => line.issued.map((sample) => ({ sample, action: action.id, named: line.line as string | null }))),
    ...told.off_slip.map((one) => ({ ...one, named: null })),
  ];
  const returned = new Set(told.lines.flatMap((line) => line.returned));
  told.lines = objects(body.lines).map(lineOf);
  told.off_slip = [];
  for (const { sample, action, named } of left) {
    const line = told.lines.find((one) => fills(one, sample, named));
    if (line) {
      line.issued.push(sample);
      if (returned.has(sample)) line.returned.push(sample);
    } else told.off_slip.push({ sample, action }); // its line is gone, the piece has left
  }
}

/** As asked for now; what has left already finds its line anew. */
function lineOf(asked: Record<string, unknown>, at: number): SlipLine {
  const sample = text(asked.sample);
  const n = sample ? 1 : (count(asked.n) ?? 1);
  return { line: text(asked.line) ?? String(at + 1), sample, model: text(asked.model), n, issued: [], returned: [] };
}

function submit({ told }: Slip, action: Action): void {
  if (text(action.body.request) !== told.request) return; // edited since: what was submitted is not this
  told.submitted_by = action.by;
  told.submitted_ms = action.wall_ms;
}

function cancel(slip: Slip, action: Action): void {
  slip.isCancelled = true;
  Object.assign(slip.told, { cancel_reason: text(action.body.reason), cancelled_ms: action.wall_ms });
}

function signed({ told }: Slip, action: Action): void {
  const { body } = action;
  if (body.receiver === action.by) flag(told, "issuer_is_receiver");
  told.signed.push({
    receiver: text(body.receiver),
    samples: texts(body.samples),
    signature: text(body.signature),
    pin: body.pin === true,
    at_ms: action.wall_ms,
    by: action.by,
  });
}

/** Whether this piece fills the line: it is the very one, or another of the model for which there is room. */
function fills(line: SlipLine, sample: string, named: string | null): boolean {
  if (line.sample !== null) return line.sample === sample;
  return named === line.line && (line.issued.includes(sample) || line.issued.length < line.n);
}

/** The piece left under this slip: on the line it fills, else off it, as is everything that leaves after it was cancelled. */
function issue(slip: Slip, action: Action): void {
  const { told } = slip;
  const sample = action.sample;
  if (!sample || told.off_slip.some((one) => one.sample === sample) || told.lines.some((line) => line.issued.includes(sample))) return;
  told.issued_ms ??= action.wall_ms;
  raiseFlags(slip, action);
  const named = action.body.off_slip === true ? null : text(action.body.line);
  const line = slip.isCancelled ? undefined : told.lines.find((one) => fills(one, sample, named));
  if (line) line.issued.push(sample);
  else told.off_slip.push({ sample, action: action.id });
}

function flag(told: SlipTold, word: string): void {
  if (!told.flags.includes(word)) told.flags = [...told.flags, word].sort();
}

/** What its issuer may not be is flagged and never refused. Who takes a piece over scans it in person. */
function raiseFlags({ told, isCancelled }: Slip, { by, to, kind }: Action): void {
  const isTaker = kind === "hand_over";
  if (by === told.approved_by) flag(told, "issuer_is_approver");
  if (!isTaker && (by === told.by || by === told.submitted_by)) flag(told, "issuer_is_requester");
  if (!isTaker && by === to) flag(told, "issuer_is_receiver");
  if (!told.approved_by) flag(told, "issued_unapproved");
  if (isCancelled) flag(told, "issued_cancelled");
}

/** An issue the office shows already, taken back here. */
function unissue({ told }: Slip, undone: Action): void {
  for (const line of told.lines) line.issued = line.issued.filter((sample) => sample !== undone.sample);
  told.off_slip = told.off_slip.filter((one) => one.action !== undone.id);
}

/** A piece is back once it no longer goes under this slip. */
function giveBack(told: SlipTold, id: string, { carried }: SlipWorld): void {
  for (const line of told.lines) {
    for (const sample of line.issued) {
      const under = carried(sample);
      if (under === undefined) continue;
      line.returned = line.returned.filter((one) => one !== sample);
      if (under !== id) line.returned.push(sample);
    }
  }
}

/** Nothing more is to be taken: all of it was, or some came back and that was that. */
const isDone = (line: SlipLine): boolean => line.issued.length >= line.n || line.returned.length > 0;

function paperStatus(told: SlipTold): SlipStatus {
  if (told.approved_by) return "approved";
  if (told.reject_reason) return "rejected";
  return told.submitted_by ? "submitted" : "draft";
}

/** What the office told of a piece off the slip is only that it left: without news here it counts as out. */
const isStillOut = (under: string | null | undefined, id: string): boolean => under === undefined || under === id;

function slipStatus({ told, isCancelled }: Slip, id: string, carried: SlipWorld["carried"]): SlipStatus {
  const isOffOut = told.off_slip.some((one) => isStillOut(carried(one.sample), id));
  const isOut = isOffOut || told.lines.some((line) => line.issued.length > line.returned.length);
  if (isCancelled && !isOut) return "cancelled";
  if (!told.off_slip.length && !told.lines.some((line) => line.issued.length > 0)) return paperStatus(told);
  const isAllTaken = isCancelled || told.lines.every(isDone);
  const isBack = !isOut || told.lines.some((line) => line.returned.length > 0);
  if (isBack) return isAllTaken && !isOut ? "closed" : "partly_returned";
  return isAllTaken ? "issued" : "picking";
}

function apply(slip: Slip, action: Action, world: SlipWorld): void {
  if (action.kind === "slip_request") request(slip, action);
  else if (action.kind === "slip_submit") submit(slip, action);
  else if (action.kind === "slip_cancel") cancel(slip, action);
  else if (action.kind === "slip_extend_ask") slip.told.asked_back_ms = count(action.body.back_ms);
  else if (action.kind === "slip_sign") signed(slip, action);
  else if (TAKES.has(action.kind) && !(action.to && world.isStore(action.to))) issue(slip, action);
}

/** With pieces still out it goes by another status. */
const wasCancelled = ({ status, told }: SlipRow): boolean =>
  status === "cancelled" || (told.cancelled_ms ?? null) !== null || told.cancel_reason !== null;

/**
 * `pending`: unsent actions that name the slip, in the order they were made. Returns come without a name: they are seen in what the
 * pieces carry. Null when nothing at all is known.
 */
export function overlaySlip(id: string, row: SlipRow | null, pending: readonly Action[], world: SlipWorld): SlipView | null {
  const { acts, undone } = standing(pending, world.known);
  if (!row && !acts.some((action) => action.kind === "slip_request")) return null;
  const slip: Slip = { told: copied(row?.told ?? blankSlip()), isCancelled: row ? wasCancelled(row) : false };
  for (const action of undone) if (TAKES.has(action.kind)) unissue(slip, action);
  for (const action of acts) apply(slip, action, world);
  const { lines, off_slip } = slip.told;
  const left = [...lines.flatMap((line) => line.issued), ...off_slip.map((one) => one.sample)];
  const isMoved = left.some((sample) => world.carried(sample) !== undefined);
  if (row && !acts.length && !undone.length && !isMoved) return { ...row, pending: pending.length };
  giveBack(slip.told, id, world);
  const status = slipStatus(slip, id, world.carried);
  const isOver = status === "closed" || status === "cancelled";
  slip.told.closed_ms = isOver ? (acts.at(-1)?.wall_ms ?? slip.told.closed_ms) : null;
  return { id, no: row?.no ?? null, status, told: slip.told, commit: row?.commit ?? 0, pending: pending.length };
}
