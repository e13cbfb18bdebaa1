/** A QR code as one SVG path. Loaded only where one is shown. */
import { encode } from "uqr";

export interface Drawn {
  /** Modules along one side, the quiet zone included. */
  size: number;
  d: string;
}

const QUIET = 4;

/** On glass a code is whole, so the least redundancy that fits gives the largest modules. */
export function qrPath(text: string): Drawn {
  const { data, size } = encode(text, { ecc: "L", boostEcc: true, border: QUIET });
  const rows = data.map((row, y) => runs(row).map(([x, long]) => `M${x} ${y}h${long}v1h-${long}z`));
  return { size, d: rows.flat().join("") };
}

/** Dark modules side by side are one piece: fewer, and no hairlines between them. */
function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  row.forEach((isDark, x) => {
    const last = found.at(-1);
    if (!isDark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else found.push([x, 1]);
  });
  return found;
}
