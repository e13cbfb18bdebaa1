/** Chooses where the pieces go: a recent place, a search, the tree. Scanning a place's tag or a badge does the same without this. */
import { misfit } from "../../core/judge";
import { t } from "../../i18n/t";
import { LinkButton } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { PlaceList } from "../../parts/PlaceList";
import { link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { aim, DIRECTIONS, direction, recent, target, turn } from "./target";

export function Picker({ onClose }: { onClose: () => void }) {
  const way = direction.value;
  return (
    <Sheet title={t("picker.title")} onClose={onClose}>
      <Segments
        label={t("scan.direction")}
        showLabel={false}
        value={way}
        choices={DIRECTIONS.map((value) => ({ value, label: t(`direction.${value}`) }))}
        onPick={turn}
      />
      {way === "hand_over" && (
        <LinkButton href={link("handover")} icon="give">
          {t("give.by_code")}
        </LinkButton>
      )}
      <p class="small">{t("picker.or_scan")}</p>
      <PlaceList
        key={way}
        fits={(place) => misfit(way, place) === null}
        recent={recent.value}
        chosen={target.value?.place ?? null}
        onPick={(place) => {
          aim(place, false);
          onClose();
        }}
      />
    </Sheet>
  );
}
