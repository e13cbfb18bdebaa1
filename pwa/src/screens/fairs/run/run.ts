/** One run of scans for a fair: packing out, into the safe for the night with tonight's count, or packing back. */
import { batch, signal } from "@preact/signals";
import type { Draft } from "../../../core/action";
import { stillOut } from "../../../core/fair_where";
import { judgePack, type Packed, type PackMode } from "../../../core/packing";
import type { FairView } from "../../../core/rows";
import { newId } from "../../../device/clock";
import { fairView, openNight, packContext, seenIn, sharesOf } from "../../../device/fairs";
import { feel } from "../../../device/feel";
import { record } from "../../../device/outbox";
import { word } from "../../../i18n/t";
import { rows } from "../../../state";
import { judgedRun } from "../../scan/judged";

interface Begun {
  fair: string;
  mode: PackMode;
  group: string;
}
const begun = signal<Begun | null>(null);
/** Where the pieces go: out, to the booth, a courier or somebody of the team; back, to a tray, or each to its own home. */
export const target = signal<string | null>(null);
/** The store's place whose tag was scanned last while packing out: evidence of where the pieces lay. */
const standsAt = signal<string | null>(null);
/** Tonight's count, while it runs. */
export const night = signal<string | null>(null);

export const packing = judgedRun<Packed>({
  judge: (text) => {
    const run = begun.value;
    const fair = run && fairView(run.fair);
    if (!run || !fair) return null;
    const context = packContext(fair, target.value, run.mode === "out" ? standsAt.value : null, run.group);
    if (run.mode !== "safe") return judgePack(text, fair, run.mode, context);
    const count = night.value;
    return count === null ? null : judgePack(text, fair, "safe", { ...context, count, seen: seenIn(count) });
  },
  drafts: ({ drafts }) => drafts ?? [],
  spoken: ({ verdict }) => word("pack_verdict", verdict),
  onPlace: (place) => {
    const kind = rows.value.places.get(place)?.kind;
    const run = begun.value;
    if (!run || !kind) return;
    if (run.mode === "back" && kind === "store") target.value = place;
    if (run.mode === "out" && kind === "store") standsAt.value = place;
    if (run.mode === "out" && ["booth", "person", "courier"].includes(kind)) target.value = place;
  },
});

/** The same fair and way again goes on with the same group. */
export function begin(fair: FairView, mode: PackMode, since_ms: number): void {
  if (begun.value?.fair === fair.id && begun.value.mode === mode) {
    if (mode === "safe") night.value = openNight(fair, since_ms);
    return;
  }
  batch(() => {
    begun.value = { fair: fair.id, mode, group: newId() };
    packing.shown.value = null;
    standsAt.value = null;
    target.value = mode === "out" ? fair.told.booth : null;
    night.value = mode === "safe" ? openNight(fair, since_ms) : null;
  });
}

/** Tonight's closing count: what is still out should lie in the safe; frozen now. */
export async function openCount(fair: FairView): Promise<void> {
  const count = newId();
  const body = { expected: stillOut(sharesOf(fair)), mode: "guided", purpose: "closing", title: fair.told.title };
  const draft: Draft = { kind: "count_open", count, fair: fair.id, to: fair.told.safe, body };
  await record([draft]);
  night.value = count;
}

export async function finishCount(fair: FairView): Promise<void> {
  const count = night.value;
  if (count === null) return;
  await record([{ kind: "count_finish", count, fair: fair.id, body: { outcome: "done" } }]);
  feel("stored");
  batch(() => {
    night.value = null;
    begun.value = null;
  });
}
