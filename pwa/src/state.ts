/** The whole state of the app as signals. Screens read them; only `device/` writes those of the first group. */
import { computed, signal } from "@preact/signals";
import type { OutboxRow } from "./core/action";
import type {
  CaseRow,
  CountRow,
  EntryRow,
  FairRow,
  Lang,
  MaterialRow,
  PersonRow,
  PlaceRow,
  ReadRow,
  ReceiptRow,
  RepairRow,
  SampleRow,
  SettingRow,
  SlipRow,
  VoidTagRow,
} from "./core/rows";

/** This install, once enrolled. */
export interface Install {
  id: string;
  name: string;
  enrolled_ms: number;
  revoked: boolean;
}
/** How the link to the office stands: `live` = websocket up, `polling` = exchanges succeed without it, `offline` = the last exchange failed. */
export interface Link {
  state: "live" | "polling" | "offline";
  last_ms: number | null;
  head: number;
  epoch: string | null;
  syncing: boolean;
}
/** The office's rows as of `cursor`. Maps are edited in place; `version` changes whenever anything in them did. */
export interface Rows {
  version: number;
  cursor: number;
  loaded: boolean;
  samples: Map<string, SampleRow>;
  places: Map<string, PlaceRow>;
  people: Map<string, PersonRow>;
  voids: Map<string, VoidTagRow>;
  cases: Map<string, CaseRow>;
  slips: Map<string, SlipRow>;
  receipts: Map<string, ReceiptRow>;
  repairs: Map<string, RepairRow>;
  counts: Map<string, CountRow>;
  fairs: Map<string, FairRow>;
  materials: Map<string, MaterialRow>;
  settings: Map<string, SettingRow>;
  reads: Map<string, ReadRow>;
  entries: EntryRow[]; // newest first, at most 500, and as many more that were flagged
}
/** Photos on this phone that the office does not have yet. */
export interface WaitingPhoto {
  sha256: string;
  bytes: number;
  made_ms: number;
  /** Why the office will not have it, if it said so. */
  refused: string | null;
}
export interface Photos {
  waiting: WaitingPhoto[]; // oldest first, those the office refused last
  /** On its way now. */
  sending: string | null;
  /** Full-size photos kept here, sent or not, and what they take up. */
  kept: number;
  bytes: number;
}

/** What this phone carries to the office for others. */
export interface CargoLine {
  install: string;
  first: number;
  last: number;
  name: string;
  count: number;
}
export interface Cargo {
  waiting: (CargoLine & { taken_ms: number; refused: string | null })[];
  delivered: (CargoLine & { delivered_ms: number })[]; // newest first
}

export const noRows = (): Rows => ({
  version: 0,
  cursor: 0,
  loaded: false,
  samples: new Map(),
  places: new Map(),
  people: new Map(),
  voids: new Map(),
  cases: new Map(),
  slips: new Map(),
  receipts: new Map(),
  repairs: new Map(),
  counts: new Map(),
  fairs: new Map(),
  materials: new Map(),
  settings: new Map(),
  reads: new Map(),
  entries: [],
});

// ---- written by device/ ----
export const install = signal<Install | null>(null);
export const ready = signal<"starting" | "new" | "enrolled" | "reset" | "failed">("starting");
export const person = signal<PersonRow | null>(null); // who is unlocked on this device
export const rights = signal<string[]>([]); // of the person session at the office; [] when offline or none
/** The firm requires a second step of who is here, and they have none: the office lets them do nothing else. */
export const lacksStep = signal(false);
export const link = signal<Link>({ state: "offline", last_ms: null, head: 0, epoch: null, syncing: false });
export const rows = signal<Rows>(noRows());
/** Outbox newest first, at most the newest 500 and everything still owed. */
export const outbox = signal<OutboxRow[]>([]);
export const owed = computed(() => outbox.value.filter((row) => row.state === "waiting" || row.state === "held"));
export const photos = signal<Photos>({ waiting: [], sending: null, kept: 0, bytes: 0 });
/** The office does not know this phone any more, as after a backup was put back. What it owes stays here. */
export const forgotten = signal(false);
/** When the office was put back from a backup that nobody has confirmed yet: it takes nothing, and all that is owed stays here. */
export const restored = signal<number | null>(null);
/** The last call the office answered with an error, by the number under which its log has it. */
export const failedCall = signal<{ request: string; at_ms: number } | null>(null);
export const cargo = signal<Cargo>({ waiting: [], delivered: [] });
export const stored = signal<{ persisted: boolean; trouble: string | null }>({ persisted: false, trouble: null });
export const update = signal<{ waiting: boolean; apply: () => void }>({ waiting: false, apply: () => undefined });

// ---- written by screens; kept in localStorage ----
export const lang = signal<Lang>("zh-Hant");
export const theme = signal<"auto" | "light" | "dark" | "contrast">("auto");
export const hand = signal<"right" | "left">("right");
