/** One run of picking for a slip: each scan judged on this phone, recorded at once when it is right, put to the person when it is not. */
import { batch, signal } from "@preact/signals";
import { judgePick, type PickContext, type Picked } from "../../../core/pick";
import { route, type Stop } from "../../../core/route";
import type { SlipView } from "../../../core/rows";
import { newId } from "../../../device/clock";
import { feel } from "../../../device/feel";
import { record, undo } from "../../../device/outbox";
import { reserved, slipView } from "../../../device/rows_matters";
import { byTag, sampleView } from "../../../device/rows_store";
import { t, word } from "../../../i18n/t";
import { person, rows } from "../../../state";
import { alike } from "../slip";
import { say } from "./voice";

/** `asked`: it waits for "take anyway"; `failed`: the phone could not store it. */
export interface Shown {
  key: string;
  text: string;
  picked: Picked;
  state: "taken" | "asked" | "left" | "told" | "failed";
  action: string | null;
}

export const shown = signal<Shown | null>(null);
/** The place whose tag was scanned last: evidence of where the next pieces lay. */
export const standsAt = signal<string | null>(null);
const run = signal<{ slip: string; group: string } | null>(null);

/** The same slip again goes on with the same group: one handing out. */
export function begin(slip: string): void {
  if (run.value?.slip === slip) return;
  batch(() => {
    run.value = { slip, group: newId() };
    shown.value = null;
    standsAt.value = null;
  });
}

export function see(texts: readonly string[]): void {
  for (const text of texts) void take(text);
}

export async function take(text: string): Promise<void> {
  const slip = slipView(run.value?.slip ?? "");
  if (!slip) return;
  const before = shown.value;
  if (before?.state === "asked" && before.text === text) return; // still held before the camera: the question stands
  const picked = judgePick(text, slip, context());
  if (picked.take === "now") return store(text, picked);
  if (picked.place) standsAt.value = picked.place;
  if (before?.state === "asked" && picked.take === "no" && picked.verdict !== "place") return; // a piece seen again answers no question
  show(text, picked, picked.take === "ask" ? "asked" : "told");
  feel(picked.verdict === "place" ? "again" : picked.outcome);
  if (picked.verdict !== "place" && picked.verdict !== "picked") say(spoken(picked));
}

function context(): PickContext {
  return {
    byTag,
    sample: sampleView,
    reserved: reserved(),
    person: person.value?.id ?? null,
    observed: standsAt.value,
    group: run.value?.group ?? null,
    loaded: rows.value.loaded,
  };
}

/** A fact all the same: it is taken, and everybody sees that it was not as it should be. */
export async function takeAnyway(): Promise<void> {
  const question = shown.value;
  if (question?.state === "asked") await store(question.text, question.picked);
}

export function leave(): void {
  if (shown.value) shown.value = { ...shown.value, state: "left" };
}

async function store(text: string, picked: Picked): Promise<void> {
  if (!picked.draft) return;
  try {
    const [made] = await record([picked.draft]);
    show(text, picked, "taken", made?.id ?? null);
    feel(picked.outcome);
    say(picked.verdict === "right" ? t("pick.say_right") : t("pick.say_taken"));
  } catch (error) {
    console.error(error);
    show(text, picked, "failed");
    feel("refused");
    say(t("pick.say_failed"));
  }
}

function show(text: string, picked: Picked, state: Shown["state"], action: string | null = null): void {
  shown.value = { key: newId(), text, picked, state, action };
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

const spoken = (picked: Picked): string => word("pick_verdict", picked.verdict === "refused" ? picked.reasons[0] : picked.verdict);

/** Where to go next: the place one stands at, then the store as one walks it, then people and others who have a piece. */
export function stops(slip: SlipView): Stop[] {
  const found = route(slip, {
    places: rows.value.places,
    sample: sampleView,
    alike: (model) => alike(model).flatMap((id) => sampleView(id) ?? []),
    reserved: reserved(),
  });
  const inStore = found.filter((stop) => isStore(stop.place));
  const elsewhere = found.filter((stop) => !isStore(stop.place));
  const here = inStore.findIndex((stop) => stop.place === standsAt.value);
  return [...inStore.slice(Math.max(0, here)), ...inStore.slice(0, Math.max(0, here)), ...elsewhere];
}

function isStore(place: string | null): boolean {
  return rows.value.places.get(place ?? "")?.kind === "store";
}
