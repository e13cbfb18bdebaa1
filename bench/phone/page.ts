/** The bench page: what the phone works out by itself, timed function by function on a whole register. */
import { figures, parts } from "../../pwa/src/core/figures";
import { heldLong } from "../../pwa/src/core/late";
import { notices } from "../../pwa/src/core/notices";
import { judgePick, type PickContext } from "../../pwa/src/core/pick";
import { reservations } from "../../pwa/src/core/reserve";
import { route } from "../../pwa/src/core/route";
import type { SampleRow, SampleView } from "../../pwa/src/core/rows";
import type { Wanted } from "../../pwa/src/core/wanted";
import { find, warmSearch } from "../../pwa/src/device/rows_search";
import { rows } from "../../pwa/src/state";
import { die, slipOf, stockOf, tagOf } from "./stock";

/** ms of every try, round after round, and the least each took: on a busy machine the rest is waiting for other programs. */
interface Timed {
  ms: number[];
  least: number[];
}
const TYPED = ["2026-000", "s-019", "1234", "ruby ring", "18k gold", "紅寶石", "紅寶戒指", "红宝石戒指", "钻石", "r-1", "tray 7", "diamond oval", "gia", "周大姐", "mei 3 翡翠", "d-12", "zzzz"];
const NARROWED: Wanted[] = [
  {},
  { status: ["in_store"] },
  { place: "tray7" },
  { holder: "mei3", type: "ring" },
  { material: "ruby", category: "new" },
  { client: "Madame Leung", text: "ring" },
  { photo_missing: true, text: "金" },
  { overdue: true },
];

/** What the tries give is summed up, so that no engine leaves them out. */
let sum = 0;

function timed(tries: readonly (() => number)[], rounds: number): Timed {
  const ms: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const one of tries) {
      const begun = performance.now();
      sum += one();
      ms.push(performance.now() - begun);
    }
  }
  const least = tries.map((_, at) => Math.min(...Array.from({ length: rounds }, (_, round) => ms[round * tries.length + at] as number)));
  return { ms, least };
}

function fill(samples: number): void {
  const memory = stockOf(samples);
  rows.value = { ...memory.rows, version: 1, cursor: 1, loaded: true };
}

/** Each text letter by letter, and the filters. */
async function searching(samples: number, rounds: number): Promise<{ first: number; typed: Timed; narrowed: Timed }> {
  fill(samples);
  const begun = performance.now();
  await warmSearch(async () => undefined);
  const first = performance.now() - begun;
  const letters = TYPED.flatMap((text) => Array.from({ length: text.length }, (_, i) => text.slice(0, i + 1)));
  const typed = timed(letters.map((text) => () => find({ text }).length), rounds);
  return { first, typed, narrowed: timed(NARROWED.map((wanted) => () => find(wanted).length), rounds) };
}

/** Scans judged against one slip of many lines while forty others hold their pieces; the first of them makes the index. */
function picking(samples: number, lines: number, rounds: number): { judged: Timed; again: Timed; walked: Timed } {
  fill(samples);
  const others = Array.from({ length: 40 }, (_, n) => slipOf(`s${n + 1}`, lines, 2_000 + n * lines));
  const byCode = new Map([...rows.value.samples.values()].map((row) => [row.tag, row]));
  const byModel = new Map<string, SampleRow[]>();
  for (const row of byCode.values()) byModel.set(row.model ?? "", [...(byModel.get(row.model ?? "") ?? []), row]);
  const sample = (id: string) => (rows.value.samples.get(id) as SampleView | undefined) ?? null;
  const roll = die(11);
  let slip = slipOf("s0", lines, 0);
  const context = (): PickContext => ({
    byTag: (code) => ({ kind: byCode.has(code) ? "sample" : "unknown", ...(byCode.has(code) ? { id: byCode.get(code)?.id } : {}) }) as never,
    sample,
    reserved: reservations([slip, ...others]),
    person: "mei0",
  });
  const told = context();
  const scan = () => Number(judgePick(tagOf(roll(2) ? roll(lines) : roll(samples)), slip, told).take !== "no");
  /** As on the phone: a pick makes a new view of the slip, so its index is made anew with every scan. */
  const scanAnew = () => {
    slip = { ...slip };
    return scan();
  };
  const walk = () => route(slip, { places: rows.value.places, sample, alike: (model) => byModel.get(model) ?? [], reserved: told.reserved }).length;
  return { judged: timed([scanAnew], rounds), again: timed([scan], rounds), walked: timed([walk], 20) };
}

/** What one change of the rows costs a board that is up, and the bell: every figure, what is late, what concerns one person. */
function boarding(samples: number, rounds: number): { board: Timed; bell: Timed } {
  fill(samples);
  const { places, slips, ...all } = rows.value;
  const now_ms = Date.now();
  const board = () => {
    const found = figures(all.samples.values(), places);
    const shown = [found.places, found.holders, found.categories, found.statuses, found.sites].map((cut) => parts(cut, 18, 0.012).length);
    return shown.length + heldLong(all.samples.values(), slips, now_ms).length;
  };
  const told = { me: "mei3", roles: ["supervisor"], now_ms, today_ms: now_ms, outbox: [], entries: [], cases: [], repairs: [], receipts: [], counts: [], fairs: [] };
  const bell = () => notices({ ...told, samples: all.samples.values(), slips: slips.values() }).length;
  return { board: timed([board], rounds), bell: timed([bell], rounds) };
}

Object.assign(globalThis, { searching, picking, boarding, total: () => sum });
