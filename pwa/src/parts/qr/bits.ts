/** Text as the codewords of a QR code: capitals and digits packed two to eleven bits, anything else as UTF-8. */
import { type Level, NEWEST, room } from "./blocks";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const CAPITALS = /^[0-9A-Z $%*+\-./:]*$/;

export interface Packed {
  version: number;
  level: Level;
  data: number[];
}

type Put = (value: number, long: number) => void;

/** The smallest version that holds the text; the stronger level unless only the weaker one does. Null: too long for any. */
export function pack(text: string): Packed | null {
  const bytes = new TextEncoder().encode(text);
  const isPlain = CAPITALS.test(text);
  const long = isPlain ? Math.floor(text.length / 2) * 11 + (text.length % 2) * 6 : bytes.length * 8;
  for (const level of ["M", "L"] as const)
    for (let version = 1; version <= NEWEST; version++) {
      const head = 4 + countBits(version, isPlain);
      if (head + long <= room(version, level) * 8) return { version, level, data: written(text, bytes, isPlain, version, level) };
    }
  return null;
}

function countBits(version: number, isPlain: boolean): number {
  if (!isPlain) return version <= 9 ? 8 : 16;
  return version <= 9 ? 9 : version <= 26 ? 11 : 13;
}

function written(text: string, bytes: Uint8Array, isPlain: boolean, version: number, level: Level): number[] {
  const bits: number[] = [];
  const put: Put = (value, long) => {
    for (let i = long - 1; i >= 0; i--) bits.push((value >>> i) & 1);
  };
  put(isPlain ? 2 : 4, 4);
  put(isPlain ? text.length : bytes.length, countBits(version, isPlain));
  if (isPlain) putCapitals(text, put);
  else for (const byte of bytes) put(byte, 8);
  return filled(bits, put, room(version, level));
}

function putCapitals(text: string, put: Put): void {
  for (let i = 0; i < text.length; i += 2) {
    const first = ALPHABET.indexOf(text[i] as string);
    if (i + 1 < text.length) put(first * 45 + ALPHABET.indexOf(text[i + 1] as string), 11);
    else put(first, 6);
  }
}

/** Ended, brought to whole bytes and padded as the standard says. */
function filled(bits: number[], put: Put, bytes: number): number[] {
  put(0, Math.min(4, bytes * 8 - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < bytes * 8; pad ^= 0xec ^ 0x11) put(pad, 8);
  return Array.from({ length: bytes }, (_, i) => bits.slice(i * 8, i * 8 + 8).reduce((byte, bit) => (byte << 1) | bit, 0));
}
