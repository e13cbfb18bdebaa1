/** A supervisor who did not count says what becomes of each difference: the office's own act, with one reason. */
import type { Adjustment, CountView, Sight } from "../../core/rows";
import { title } from "../../core/title";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { Notice } from "../../parts/Notice";
import { personName } from "../../parts/names";
import { SamplePicture } from "../../parts/SamplePicture";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { useDraft } from "../../parts/useDraft";
import { lang } from "../../state";
import { AuthoritySays, useAuthority } from "../slips/Decide";
import { isMine, lotsApart, ownCounters } from "./count";
import { belongs, lastSight } from "./Differences";

type Decision = Adjustment["decision"];
interface Difference {
  sample: string;
  says: string;
  choices: Decision[];
}

export function AcceptSheet({ count, onClose }: { count: CountView; onClose: () => void }) {
  const [said, setSaid] = useDraft<Readonly<Record<string, Decision>>>("accept", () => ({}));
  const [reason, setReason] = useDraft("accept:reason", () => "");
  const { busy, error, act } = useAuthority(`/api/counts/${count.id}/accept`, onClose);
  const all = differencesOf(count);
  const adjust = all.map(({ sample }): Adjustment => ({ sample, decision: said[sample] ?? "leave" }));
  const moves = adjust.some(({ decision }) => decision !== "leave");
  const own = ownCounters(count);
  return (
    <Sheet
      title={t("count.accept")}
      onClose={onClose}
      foot={
        <Button
          look="main"
          icon="scales"
          wide
          busy={busy}
          disabled={moves && !reason.trim()}
          onClick={() => void act({ adjust, reason: reason.trim() || null })}
        >
          {t("count.accept_close")}
        </Button>
      }
    >
      {own.length > 0 && <Notice tone="flagged">{t("count.own_said", { names: own.map(personName).join(t("common.comma")) })}</Notice>}
      {isMine(count.told.place) && <Notice tone="flagged">{t("count.own_accept")}</Notice>}
      <ul class="accept-list">
        {all.map((one) => (
          <Row
            key={one.sample}
            difference={one}
            decision={said[one.sample] ?? "leave"}
            onPick={(decision) => setSaid({ ...said, [one.sample]: decision })}
          />
        ))}
      </ul>
      {count.told.unknown.length > 0 && <p class="small">{t("count.unknown_stay", { n: count.told.unknown.length })}</p>}
      {all.length === 0 && <p>{t("count.all")}</p>}
      <TextArea label={t("common.reason")} value={reason} onInput={setReason} maxLength={500} />
      <AuthoritySays error={error} />
    </Sheet>
  );
}

function Row({ difference, decision, onPick }: { difference: Difference; decision: Decision; onPick: (decision: Decision) => void }) {
  const view = sampleView(difference.sample);
  const name = view ? title(view, lang.value) : t("slip.piece_unknown");
  return (
    <li>
      <div class="sample-line">
        {view && <SamplePicture sample={view} size={48} />}
        <span class="row-words">
          <strong>{name}</strong>
          <small>{view?.archive_no}</small>
          <small>{difference.says}</small>
        </span>
      </div>
      <Segments
        label={t("count.decide", { name })}
        showLabel={false}
        value={decision}
        choices={difference.choices.map((value) => ({ value, label: t(`count_decision.${value}`) }))}
        onPick={onPick}
      />
    </li>
  );
}

/** What was seen is not lost, and a lot is put right on its own screen. */
function differencesOf(count: CountView): Difference[] {
  const { told } = count;
  const lots = new Set(told.lots.map((lot) => lot.sample));
  const missing = told.missing.filter((id) => !lots.has(id));
  const seen = told.unexpected.filter((one) => !lots.has(one.sample));
  return [
    ...missing.map((sample): Difference => ({ sample, says: lastSight(sample), choices: ["put", "lost", "leave"] })),
    ...seen.map((one: Sight): Difference => ({ sample: one.sample, says: belongs(one.believed_from), choices: ["put", "leave"] })),
    ...lotsApart(count).map(
      ({ sample, counted, expected }): Difference => ({
        sample,
        says: t("count.lot_apart", { n: counted, all: expected }),
        choices: ["leave"],
      }),
    ),
  ];
}
