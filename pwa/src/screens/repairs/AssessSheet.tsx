/** Saying what is wrong with a piece and what is to be done: mend it, scrap it, or put another in its place. */
import { useState } from "preact/hooks";
import { type Assessment, assessDraft } from "../../core/matter_drafts";
import type { RepairView, SampleView } from "../../core/rows";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { DateField, today } from "../../parts/DateField";
import { Field, Segments } from "../../parts/Field";
import { minorOf } from "../../parts/money";
import { Failure, Notice } from "../../parts/Notice";
import { SampleLine } from "../../parts/SampleLine";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { useDraft } from "../../parts/useDraft";
import { MoneyField } from "./MoneyField";
import { replacementOf } from "./replacement";

const DECISIONS = ["repair", "scrap", "replace"] as const;
const USUAL_DAYS = 14;

export function AssessSheet({ repair, view, onClose }: { repair: RepairView; view: SampleView; onClose: () => void }) {
  const { told } = repair;
  const [fault, setFault] = useDraft("assess:fault", () => told.fault ?? "");
  const [decision, setDecision] = useDraft<Assessment["decision"]>("assess:decision", () => told.decision ?? "repair");
  const [amount, setAmount] = useDraft("assess:amount", () => (told.estimate ? String(told.estimate.minor / 100) : ""));
  const [currency, setCurrency] = useDraft("assess:currency", () => told.estimate?.currency ?? "HKD");
  const [due, setDue] = useDraft<number | null>("assess:due", () => told.due_ms ?? today(USUAL_DAYS));
  const [other, setOther] = useDraft("assess:other", () => "");
  const [error, setError] = useState<unknown>(null);
  const minor = minorOf(amount);
  const replacement = decision === "replace" ? replacementOf(other) : null;
  const isWhole = fault.trim() !== "" && (!amount || minor !== null) && (decision !== "replace" || replacement !== null);
  const keep = () => {
    const about: Assessment = {
      fault: fault.trim(),
      decision,
      estimate: minor === null ? null : { minor, currency },
      due_ms: decision === "repair" ? due : null,
      replacement: replacement?.id ?? null,
    };
    return record([assessDraft(repair.id, view.id, about)]).then(onClose, setError);
  };
  return (
    <Sheet
      title={t("repair.assess")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide disabled={!isWhole} onClick={() => void keep()}>
          {t("common.keep")}
        </Button>
      }
    >
      <SampleLine view={view} />
      <TextArea label={t("repair.fault")} value={fault} onInput={setFault} maxLength={1000} />
      <Segments
        label={t("repair.decision")}
        value={decision}
        choices={DECISIONS.map((value) => ({ value, label: t(`repair_decision.${value}`) }))}
        onPick={setDecision}
      />
      {decision === "repair" && (
        <>
          <MoneyField label={t("repair.estimate")} amount={amount} currency={currency} onAmount={setAmount} onCurrency={setCurrency} />
          <DateField label={t("repair.due")} value={due} onInput={setDue} />
        </>
      )}
      {decision === "replace" && (
        <>
          <Field label={t("repair.replacement")} hint={t("repair.replacement_hint")} value={other} onInput={setOther} />
          {replacement && <SampleLine view={replacement} />}
        </>
      )}
      {decision !== "repair" && <Notice title={t("repair.two_people")}>{t("repair.two_people_what")}</Notice>}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
