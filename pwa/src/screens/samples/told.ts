/** What an entry of the history says beyond its kind, in words: who saw it, what was wrong, what a change was from and to. */
import type { EntryRow, Facts } from "../../core/rows";
import { day } from "../../i18n/dates";
import { isWord, type Key, t, word } from "../../i18n/t";
import { money } from "../../parts/money";
import { placeName } from "../../parts/names";

/** As `GET /api/samples/<id>/timeline` tells it; what this phone only has from its rows says less. */
export interface ToldEntry extends EntryRow {
  body?: Record<string, unknown>;
  slip?: string | null;
  receipt?: string | null;
  repair?: string | null;
  believed_from?: string | null;
}
type Body = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number | null => (typeof value === "number" ? value : null);

function amount(value: unknown): string {
  if (!value || typeof value !== "object") return "";
  const { minor, currency } = value as { minor?: number; currency?: string };
  if (typeof minor !== "number" || !currency) return "";
  return money({ minor, currency }) ?? "";
}

const grams = (value: unknown): string => (text(value) ? t("unit.g", { n: text(value) }) : "");

function shown(body: Body): string[] {
  const [interest, pleased] = [number(body.interest), number(body.satisfaction)];
  return [
    text(body.client_name),
    interest === null ? "" : `${t("show.interest")}: ${t(`interest.${interest as 0}`)}`,
    pleased === null ? "" : `${t("show.satisfaction")}: ${t(`mood.${pleased as 1}`)}`,
    text(body.remark),
  ];
}

function inspected(body: Body): string[] {
  const paper = body.certificate && typeof body.certificate === "object" ? (body.certificate as Body) : null;
  return [
    body.outcome === "repair" ? t("told.to_repair") : body.outcome === "good" ? t("told.good") : "",
    grams(body.gross_g),
    word("condition", text(body.condition)),
    body.complete === false ? `${t("case_kind.incomplete")}: ${text(body.missing)}` : "",
    paper ? (paper.matched === true ? t("told.certificate_matched") : t("case_kind.certificate_unmatched")) : "",
  ];
}

function assessed(body: Body): string[] {
  const due = number(body.due_ms);
  return [
    text(body.fault),
    isWord("told", `decision_${text(body.decision)}`) ? word("told", `decision_${text(body.decision)}`) : "",
    amount(body.estimate),
    due === null ? "" : t("slip.back_by", { day: day(due) }),
  ];
}

function extended(body: Body): string[] {
  const back = number(body.back_ms);
  return [back === null ? "" : t("slip.back_by", { day: day(back) })];
}

const SAYS: Record<string, (body: Body) => string[]> = {
  show: shown,
  inspect: inspected,
  assess: assessed,
  slip_extend: extended,
  slip_extend_ask: extended,
  damage: (body) => [word("damage_grade", text(body.grade))],
  repair_cost: (body) => [text(body.work), amount(body.cost)],
  slip_sign: (body) => [placeName(text(body.receiver)), body.pin === true ? t("slip.by_pin") : ""],
  receipt_check: (body) => [word("told", `check_${text(body.outcome)}`)],
  amend: amended,
};

/** Everything in one line: the particulars of its kind, then note and reason, which any kind may have. */
export function told({ kind, body = {} }: ToldEntry): string {
  const said = SAYS[kind]?.(body) ?? [];
  const off = body.off_slip === true ? t("case_kind.off_slip") : "";
  return [...said, off, text(body.note), text(body.reason)].filter(Boolean).join(" · ");
}

export const photosOf = ({ body }: ToldEntry): string[] =>
  Array.isArray(body?.photos) ? body.photos.filter((one): one is string => typeof one === "string") : [];

// ---- what was → what is ----

const NAMES: Record<string, Key> = {
  number: "fact.number",
  type: "fact.type",
  category: "fact.category",
  model: "fact.model",
  home: "fact.home",
  gross_g: "fact.gross",
  metals: "fact.metal",
  stones: "fact.stone",
  certificates: "fact.certificate",
  client: "fact.client",
  supplier: "fact.supplier",
  insured: "fact.insured",
  size: "fact.size",
  notes: "fact.notes",
  ownership: "fact.ownership",
  name: "names.legend",
  photos: "photos.title",
};

function amended(body: Body): string[] {
  const was = (body.was ?? {}) as Body;
  const lines = Object.keys(was).flatMap((key) =>
    key === "facts" ? between(was.facts as Facts & Body, (body.facts ?? {}) as Body) : between({ [key]: was[key] }, { [key]: body[key] }),
  );
  return lines;
}

function between(was: Body, now: Body): string[] {
  return Object.keys(was).map((key) => {
    const name = NAMES[key] ? t(NAMES[key]) : key;
    return t("told.was_now", { name, was: plain(key, was[key]), now: plain(key, now[key]) });
  });
}

function plain(key: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return t("told.nothing");
  if (key === "home") return placeName(String(value));
  if (key === "type" || key === "category" || key === "ownership") return word(key, String(value));
  if (key === "insured") return amount(value);
  if (Array.isArray(value)) return t("common.number", { n: value.length });
  return typeof value === "object" ? t("told.changed") : String(value);
}
