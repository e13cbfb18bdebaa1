/** An amount and its currency, side by side. */
import { t } from "../../i18n/t";
import { Field, Select } from "../../parts/Field";
import { CURRENCIES, isMoney } from "../register/paper";

interface Props {
  label: string;
  amount: string;
  currency: string;
  onAmount: (text: string) => void;
  onCurrency: (currency: string) => void;
}

export function MoneyField({ label, amount, currency, onAmount, onCurrency }: Props) {
  return (
    <div class="money">
      <Field
        label={label}
        inputMode="decimal"
        maxLength={16}
        value={amount}
        wrong={isMoney(amount) ? undefined : t("register.money_wrong")}
        onInput={onAmount}
      />
      <Select
        label={t("register.currency")}
        value={currency}
        choices={CURRENCIES.map((value) => ({ value: value as string, label: value }))}
        onPick={onCurrency}
      />
    </div>
  );
}
