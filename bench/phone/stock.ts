/** A register of so many pieces as the office would send it, with facts drawn by a seeded die; places, people and slips to go with it. */
import { overlaySlip } from "../../pwa/src/core/overlay_matters";
import type { SlipLine, SlipView } from "../../pwa/src/core/rows";
import { withCheck } from "../../pwa/src/core/tag";
import { emptyMemory, lay, type Memory } from "../../pwa/src/device/rows_memory";

const TYPES = ["ring", "pendant", "earrings", "necklace", "bracelet", "loose_stone"];
const METALS = [["gold", 750], ["white_gold", 750], ["rose_gold", 750], ["platinum", 950], ["gold", 999], ["silver", 925]] as const;
const STONES = ["diamond", "ruby", "sapphire", "emerald", "jadeite", "pearl", "opal"];
const LABS = ["GIA", "GRS", "SSEF", "Gübelin", "HKJSL"];
const CLIENTS = ["Madame Leung", "周大姐", "Mr Ho", "麗晶珠寶", null, null];
const COLS = "id archive_no number tag type category model name facts quantity status place holder home at condition happened_ms known_ms last_by last_kind claims slip repair photos entry_no commit".split(" ");

/** Mulberry32: the same pieces at every run. */
export function die(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

export const idOf = (n: number): string => `0190a000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
export const tagOf = (n: number): string => withCheck(Array.from({ length: 14 }, (_, i) => (n >> (5 * (i % 4))) & 31));

function facts(n: number, roll: (sides: number) => number) {
  const [metal, fineness] = METALS[roll(METALS.length)] as (typeof METALS)[number];
  const stones = Array.from({ length: 1 + roll(2) }, () => ({ kind: STONES[roll(STONES.length)], shape: "oval", count: 1, ct: `${roll(5)}.${roll(99)}` }));
  const certificates = [{ lab: LABS[roll(LABS.length)], number: String(2_140_000_000 + n) }];
  const client = CLIENTS[roll(CLIENTS.length)];
  const insured = n % 3 ? { insured: { minor: 100_000 * (1 + (n % 50)), currency: n % 7 ? "HKD" : "USD" } } : {};
  return { gross_g: "4.210", metals: [{ metal, fineness, net_g: "3.9" }], stones, certificates, ...(client ? { client } : {}), custom: { drawer: `D-${n % 90}` }, ...insured };
}

function sample(n: number, roll: (sides: number) => number): unknown[] {
  const out = roll(5) === 0;
  const place = out ? `mei${roll(30)}` : `tray${roll(200)}`;
  const row: Record<string, unknown> = {
    id: idOf(n),
    archive_no: `2026-${String(n).padStart(6, "0")}`,
    number: `S-${String(n).padStart(5, "0")}`,
    tag: tagOf(n),
    type: TYPES[roll(TYPES.length)],
    category: "new",
    model: `R-${roll(1_500)}`,
    facts: facts(n, roll),
    quantity: 1,
    status: out ? "out" : "in_store",
    place,
    holder: place,
    claims: 0,
    photos: [],
    commit: 1,
  };
  return COLS.map((col) => row[col] ?? null);
}

export function stockOf(many: number): Memory {
  const roll = die(7);
  const memory = emptyMemory();
  const trays = Array.from({ length: 200 }, (_, n) => [`tray${n}`, "store", null, { en: `Tray ${n}`, "zh-Hant": `珠寶盤 ${n}` }, null, null, false, 1]);
  const people = Array.from({ length: 30 }, (_, n) => [`mei${n}`, "person", null, { en: `Mei ${n}`, "zh-Hant": `陳美${n}` }, null, null, false, 1]);
  const places = { cols: "id kind parent names tag keeper retired commit".split(" "), rows: [...trays, ...people] };
  const samples = { cols: COLS, rows: Array.from({ length: many }, (_, n) => sample(n, roll)) };
  lay(memory, { tables: { places, samples }, gone: {} });
  return memory;
}

/** An approved slip of so many lines: two pieces by name for each line asking for some of a model. `from`: the first piece named. */
export function slipOf(id: string, lines: number, from: number): SlipView {
  const world = { known: () => undefined, carried: () => undefined, isStore: () => false };
  const asked = Array.from({ length: lines }, (_, i) => ({ line: String(i), ...(i % 3 === 2 ? { model: `R-${i}`, n: 2 } : { sample: idOf(from + i) }) }));
  const action = { id: `q-${id}`, kind: "slip_request", by: "mei0", wall_ms: 1, body: { lines: asked, to: "mei0", out_ms: 10, back_ms: 20 } };
  const view = overlaySlip(id, null, [action as never], world) as SlipView;
  const told = { ...view.told, approved_by: "boss", lines: view.told.lines as SlipLine[] };
  return { ...view, no: id, status: "approved", told };
}
