/** The piece a person means by its tag, its archive number or its sample number; null unless it is exactly one. */
import type { SampleView } from "../../core/rows";
import { readTag } from "../../core/tag";
import { byTag, sampleView, search } from "../../device/rows_store";

export function replacementOf(text: string): SampleView | null {
  const typed = text.trim();
  if (typed.length < 4) return null;
  const code = readTag(typed);
  if (code) {
    const found = byTag(code);
    return found.kind === "sample" && found.id ? sampleView(found.id) : null;
  }
  const same = search(typed, 10).filter((view) => view.archive_no === typed || view.number === typed);
  return same.length === 1 ? (same[0] ?? null) : null;
}
