/** A phone as the office tells of it. */
import type { Told } from "../../core/readiness";
import type { Health } from "../../device/health";
import { moment } from "../../i18n/dates";
import { t, word } from "../../i18n/t";

export interface PhoneRow {
  id: string;
  name: string;
  state: string;
  contact_ms: number | null;
  owes: number;
  owes_since_ms: number | null;
  offset_ms: number;
  app: string | null;
  waited_for: boolean;
  /** What it last told of itself; an older app tells less. */
  health: Partial<Health> | null;
  health_ms: number | null;
  carried_ms: number | null;
  forked_ms: number | null;
  reset_ms: number | null;
  reset_owed: number | null;
  replaced_by: string | null;
  held: number;
  missing: number | null;
  apart: number;
}
export interface Carriage {
  courier: string | null;
  courier_name: string | null;
  from_seq: number;
  records: number;
  at_ms: number;
}

/** Ready 26 Nov, 14:02. */
export function readyOf(row: PhoneRow): string | null {
  const told: Told | null | undefined = row.health?.ready;
  return told ? `${word("verdict", told.verdict)} · ${moment(told.at_ms)}` : null;
}

/** What somebody should look at, worst first; null when all is well. */
export function alarmOf(row: PhoneRow): string | null {
  if (row.forked_ms !== null) return t("phones.alarm_forked");
  if (row.reset_ms !== null) return row.reset_owed ? t("phones.reset_owed", { n: row.reset_owed }) : t("phones.alarm_reset");
  if (row.held > 0) return t("phones.held", { n: row.held });
  return null;
}
