/** What the last scan was in this count: colour, icon, word and piece; where it belongs, if not here. */
import type { Counted } from "../../core/counting";
import type { CountView } from "../../core/rows";
import { spaced } from "../../core/tag";
import { title } from "../../core/title";
import { t, word } from "../../i18n/t";
import { Icon, type IconName } from "../../parts/Icon";
import { placeName } from "../../parts/names";
import { SamplePicture } from "../../parts/SamplePicture";
import { lang } from "../../state";
import { isNeutral, type Shown, shown, takeBack } from "./run";

const ICONS: Record<Counted["outcome"], IconName> = { stored: "tick", again: "again", flagged: "flag", refused: "cross" };

export function Said({ count }: { count: CountView }) {
  const last = shown.value;
  return (
    <div class="pick-result-place" role="status" aria-live="assertive">
      {last && <One key={last.key} last={last} count={count} />}
    </div>
  );
}

function One({ last, count }: { last: Shown; count: CountView }) {
  const { counted, state } = last;
  const neutral = isNeutral(counted, count);
  const tone = state === "failed" ? "refused" : neutral ? "stored" : counted.outcome;
  return (
    <div class={`pick-result ${tone}`}>
      <p>
        {counted.sample ? <SamplePicture sample={counted.sample} size={52} /> : <Icon name={ICONS[tone]} size={32} />}
        <span>
          <strong>
            {counted.sample && <Icon name={ICONS[tone]} size={24} />}
            {heading(last, neutral)}
          </strong>
          <small>{detail(counted, neutral)}</small>
        </span>
        {state === "taken" && (
          <button type="button" class="icon-button" onClick={() => void takeBack()} aria-label={t("pick.undo")} title={t("pick.undo")}>
            <Icon name="undo" />
          </button>
        )}
      </p>
    </div>
  );
}

function heading({ counted, state }: Shown, neutral: boolean): string {
  if (state === "failed") return t("outcome.refused");
  if (neutral) return t("count_verdict.counted");
  return counted.verdict === "place" ? t("count.at", { place: placeName(counted.place) }) : word("count_verdict", counted.verdict);
}

function detail(counted: Counted, neutral: boolean): string {
  const name = counted.sample ? title(counted.sample, lang.value) : counted.code ? spaced(counted.code) : "";
  const isElsewhere = !neutral && (counted.verdict === "unexpected" || counted.verdict === "misplaced");
  const belongs = isElsewhere && (counted.place ? t("count.belongs", { place: placeName(counted.place) }) : t("sample.nowhere"));
  const where = counted.verdict === "outside" ? placeName(counted.place) : null;
  return [name, counted.sample?.archive_no, belongs, where].filter(Boolean).join(" · ");
}
