/** Amounts as people write them, from minor units and back. */
import { locale } from "../i18n/dates";

export interface Amount {
  minor: number;
  currency: string;
}

/** HK$12,500; cents only where there are some. */
export function money(amount: Amount | null | undefined): string | null {
  if (!amount) return null;
  const { minor, currency } = amount;
  return new Intl.NumberFormat(locale(), { style: "currency", currency, maximumFractionDigits: minor % 100 ? 2 : 0 }).format(minor / 100);
}

/** 12,500.00 as minor units; null for what is no amount. */
export function minorOf(text: string): number | null {
  const bare = text.replaceAll(",", "").trim();
  return /^\d{1,11}(\.\d{1,2})?$/.test(bare) ? Math.round(Number(bare) * 100) : null;
}
