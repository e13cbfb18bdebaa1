/** Actions, places and pieces for tests of the core, in few words. */
import type { Action, Draft, Kind } from "../../src/core/action";
import { blankRow } from "../../src/core/overlay";
import { overlaySlip, type SlipWorld } from "../../src/core/overlay_matters";
import type { PlaceKind, PlaceRow, SampleRow, SampleView, SlipLine, SlipRow, SlipTold, SlipView } from "../../src/core/rows";

let made = 0;

export function act(kind: Kind, changes: Partial<Action> = {}): Action {
  made += 1;
  const blank = {
    sample: null,
    tag: null,
    to: null,
    observed_from: null,
    believed_from: null,
    slip: null,
    count: null,
    fair: null,
    repair: null,
  };
  const clocks = { wall_ms: 1_000 + made, tz: 480, mono_ms: 0, page: "p", anchor: null, hlc: [1_000 + made, 0] as [number, number] };
  const about = {
    v: 1 as const,
    id: `a${made}`,
    kind,
    device: "d",
    seq: made,
    by: "kim",
    base: 0,
    quantity: 1,
    group: null,
    body: {},
    prev: null,
  };
  return { ...about, ...blank, receipt: null, ...clocks, ...changes };
}

/** A draft as the outbox would write it. */
export const written = (draft: Draft, by = "kim"): Action => act(draft.kind, { by, ...(draft as Partial<Action>) });

const KINDS: Record<string, PlaceKind> = {
  safe: "store",
  tray: "store",
  tray2: "store",
  kim: "person",
  mei: "person",
  client: "client",
  wong: "workshop",
  "sink-lost": "lost",
  "sink-scrapped": "scrapped",
};
export const kindOf = (place: string): PlaceKind | undefined => KINDS[place];

export function place(id: string, changes: Partial<PlaceRow> = {}): PlaceRow {
  return {
    id,
    kind: KINDS[id] ?? "store",
    parent: null,
    names: { en: id },
    tag: null,
    keeper: null,
    retired: false,
    commit: 1,
    ...changes,
  };
}
export const placesOf = (...rows: PlaceRow[]): Map<string, PlaceRow> => new Map(rows.map((row) => [row.id, row]));

export function piece(id: string, changes: Partial<SampleRow> = {}): SampleView {
  return { ...blankRow(id), status: "in_store", place: "tray", holder: "tray", commit: 5, pending: 0, ...changes };
}

export const slipLine = (line: string, changes: Partial<SlipLine> = {}): SlipLine => ({
  line,
  sample: null,
  model: null,
  n: 1,
  issued: [],
  returned: [],
  ...changes,
});

export const world: SlipWorld = { known: () => undefined, carried: () => undefined, isStore: (id) => KINDS[id] === "store" };

/** An approved slip of the office; `told` over it. */
export function slip(lines: SlipLine[], told: Partial<SlipTold> = {}, row: Partial<SlipRow> = {}): SlipView {
  const asked = act("slip_request", { slip: "s1", by: "mei", body: { lines: [], to: "mei" } });
  const blank = overlaySlip("s1", null, [asked], world) as SlipView;
  const approved = { submitted_by: "mei", approved_by: "boss", approved_ms: 5, lines, ...told };
  return { ...blank, no: "S-2026-0001", status: "approved", commit: 3, pending: 0, ...row, told: { ...blank.told, ...approved } };
}
