/** The error correction of QR codes (ISO/IEC 18004): Reed–Solomon over GF(256) with x⁸+x⁴+x³+x²+1, and how each version splits its codewords. */

export type Level = "L" | "M";
export const NEWEST = 40;

/** Check codewords of each block, and number of blocks, for versions 1 to 40. */
const CHECKS: Record<Level, readonly number[]> = {
  L: [
    7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30,
    30, 30, 30, 30, 30, 30,
  ],
  M: [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    28, 28, 28, 28, 28, 28,
  ],
};
const BLOCKS: Record<Level, readonly number[]> = {
  L: [
    1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
  ],
  M: [
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43,
    45, 47, 49,
  ],
};

const of = (table: readonly number[], version: number): number => table[version - 1] as number;

/** Modules left for codewords once every pattern has its place, as whole bytes. */
export function codewords(version: number): number {
  let bits = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const marks = Math.floor(version / 7) + 2;
    bits -= (25 * marks - 10) * marks - 55;
    if (version >= 7) bits -= 36;
  }
  return Math.floor(bits / 8);
}

export const room = (version: number, level: Level): number => codewords(version) - of(CHECKS[level], version) * of(BLOCKS[level], version);

function times(x: number, y: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((y >>> bit) & 1) * x;
  }
  return product;
}

function divisor(degree: number): number[] {
  const factors: number[] = new Array<number>(degree).fill(0);
  factors[degree - 1] = 1;
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) factors[j] = times(factors[j] as number, root) ^ (factors[j + 1] ?? 0);
    root = times(root, 2);
  }
  return factors;
}

function remainder(data: readonly number[], by: readonly number[]): number[] {
  const left: number[] = by.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (left.shift() as number);
    left.push(0);
    by.forEach((coefficient, i) => {
      left[i] = (left[i] as number) ^ times(coefficient, factor);
    });
  }
  return left;
}

/** Data codewords split into blocks, each with its checks, woven together as they are drawn. */
export function woven(data: readonly number[], version: number, level: Level): number[] {
  const many = of(BLOCKS[level], version);
  const checks = of(CHECKS[level], version);
  const all = codewords(version);
  const short = Math.floor(all / many) - checks;
  const shorts = many - (all % many);
  const by = divisor(checks);
  let at = 0;
  const blocks = Array.from({ length: many }, (_, i) => {
    const part = data.slice(at, at + short + (i < shorts ? 0 : 1));
    at += part.length;
    return { part, check: remainder(part, by) };
  });
  const parts = blocks.map(({ part }) => part);
  const ends = blocks.map(({ check }) => check);
  return [...columns(parts, short + 1), ...columns(ends, checks)];
}

/** The first of each list, then the second of each … */
const columns = (lists: readonly number[][], long: number): number[] =>
  Array.from({ length: long }, (_, i) => lists.flatMap((list) => (i < list.length ? [list[i] as number] : []))).flat();
