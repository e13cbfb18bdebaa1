/** One run of the basket: each code that is read is judged, recorded at once, and shown with its outcome. */
import { batch, computed, effect, signal, untracked } from "@preact/signals";
import { takenFor } from "../../core/basket";
import { isCountCode } from "../../core/count_code";
import { isGiven } from "../../core/give";
import { type Judgement, judge, type Outcome, type ReasonCode } from "../../core/judge";
import type { SampleView } from "../../core/rows";
import { newId } from "../../device/clock";
import { conditions } from "../../device/conditions";
import { feel } from "../../device/feel";
import { record, undo } from "../../device/outbox";
import { byTag, sampleView } from "../../device/rows_store";
import { go } from "../../parts/route";
import { outbox, person, rows } from "../../state";
import { hearGiven } from "../handover/take";
import { aim, canAim, direction, target } from "./target";

export const UNDO_MS = 60_000;
const UNDO_FAILED = "undo_failed";

export interface Taken {
  key: string;
  text: string;
  code: string | null;
  outcome: Outcome | "storing";
  reasons: (ReasonCode | "storage" | typeof UNDO_FAILED)[];
  sample: SampleView | null;
  quantity: number;
  action: string | null;
  at_ms: number;
  undone: boolean;
  aimed: string; // which way and to whom: the same piece going somewhere else is news, not a repetition
}

export const basket = signal<Taken[]>([]);
/** The newest thing that happened, for the flash over the camera; a place that was scanned is one as well. */
export const latest = signal<Taken | { key: string; place: string } | null>(null);
/** A lot waits for its quantity. */
export const asking = signal<{ text: string; sample: SampleView } | null>(null);

const aimed = computed(() => `${direction.value} ${target.value?.place ?? ""}`);
const group = signal(newId());
/** Pieces that go another way or to another place are another handing over. */
effect(() => {
  if (aimed.value) group.value = newId();
});
const later: string[] = [];

export const counted = computed(() => basket.value.filter((row) => row.action && !row.undone));
/** How many pieces the phone could not store and nobody has scanned again since: of these nothing stands anywhere. */
export const lost = computed(() => {
  const there = new Set(counted.value.map(goal));
  const refused = basket.value.filter((row) => row.outcome === "refused" && !there.has(goal(row)));
  return new Set(refused.map(goal)).size;
});
const goal = (row: Taken): string => `${row.code} ${row.aimed}`;
export const delivery = computed(() => new Map(outbox.value.map((row) => [row.id, row])));

/** A lot is being asked about, or the app has just been opened and is still reading the samples it keeps: a moment, and no scan is lost in it. */
const isBusy = computed(() => asking.value !== null || (!rows.value.loaded && rows.value.places.size > 0));

/** Codes that came into the camera's view or from a hand scanner. Those that come at a busy moment wait for its end. */
export function see(texts: readonly string[]): void {
  if (isBusy.value) later.push(...texts);
  else for (const text of texts) void take(text);
}

effect(() => {
  if (!isBusy.value) untracked(() => see(later.splice(0)));
});

/** Judges a code and records what it means. Green only once it is durable on this phone. */
export async function take(text: string, quantity?: number): Promise<void> {
  if (isGiven(text)) return hearGiven(text);
  if (isCountCode(text)) return go("counts", "join", text);
  const said = judge(text, direction.value, target.value, context(quantity));
  if (said.target) return retarget(said.target.place);
  if (said.draft && said.sample && said.sample.quantity > 1 && quantity === undefined) {
    if (asking.value) later.push(text);
    else asking.value = { text, sample: said.sample };
    return;
  }
  const row = put(text, said, quantity ?? said.draft?.quantity ?? 1);
  if (said.draft) await store(row, said);
  else feel(said.outcome);
}

function context(quantity: number | undefined) {
  const standing = basket.value.map((row) => ({ ...row, stands: !row.undone && (row.action !== null || row.outcome === "storing") }));
  return {
    byTag,
    sample: sampleView,
    place: (id: string) => rows.value.places.get(id),
    person: person.value?.id ?? null,
    basket: takenFor(standing, aimed.value, target.value?.place ?? null, sampleView),
    group: group.value,
    loaded: rows.value.loaded,
    conditions: conditions(),
    ...(quantity === undefined ? {} : { quantity }),
  };
}

function retarget(id: string): void {
  const place = rows.value.places.get(id);
  if (!place || !canAim(place)) {
    feel("refused");
    return;
  }
  aim(place, true);
  latest.value = { key: newId(), place: id };
  feel("again");
}

function put(text: string, said: Judgement, quantity: number): Taken {
  const outcome = said.draft ? "storing" : said.outcome;
  const row: Taken = {
    key: newId(),
    text,
    code: said.code,
    outcome,
    reasons: said.reasons,
    sample: said.sample ?? null,
    quantity,
    action: null,
    at_ms: Date.now(),
    undone: false,
    aimed: aimed.value,
  };
  const isNews = said.draft !== undefined;
  batch(() => {
    if (isNews) basket.value = [row, ...basket.value];
    latest.value = row;
  });
  return row;
}

async function store(row: Taken, said: Judgement): Promise<void> {
  try {
    const [made] = await record(said.draft ? [said.draft] : []);
    change(row, { outcome: said.outcome, action: made?.id ?? null });
    feel(said.outcome);
  } catch (error) {
    console.error(error);
    change(row, { outcome: "refused", reasons: ["storage"] });
    feel("refused");
  }
}

function change(row: Taken, to: Partial<Taken>): void {
  const next = (old: Taken) => (old.key === row.key ? { ...old, ...to } : old);
  batch(() => {
    basket.value = basket.value.map(next);
    const now = latest.value;
    if (now && "outcome" in now) latest.value = next(now);
  });
}

/** Takes a scan back with an action that reverses it; both stay in history. */
export async function takeBack(row: Taken): Promise<void> {
  if (!row.action || row.undone) return;
  try {
    await undo(row.action);
    change(row, { undone: true });
    feel("again");
  } catch (error) {
    console.error(error);
    change(row, { reasons: [...row.reasons, UNDO_FAILED] });
    feel("refused");
  }
}

/** An empty basket: what was scanned stays recorded, the next scans are another group. */
export function newBasket(): void {
  batch(() => {
    basket.value = [];
    latest.value = null;
    group.value = newId();
  });
}
