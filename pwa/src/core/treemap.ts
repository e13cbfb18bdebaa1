/** Rectangles that fill an area by their weights, each as near to a square as it goes (Bruls, Huizing and van Wijk, 2000). */

/** In the units of the area. */
export interface Tile {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Weights in falling order, all above zero; a tile for each, in the same order. */
export function treemap(weights: readonly number[], width: number, height: number): Tile[] {
  const whole = weights.reduce((sum, one) => sum + one, 0);
  const areas = weights.map((one) => (one / whole) * width * height);
  const tiles: Tile[] = [];
  const free: Tile = { x: 0, y: 0, width, height };
  let at = 0;
  while (at < areas.length) {
    const side = Math.min(free.width, free.height);
    let end = at + 1;
    while (end < areas.length && worst(areas, at, end + 1, side) <= worst(areas, at, end, side)) end++;
    tiles.push(...row(areas.slice(at, end), free));
    at = end;
  }
  return tiles;
}

/** How far from a square the worst of these is when they stand along a side. */
function worst(areas: readonly number[], from: number, to: number, side: number): number {
  const row = areas.slice(from, to);
  const sum = row.reduce((all, one) => all + one, 0);
  return Math.max((side * side * Math.max(...row)) / (sum * sum), (sum * sum) / (side * side * Math.min(...row)));
}

/** Along the shorter side of what is free, which is cut off it. */
function row(areas: readonly number[], free: Tile): Tile[] {
  const sum = areas.reduce((all, one) => all + one, 0);
  const isUpright = free.width >= free.height;
  const depth = sum / (isUpright ? free.height : free.width);
  let along = 0;
  const tiles = areas.map((area) => {
    const length = area / depth;
    const tile = isUpright
      ? { x: free.x, y: free.y + along, width: depth, height: length }
      : { x: free.x + along, y: free.y, width: length, height: depth };
    along += length;
    return tile;
  });
  if (isUpright) {
    free.x += depth;
    free.width -= depth;
  } else {
    free.y += depth;
    free.height -= depth;
  }
  return tiles;
}
