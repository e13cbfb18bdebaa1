/** The way through the store for a slip: place after place as they stand, and in each the pieces by archive number. */
import { lineFor } from "./pick";
import { type Places, walk } from "./place_tree";
import { overlap, type Reservations } from "./reserve";
import type { SampleRow, SlipLine, SlipView } from "./rows";

export interface ToPick {
  line: string;
  sample: string;
  archive_no: string | null;
  model: string | null;
  /** One of several that would do for a line asking for any of a model. */
  choice: boolean;
}
export interface Stop {
  /** Null: nobody knows where these are. */
  place: string | null;
  pieces: ToPick[];
}
export interface World {
  places: Places;
  sample: (id: string) => SampleRow | null;
  /** Every piece of a model. */
  alike: (model: string) => Iterable<SampleRow>;
  reserved: Reservations;
}

/** What is still to be taken: named pieces, and models with how many. */
export const left = (slip: SlipView): { line: SlipLine; n: number }[] =>
  slip.told.lines.map((line) => ({ line, n: Math.max(0, line.n - line.issued.length) })).filter(({ n }) => n > 0);

const pieceOf = (line: string, row: SampleRow, choice: boolean): ToPick => ({
  line,
  sample: row.id,
  archive_no: row.archive_no,
  model: row.model,
  choice,
});

/** In the store, in order, promised to nobody else on those days. */
function isFree(row: SampleRow, slip: SlipView, reserved: Reservations): boolean {
  if (row.status !== "in_store" || row.repair || row.claims > 0) return false;
  return !reserved.get(row.id)?.some((one) => one.slip !== slip.id && overlap(one, slip.told));
}

function candidates(slip: SlipView, world: World): { piece: ToPick; place: string | null }[] {
  return left(slip).flatMap(({ line }) => {
    const rows = line.sample
      ? [world.sample(line.sample)]
      : [...world.alike(line.model ?? "")].filter((row) => isFree(row, slip, world.reserved));
    const found = rows.filter((row) => row !== null).filter((row) => !lineFor(slip, row).full);
    return found.map((row) => ({ piece: pieceOf(line.line, row, !line.sample), place: row.place }));
  });
}

/** Archive numbers are of one length within a year, so they sort as they are written. */
function byNumber(a: ToPick, b: ToPick): number {
  const [left, right] = [a.archive_no ?? "\uffff", b.archive_no ?? "\uffff"];
  if (left !== right) return left < right ? -1 : 1;
  return a.sample < b.sample ? -1 : 1;
}

/** Stops in the order of walking; what lies nowhere this phone knows of comes last. */
export function route(slip: SlipView, world: World): Stop[] {
  const stops = new Map<string | null, ToPick[]>();
  for (const { piece, place } of candidates(slip, world)) {
    const there = stops.get(place);
    if (there) there.push(piece);
    else stops.set(place, [piece]);
  }
  const turns = walk(world.places);
  const turn = (place: string | null): number =>
    place === null ? Number.POSITIVE_INFINITY : (turns.get(place) ?? Number.MAX_SAFE_INTEGER);
  const all = [...stops].map(([place, pieces]) => ({ place, pieces: pieces.sort(byNumber) }));
  return all.sort((a, b) => (turn(a.place) === turn(b.place) ? 0 : turn(a.place) - turn(b.place)));
}
