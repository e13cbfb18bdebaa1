/** One phone's part in a count: each code judged here, recorded at once, shown and felt; one after the other, so that none counts twice. */
import { batch, signal } from "@preact/signals";
import type { How } from "../../core/count_drafts";
import { type CountContext, type Counted, judgeCount, type Standing } from "../../core/counting";
import type { CountView, SampleView } from "../../core/rows";
import { newId } from "../../device/clock";
import { feel } from "../../device/feel";
import { record, undo } from "../../device/outbox";
import { countView } from "../../device/rows_matters";
import { byTag, sampleView } from "../../device/rows_store";
import { person, rows } from "../../state";

/** `failed`: the phone could not store it. */
export interface Shown {
  key: string;
  text: string;
  counted: Counted;
  state: "taken" | "told" | "failed";
  action: string | null;
}

export const shown = signal<Shown | null>(null);
/** The tray whose tag was scanned last. */
export const standsAt = signal<Standing | null>(null);
/** A lot waits to be told how many of it there are. */
export const asking = signal<{ text: string; how: How; sample: SampleView } | null>(null);
const run = signal<{ count: string; group: string } | null>(null);
let line: Promise<void> = Promise.resolve();

/** The same count again goes on where it was. */
export function begin(count: string): void {
  if (run.value?.count === count) return;
  batch(() => {
    run.value = { count, group: newId() };
    shown.value = null;
    standsAt.value = null;
    asking.value = null;
  });
}

/** The count begins at the place whose tag was scanned to begin it. */
export function standAt(count: string, place: string): void {
  begin(count);
  standsAt.value = { place, observed: true };
}

export function see(texts: readonly string[], how: How = "camera"): void {
  for (const text of texts) void take(text, how);
}

export function take(text: string, how: How, quantity?: number): Promise<void> {
  line = line.then(() => takeNow(text, how, quantity));
  return line;
}

async function takeNow(text: string, how: How, quantity?: number): Promise<void> {
  const count = countView(run.value?.count ?? "");
  if (!count) return;
  const counted = judgeCount(text, count, context(how, quantity));
  if (counted.verdict === "place" && counted.place) standsAt.value = { place: counted.place, observed: true };
  if (counted.sample && counted.sample.quantity > 1 && counted.draft && quantity === undefined) {
    asking.value ??= { text, how, sample: counted.sample };
    return;
  }
  if (!counted.draft) {
    show(text, counted, "told");
    return feel(felt(counted, count));
  }
  try {
    const [made] = await record([counted.draft]);
    show(text, counted, "taken", made?.id ?? null);
    feel(felt(counted, count));
  } catch (error) {
    console.error(error);
    show(text, counted, "failed");
    feel("refused");
  }
}

/** Everything a picture of a tray showed, as one fact for each piece and one group; how many were new. How many of a lot there are no picture tells. */
export async function takeAll(texts: readonly string[]): Promise<number> {
  const count = countView(run.value?.count ?? "");
  if (!count) return 0;
  const about = { ...context("shot"), group: newId() };
  const seen = texts.map((text) => judgeCount(text, count, about)).filter(({ sample }) => (sample?.quantity ?? 1) === 1);
  const drafts = seen.flatMap(({ draft }) => (draft ? [draft] : []));
  if (drafts.length) await record(drafts);
  feel("stored");
  return drafts.length;
}

export function context(how: How, quantity?: number): CountContext {
  return {
    byTag,
    sample: sampleView,
    places: rows.value.places,
    person: person.value?.id ?? null,
    at: standsAt.value,
    how,
    group: run.value?.group ?? null,
    loaded: rows.value.loaded,
    ...(quantity === undefined ? {} : { quantity }),
  };
}

const NEUTRAL = new Set<Counted["verdict"]>(["found", "unexpected", "misplaced"]);

/** In a blind count a piece is counted and no more: whether it should be here would tell what should. */
export const isNeutral = (counted: Counted, count: CountView): boolean => count.told.mode === "blind" && NEUTRAL.has(counted.verdict);
const felt = (counted: Counted, count: CountView): Counted["outcome"] => (isNeutral(counted, count) ? "stored" : counted.outcome);

function show(text: string, counted: Counted, state: Shown["state"], action: string | null = null): void {
  shown.value = { key: newId(), text, counted, state, action };
}

export async function takeBack(): Promise<void> {
  const last = shown.value;
  if (!last?.action) return;
  try {
    await undo(last.action);
    shown.value = null;
    feel("again");
  } catch (error) {
    console.error(error);
    shown.value = { ...last, state: "failed" };
    feel("refused");
  }
}
