/** The customs list: every line with its pieces, weight, value, code and marks, and the sums; as planned, or what really went (the border list). */
import { useState } from "preact/hooks";
import { type Sum, totals } from "../../core/customs";
import { borderLines, type ListedLine, plannedLines } from "../../core/customs_lists";
import { asText } from "../../core/decimal";
import { planDraft } from "../../core/fair_drafts";
import type { FairLine, FairView } from "../../core/rows";
import { fairView } from "../../device/fairs";
import { record } from "../../device/outbox";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { money } from "../../parts/money";
import { NotHere } from "../../parts/NotHere";
import { Empty, Failure, Notice } from "../../parts/Notice";
import { PaperButton } from "../../parts/PaperButton";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { lang, rows } from "../../state";
import { days, fairNo, fairTitle, mayPlan, worth } from "./fair";
import { LineSheet } from "./LineSheet";
import { completed, wishOf } from "./wish";

type Of = "planned" | "packed";

export function Customs({ id, of }: { id: string; of: Of }) {
  const fair = rows.value.version >= 0 ? fairView(id) : null;
  if (!fair) return <NotHere head={t("fairs.title")} back={link("fairs")} icon="booth" title={t("fair.missing")} />;
  const lines = (of === "packed" ? borderLines : plannedLines)(fair.told, sampleView, lang.value);
  return (
    <div class="customs">
      <Head title={t(of === "packed" ? "customs.border" : "customs.title")} back={link("fairs", fair.id)} />
      <p class="customs-of">
        <strong>{fairTitle(fair)}</strong>
        <small>
          {[fairNo(fair), days(fair), fair.told.country, fair.told.carnet && t("customs.carnet", { no: fair.told.carnet })]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </p>
      {lines.length === 0 ? (
        <Empty icon="list" title={t(of === "packed" ? "customs.nothing_packed" : "customs.nothing")}>
          {t(of === "packed" ? "customs.nothing_packed_what" : "customs.nothing_what")}
        </Empty>
      ) : (
        <>
          <Lines fair={fair} lines={lines} isPlan={of === "planned"} />
          <Totals lines={lines} />
        </>
      )}
      <Papers fair={fair} of={of} />
    </div>
  );
}

function Lines({ fair, lines, isPlan }: { fair: FairView; lines: readonly ListedLine[]; isPlan: boolean }) {
  const [open, setOpen] = useState<FairLine | null>(null);
  const [error, setError] = useState<unknown>(null);
  const keep = async (next: readonly FairLine[]) => {
    setError(null);
    await record([planDraft(fair.id, { ...wishOf(fair), lines: [...next] })]).then(() => setOpen(null), setError);
  };
  const full = fair.told.lines.map(completed);
  const isOpen = isPlan && mayPlan() && fair.status !== "closed";
  const lacking = full.filter((line, i) => JSON.stringify(line) !== JSON.stringify(fair.told.lines[i])).length;
  return (
    <>
      {isOpen && lacking > 0 && (
        <Notice
          tone="flagged"
          title={t("customs.lacking", { n: lacking })}
          act={
            <Button icon="pen" onClick={() => void keep(full)}>
              {t("customs.fill_in")}
            </Button>
          }
        />
      )}
      <ol class="customs-lines">
        {lines.map((listed) => (
          <li key={listed.line.line || listed.samples[0]}>
            <Line listed={listed} onOpen={isOpen ? () => setOpen(listed.line) : null} />
          </li>
        ))}
      </ol>
      {error !== null && <Failure error={error} />}
      {open && (
        <LineSheet
          line={open}
          onClose={() => setOpen(null)}
          onKeep={(line) => void keep(fair.told.lines.map((one) => (one.line === line.line ? line : one)))}
        />
      )}
    </>
  );
}

function Line({ listed, onOpen }: { listed: ListedLine; onOpen: (() => void) | null }) {
  const { line, item, description, pieces, weight_g, value, hs, samples, extra } = listed;
  const face = sampleView(samples[0] ?? "");
  const numbers = samples.map((id) => sampleView(id)?.archive_no).filter(Boolean);
  const inside = (
    <>
      <b class="customs-item">{item}</b>
      {face ? <SamplePicture sample={face} size={48} /> : <span class="customs-face" />}
      <span class="row-words">
        <strong>{description ?? line.model ?? t("slip.piece_unknown")}</strong>
        <small>{[hs ?? t("customs.no_hs"), line.origin, line.marks].filter(Boolean).join(" · ")}</small>
        {numbers.length > 0 && !line.marks && <small>{numbers.join(t("common.comma"))}</small>}
        {extra && <span class="chip flagged">{t("customs.extra")}</span>}
      </span>
      <span class="customs-figures">
        <span>{t("basket.pieces", { n: pieces })}</span>
        <span>{weight_g ? `${weight_g} g` : t("customs.no_weight")}</span>
        <span>{money(value) ?? t("customs.no_value")}</span>
      </span>
    </>
  );
  return onOpen ? (
    <button type="button" class="customs-line" onClick={onOpen} aria-label={t("customs.edit_line", { n: item })}>
      {inside}
    </button>
  ) : (
    <div class="customs-line">{inside}</div>
  );
}

function Totals({ lines }: { lines: readonly ListedLine[] }) {
  const { byHs, all } = totals(lines);
  return (
    <section class="customs-totals">
      <h2>{t("customs.totals")}</h2>
      <ul>
        {byHs.map(([hs, sum]) => (
          <TotalLine key={hs ?? ""} name={hs ?? t("customs.no_hs")} sum={sum} />
        ))}
        <TotalLine name={t("customs.all")} sum={all} isAll />
      </ul>
    </section>
  );
}

function TotalLine({ name, sum, isAll = false }: { name: string; sum: Sum; isAll?: boolean }) {
  return (
    <li class={isAll ? "all" : ""}>
      <strong>{name}</strong>
      <span>{t("basket.pieces", { n: sum.pieces })}</span>
      <span>{`${asText(sum.weight)} g`}</span>
      <span>
        {worth(sum.values) || t("customs.no_value")}
        {sum.valueless > 0 && sum.values.size > 0 && <small>{t("customs.valueless", { n: sum.valueless })}</small>}
      </span>
    </li>
  );
}

/** The same in every language. */
const FORMATS = { pdf: "PDF", xlsx: "XLSX", csv: "CSV" } as const;

function Papers({ fair, of }: { fair: FairView; of: Of }) {
  const path = (ending: string) => `/api/fairs/${fair.id}/customs.${ending}?of=${of}&lang=${lang.value}`;
  const name = `${fairNo(fair)}-${of === "packed" ? "border" : "customs"}`;
  return (
    <div class="foot-acts">
      <PaperButton path={path("pdf")} name={`${name}.pdf`} title={t("customs.title")} look="main">
        {FORMATS.pdf}
      </PaperButton>
      <PaperButton path={path("xlsx")} name={`${name}.xlsx`} title={t("customs.title")} icon="list">
        {FORMATS.xlsx}
      </PaperButton>
      <PaperButton path={path("csv")} name={`${name}.csv`} title={t("customs.title")} icon="list">
        {FORMATS.csv}
      </PaperButton>
    </div>
  );
}
