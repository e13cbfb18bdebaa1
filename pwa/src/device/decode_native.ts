/** The browser's own detector, as a second opinion: trusted only once it has read a Data Matrix and a QR symbol we drew for it. */
import type { Hit } from "./decode";

export interface NativeHit {
  rawValue: string;
  format: string;
  cornerPoints: readonly { x: number; y: number }[];
}
export interface Native {
  detect(picture: ImageBitmapSource): Promise<readonly NativeHit[]>;
}
export interface NativeKind {
  new (options: { formats: string[] }): Native;
  getSupportedFormats(): Promise<readonly string[]>;
}

const FORMATS = ["qr_code", "data_matrix"];
/** LOUPE-PROBE as QR (version 1) and PROBE as Data Matrix, a row of modules per number, first module in the highest bit. */
export const PROBES = [
  {
    text: "LOUPE-PROBE",
    size: 21,
    rows: [
      2082687, 1065793, 1526365, 1525341, 1524573, 1070145, 2086271, 2048, 1235872, 1380060, 971458, 1646039, 354906, 7415, 2082681,
      1069164, 1527265, 1531115, 1526489, 1067829, 2088120,
    ],
  },
  { text: "PROBE", size: 12, rows: [2730, 2759, 2134, 2313, 2242, 2537, 2794, 3897, 2376, 2197, 3266, 4095] },
];
const PATIENCE_MS = 1500;

/** A detector that passed its test on this device, or null: none there, one that lacks a symbol, misreads, throws or never answers. */
export async function trustedNative(kind: NativeKind | undefined, draw: () => ImageBitmapSource): Promise<Native | null> {
  if (!kind) return null;
  try {
    const formats = await kind.getSupportedFormats();
    if (!FORMATS.every((format) => formats.includes(format))) return null;
    const native = new kind({ formats: FORMATS });
    const found = await Promise.race([native.detect(draw()), patience()]);
    const read = new Set(found.map((hit) => hit.rawValue));
    return PROBES.every(({ text }) => read.has(text)) ? native : null;
  } catch {
    return null; // a detector that cannot do this is no detector; zxing reads everything
  }
}

function patience(): Promise<readonly NativeHit[]> {
  return new Promise((resolve) => setTimeout(() => resolve([]), PATIENCE_MS));
}

/** Both symbols side by side, 8 dots a module, on white. */
export function drawProbes(): OffscreenCanvas {
  const canvas = new OffscreenCanvas(480, 240);
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "black";
  PROBES.forEach(({ size, rows }, place) => {
    rows.forEach((row, y) => {
      for (let x = 0; x < size; x++) if ((row >> (size - 1 - x)) & 1) pen.fillRect(32 + place * 240 + x * 8, 32 + y * 8, 8, 8);
    });
  });
  return canvas;
}

export function asHit({ rawValue, format, cornerPoints }: NativeHit): Hit {
  return { text: rawValue, format, corners: cornerPoints.map(({ x, y }) => ({ x, y })) };
}
