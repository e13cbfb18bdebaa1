/** What the last scan was, as wide as the screen: colour, icon, word and piece; and the question when it is not right. */
import { title } from "../../core/title";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Icon, type IconName } from "../../parts/Icon";
import { placeName } from "../../parts/names";
import { SamplePicture } from "../../parts/SamplePicture";
import { lang } from "../../state";
import type { Asking, Judged, Shown } from "./judged";

/** Where the words for its verdicts are. */
type Group = "pick_verdict" | "pack_verdict";

/** Around the tag in view: what became of it, if it was the last one judged. */
export const toneOf =
  (run: Asking) =>
  (text: string): string => {
    const last = run.shown.value;
    return last && last.text === text ? last.judged.outcome : "again";
  };

export function JudgedResult({ run, group }: { run: Asking; group: Group }) {
  const last = run.shown.value;
  return (
    <div class="pick-result-place" role="status" aria-live="assertive">
      {last && last.state !== "left" && <One key={last.key} last={last} run={run} group={group} />}
    </div>
  );
}

const ICONS: Record<Judged["outcome"], IconName> = { stored: "tick", again: "again", flagged: "flag", refused: "cross" };

function One({ last, run, group }: { last: Shown; run: Asking; group: Group }) {
  const { judged, state } = last;
  const tone = state === "failed" ? "refused" : judged.verdict === "place" ? "again" : judged.outcome;
  return (
    <div class={`pick-result ${tone}`}>
      <p>
        {judged.sample ? (
          <SamplePicture sample={judged.sample} size={52} />
        ) : (
          <Icon name={judged.verdict === "place" ? "store" : ICONS[tone]} size={32} />
        )}
        <span>
          <strong>
            {judged.sample && <Icon name={ICONS[tone]} size={24} />}
            {heading(last, group)}
          </strong>
          <small>{detail(judged, group)}</small>
        </span>
        {state === "taken" && (
          <button type="button" class="icon-button" onClick={() => void run.takeBack()} aria-label={t("pick.undo")} title={t("pick.undo")}>
            <Icon name="undo" />
          </button>
        )}
      </p>
      {state === "asked" && (
        <div class="acts">
          <Button onClick={run.leave}>{t("pick.leave")}</Button>
          <Button icon="flag" onClick={() => void run.takeAnyway()}>
            {t("pick.anyway")}
          </Button>
        </div>
      )}
    </div>
  );
}

function heading({ judged, state }: Shown, group: Group): string {
  if (state === "failed") return t("outcome.refused");
  if (judged.verdict === "place") return t("pick.at", { place: placeName(judged.place) });
  if (state === "taken" && judged.verdict !== "right") return t("pick.taken_flagged");
  if (judged.verdict === "right" && judged.reasons[0]) return word(group, judged.reasons[0]);
  return word(group, judged.verdict === "refused" ? judged.reasons[0] : judged.verdict);
}

function detail(judged: Judged, group: Group): string {
  const name = judged.sample ? title(judged.sample, lang.value) : (judged.code ?? "");
  const rival = judged.by && t("bookings.piece", { no: judged.by.no ?? t("slip.no_number"), client: placeName(judged.by.client) });
  const other = judged.fair && (judged.fair.told.title ?? judged.fair.no);
  const rest = judged.reasons.slice(1).map((reason) => word(group, reason));
  return [name, judged.sample?.archive_no, rival, other, ...rest].filter(Boolean).join(" · ");
}
