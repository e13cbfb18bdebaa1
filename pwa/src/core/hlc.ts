/** The hybrid logical clock of one device: never behind its wall clock, never equal twice, never backwards. */

export type Hlc = [ms: number, counter: number];

/** The reading for the next action, given the last one of this device and what the wall says now. */
export function tick(last: Hlc | null, wall_ms: number): Hlc {
  if (last === null || wall_ms > last[0]) return [wall_ms, 0];
  return [last[0], last[1] + 1];
}

export const isLater = (a: Hlc, b: Hlc): boolean => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
