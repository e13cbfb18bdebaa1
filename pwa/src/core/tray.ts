/** A tray moved whole: one scan of the tray, an action for each piece known in it, one group. */
import type { Draft } from "./action";
import { type Places, within } from "./place_tree";
import type { SampleView } from "./rows";

export interface TrayMove {
  tray: string;
  kind: "scan_out" | "scan_in" | "move";
  to: string;
  /** One id for everything that goes together; made by the caller. */
  group: string;
  slip?: string | null;
}

/** Pieces lying in the tray or in a part of it. Of a lot that lies in several places only if all of it is here. */
export function inTray(tray: string, samples: Iterable<SampleView>, places: Places): SampleView[] {
  const inside = within(tray, places);
  return [...samples].filter((view) =>
    view.at ? Object.keys(view.at).every((place) => inside.has(place)) : view.place !== null && inside.has(view.place),
  );
}

/** The pieces' own moves and the fact of the tray. A tray's tag was scanned, so it is evidence of where they lay. */
export function trayDrafts({ tray, kind, to, group, slip }: TrayMove, pieces: readonly SampleView[]): Draft[] {
  const moves = pieces.map(
    (view): Draft => ({
      kind,
      sample: view.id,
      to,
      observed_from: view.place === tray ? tray : null,
      believed_from: view.place,
      quantity: view.quantity,
      slip: slip ?? null,
      group,
      body: {},
    }),
  );
  return [...moves, { kind: "tray", to, group, slip: slip ?? null, body: { tray, samples: pieces.map((view) => view.id) } }];
}
