/** The pieces somebody answers for now, newest first. */
import type { SampleView } from "../../core/rows";
import { sampleView } from "../../device/rows_store";
import { outbox, rows } from "../../state";

const RETIRED: ReadonlySet<string> = new Set(["lost", "scrapped", "sold", "returned_to_owner"]);

/** By the office's rows and by what this phone has moved and not sent. */
export function heldBy(person: string): SampleView[] {
  const ids = new Set<string>();
  if (rows.value.version >= 0)
    for (const row of rows.value.samples.values()) if (row.holder === person || row.place === person) ids.add(row.id);
  for (const row of outbox.value) if (row.sample && (row.to === person || ids.has(row.sample))) ids.add(row.sample);
  return [...ids]
    .map((id) => sampleView(id))
    .filter((view) => view !== null)
    .filter((view) => (view.holder === person || view.place === person) && !RETIRED.has(view.status))
    .sort((a, b) => (b.happened_ms ?? 0) - (a.happened_ms ?? 0));
}
