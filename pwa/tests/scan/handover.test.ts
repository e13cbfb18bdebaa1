import { expect, test } from "vitest";
import { giveCodes, readGive } from "../../src/core/give";
import { uuid7 } from "../../src/core/ids";
import { FrameReader } from "../../src/device/decode_frame";
import { type Grey, soften } from "../../src/device/decode_grey";
import { qrPath } from "../../src/device/qr";
import { desk, reader } from "./drawn";

const id = (n: number) =>
  uuid7(
    1_700_000_000_000 + n,
    Uint8Array.from({ length: 10 }, (_, i) => (n * 53 + i * 11) & 255),
  );

/** Another phone's glass held before the camera: the code as drawn there, `module` pixels of the frame a module. */
function onGlass(text: string, module: number): Grey {
  const { size, d } = qrPath(text);
  const frame = desk(1280, 720);
  const put = (x: number, y: number, value: number) => {
    for (let i = 0; i < module ** 2; i++) {
      const [row, column] = [40 + Math.floor(y * module) + Math.floor(i / module), 200 + x * module + (i % module)];
      frame.pixels[row * frame.width + column] = value;
    }
  };
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) put(x, y, 235);
  for (const [, x, y, long] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(long); i++) put(Number(x) + i, Number(y), 30);
  }
  return { ...frame, pixels: Uint8Array.from(soften(Float32Array.from(frame.pixels), frame.width, frame.height, 0.8)) };
}

test.each([
  [1, 12],
  [5, 10],
  [20, 8],
  [20, 6],
])("a handover of %i pieces is read off another phone's glass, %i pixels a module", async (many, module) => {
  const given = { pair: id(1), from: id(2), samples: Array.from({ length: many }, (_, i) => id(i + 3)) };
  const [code] = giveCodes(given) as [string];
  const hits = new FrameReader(await reader()).look(onGlass(code, module), 1_000);
  expect(hits.map((hit) => readGive(hit.text))).toEqual([{ ...given, part: 1, parts: 1 }]);
});

test("twenty pieces are no more than 69 modules a side", () => {
  const [code] = giveCodes({ pair: id(1), from: id(2), samples: Array.from({ length: 20 }, (_, i) => id(i)) }) as [string];
  expect(qrPath(code).size).toBeLessThanOrEqual(69 + 8);
});
