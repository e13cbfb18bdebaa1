/** Which pieces left under a slip and nobody has signed for yet. */
import type { SlipView } from "../../../core/rows";
import { piecesOut } from "../slip";

export function unsigned(slip: SlipView): string[] {
  const signed = new Set(slip.told.signed.flatMap((one) => one.samples));
  return piecesOut(slip).filter((id) => !signed.has(id));
}
