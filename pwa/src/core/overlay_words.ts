/** Reading what stands in the body of an action, which an older or newer app may have written. */
import type { Action } from "./action";

export const text = (value: unknown): string | null => (typeof value === "string" && value ? value : null);
export const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
export const count = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null);
export const objects = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((one): one is Record<string, unknown> => typeof one === "object" && one !== null) : [];

/** What is left once undos are taken in: actions that stand, and those of before that were taken back. */
export function standing(pending: readonly Action[], known: (id: string) => Action | undefined): { acts: Action[]; undone: Action[] } {
  const here = new Set(pending.map((action) => action.id));
  const reversed = pending.filter((action) => action.kind === "undo").map((action) => String(action.body.reverses));
  const gone = new Set(reversed);
  const undone = reversed.filter((id) => !here.has(id)).map(known);
  return {
    acts: pending.filter((action) => action.kind !== "undo" && !gone.has(action.id)),
    undone: undone.filter((action) => action !== undefined),
  };
}
