/** A place as a field of a form: what is chosen, and the list to choose from. */
import { useState } from "preact/hooks";
import type { PlaceRow } from "../core/rows";
import { t } from "../i18n/t";
import { Icon } from "./Icon";
import { placeName } from "./names";
import { PlaceList } from "./PlaceList";
import { Sheet } from "./Sheet";

interface Props {
  label: string;
  value: string;
  fits: (place: PlaceRow) => boolean;
  onPick: (place: string) => void;
}

export function PlaceField({ label, value, fits, onPick }: Props) {
  const [picking, setPicking] = useState(false);
  return (
    <div class="field">
      <span class="label">{label}</span>
      <button type="button" class="pick" onClick={() => setPicking(true)}>
        <span>{value ? placeName(value) : t("band.unset")}</span>
        <Icon name="down" size={18} />
      </button>
      {picking && (
        <Sheet title={label} onClose={() => setPicking(false)}>
          <PlaceList
            fits={fits}
            onPick={(place) => {
              onPick(place.id);
              setPicking(false);
            }}
          />
        </Sheet>
      )}
    </div>
  );
}
