/** Slips, receipts and repairs as the office tells them (docs/protocol.md, Matters), and as seen once unsent actions are laid over. */

/** `no` is given by the office: null until it knows of the matter. */
export interface Matter<Status, Told> {
  id: string;
  no: string | null;
  status: Status;
  told: Told;
  commit: number;
}
/** `pending`: how many unsent actions are laid over the office's row. */
export type Seen<Row> = Row & { pending: number };

// ---- slips ----

export type SlipStatus =
  | "draft"
  | "submitted"
  | "approved"
  | "rejected"
  | "picking"
  | "issued"
  | "partly_returned"
  | "closed"
  | "cancelled";
export type Purpose = "show" | "fair" | "photo" | "loan" | "repair" | "other";
/** What a requester asks for: one piece, or any `n` of a model. */
export interface AskedLine {
  line: string;
  sample?: string | null;
  model?: string | null;
  n?: number;
}
export interface SlipLine {
  line: string;
  sample: string | null;
  model: string | null;
  n: number;
  issued: string[];
  returned: string[];
}
export interface Signed {
  receiver: string | null;
  samples: string[];
  signature: string | null;
  pin: boolean;
  at_ms: number;
  by: string | null;
}
export interface SlipTold {
  /** Id of the newest request: what is submitted and approved. */
  request: string | null;
  by: string | null;
  submitted_by: string | null;
  approved_by: string | null;
  approved_ms: number | null;
  reject_reason: string | null;
  cancel_reason: string | null;
  cancelled_ms?: number | null;
  purpose: Purpose | null;
  client: string | null;
  to: string | null;
  out_ms: number | null;
  back_ms: number | null;
  asked_back_ms: number | null;
  note: string | null;
  requested_ms: number | null;
  submitted_ms: number | null;
  issued_ms: number | null;
  closed_ms: number | null;
  lines: SlipLine[];
  off_slip: { sample: string; action: string }[];
  signed: Signed[];
  flags: string[];
}
export type SlipRow = Matter<SlipStatus, SlipTold>;
export type SlipView = Seen<SlipRow>;

// ---- receipts ----

export type ReceiptStatus = "expected" | "checking" | "differences" | "closed";
export type CheckOutcome = "right" | "short" | "over" | "wrong" | "damaged";
export interface ExpectedLine {
  line: string;
  type?: string | null;
  quantity: number;
  model?: string | null;
  specification?: string | null;
  photos?: string[];
}
export interface Settlement {
  decision: "accept" | "return" | "claim";
  reason: string | null;
  by: string | null;
  at_ms: number;
}
export interface ReceiptLine {
  line: string;
  type: string | null;
  quantity: number;
  model: string | null;
  specification: string | null;
  photos: string[];
  counted: number | null;
  outcome: CheckOutcome | null;
  check_note: string | null;
  check_photos: string[];
  checked_by: string | null;
  /** The action that counted it. */
  check?: string | null;
  pieces: string[];
  settled: Settlement | null;
}
/** A thing on no line, settled under its action's id. */
export interface Extra {
  counted: number;
  outcome: CheckOutcome;
  note: string | null;
  photos: string[];
  by: string | null;
  action: string;
  /** The line of the note it was counted for, which the note has no more. */
  line?: string | null;
  settled: Settlement | null;
}
export interface ReceiptTold {
  note_no: string | null;
  supplier: string | null;
  from: string | null;
  ownership: string | null;
  arrived: string | null;
  return_by: string | null;
  by: string | null;
  opened_ms: number | null;
  note: string | null;
  photos: string[];
  lines: ReceiptLine[];
  extras: Extra[];
}
export type ReceiptRow = Matter<ReceiptStatus, ReceiptTold>;
export type ReceiptView = Seen<ReceiptRow>;

// ---- repairs ----

export type RepairStatus = "reported" | "assessed" | "at_workshop" | "back" | "repaired" | "scrapped" | "replaced" | "closed";
export type Grade = "slight" | "serious" | "broken";
export interface Money {
  minor: number;
  currency: string;
}
export interface RepairTold {
  sample: string | null;
  by: string | null;
  opened_ms: number | null;
  grade: Grade | null;
  note: string | null;
  photos: string[];
  fault: string | null;
  decision: "repair" | "scrap" | "replace" | null;
  estimate: Money | null;
  due_ms: number | null;
  assessed_by: string | null;
  cost: Money | null;
  work: string | null;
  workshop: string | null;
  sent_ms: number | null;
  back_ms: number | null;
  ended_ms: number | null;
  ended_by: string | null;
  outcome: "repaired" | "scrapped" | "replaced" | "lost" | "returned_to_owner" | "sold" | null;
  replacement: string | null;
}
export type RepairRow = Matter<RepairStatus, RepairTold>;
export type RepairView = Seen<RepairRow>;
