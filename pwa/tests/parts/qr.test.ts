/** Codes drawn by this app are read by the reader it reads with. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { qrCode } from "../../src/parts/qr/encode";

const require = createRequire(import.meta.url);
const wasm = readFileSync(require.resolve("zxing-wasm/reader/zxing_reader.wasm"));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

const MODULE = 4;
const QUIET = 4;

function picture(dark: boolean[][]): ImageData {
  const size = (dark.length + 2 * QUIET) * MODULE;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if (dark[Math.floor(y / MODULE) - QUIET]?.[Math.floor(x / MODULE) - QUIET]) data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
  return { data, width: size, height: size, colorSpace: "srgb" } as ImageData;
}

async function read(text: string): Promise<string | undefined> {
  const dark = qrCode(text);
  if (!dark) return undefined;
  const [found] = await readBarcodes(picture(dark), { formats: ["QRCode"], tryHarder: true });
  return found?.text;
}

const CAPITALS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";
const capitals = (long: number) => Array.from({ length: long }, (_, i) => CAPITALS[(i * 7 + long) % 32]).join("");

describe("a drawn QR code", () => {
  it.each([1, 16, 40, 90, 150, 200, 333, 480, 700, 1000, 1600, 2400])("of %i capitals says them again", async (long) => {
    expect(await read(capitals(long))).toBe(capitals(long));
  });

  it.each(["x", "https://loupe.test/#/enrol/abc", "金戒指 · naïve", "lower ".repeat(120)])(
    "of any text says it again: %s",
    async (text) => {
      expect(await read(text)).toBe(text);
    },
  );

  it("is not drawn where no code is large enough", () => {
    expect(qrCode(capitals(5_000))).toBeNull();
  });

  it("takes the smallest version: a tag's sixteen characters in twenty-one modules", () => {
    expect(qrCode(capitals(16))).toHaveLength(21);
  });
});
