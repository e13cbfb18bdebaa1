/** What people say about slips, receipts and repairs, as the actions it becomes. Ids are made by the caller, so that one may name another. */
import type { Draft } from "./action";
import type { AskedLine, CheckOutcome, ExpectedLine, Grade, Money, Purpose } from "./rows_matters";

const said = (body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined && value !== null && value !== ""));

export interface SlipForm {
  purpose: Purpose;
  client?: string | null;
  to?: string | null;
  out_ms: number | null;
  back_ms: number | null;
  lines: readonly AskedLine[];
  note?: string | null;
}
/** The request, and its submission where it is to go to the approver at once. `request`: the new action's id. */
export function requestDrafts(slip: string, request: string, { lines, ...form }: SlipForm, submits: boolean): Draft[] {
  const asked = lines.map((line) => said({ ...line, n: line.sample ? undefined : line.n }));
  const drafts: Draft[] = [{ id: request, kind: "slip_request", slip, body: { ...said(form), lines: asked } }];
  return submits ? [...drafts, submitDraft(slip, request)] : drafts;
}
export const submitDraft = (slip: string, request: string): Draft => ({ kind: "slip_submit", slip, body: { request } });
export const cancelDraft = (slip: string, reason: string): Draft => ({ kind: "slip_cancel", slip, body: said({ reason }) });
export const extendAskDraft = (slip: string, back_ms: number, reason: string): Draft => ({
  kind: "slip_extend_ask",
  slip,
  body: said({ back_ms, reason }),
});
export function signDraft(
  slip: string,
  receiver: string,
  samples: readonly string[],
  how: { signature?: string | null; pin?: boolean },
): Draft {
  return { kind: "slip_sign", slip, body: { receiver, samples: [...samples], signature: how.signature ?? null, pin: how.pin ?? false } };
}

export interface ReceiptForm {
  note_no?: string | null;
  supplier?: string | null;
  from?: string | null;
  ownership?: string | null;
  arrived?: string | null;
  return_by?: string | null;
  lines: readonly ExpectedLine[];
  note?: string | null;
  photos?: readonly string[];
}
export function openDraft(receipt: string, { lines, ...form }: ReceiptForm): Draft {
  return { kind: "receipt_open", receipt, body: { ...said(form), lines: lines.map((line) => said({ ...line })) } };
}
export interface Check {
  /** Null: a thing on no line. */
  line: string | null;
  counted: number;
  outcome: CheckOutcome;
  note?: string | null;
  photos?: readonly string[];
}
export const checkDraft = (receipt: string, { line, ...check }: Check): Draft => ({
  kind: "receipt_check",
  receipt,
  body: { line, ...said({ ...check }) },
});

/** What counting a line comes to before anybody says that the thing itself is wrong or damaged. */
export const countOutcome = (expected: number, counted: number): CheckOutcome =>
  counted === expected ? "right" : counted < expected ? "short" : "over";

export interface Arrival {
  sample: string;
  to: string;
  line?: string | null;
  tag?: string | null;
  note?: string | null;
  photos?: readonly string[];
}
export function arriveDraft(receipt: string, { sample, to, tag, ...about }: Arrival): Draft {
  return { kind: "arrive", receipt, sample, to, tag: tag ?? null, body: said({ ...about }) };
}

export interface Damage {
  sample: string;
  slip?: string | null;
  grade: Grade;
  note?: string | null;
  photos?: readonly string[];
  condition?: string | null;
}
export function damageDraft(repair: string, { sample, slip, ...about }: Damage): Draft {
  return { kind: "damage", sample, repair, slip: slip ?? null, body: said({ ...about }) };
}
export interface Assessment {
  fault: string;
  decision: "repair" | "scrap" | "replace";
  estimate?: Money | null;
  due_ms?: number | null;
  replacement?: string | null;
}
export const assessDraft = (repair: string, sample: string, about: Assessment): Draft => ({
  kind: "assess",
  sample,
  repair,
  body: said({ ...about }),
});
export const costDraft = (repair: string, sample: string, cost: Money, work: string | null): Draft => ({
  kind: "repair_cost",
  sample,
  repair,
  body: said({ cost, work }),
});
/** To the workshop and back are ordinary moves that name the repair. */
export function sendDraft(repair: string, sample: string, workshop: string, believed_from: string | null): Draft {
  return { kind: "scan_out", sample, repair, to: workshop, believed_from, body: {} };
}
export function backDraft(repair: string, sample: string, place: string, believed_from: string | null): Draft {
  return { kind: "scan_in", sample, repair, to: place, believed_from, body: {} };
}

export interface Shown {
  sample: string;
  slip?: string | null;
  client?: string | null;
  client_name?: string | null;
  interest?: number | null;
  satisfaction?: number | null;
  remark?: string | null;
}
export function showDraft({ sample, slip, client, ...about }: Shown): Draft {
  return { kind: "show", sample, slip: slip ?? null, to: client ?? null, body: said({ ...about }) };
}
/** Decimal texts as read off the instrument. */
export function readingDraft(place: string, temperature_c: string | null, humidity_pct: string | null, note?: string | null): Draft {
  return { kind: "reading", to: place, body: said({ temperature_c, humidity_pct, note }) };
}
