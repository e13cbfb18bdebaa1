/** A tray moved whole: choose or scan where to, and every piece in it goes along. */
import { useState } from "preact/hooks";
import type { PlaceRow, SampleView } from "../../core/rows";
import { readTag } from "../../core/tag";
import { type TrayMove, trayDrafts } from "../../core/tray";
import { newId } from "../../device/clock";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { byTag } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Failure } from "../../parts/Notice";
import { nameOf } from "../../parts/names";
import { PlaceList } from "../../parts/PlaceList";
import { Sheet } from "../../parts/Sheet";
import { useWedge } from "../../parts/useWedge";
import { rows } from "../../state";

const KINDS: Partial<Record<PlaceRow["kind"], TrayMove["kind"]>> = {
  person: "scan_out",
  client: "scan_out",
  booth: "scan_out",
  workshop: "scan_out",
  courier: "scan_out",
  store: "move",
};

export function TraySheet({ row, pieces, onClose }: { row: PlaceRow; pieces: SampleView[]; onClose: () => void }) {
  const [error, setError] = useState<unknown>(null);
  const move = (place: PlaceRow) => {
    const kind = KINDS[place.kind];
    if (!kind) return feel("refused");
    const drafts = trayDrafts({ tray: row.id, kind, to: place.id, group: newId() }, pieces);
    void record(drafts).then(
      () => {
        feel("stored");
        onClose();
      },
      (failure) => {
        feel("refused");
        setError(failure);
      },
    );
  };
  useWedge((text) => {
    const code = readTag(text);
    const found = code ? byTag(code) : null;
    const place = found?.id && (found.kind === "place" || found.kind === "person") ? rows.value.places.get(found.id) : undefined;
    if (place && place.id !== row.id) move(place);
    else feel("refused");
  });
  return (
    <Sheet title={t("place.move_title", { name: nameOf(row.names), n: pieces.length })} onClose={onClose}>
      <p class="small">{t("place.move_what")}</p>
      <PlaceList fits={(place) => place.id !== row.id && KINDS[place.kind] !== undefined} onPick={move} />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
