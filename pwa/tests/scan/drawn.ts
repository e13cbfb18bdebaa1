/** Frames drawn for tests: symbols as the printer makes them, laid on a grey desk. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, writeBarcode } from "zxing-wasm/writer";
import { openReader, type Read } from "../../src/device/decode";
import type { Grey } from "../../src/device/decode_grey";

const require = createRequire(import.meta.url);
const binary = (path: string) => new Uint8Array(readFileSync(require.resolve(path))).buffer;

prepareZXingModule({ overrides: { wasmBinary: binary("zxing-wasm/writer/zxing_writer.wasm") } });

const QUIET = 4; // modules

export function reader(): Promise<Read> {
  return openReader(binary("zxing-wasm/reader/zxing_reader.wasm"));
}

export function desk(width = 640, height = 360): Grey {
  return { pixels: new Uint8Array(width * height).fill(120), width, height };
}

/** Lays a symbol and its quiet zone on the frame, `module` pixels a module. */
export async function lay(
  frame: Grey,
  text: string,
  format: "QRCode" | "MicroQRCode" | "DataMatrix",
  left: number,
  top: number,
  module = 4,
) {
  const { symbol } = await writeBarcode(text, { format, addQuietZones: false });
  if (!symbol) throw new Error(`no ${format}`);
  const size = symbol.width + 2 * QUIET;
  for (let y = 0; y < size * module; y++) {
    for (let x = 0; x < size * module; x++) {
      const [column, row] = [Math.floor(x / module) - QUIET, Math.floor(y / module) - QUIET];
      const inside = column >= 0 && row >= 0 && column < symbol.width && row < symbol.height;
      const dark = inside && symbol.data[row * symbol.width + column]! < 128;
      frame.pixels[(top + y) * frame.width + left + x] = dark ? 30 : 235;
    }
  }
}
