/** One repair: what happened to the piece, how far its mending is, what it costs, and how it ended. */
import type { RepairView } from "../../core/rows";
import { title } from "../../core/title";
import { repairView } from "../../device/rows_matters";
import { day } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { money } from "../../parts/money";
import { NotHere } from "../../parts/NotHere";
import { Notice } from "../../parts/Notice";
import { personName, placeName } from "../../parts/names";
import { now } from "../../parts/now";
import { type Pair, Pairs } from "../../parts/Pairs";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { link } from "../../parts/route";
import { SampleLine } from "../../parts/SampleLine";
import { lang, rows } from "../../state";
import { RepairActs } from "./RepairActs";
import { RepairChip } from "./RepairList";
import { isLate, pieceOf, repairNo } from "./repair";

export function RepairDetail({ id }: { id: string }) {
  const repair = rows.value.version >= 0 ? repairView(id) : null;
  if (!repair) return <Missing />;
  const view = pieceOf(repair);
  return (
    <article class="repair">
      <Head title={view ? title(view, lang.value) : t("repairs.title")} back={link("repairs")} />
      <div class="slip-columns">
        <div class="slip-main">
          <section class="slip-face">
            <p class="slip-card-head">
              <span class="slip-no">{repairNo(repair)}</span>
              <RepairChip repair={repair} />
            </p>
            <Steps repair={repair} />
            {repair.pending > 0 && <Notice title={t("receipt.unsent")}>{t("receipt.unsent_what")}</Notice>}
            {isLate(repair, now.value) && <Notice tone="flagged" title={t("repair.late")} />}
          </section>
          {view && (
            <a class="row-button" href={link("samples", view.id)}>
              <SampleLine view={view} />
            </a>
          )}
          <Damage repair={repair} />
        </div>
        <div class="slip-side">
          <About repair={repair} />
        </div>
      </div>
      {view && <RepairActs repair={repair} view={view} />}
    </article>
  );
}

const Missing = () => <NotHere head={t("repairs.title")} back={link("repairs")} icon="workshop" title={t("repair.missing")} />;

function Damage({ repair: { told } }: { repair: RepairView }) {
  return (
    <section class="repair-damage">
      <h2>{t("repair.damage")}</h2>
      {told.grade && <p>{word("damage_grade", told.grade)}</p>}
      {told.note && <p>{told.note}</p>}
      {told.photos.length > 0 && <PhotoStrip photos={told.photos} />}
    </section>
  );
}

const STEPS = ["reported", "assessed", "at_workshop", "back", "ended"] as const;
const REACHED: Record<string, number> = { reported: 0, assessed: 1, at_workshop: 2, back: 3 };

function Steps({ repair }: { repair: RepairView }) {
  const reached = REACHED[repair.status] ?? 4;
  const isOver = reached === 4;
  return (
    <ol class="stage" aria-label={t("repair.stage")}>
      {STEPS.map((step, i) => (
        <li
          key={step}
          class={i < reached || isOver ? "done" : i === reached ? "now" : "open"}
          aria-current={i === reached && !isOver ? "step" : undefined}
        >
          <span class="stage-dot">{(i < reached || isOver) && <Icon name="tick" size={15} />}</span>
          <span>{step === "ended" && isOver ? word("repair_status", repair.status) : t(`repair.step.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}

function About({ repair: { told } }: { repair: RepairView }) {
  const dated = (ms: number | null) => (ms === null ? null : day(ms));
  const pairs: Pair[] = [
    [t("repair.reported_by"), personName(told.by)],
    [t("repair.reported_on"), dated(told.opened_ms)],
    [t("repair.fault"), told.fault],
    [t("repair.decision"), told.decision && word("repair_decision", told.decision)],
    [t("repair.assessed_by"), personName(told.assessed_by)],
    [t("repair.estimate"), money(told.estimate)],
    [t("repair.due"), dated(told.due_ms)],
    [t("repair.workshop"), placeName(told.workshop)],
    [t("repair.sent"), dated(told.sent_ms)],
    [t("repair.back"), dated(told.back_ms)],
    [t("repair.work"), told.work],
    [t("repair.cost"), money(told.cost)],
    [t("repair.ended"), dated(told.ended_ms)],
    [t("repair.ended_by"), personName(told.ended_by)],
    [t("repair.replacement"), told.replacement && <a href={link("samples", told.replacement)}>{t("repair.replacement_open")}</a>],
  ];
  return (
    <section class="slip-about">
      <Pairs of={pairs} />
    </section>
  );
}
