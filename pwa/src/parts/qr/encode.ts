/** Draws a QR code (ISO/IEC 18004) as rows of dark modules, without quiet zone: with no network and no library. */
import { pack } from "./bits";
import { type Level, woven } from "./blocks";
import { type Grid, masked, penalty } from "./mask";

/** Null where the text is too long for any code. */
export function qrCode(text: string): boolean[][] | null {
  const packed = pack(text);
  if (!packed) return null;
  const { version, level, data } = packed;
  const grid = patterns(version);
  putCodewords(grid, woven(data, version, level));
  return best(grid, level);
}

const empty = (size: number): Grid => ({
  dark: Array.from({ length: size }, () => new Array<boolean>(size).fill(false)),
  fixed: Array.from({ length: size }, () => new Array<boolean>(size).fill(false)),
});

function set(grid: Grid, x: number, y: number, isDark: boolean): void {
  const row = grid.dark[y];
  const kept = grid.fixed[y];
  if (!row || !kept || x < 0 || x >= row.length) return;
  row[x] = isDark;
  kept[x] = true;
}

/** Everything whose place is fixed: finders, timing, alignment, version; the format is only reserved. */
function patterns(version: number): Grid {
  const size = 17 + 4 * version;
  const grid = empty(size);
  for (let i = 0; i < size; i++) {
    set(grid, 6, i, i % 2 === 0);
    set(grid, i, 6, i % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    finder(grid, x, y);
  const marks = alignments(version, size);
  const last = marks.at(-1);
  for (const x of marks)
    for (const y of marks) if (!(x === 6 && y === 6) && !(x === 6 && y === last) && !(x === last && y === 6)) alignment(grid, x, y);
  putFormat(grid, "M", 0);
  if (version >= 7) putVersion(grid, version, size);
  return grid;
}

function finder(grid: Grid, x: number, y: number): void {
  for (let dy = -4; dy <= 4; dy++)
    for (let dx = -4; dx <= 4; dx++) {
      const far = Math.max(Math.abs(dx), Math.abs(dy));
      set(grid, x + dx, y + dy, far !== 2 && far !== 4);
    }
}

function alignment(grid: Grid, x: number, y: number): void {
  for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) set(grid, x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
}

function alignments(version: number, size: number): number[] {
  if (version === 1) return [];
  const many = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (many * 2 - 2)) * 2;
  const found = Array.from({ length: many - 1 }, (_, i) => size - 7 - i * step).reverse();
  return [6, ...found];
}

/** Fifteen bits, ten of them checks, twice. */
function putFormat(grid: Grid, level: Level, mask: number): void {
  const data = ((level === "L" ? 1 : 0) << 3) | mask;
  let rest = data;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((data << 10) | rest) ^ 0x5412;
  const bit = (i: number) => ((bits >>> i) & 1) === 1;
  const size = grid.dark.length;
  for (let i = 0; i <= 5; i++) set(grid, 8, i, bit(i));
  set(grid, 8, 7, bit(6));
  set(grid, 8, 8, bit(7));
  set(grid, 7, 8, bit(8));
  for (let i = 9; i < 15; i++) set(grid, 14 - i, 8, bit(i));
  for (let i = 0; i < 8; i++) set(grid, size - 1 - i, 8, bit(i));
  for (let i = 8; i < 15; i++) set(grid, 8, size - 15 + i, bit(i));
  set(grid, 8, size - 8, true);
}

function putVersion(grid: Grid, version: number, size: number): void {
  let rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i++) {
    const isDark = ((bits >>> i) & 1) === 1;
    const [far, near] = [size - 11 + (i % 3), Math.floor(i / 3)];
    set(grid, far, near, isDark);
    set(grid, near, far, isDark);
  }
}

/** In columns of two from the right, up and down in turn, round everything fixed. */
function putCodewords(grid: Grid, all: readonly number[]): void {
  const size = grid.dark.length;
  let i = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const isUp = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++)
      for (let j = 0; j < 2; j++) {
        const [x, y] = [right - j, isUp ? size - 1 - step : step];
        if (grid.fixed[y]?.[x] || i >= all.length * 8) continue;
        (grid.dark[y] as boolean[])[x] = (((all[i >>> 3] as number) >>> (7 - (i & 7))) & 1) === 1;
        i += 1;
      }
  }
}

/** The mask under which the code is easiest to read. */
function best(grid: Grid, level: Level): boolean[][] {
  const tried = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => {
    const one = masked(grid, mask);
    putFormat(one, level, mask);
    return { dark: one.dark, cost: penalty(one.dark) };
  });
  return tried.reduce((least, one) => (one.cost < least.cost ? one : least)).dark;
}
