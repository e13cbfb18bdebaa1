/** One run of picking for a slip: each scan judged on this phone against the slip, and the way through the store for the rest. */
import { batch, signal } from "@preact/signals";
import { judgePick, type PickContext, type Picked } from "../../../core/pick";
import { route, type Stop } from "../../../core/route";
import type { SlipView } from "../../../core/rows";
import { newId } from "../../../device/clock";
import { reserved, slipView } from "../../../device/rows_matters";
import { byTag, sampleView } from "../../../device/rows_store";
import { word } from "../../../i18n/t";
import { person, rows } from "../../../state";
import { judgedRun } from "../../scan/judged";
import { alike } from "../slip";

/** The place whose tag was scanned last: evidence of where the next pieces lay. */
export const standsAt = signal<string | null>(null);
const run = signal<{ slip: string; group: string } | null>(null);

export const picking = judgedRun<Picked>({
  judge: (text) => {
    const slip = slipView(run.value?.slip ?? "");
    return slip && judgePick(text, slip, context());
  },
  drafts: ({ draft }) => (draft ? [draft] : []),
  spoken: (picked) => word("pick_verdict", picked.verdict === "refused" ? picked.reasons[0] : picked.verdict),
  onPlace: (place) => {
    standsAt.value = place;
  },
});

/** The same slip again goes on with the same group: one handing out. */
export function begin(slip: string): void {
  if (run.value?.slip === slip) return;
  batch(() => {
    run.value = { slip, group: newId() };
    picking.shown.value = null;
    standsAt.value = null;
  });
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
