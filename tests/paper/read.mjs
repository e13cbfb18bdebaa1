/** Reads the tag codes on grey pictures (width, height, files) with the phones' own decoder; writes the texts of each as JSON. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../pwa/package.json", import.meta.url));
const { prepareZXingModule, readBarcodes } = require("zxing-wasm/reader");
prepareZXingModule({ overrides: { wasmBinary: readFileSync(require.resolve("zxing-wasm/reader/zxing_reader.wasm")) } });

const [width, height, ...files] = process.argv.slice(2);
const data = new Uint8ClampedArray(width * height * 4).fill(255);
const all = [];
for (const file of files) {
  const grey = readFileSync(file);
  for (let n = 0, at = 0; n < grey.length; n++, at += 4) data[at] = data[at + 1] = data[at + 2] = grey[n];
  const picture = { data, width: Number(width), height: Number(height), colorSpace: "srgb" };
  const found = await readBarcodes(picture, { formats: ["QRCode", "DataMatrix"], tryHarder: true, maxNumberOfSymbols: 255 });
  all.push(found.filter((code) => code.isValid).map((code) => code.text));
}
process.stdout.write(JSON.stringify(all));
