import { beforeAll, expect, test } from "vitest";
import type { Read } from "../../src/device/decode";
import { FrameReader, readStill } from "../../src/device/decode_frame";
import { type Grey, soften } from "../../src/device/decode_grey";
import { PROBES } from "../../src/device/decode_native";
import { desk, lay, reader } from "./drawn";

let read: Read;
beforeAll(async () => {
  read = await reader();
});

const texts = (hits: { text: string }[]) => hits.map(({ text }) => text).sort();

function outOfFocus(frame: Grey, sigma: number): Grey {
  return { ...frame, pixels: Uint8Array.from(soften(Float32Array.from(frame.pixels), frame.width, frame.height, sigma)) };
}

test("QR, Micro QR and Data Matrix in one frame are all read at the first look", async () => {
  const frame = desk();
  await lay(frame, "0K7QX4M2ZB9TARCD", "QRCode", 30, 40);
  await lay(frame, "1K7QX4M2ZB9TARCD", "DataMatrix", 260, 60);
  await lay(frame, "2K7QX4M2ZB9TARCD", "MicroQRCode", 450, 50);
  const hits = new FrameReader(read).look(frame, 1000);
  expect(hits.map(({ text, format }) => `${text} ${format}`).sort()).toEqual([
    "0K7QX4M2ZB9TARCD qr_code",
    "1K7QX4M2ZB9TARCD data_matrix",
    "2K7QX4M2ZB9TARCD micro_qr_code",
  ]);
});

test("a Data Matrix lying any way round is read", async () => {
  const upright = desk(360, 360);
  await lay(upright, "1K7QX4M2ZB9TARCD", "DataMatrix", 60, 60);
  const turned = { ...upright, pixels: upright.pixels.map((_, at) => upright.pixels[(at % 360) * 360 + 359 - Math.floor(at / 360)]!) };
  const over = { ...upright, pixels: Uint8Array.from(upright.pixels).reverse() };
  for (const frame of [upright, turned, over]) expect(texts(new FrameReader(read).look(frame, 1000))).toEqual(["1K7QX4M2ZB9TARCD"]);
});

test("corners are where the symbol lies in the frame, whatever was done to its patch", async () => {
  const frame = desk();
  await lay(frame, "0K7QX4M2ZB9TARCD", "QRCode", 200, 100); // 4 modules of quiet zone, 4 pixels each
  const [hit] = new FrameReader(read).look(frame, 1000);
  const [topLeft, , bottomRight] = hit!.corners;
  for (const [is, should] of [
    [topLeft!.x, 216],
    [topLeft!.y, 116],
    [bottomRight!.x, 300],
    [bottomRight!.y, 200],
  ] as const) {
    expect(Math.abs(is - should)).toBeLessThan(8);
  }
});

test("a tag too much out of focus for a plain look is read by the ladder", async () => {
  const sharp = desk();
  await lay(sharp, "0K7QX4M2ZB9TARCD", "QRCode", 200, 100, 3);
  const frame = outOfFocus(sharp, 2);
  expect(read(frame, { rotate: true, downscale: true })).toEqual([]);
  const frames = new FrameReader(read);
  const seen = new Set([1, 2, 3].flatMap(() => texts(frames.look(frame, 1000))));
  expect([...seen]).toEqual(["0K7QX4M2ZB9TARCD"]);
});

test("what helped at a spot is what the next frame begins with", async () => {
  const sharp = desk();
  await lay(sharp, "0K7QX4M2ZB9TARCD", "QRCode", 200, 100, 3);
  const frame = outOfFocus(sharp, 2);
  let looks = 0;
  const counted = new FrameReader(
    (picture, look) => {
      looks++;
      return read(picture, look);
    },
    () => 0,
  );
  counted.look(frame, 1000);
  const first = looks;
  looks = 0;
  expect(texts(counted.look(frame, 1000))).toEqual(["0K7QX4M2ZB9TARCD"]);
  expect(looks).toBe(1);
  expect(first).toBeGreaterThan(2);
});

test("no time left: the plain look still happens, the ladder waits for the next frame", async () => {
  const frame = desk();
  await lay(frame, "0K7QX4M2ZB9TARCD", "QRCode", 200, 100);
  expect(texts(new FrameReader(read).look(frame, 0))).toEqual(["0K7QX4M2ZB9TARCD"]);
});

test("an empty desk gives nothing", () => {
  expect(new FrameReader(read).look(desk(), 1000)).toEqual([]);
});

test("a still photo larger than any frame gives up its small tag and its corners in photo pixels", async () => {
  const photo = desk(2400, 1600);
  await lay(photo, "0K7QX4M2ZB9TARCD", "QRCode", 1800, 1200, 3);
  const hits = readStill(read, photo);
  expect(texts(hits)).toEqual(["0K7QX4M2ZB9TARCD"]);
  expect(Math.abs(hits[0]!.corners[0]!.x - 1812)).toBeLessThan(12);
});

test("the probes drawn for the browser's own detector can be read", () => {
  const frame = desk(480, 240);
  frame.pixels.fill(255);
  PROBES.forEach(({ size, rows }, place) => {
    for (let y = 0; y < size * 8; y++) {
      for (let x = 0; x < size * 8; x++) {
        const dark = ((rows[y >> 3] ?? 0) >> (size - 1 - (x >> 3))) & 1;
        if (dark) frame.pixels[(32 + y) * 480 + 32 + place * 240 + x] = 0;
      }
    }
  });
  expect(texts(read(frame, { rotate: true }))).toEqual(["LOUPE-PROBE", "PROBE"]);
});
