/** Who takes the pieces over: the one the slip names, unless somebody else has come for them. */
import { useState } from "preact/hooks";
import type { PlaceKind } from "../../../core/rows";
import { t } from "../../../i18n/t";
import { Icon } from "../../../parts/Icon";
import { kindIcon, placeName } from "../../../parts/names";
import { PlaceList } from "../../../parts/PlaceList";
import { Sheet } from "../../../parts/Sheet";
import { rows } from "../../../state";

const TAKERS: ReadonlySet<PlaceKind> = new Set<PlaceKind>(["person", "client", "workshop", "booth", "courier"]);

export function Receiver({ value, onPick, label = t("issue.receiver") }: { value: string; onPick: (id: string) => void; label?: string }) {
  const [open, setOpen] = useState(false);
  const pick = (id: string) => {
    onPick(id);
    setOpen(false);
  };
  return (
    <div class="field">
      <span class="label">{label}</span>
      <button type="button" class="pick big" onClick={() => setOpen(true)}>
        <Icon name={kindIcon(rows.value.places.get(value)?.kind)} />
        <span>{placeName(value) || t("issue.choose")}</span>
        <Icon name="down" size={18} />
      </button>
      {open && (
        <Sheet title={label} onClose={() => setOpen(false)}>
          <PlaceList fits={(place) => TAKERS.has(place.kind)} chosen={value} onPick={(place) => pick(place.id)} />
        </Sheet>
      )}
    </div>
  );
}
