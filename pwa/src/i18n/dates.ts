/** Times as the reader's language writes them. */
import { lang } from "../state";
import { t } from "./t";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

/** How numbers and dates are written where each language is read here. */
const LOCALES = { en: "en-HK", "zh-Hant": "zh-Hant-HK", "zh-Hans": "zh-Hans-CN" } as const;
export const locale = (): string => LOCALES[lang.value];

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang.value} ${name}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale(), options);
  formats.set(key, made);
  return made;
}

/** 14:05 */
export function clock(ms: number): string {
  return format("clock", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);
}

/** 22 Nov 2026 */
export function day(ms: number): string {
  return format("day", { day: "numeric", month: "short", year: "numeric" }).format(ms);
}

/** 22 Nov */
export function dayShort(ms: number): string {
  return format("day short", { day: "numeric", month: "short" }).format(ms);
}

/** Sunday, 22 November */
export function dayLong(ms: number): string {
  return format("day long", { weekday: "long", day: "numeric", month: "long" }).format(ms);
}

/** 22 Nov, 14:05 */
export function moment(ms: number): string {
  return format("moment", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);
}

/** just now · 12 minutes ago · yesterday · 22 Nov 2026 */
export function ago(ms: number, now: number): string {
  const past = Math.max(0, now - ms);
  if (past < MINUTE) return t("time.now");
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), "minute");
  if (past < DAY) return relative.format(-Math.floor(past / HOUR), "hour");
  if (past < 7 * DAY) return relative.format(-Math.floor(past / DAY), "day");
  return day(ms);
}

/** How long something has lasted: 12 min · 3 h · 5 d */
export function age(ms: number): string {
  const unit = ms < HOUR ? "minute" : ms < DAY ? "hour" : "day";
  const n = Math.max(1, Math.floor(ms / (unit === "minute" ? MINUTE : unit === "hour" ? HOUR : DAY)));
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" }).format(n);
}
