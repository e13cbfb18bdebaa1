/** Repairs by stage, late ones first. */
import { signal } from "@preact/signals";
import type { RepairView } from "../../core/rows";
import { title } from "../../core/title";
import { repairs } from "../../device/rows_matters";
import { dayShort } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Segments } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Empty } from "../../parts/Notice";
import { now } from "../../parts/now";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { lang, rows } from "../../state";
import { isLate, isOver, pieceOf, repairNo } from "./repair";

const STAGES = ["open", "over"] as const;
const stage = signal<(typeof STAGES)[number]>("open");

export function RepairList() {
  const all = rows.value.version >= 0 ? repairs() : [];
  const shown = all
    .filter((repair) => isOver(repair) === (stage.value === "over"))
    .sort((a, b) => Number(isLate(b, now.value)) - Number(isLate(a, now.value)));
  return (
    <div class="repairs">
      <Head title={t("repairs.title")} back={link("more")} />
      <Segments
        label={t("repairs.title")}
        showLabel={false}
        value={stage.value}
        choices={STAGES.map((value) => ({ value, label: t(`repairs.${value}`) }))}
        onPick={(value) => (stage.value = value)}
      />
      {shown.length === 0 ? (
        <Empty icon="workshop" title={t("repairs.none")}>
          {stage.value === "open" && t("repairs.none_what")}
        </Empty>
      ) : (
        <ul class="slip-cards">
          {shown.map((repair) => (
            <RepairCard key={repair.id} repair={repair} />
          ))}
        </ul>
      )}
    </div>
  );
}

function RepairCard({ repair }: { repair: RepairView }) {
  const view = pieceOf(repair);
  const { told } = repair;
  return (
    <li>
      <a class="slip-card repair-card" href={link("repairs", repair.id)}>
        <span class="slip-card-head">
          <span class="slip-no">
            {repairNo(repair)}
            {repair.pending > 0 && <Icon name="outbox" size={16} />}
          </span>
          <RepairChip repair={repair} />
        </span>
        <span class="repair-piece">
          {view && <SamplePicture sample={view} size={48} />}
          <span>
            <strong>{view ? title(view, lang.value) : t("repair.piece")}</strong>
            <small>{told.note ?? told.fault}</small>
          </span>
        </span>
        <small class={isLate(repair, now.value) ? "flagged-text" : ""}>
          {[
            told.opened_ms !== null && dayShort(told.opened_ms),
            told.due_ms !== null && !isOver(repair) && t("repair.due_on", { day: dayShort(told.due_ms) }),
            isLate(repair, now.value) && t("repair.late"),
          ]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </a>
    </li>
  );
}

export function RepairChip({ repair }: { repair: RepairView }) {
  return <span class={`chip repair-${repair.status}`}>{word("repair_status", repair.status)}</span>;
}
