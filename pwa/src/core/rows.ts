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
  dimensions?: string;
  /** A firm's own fields, by the key its settings give them. */
  custom?: Record<string, string | number>;
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
  /** The slip it is out under, and its open repair. */
  slip: string | null;
  repair: string | null;
  /** sha256 of each photo; the first is its picture. */
  photos: string[];
  /** Of its arrival, `E-2026-0007-2`: what it is called until it is registered. */
  entry_no: string | null;
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
  /** What lying here is like; null where nobody said, then the place around it counts. */
  offers?: Conditions | null;
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
  /** Its clock was doubted. Missing in what older offices told. */
  unsure?: boolean;
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
  settled: {
    by: string | null;
    at_ms: number;
    decision: string;
    reason: string;
    evidence?: { place_tag?: string; piece_tag?: string };
  } | null;
  /** Either of the two may have been first. */
  order_unknown?: boolean;
  /** Of a lot: how many pieces too many were taken. */
  short?: number;
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

/** What lying somewhere is like: said by a place (`offers`) or asked by a material (`needs`). Ranges are least and most; what is missing does not matter. */
export interface Conditions {
  /** % relative humidity, °C. */
  humidity?: [number, number] | null;
  temperature?: [number, number] | null;
  dry?: boolean | null;
  /** No paper, card or foam that gives off sulphur; no hot lamp. */
  sulphur_free?: boolean | null;
  halogen_free?: boolean | null;
  soft_lined?: boolean | null;
}
export interface Needs extends Conditions {
  /** Mohs. */
  hardness?: number | null;
  apart_from_hard?: boolean | null;
}
export interface MaterialRow {
  /** As in a sample's facts: `silver`, `pearl` … */
  id: string;
  names: Names;
  needs: Needs;
  commit: number;
}
export interface SettingRow {
  key: string;
  value: unknown;
  commit: number;
}
/** A notice somebody has read, on any phone. */
export interface ReadRow {
  id: string;
  person: string;
  notice: string;
  at_ms: number;
  commit: number;
}
/** What a person sees of a sample: the office's row with this phone's unsent actions laid over it. */
export interface SampleView extends SampleRow {
  pending: number;
}

export * from "./rows_field";
export * from "./rows_matters";
