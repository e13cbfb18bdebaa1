/** What a scan shows while a case is settled: the place, the piece, or neither. */
import type { CaseRow } from "../../core/rows";
import { readTag } from "../../core/tag";
import { byTag } from "../../device/rows_store";

export interface Evidence {
  place_tag?: string;
  piece_tag?: string;
}
export type SeenTag =
  | { is: "place"; place: string; code: string }
  | { is: "piece"; code: string }
  | { is: "other"; sample: string }
  | { is: "stranger" };

/** A badge stands for the person as a place. The code a case is about counts as the piece, whatever it points at now. */
export function seenTag(text: string, row: CaseRow): SeenTag {
  const code = readTag(text);
  if (!code) return { is: "stranger" };
  const found = byTag(code);
  if (code === row.tag || (found.id && found.id === row.sample)) return { is: "piece", code };
  if ((found.kind === "place" || found.kind === "person") && found.id) return { is: "place", place: found.id, code };
  return found.kind === "sample" && found.id ? { is: "other", sample: found.id } : { is: "stranger" };
}
