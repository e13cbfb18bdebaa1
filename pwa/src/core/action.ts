/** Actions as they are written on this phone, once, and the envelope they travel in (docs/protocol.md, The action). */

/** What a phone writes. Authority (approve, settle, amend, write off …) is the office's own and comes only in its entries. */
export type Kind =
  | "register"
  | "scan_out"
  | "scan_in"
  | "move"
  | "hand_over"
  | "sighting"
  | "report_lost"
  | "found"
  | "settle"
  | "undo"
  | "receipt_open"
  | "receipt_check"
  | "arrive"
  | "slip_request"
  | "slip_submit"
  | "slip_cancel"
  | "slip_extend_ask"
  | "slip_sign"
  | "give"
  | "show"
  | "damage"
  | "inspect"
  | "assess"
  | "repair_cost"
  | "reading"
  | "tray"
  | "count_open"
  | "count_seen"
  | "count_finish"
  | "fair_plan"
  | "fair_close"
  | "notice_read";
/** What the office writes when somebody with the right asks it to. */
export type OfficeKind =
  | "receipt_settle"
  | "amend"
  | "slip_approve"
  | "slip_reject"
  | "slip_extend"
  | "write_off"
  | "count_accept"
  | "quarantine_review";

export interface Action {
  v: 1;
  id: string;
  kind: Kind;
  device: string;
  seq: number;
  by: string;
  sample: string | null;
  tag: string | null;
  to: string | null;
  observed_from: string | null;
  believed_from: string | null;
  base: number;
  quantity: number;
  slip: string | null;
  count: string | null;
  fair: string | null;
  repair: string | null;
  /** Not there in what older versions of the app wrote. */
  receipt?: string | null;
  group: string | null;
  wall_ms: number;
  tz: number;
  mono_ms: number;
  page: string;
  anchor: { server_ms: number; mono_ms: number } | null;
  hlc: [number, number];
  body: Record<string, unknown>;
  prev: string | null;
}

/** What a screen says happened; everything else (seq, clocks, chain) the outbox adds, and the id where none is given. */
export interface Draft {
  /** Given where another draft of the same moment names it: a request and its submission. */
  id?: string;
  kind: Kind;
  sample?: string | null;
  tag?: string | null;
  to?: string | null;
  observed_from?: string | null;
  believed_from?: string | null;
  quantity?: number;
  slip?: string | null;
  count?: string | null;
  fair?: string | null;
  receipt?: string | null;
  repair?: string | null;
  group?: string | null;
  body?: Record<string, unknown>;
}

export type VerdictWord = "accepted" | "duplicate" | "flagged" | "held" | "quarantined";
export interface Verdict {
  id: string;
  verdict: VerdictWord;
  reasons: string[];
  commit: number | null;
  first?: string;
}

/** One record of the outbox as screens see it. `state`: waiting and held are still owed to the office. */
export interface OutboxRow {
  id: string;
  seq: number;
  kind: Kind;
  by: string;
  sample: string | null;
  tag: string | null;
  to: string | null;
  slip: string | null;
  count: string | null;
  fair: string | null;
  receipt: string | null;
  repair: string | null;
  made_ms: number;
  reverses: string | null;
  state: "waiting" | "held" | "accepted" | "flagged" | "quarantined";
  reasons: string[];
  settled_ms: number | null;
}
