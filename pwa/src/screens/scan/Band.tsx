/** The band nobody can overlook: OUT to Mei Chan, IN to Cabinet 3. */
import { t } from "../../i18n/t";
import { Icon } from "../../parts/Icon";
import { LinkBadge } from "../../parts/LinkBadge";
import { placeName, placePath } from "../../parts/names";
import { direction, target } from "./target";

export function Band({ onPick }: { onPick: () => void }) {
  const to = target.value?.place;
  const where = placePath(to).slice(0, -1).join(" › ");
  const inward = direction.value === "in" || direction.value === "move";
  return (
    <header class={`band ${direction.value}${to ? "" : " unset"}`}>
      <button type="button" onClick={onPick}>
        <span class="band-arrow">
          <Icon name={inward ? "in" : "out"} size={34} />
        </span>
        <span class="band-words">
          <span class="band-direction">{t(`band.${direction.value}`)}</span>
          <strong>{to ? placeName(to) : t("band.unset")}</strong>
          {where && <small>{where}</small>}
        </span>
        <Icon name="down" size={22} />
      </button>
      <LinkBadge />
    </header>
  );
}
