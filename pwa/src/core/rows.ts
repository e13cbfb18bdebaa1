/** The office's rows as the phone keeps them (docs/protocol.md, Pull), and what a person sees of them once unsent actions are laid over. */

export type Lang = "en" | "zh-Hant" | "zh-Hans";
export type Names = Partial<Record<Lang, string>>;
export type PlaceKind =
  | "store"
  | "person"
  | "client"
  | "workshop"
  | "booth"
  | "courier"
  | "returned_to_owner"
  | "sold"
  | "scrapped"
  | "lost";
export type Status =
  | "in_store"
  | "out"
  | "at_client"
  | "in_repair"
  | "at_booth"
  | "in_transit"
  | "lost"
  | "scrapped"
  | "sold"
  | "returned_to_owner"
  | "disputed"
  | "found"
  | "unregistered";

export interface Metal {
  metal: string;
  fineness?: number;
  net_g?: string;
}
export interface Stone {
  kind: string;
  shape?: string;
  count?: number;
  ct?: string;
  colour?: string;
  clarity?: string;
  treatment?: string;
}
export interface Certificate {
  lab: string;
  number: string;
  date?: string;
}
export interface Facts {
  gross_g?: string;
  metals?: Metal[];
  stones?: Stone[];
  certificates?: Certificate[];
  client?: string;
  supplier?: string;
  ownership?: string;
  insured?: { minor: number; currency: string };
  size?: string;
  notes?: string;
}

export interface SampleRow {
  id: string;
  archive_no: string | null;
  number: string | null;
  tag: string | null;
  type: string | null;
  category: string | null;
  model: string | null;
  name: string | null;
  facts: Facts;
  quantity: number;
  status: Status;
  place: string | null;
  holder: string | null;
  home: string | null;
  at: Record<string, number> | null;
  condition: string | null;
  happened_ms: number | null;
  known_ms: number | null;
  last_by: string | null;
  last_kind: string | null;
  claims: number;
  commit: number;
}
export interface PlaceRow {
  id: string;
  kind: PlaceKind;
  parent: string | null;
  names: Names;
  tag: string | null;
  keeper: string | null;
  retired: boolean;
  commit: number;
}
export interface PinVerifier {
  salt: string;
  iterations: number;
  hash: string;
}
export interface PersonRow {
  id: string;
  names: Names;
  roles: string[];
  active: boolean;
  pin: PinVerifier | null;
  badge: string | null;
  commit: number;
}
export interface VoidTagRow {
  code: string;
  target_kind: string;
  target: string;
  generation: number;
  void_ms: number;
  commit: number;
}
export interface Claim {
  action: string;
  by: string | null;
  device: string;
  kind: string;
  to: string | null;
  happened_ms: number;
  known_ms: number;
}
export interface CaseRow {
  id: string;
  kind: string;
  status: "provisional" | "open" | "settled" | "explained";
  sample: string | null;
  tag: string | null;
  claims: Claim[];
  opened_ms: number;
  waiting: string[];
  settled: { by: string | null; at_ms: number; decision: string; reason: string } | null;
  commit: number;
}
export interface EntryRow {
  entry: number;
  id: string;
  kind: string;
  sample: string | null;
  tag: string | null;
  by: string | null;
  device: string;
  to: string | null;
  happened_ms: number;
  known_ms: number;
  verdict: string;
  reasons: string[];
  reverses: string | null;
  commit: number;
}
/** What a person sees of a sample: the office's row with this phone's unsent actions laid over it. */
export interface SampleView extends SampleRow {
  pending: number;
}
