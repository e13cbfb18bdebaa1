/** A notice in words, its picture, and the screen it leads to. */
import type { Notice, NoticeKind } from "../../core/notices";
import { spaced } from "../../core/tag";
import { title } from "../../core/title";
import { sampleView } from "../../device/rows_store";
import { day } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import type { IconName } from "../../parts/Icon";
import { personName, placeName } from "../../parts/names";
import { link } from "../../parts/route";
import { lang, person, rows } from "../../state";
import { narrowed } from "../samples/asked";

const ICONS: Record<NoticeKind, IconName> = {
  flagged: "flag",
  apart: "lock",
  got: "give",
  slip_waits: "slips",
  extend_asked: "slips",
  slip_approved: "tick",
  slip_rejected: "cross",
  slip_due: "slips",
  slip_overdue: "warning",
  case_open: "scales",
  case_settled: "scales",
  case_explained: "scales",
  repair_late: "workshop",
  receipt_differences: "receipt",
  count_waits: "list",
  fair_unpacked: "booth",
  fair_out: "booth",
};
export const iconOf = ({ kind }: Notice): IconName => ICONS[kind];

/** What presses, in colour as well as in word. */
const PRESSING: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
  "flagged",
  "apart",
  "slip_rejected",
  "slip_overdue",
  "case_open",
  "repair_late",
  "fair_out",
]);
export const isPressing = ({ kind }: Notice): boolean => PRESSING.has(kind);

/** It became so with the day, not at an hour. */
const OF_A_DAY: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
  "slip_due",
  "slip_overdue",
  "repair_late",
  "receipt_differences",
  "fair_out",
  "fair_unpacked",
]);
export const isOfADay = ({ kind }: Notice): boolean => OF_A_DAY.has(kind);

export function leadOf(one: Notice): string {
  const { kind, subject, samples } = one;
  if (kind === "apart" || !subject) return link("outbox");
  if (kind === "flagged") return samples.length === 1 && samples[0] ? link("samples", samples[0]) : link("outbox");
  if (kind === "got") return samples.length === 1 ? link("samples", subject) : narrowed({ holder: person.value?.id ?? null });
  if (kind.startsWith("case_")) return link("more", "cases", subject);
  if (kind === "repair_late") return link("repairs", subject);
  if (kind === "count_waits") return link("counts", subject);
  if (kind.startsWith("fair_")) return link("fairs", subject);
  return link(kind === "receipt_differences" ? "receipts" : "slips", subject);
}

export const headline = (one: Notice): string => t(`notice.${one.kind}`, { n: Math.max(1, one.samples.length) });

/** Which piece or paper, who, until when, why. */
export function details(one: Notice): string {
  const { kind, who, reasons, due_ms } = one;
  const why = kind.startsWith("case_")
    ? reasons.map((reason) => word("case_kind", reason))
    : reasons.map((reason) => word("reason", reason));
  const by = who ? placeName(who) || personName(who) : "";
  const until = due_ms !== null && kind !== "slip_approved" ? t("slip.back_by", { day: day(due_ms) }) : "";
  return [...why, pieces(one), paper(one), by, until].filter(Boolean).join(" · ");
}

function pieces({ samples, subject, kind }: Notice): string {
  const [first] = samples;
  const view = first ? sampleView(first) : null;
  if (!view) return (kind === "flagged" || kind === "apart") && subject && !first ? spaced(subject) : "";
  const name = view.archive_no ? `${title(view, lang.value)} · ${view.archive_no}` : title(view, lang.value);
  return samples.length > 1 ? t("notices.and_more", { what: name, n: samples.length - 1 }) : name;
}

function paper({ kind, subject }: Notice): string {
  if (!subject) return "";
  const { slips, repairs, receipts, fairs } = rows.value;
  const fair = fairs.get(subject);
  if (fair) return [fair.no, fair.told.title].filter(Boolean).join(" · ");
  const slip = slips.get(subject);
  if (slip) return [slip.no, slip.told.client ? placeName(slip.told.client) : ""].filter(Boolean).join(" · ");
  return (kind === "repair_late" ? repairs.get(subject)?.no : receipts.get(subject)?.no) ?? "";
}
