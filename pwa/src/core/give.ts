/** Handing over from phone to phone with no network: the giver shows a code that says which pieces, the taker's phone reads it. */
import type { Draft } from "./action";
import { fromBase45, toBase45 } from "./base45";
import { isUuid } from "./ids";
import { sha256 } from "./sha256";

export interface Given {
  /** Names the handover: both halves carry it, and the office pairs them by it. */
  pair: string;
  /** The giver. */
  from: string;
  samples: string[];
}
/** One code of several: 1 of 3. */
export interface GivenPart extends Given {
  part: number;
  parts: number;
}

const PREFIX = "LG1"; // Loupe, give, version 1: no tag begins so, for a tag has no place for it
const END = "."; // a text that ended in a blank would lose it on the way
const MOST = 20; // about 540 characters, a symbol of 69 × 69
const MOST_PARTS = 50;
const ID = 16;
const CHECK = 4;
const HEAD = 2 + 2 * ID;

function idBytes(id: string): number[] {
  const hex = id.replaceAll("-", "");
  return Array.from({ length: ID }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

function idAt(bytes: Uint8Array, at: number): string {
  const hex = Array.from(bytes.subarray(at, at + ID), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function checkOf(bytes: Uint8Array): number[] {
  const hex = sha256(bytes);
  return Array.from({ length: CHECK }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** The texts to show, one QR code for each 20 pieces. Every one of them says which of how many it is. */
export function giveCodes({ pair, from, samples }: Given): string[] {
  const parts = Math.max(1, Math.ceil(samples.length / MOST));
  if (parts > MOST_PARTS) throw new RangeError(`at most ${MOST * MOST_PARTS} pieces in one handover`);
  return Array.from({ length: parts }, (_, i) => {
    const some = samples.slice(i * MOST, (i + 1) * MOST).flatMap(idBytes);
    const said = Uint8Array.from([i + 1, parts, ...idBytes(pair), ...idBytes(from), ...some]);
    return PREFIX + toBase45(Uint8Array.from([...said, ...checkOf(said)])) + END;
  });
}

/** Whether a scanned text is meant as a handover at all; then a bad one is to be said, not taken for an unknown tag. */
export const isGiven = (text: string): boolean => text.startsWith(PREFIX);

/** One scanned code, or null where it is none or was read wrong. */
export function readGive(text: string): GivenPart | null {
  if (!isGiven(text) || !text.endsWith(END)) return null;
  const bytes = fromBase45(text.slice(PREFIX.length, -END.length));
  if (!bytes || bytes.length < HEAD + CHECK || (bytes.length - HEAD - CHECK) % ID) return null;
  const said = bytes.subarray(0, bytes.length - CHECK);
  if (checkOf(said).some((byte, i) => byte !== bytes[said.length + i])) return null;
  const [part, parts] = said as unknown as [number, number];
  if (part < 1 || part > parts || parts > MOST_PARTS) return null;
  const samples = Array.from({ length: (said.length - HEAD) / ID }, (_, i) => idAt(said, HEAD + i * ID));
  return { part, parts, pair: idAt(said, 2), from: idAt(said, 2 + ID), samples };
}

/** The whole handover once every code of it was scanned, in whatever order; null until then, or where they do not belong together. */
export function joinGiven(scanned: readonly GivenPart[]): Given | null {
  const [first] = scanned;
  if (!first || scanned.some((one) => one.pair !== first.pair || one.from !== first.from || one.parts !== first.parts)) return null;
  const byPart = new Map(scanned.map((one) => [one.part, one.samples]));
  if (byPart.size < first.parts) return null;
  const samples = Array.from({ length: first.parts }, (_, i) => byPart.get(i + 1) ?? []).flat();
  return { pair: first.pair, from: first.from, samples: [...new Set(samples)] };
}

/** The giver's half: moves nothing, makes the taker's feasible. `to` where the taker is known. */
export function giveDrafts(samples: readonly { id: string; slip?: string | null }[], pair: string, to: string | null = null): Draft[] {
  return samples.map(({ id, slip }) => ({ kind: "give", sample: id, to, group: pair, slip: slip ?? null, body: {} }));
}

/** The taker's half, one for each piece. `by`: the unlocked person, who answers from now on. */
export function takeDrafts(given: Given, by: string, slipOf: (sample: string) => string | null = () => null): Draft[] {
  return given.samples.filter(isUuid).map((sample) => ({
    kind: "hand_over",
    sample,
    to: by,
    group: given.pair,
    believed_from: given.from,
    slip: slipOf(sample),
    body: { from: given.from, pair: given.pair },
  }));
}
