/** Picking on this phone: what `judgePick` and `route` are told of the rows here. */
import { computed } from "@preact/signals";
import type { PickContext } from "../core/pick";
import { route, type Stop, left as stillToPick } from "../core/route";
import type { SampleRow, SlipLine, SlipView } from "../core/rows";
import { person, rows } from "../state";
import { reserved } from "./rows_matters";
import { byTag, sampleView } from "./rows_view";

/** `observed`: the place whose tag was scanned last. */
export function pickContext(slip: SlipView, observed: string | null = null, group: string | null = null): PickContext {
  return {
    byTag,
    sample: sampleView,
    reserved: reserved(),
    person: person.value?.id ?? null,
    to: slip.told.to,
    observed,
    group,
    loaded: rows.value.loaded,
  };
}

const byModel = computed(() => {
  const found = new Map<string, SampleRow[]>();
  if (rows.value.version < 0) return found;
  for (const row of rows.value.samples.values()) {
    if (!row.model) continue;
    const there = found.get(row.model);
    if (there) there.push(row);
    else found.set(row.model, [row]);
  }
  return found;
});

/** Where to go, place after place, for what is still to be taken. */
export function routeOf(slip: SlipView): Stop[] {
  const alike = (model: string): SampleRow[] => (byModel.value.get(model) ?? []).map((row) => sampleView(row.id) ?? row);
  return route(slip, { places: rows.value.places, sample: sampleView, alike, reserved: reserved() });
}

/** What has been taken and has not come back. */
export const picked = (slip: SlipView): { line: string; sample: string }[] =>
  slip.told.lines.flatMap(({ line, issued, returned }) => {
    const back = new Set(returned);
    return issued.filter((sample) => !back.has(sample)).map((sample) => ({ line, sample }));
  });

export const left = (slip: SlipView): { line: SlipLine; n: number }[] => stillToPick(slip);
