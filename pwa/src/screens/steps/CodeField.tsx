/** Six digits of a code app, as phones offer to fill them in. */
import { t } from "../../i18n/t";
import { Field } from "../../parts/Field";

export const isCode = (code: string): boolean => /^\d{6}$/.test(code);

export function CodeField({ value, onInput }: { value: string; onInput: (code: string) => void }) {
  return (
    <Field
      label={t("account.code")}
      hint={t("account.code_hint")}
      inputMode="numeric"
      autocomplete="one-time-code"
      maxLength={8}
      value={value}
      onInput={(text) => onInput(text.replace(/\D/g, "").slice(0, 6))}
    />
  );
}
