/** The code by which a second phone joins a count with no network: which count, of what, and how it is done. */
import { isUuid } from "./ids";
import type { CountMode, CountPurpose } from "./rows_field";
import { sha256 } from "./sha256";

export interface Invitation {
  count: string;
  place: string;
  mode: CountMode;
  purpose: CountPurpose;
  deep: boolean;
}

const PREFIX = "LS1"; // Loupe, stocktake, version 1; LC is cargo
const CHECK = 8;
const PURPOSES: readonly CountPurpose[] = ["stock", "spot", "opening", "closing", "recount"];
const LONG = PREFIX.length + 32 + 32 + 3 + CHECK;

const bare = (id: string): string => id.replaceAll("-", "").toUpperCase();
const idOf = (hex: string): string =>
  hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, (_, ...parts: string[]) => parts.slice(0, 5).join("-"));
const checkOf = (said: string): string =>
  sha256(Uint8Array.from(said, (one) => one.charCodeAt(0)))
    .slice(0, CHECK)
    .toUpperCase();

/** In the characters a QR code packs closest. */
export function countCode({ count, place, mode, purpose, deep }: Invitation): string {
  const said = PREFIX + bare(count) + bare(place) + (mode === "blind" ? "B" : "G") + PURPOSES.indexOf(purpose) + (deep ? "D" : "F");
  return said + checkOf(said);
}

/** Whether a scanned text means to be one, read well or not. */
export const isCountCode = (text: string): boolean => text.startsWith(PREFIX);

/** A scanned code, or null where it is none or was read wrong. */
export function readCountCode(text: string): Invitation | null {
  if (!isCountCode(text) || text.length !== LONG) return null;
  const said = text.slice(0, -CHECK);
  if (checkOf(said) !== text.slice(-CHECK)) return null;
  const [count, place] = [idOf(text.slice(3, 35)), idOf(text.slice(35, 67))];
  const purpose = PURPOSES[Number(text[68])];
  if (!isUuid(count) || !isUuid(place) || !purpose) return null;
  return { count, place, mode: text[67] === "B" ? "blind" : "guided", purpose, deep: text[69] === "D" };
}
