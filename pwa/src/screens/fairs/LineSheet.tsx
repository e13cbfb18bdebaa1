/** One line of the customs list: what stands on it, ready to be read over and put right. */
import { asText, millionths } from "../../core/decimal";
import type { FairLine } from "../../core/rows";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { minorOf } from "../../parts/money";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { useDraft } from "../../parts/useDraft";
import { MoneyField } from "../repairs/MoneyField";
import { completed, keepOrigin } from "./wish";

const HS_CODES = ["7113.11", "7113.19", "7113.20", "7116.10", "7116.20", "7117.19", "7102.39", "7103.91", "7101.22", "7104.91"];

interface Written {
  item: string;
  description: string;
  weight: string;
  amount: string;
  currency: string;
  origin: string;
  hs: string;
  marks: string;
}

const written = (line: FairLine): Written => ({
  item: line.item ?? "",
  description: line.description ?? "",
  weight: line.weight_g ?? "",
  amount: line.value ? String(line.value.minor / 100) : "",
  currency: line.value?.currency ?? "HKD",
  origin: line.origin ?? "",
  hs: line.hs ?? "",
  marks: line.marks ?? "",
});

const orNull = (text: string): string | null => text.trim() || null;

/** What is left empty is nothing again: the proposal takes its place. */
function lineOf(line: FairLine, form: Written): FairLine {
  const [minor, weight] = [minorOf(form.amount), millionths(form.weight)];
  return {
    ...line,
    item: orNull(form.item),
    description: orNull(form.description),
    weight_g: weight === null ? null : asText(weight),
    value: minor === null ? null : { minor, currency: form.currency },
    origin: orNull(form.origin),
    hs: orNull(form.hs),
    marks: orNull(form.marks),
  };
}

export function LineSheet({ line, onClose, onKeep }: { line: FairLine; onClose: () => void; onKeep: (line: FairLine) => void }) {
  const [form, setForm] = useDraft(`line:${line.line}`, () => written(completed(line)));
  const set = (part: Partial<Written>) => setForm((old) => ({ ...old, ...part }));
  const isWeight = form.weight === "" || (millionths(form.weight) ?? -1n) >= 0n;
  const isAmount = form.amount === "" || minorOf(form.amount) !== null;
  const keep = () => {
    if (!isWeight || !isAmount) return;
    if (form.origin.trim()) keepOrigin(form.origin.trim());
    onKeep(lineOf(line, form));
  };
  return (
    <Sheet
      title={t("customs.line", { n: line.item ?? line.line })}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide disabled={!isWeight || !isAmount} onClick={keep}>
          {t("fair.keep")}
        </Button>
      }
    >
      <TextArea label={t("customs.description")} value={form.description} maxLength={400} onInput={(description) => set({ description })} />
      <div class="two-fields">
        <Field label={t("customs.hs")} value={form.hs} maxLength={20} hint={t("customs.hs_hint")} onInput={(hs) => set({ hs })} />
        <Field label={t("customs.origin")} value={form.origin} maxLength={40} onInput={(origin) => set({ origin })} />
      </div>
      <fieldset class="hs-codes" aria-label={t("customs.hs")}>
        {HS_CODES.map((code) => (
          <button key={code} type="button" aria-pressed={form.hs === code} onClick={() => set({ hs: code })}>
            {code}
          </button>
        ))}
      </fieldset>
      <div class="two-fields">
        <Field
          label={t("customs.weight")}
          inputMode="decimal"
          value={form.weight}
          wrong={isWeight ? undefined : t("customs.wrong_weight")}
          onInput={(weight) => set({ weight })}
        />
        <Field label={t("customs.item")} value={form.item} maxLength={20} onInput={(item) => set({ item })} />
      </div>
      <MoneyField
        label={t("customs.value")}
        amount={form.amount}
        currency={form.currency}
        onAmount={(amount) => set({ amount })}
        onCurrency={(currency) => set({ currency })}
      />
      <Field label={t("customs.marks")} value={form.marks} maxLength={200} onInput={(marks) => set({ marks })} />
    </Sheet>
  );
}
