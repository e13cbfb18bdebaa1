/** Draws Data Matrix and Micro QR symbols: reads [{text, format}] as JSON on stdin, writes their rows of 0 and 1 as JSON. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../pwa/package.json", import.meta.url));
const { prepareZXingModule, writeBarcode } = require("zxing-wasm/writer");
prepareZXingModule({ overrides: { wasmBinary: readFileSync(require.resolve("zxing-wasm/writer/zxing_writer.wasm")) } });

async function symbol({ text, format }) {
  const { error, symbol } = await writeBarcode(text, { format, addQuietZones: false, options: format === "DataMatrix" ? "forceSquare" : "" });
  if (error) throw new Error(`${format} of ${text}: ${error}`);
  const dark = Array.from(symbol.data, (value) => (value < 128 ? 1 : 0));
  return Array.from({ length: symbol.height }, (_, row) => dark.slice(row * symbol.width, (row + 1) * symbol.width));
}

const wanted = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(await Promise.all(wanted.map(symbol))));
