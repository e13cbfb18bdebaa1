import { beforeAll, expect, test } from "vitest";
import type { Read } from "../../src/device/decode";
import { type Grey, soften } from "../../src/device/decode_grey";
import { TrayReader } from "../../src/device/decode_tray";
import { desk, lay, reader } from "./drawn";

const WIDE = 1280;
const HIGH = 720;
const MODULE = 3;
let read: Read;
beforeAll(async () => {
  read = await reader();
});

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codes = Array.from({ length: 30 }, (_, n) =>
  Array.from({ length: 16 }, (_, i) => ALPHABET[(n * 7 + i * i * 5 + n * i) % 32]).join(""),
);

/** Thirty tags in five rows of six on one sheet. */
async function sheet(format: "QRCode" | "DataMatrix", left: readonly string[] = codes): Promise<Grey> {
  const frame = desk(WIDE, HIGH);
  for (const [n, code] of left.entries()) await lay(frame, code, format, 40 + (n % 6) * 200, 20 + Math.floor(n / 6) * 138, MODULE);
  return frame;
}

/** As a hand holds the phone over it: seen at a slant, a shadow over one side, a little out of focus, the sensor's noise. */
function held(flat: Grey, seed: number): Grey {
  let state = seed;
  const chance = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const [lean, sway] = [0.1 + chance() * 0.06, (chance() - 0.5) * 30];
  const seen = new Float32Array(WIDE * HIGH);
  for (let y = 0; y < HIGH; y++) {
    const near = 1 + lean * (1 - y / HIGH); // further away at the top
    for (let x = 0; x < WIDE; x++) {
      const [u, v] = [(x - WIDE / 2) * near + WIDE / 2 + sway * 0.2, y * (1 + lean * 0.2 * (1 - y / HIGH))];
      seen[y * WIDE + x] = at(flat, u, v) * (x < WIDE * 0.45 ? 0.5 : x < WIDE * 0.5 ? 0.75 : 1);
    }
  }
  const soft = soften(seen, WIDE, HIGH, 0.8);
  return { pixels: Uint8Array.from(soft, (level) => Math.max(0, Math.min(255, level + (chance() - 0.5) * 12))), width: WIDE, height: HIGH };
}

function at({ pixels, width, height }: Grey, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return 100;
  const [h, v, from] = [x - left, y - top, top * width + left];
  const upper = (pixels[from] ?? 0) * (1 - h) + (pixels[from + 1] ?? 0) * h;
  const lower = (pixels[from + width] ?? 0) * (1 - h) + (pixels[from + width + 1] ?? 0) * h;
  return upper * (1 - v) + lower * v;
}

/** What a few frames of one view read together. Time goes by the look, not by this machine's clock. */
function shoot(frames: Iterable<Grey>, enough: number): Set<string> {
  let now = 0;
  const tray = new TrayReader(read, () => (now += 10));
  const texts = new Set<string>();
  for (const frame of frames) {
    for (const { text } of tray.look(frame).hits) texts.add(text);
    if (texts.size >= enough) break;
  }
  return texts;
}

function* heldThrice(flat: Grey, seed: number): Iterable<Grey> {
  for (let n = 1; n <= 3; n++) yield held(flat, seed * 10 + n);
}

test.each(["QRCode", "DataMatrix"] as const)("all thirty %s tags of a clean sheet are read in one picture", async (format) => {
  expect([...shoot([await sheet(format)], 30)].sort()).toEqual([...codes].sort());
});

test("held at a slant with a shadow over it, at least 29 of 30 are read within three frames", async () => {
  const flat = await sheet("QRCode");
  for (const seed of [1, 2]) expect(shoot(heldThrice(flat, seed), 30).size).toBeGreaterThanOrEqual(29);
}, 60_000);

test("of 29 that lie there, held so, the one that is missing is named", async () => {
  const flat = await sheet("QRCode", codes.toSpliced(13, 1));
  const found = shoot(heldThrice(flat, 3), 29);
  expect(codes.filter((code) => !found.has(code))).toEqual([codes[13]]);
}, 60_000);

test("a tag too spoilt to read is pointed at", async () => {
  const frame = await sheet("QRCode");
  const [left, top] = [40 + 2 * 200, 20 + 138]; // the ninth: its corner is torn off
  for (let y = top; y < top + 60; y++) frame.pixels.fill(235, y * WIDE + left, y * WIDE + left + 60);
  const { hits, unread } = new TrayReader(read, () => 0).look(frame);
  expect(hits.map(({ text }) => text)).not.toContain(codes[8]);
  expect(unread.some((box) => box.left < left + 90 && box.right > left + 30 && box.top < top + 90 && box.bottom > top + 30)).toBe(true);
});
