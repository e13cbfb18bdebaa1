/** A cargo as frames of an animated code, and back: of a fountain any frames will do, as long as there are enough of them. */
import init, { Decoder, Encoder } from "raptorq/raptorq.js";
import wasm from "raptorq/raptorq_bg.wasm?url";
import { fromBase45, toBase45 } from "../core/base45";
import { sha256 } from "../core/sha256";

const PREFIX = "LC1"; // Loupe, cargo, version 1
const END = "."; // a text that ended in a blank would lose it on the way
const CHECK = 6;
const LENGTH = 3;
const HEAD = CHECK + LENGTH;
const CLOCK = 6;
const PACKET_HEAD = 4;
const LARGEST = 1_000_000;
const ROUNDS = 2; // as many spare frames again, twice, before the first one comes back

/** Bytes a frame: a symbol of 77 × 77 at the least redundancy, four dots of glass a module at 390 wide. Measured: bench/relay. */
export const FRAME = 480;

let opened: Promise<unknown> | null = null;

/** `binary` where there is no origin to fetch from. */
export function openFountain(binary?: BufferSource): Promise<unknown> {
  opened ??= init(binary ?? wasm);
  return opened;
}

const names = (payload: Uint8Array): number[] => {
  const hex = sha256(payload);
  return Array.from({ length: CHECK }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
};
const sizeOf = (length: number, frame: number): number => Math.min(frame, Math.ceil(length / 8) * 8);

/** The frames to show round and round, still without the time. Each says which cargo it is of and how long that is. */
export function spray(payload: Uint8Array, frame = FRAME): Uint8Array[] {
  if (payload.length === 0 || payload.length > LARGEST) throw new RangeError(`a cargo of ${payload.length} bytes`);
  const size = sizeOf(payload.length, frame);
  const encoder = Encoder.with_defaults(payload, size);
  try {
    const { length } = payload;
    const head = [...names(payload), length >> 16, (length >> 8) & 0xff, length & 0xff];
    const packets = encoder.encode(Math.ceil(length / size) * ROUNDS);
    return packets.map((packet) => Uint8Array.from([...head, ...packet]));
  } finally {
    encoder.free();
  }
}

/** A frame as it is shown at this moment: its clock goes with it, so that whoever films it sees how far the two are apart. */
export function frameText(frame: Uint8Array, wall_ms: number): string {
  const clock = Array.from({ length: CLOCK }, (_, i) => Math.floor(wall_ms / 256 ** (CLOCK - 1 - i)) % 256);
  return PREFIX + toBase45(Uint8Array.from([...frame.subarray(0, HEAD), ...clock, ...frame.subarray(HEAD)])) + END;
}

export const isFrame = (text: string): boolean => text.startsWith(PREFIX);

interface Caught {
  decoder: Decoder;
  seen: Set<string>;
  need: number;
}
export interface Progress {
  got: number;
  need: number;
  /** The whole cargo, once it is there and is what its frames said. */
  payload: Uint8Array | null;
  /** What the clock of the phone that showed it said. */
  wall_ms: number;
}

/** Catches frames of several cargoes, in any order, over any interruption. */
export class Basin {
  private readonly caught = new Map<string, Caught>();

  /** Null where the text is no frame, or was read wrong. */
  add(text: string): Progress | null {
    if (!isFrame(text) || !text.endsWith(END)) return null;
    const bytes = fromBase45(text.slice(PREFIX.length, -END.length));
    if (!bytes || bytes.length <= HEAD + CLOCK + PACKET_HEAD) return null;
    const length = ((bytes[CHECK] as number) << 16) | ((bytes[CHECK + 1] as number) << 8) | (bytes[CHECK + 2] as number);
    const wall_ms = bytes.subarray(HEAD, HEAD + CLOCK).reduce((ms, byte) => ms * 256 + byte, 0);
    const packet = bytes.subarray(HEAD + CLOCK);
    const size = packet.length - PACKET_HEAD;
    if (length === 0 || length > LARGEST || size % 8) return null;
    const name = bytes.subarray(0, HEAD).join() + size;
    const poured = this.pour(name, bytes.subarray(0, CHECK), length, packet, size);
    return poured && { ...poured, wall_ms };
  }

  private pour(name: string, check: Uint8Array, length: number, packet: Uint8Array, size: number): Omit<Progress, "wall_ms"> | null {
    const one = this.caught.get(name) ?? this.begin(name, length, size);
    const number = packet.subarray(0, PACKET_HEAD).join();
    if (one.seen.has(number)) return { got: one.seen.size, need: one.need, payload: null };
    one.seen.add(number);
    const whole = decoded(one.decoder, packet);
    const progress = { got: one.seen.size, need: one.need, payload: null };
    if (whole === null) return progress;
    this.caught.delete(name);
    if (whole === "broken" || names(whole).some((byte, i) => byte !== check[i])) return null; // a frame was read wrong: from the start
    return { ...progress, payload: whole };
  }

  private begin(name: string, length: number, size: number): Caught {
    const fresh = { decoder: Decoder.with_defaults(BigInt(length), size), seen: new Set<string>(), need: Math.ceil(length / size) };
    this.caught.set(name, fresh);
    return fresh;
  }
}

/** A frame that somebody made up can trip the decoder; then it is of no use any more. */
function decoded(decoder: Decoder, packet: Uint8Array): Uint8Array | "broken" | null {
  try {
    const whole = decoder.decode(packet);
    if (whole) decoder.free();
    return whole ?? null;
  } catch (error) {
    console.warn("a cargo cannot be put together from these frames", error);
    return "broken";
  }
}
