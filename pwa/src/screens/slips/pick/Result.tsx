/** What the last scan was, as wide as the screen: colour, icon, word and piece; and the question when it is not right. */
import type { Picked } from "../../../core/pick";
import { title } from "../../../core/title";
import { t, word } from "../../../i18n/t";
import { Button } from "../../../parts/Button";
import { Icon, type IconName } from "../../../parts/Icon";
import { placeName } from "../../../parts/names";
import { SamplePicture } from "../../../parts/SamplePicture";
import { lang } from "../../../state";
import { leave, type Shown, shown, takeAnyway, takeBack } from "./run";

export function Result() {
  const last = shown.value;
  return (
    <div class="pick-result-place" role="status" aria-live="assertive">
      {last && last.state !== "left" && <One key={last.key} last={last} />}
    </div>
  );
}

const ICONS: Record<Picked["outcome"], IconName> = { stored: "tick", again: "again", flagged: "flag", refused: "cross" };

function One({ last }: { last: Shown }) {
  const { picked, state } = last;
  const tone = state === "failed" ? "refused" : picked.verdict === "place" ? "again" : picked.outcome;
  return (
    <div class={`pick-result ${tone}`}>
      <p>
        {picked.sample ? (
          <SamplePicture sample={picked.sample} size={52} />
        ) : (
          <Icon name={picked.verdict === "place" ? "store" : ICONS[tone]} size={32} />
        )}
        <span>
          <strong>
            {picked.sample && <Icon name={ICONS[tone]} size={24} />}
            {heading(last)}
          </strong>
          <small>{detail(picked)}</small>
        </span>
        {state === "taken" && (
          <button type="button" class="icon-button" onClick={() => void takeBack()} aria-label={t("pick.undo")} title={t("pick.undo")}>
            <Icon name="undo" />
          </button>
        )}
      </p>
      {state === "asked" && (
        <div class="acts">
          <Button onClick={leave}>{t("pick.leave")}</Button>
          <Button icon="flag" onClick={() => void takeAnyway()}>
            {t("pick.anyway")}
          </Button>
        </div>
      )}
    </div>
  );
}

function heading({ picked, state }: Shown): string {
  if (state === "failed") return t("outcome.refused");
  if (picked.verdict === "place") return t("pick.at", { place: placeName(picked.place) });
  if (state === "taken" && picked.verdict !== "right") return t("pick.taken_flagged");
  if (picked.verdict === "right" && picked.reasons[0]) return word("pick_verdict", picked.reasons[0]);
  return word("pick_verdict", picked.verdict === "refused" ? picked.reasons[0] : picked.verdict);
}

function detail(picked: Picked): string {
  const name = picked.sample ? title(picked.sample, lang.value) : (picked.code ?? "");
  const rival = picked.by && t("bookings.piece", { no: picked.by.no ?? t("slip.no_number"), client: placeName(picked.by.client) });
  const rest = picked.reasons.slice(1).map((reason) => word("pick_verdict", reason));
  return [name, picked.sample?.archive_no, rival, ...rest].filter(Boolean).join(" · ");
}
