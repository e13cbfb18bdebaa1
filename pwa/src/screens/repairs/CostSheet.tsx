/** What the workshop did and what it costs. */
import { useState } from "preact/hooks";
import { costDraft } from "../../core/matter_drafts";
import type { RepairView, SampleView } from "../../core/rows";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { minorOf } from "../../parts/money";
import { Failure } from "../../parts/Notice";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { MoneyField } from "./MoneyField";

export function CostSheet({ repair, view, onClose }: { repair: RepairView; view: SampleView; onClose: () => void }) {
  const { cost, work: done } = repair.told;
  const [amount, setAmount] = useState(cost ? String(cost.minor / 100) : "");
  const [currency, setCurrency] = useState(cost?.currency ?? "HKD");
  const [work, setWork] = useState(done ?? "");
  const [error, setError] = useState<unknown>(null);
  const minor = minorOf(amount);
  const keep = () => {
    if (minor === null) return;
    void record([costDraft(repair.id, view.id, { minor, currency }, work.trim() || null)]).then(onClose, setError);
  };
  return (
    <Sheet
      title={t("repair.put_cost")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide disabled={minor === null} onClick={keep}>
          {t("common.keep")}
        </Button>
      }
    >
      <MoneyField label={t("repair.cost")} amount={amount} currency={currency} onAmount={setAmount} onCurrency={setCurrency} />
      <TextArea label={t("repair.work")} value={work} onInput={setWork} maxLength={1000} />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
