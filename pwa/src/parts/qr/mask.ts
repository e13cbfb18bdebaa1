/** The eight masks of a QR code, and how hard a masked code is to read. */

export interface Grid {
  dark: boolean[][];
  fixed: boolean[][];
}

const TURNS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

export function masked(grid: Grid, mask: number): Grid {
  const turns = TURNS[mask] as (x: number, y: number) => boolean;
  const dark = grid.dark.map((row, y) => row.map((isDark, x) => (grid.fixed[y]?.[x] ? isDark : isDark !== turns(x, y))));
  return { dark, fixed: grid.fixed };
}

/** Long runs, squares of one colour, things that look like a finder, and too much of one colour, each as the standard counts it. */
export function penalty(dark: readonly boolean[][]): number {
  const columns = dark.map((_, x) => dark.map((row) => row[x] as boolean));
  const lines = [...dark, ...columns];
  return lines.reduce((sum, line) => sum + runs(line) + finders(line), 0) + squares(dark) + balance(dark);
}

function runs(line: readonly boolean[]): number {
  let cost = 0;
  let long = 0;
  line.forEach((isDark, i) => {
    long = i > 0 && isDark === line[i - 1] ? long + 1 : 1;
    if (long === 5) cost += 3;
    else if (long > 5) cost += 1;
  });
  return cost;
}

const LIKE_A_FINDER = /(?=00001011101|10111010000)/g;

const finders = (line: readonly boolean[]): number =>
  40 *
  [
    ...line
      .map((isDark) => (isDark ? "1" : "0"))
      .join("")
      .matchAll(LIKE_A_FINDER),
  ].length;

function squares(dark: readonly boolean[][]): number {
  let cost = 0;
  for (let y = 1; y < dark.length; y++)
    for (let x = 1; x < dark.length; x++) {
      const one = dark[y]?.[x];
      if (one === dark[y]?.[x - 1] && one === dark[y - 1]?.[x] && one === dark[y - 1]?.[x - 1]) cost += 3;
    }
  return cost;
}

function balance(dark: readonly boolean[][]): number {
  const all = dark.length * dark.length;
  const some = dark.reduce((sum, row) => sum + row.filter(Boolean).length, 0);
  return 10 * Math.max(0, Math.ceil(Math.abs(some * 20 - all * 10) / all) - 1);
}
