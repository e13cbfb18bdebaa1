/** Reads 2D symbols out of a grey picture with zxing, compiled to WebAssembly and served from our own origin. */
import { prepareZXingModule, type ZXingReaderModule } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";
import type { Grey, Point } from "./decode_grey";

/** One symbol in view; corners clockwise from the symbol's own top left, in frame pixels. */
export interface Hit {
  text: string;
  format: string;
  corners: Point[];
}
/** `rotate`: Data Matrix is only found upright unless the picture is turned too; `invert`: light on dark, as lasers engrave. */
export interface Look {
  rotate?: boolean;
  downscale?: boolean;
  invert?: boolean;
  denoise?: boolean;
}
export type Read = (picture: Grey, look?: Look) => Hit[];

const FORMATS: Record<string, string> = { QRCode: "qr_code", MicroQRCode: "micro_qr_code", DataMatrix: "data_matrix" };
const LOCAL_AVERAGE = 0;

/** `binary` spares the fetch where there is no origin to fetch from. */
export async function openReader(binary?: ArrayBuffer): Promise<Read> {
  const overrides = binary ? { wasmBinary: binary } : { locateFile: () => wasm };
  const module = await prepareZXingModule({ overrides, fireImmediately: true });
  return (picture, look = {}) => read(module, picture, look);
}

/**
 * The grey bytes go in as a PGM file: the pixmap entry takes four bytes a pixel and makes them grey again,
 * which is a quarter of the time of a clean frame.
 */
function read(module: ZXingReaderModule, picture: Grey, look: Look): Hit[] {
  const head = new TextEncoder().encode(`P5\n${picture.width} ${picture.height}\n255\n`);
  const length = head.length + picture.pixels.length;
  const at = module._malloc(length);
  module.HEAPU8.set(head, at);
  module.HEAPU8.set(picture.pixels, at + head.length);
  const found = module.readBarcodesFromImage(at, length, asked(look));
  module._free(at);
  const hits: Hit[] = [];
  for (let n = 0; n < found.size(); n++) {
    const one = found.get(n);
    if (one?.isValid) hits.push(hitOf(one));
  }
  (found as Results & { delete(): void }).delete(); // of the C++ side, left out of the types
  return hits;
}

type Results = ReturnType<ZXingReaderModule["readBarcodesFromImage"]>;

function hitOf({ text, format, position }: NonNullable<ReturnType<Results["get"]>>): Hit {
  const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
  return { text, format: FORMATS[format] ?? format, corners: corners.map(({ x, y }) => ({ x, y })) };
}

function asked(look: Look) {
  return {
    formats: Object.keys(FORMATS).join(","),
    binarizer: LOCAL_AVERAGE,
    tryHarder: true,
    tryRotate: look.rotate ?? false,
    tryInvert: look.invert ?? false,
    tryDownscale: look.downscale ?? false,
    tryDenoise: look.denoise ?? false,
    isPure: false,
    downscaleThreshold: 500,
    downscaleFactor: 3,
    minLineCount: 2,
    maxNumberOfSymbols: 255,
    validateOptionalChecksum: false,
    returnErrors: false,
    eanAddOnSymbol: 0,
    textMode: 0,
    characterSet: 0,
    tryCode39ExtendedMode: false,
  };
}
