/** The outcome of the newest scan over the camera: colour, icon, word and piece, readable at arm's length. */
import { title } from "../../core/title";
import { t, word } from "../../i18n/t";
import { Icon, type IconName } from "../../parts/Icon";
import { placeName } from "../../parts/names";
import { now } from "../../parts/now";
import { lang } from "../../state";
import { latest, type Taken } from "./run";

export const OUTCOME_ICONS: Record<Taken["outcome"], IconName> = {
  storing: "turn",
  stored: "tick",
  again: "again",
  flagged: "flag",
  refused: "cross",
};
const SHOWN_MS = 5_000;

export function Flash() {
  const news = latest.value;
  return (
    <div class="flash-place" role="status" aria-live="assertive">
      {news && "place" in news && (
        <div class="flash again" key={news.key}>
          <Icon name="tag" size={30} />
          <span>
            <strong>{t("scan.target_now", { place: placeName(news.place) })}</strong>
          </span>
        </div>
      )}
      {news && "outcome" in news && isShown(news) && <OutcomeFlash row={news} />}
    </div>
  );
}

/** What the phone could not store stays up until the next scan: nobody may have been looking. */
const isShown = (row: Taken): boolean => row.reasons.includes("storage") || now.value - row.at_ms < SHOWN_MS;

function OutcomeFlash({ row }: { row: Taken }) {
  const says = row.reasons[0];
  return (
    <div class={`flash ${row.outcome}`} key={row.key}>
      <Icon name={OUTCOME_ICONS[row.outcome]} size={30} />
      <span>
        <strong>{t(`outcome.${row.outcome}`)}</strong>
        <small>{says ? word("reason", says) : row.sample ? title(row.sample, lang.value) : row.text.slice(0, 32)}</small>
      </span>
    </div>
  );
}
