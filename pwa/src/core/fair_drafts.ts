/** What people say about a fair, as the actions it becomes. */
import type { Draft } from "./action";
import type { FairLine, FairTold } from "./rows_field";

/** The part of a fair that a person writes down; the rest is what became of it. */
export type FairPlan = Pick<
  FairTold,
  "title" | "booth" | "safe" | "from_ms" | "to_ms" | "team" | "country" | "carnet" | "note" | "slips" | "lines"
>;

export const MOST_LINES = 500;

const said = (body: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== "" && value !== undefined));

export function planDraft(fair: string, { lines, ...plan }: FairPlan): Draft {
  return { kind: "fair_plan", fair, body: { ...said(plan), lines: lines.map(said) } };
}
export const closeDraft = (fair: string): Draft => ({ kind: "fair_close", fair });

export const planOf = ({ title, booth, safe, from_ms, to_ms, team, country, carnet, note, slips, lines }: FairTold): FairPlan => ({
  title,
  booth,
  safe,
  from_ms,
  to_ms,
  team,
  country,
  carnet,
  note,
  slips,
  lines,
});

export const blankLine = (line: string): FairLine => ({
  line,
  sample: null,
  model: null,
  n: null,
  item: null,
  description: null,
  weight_g: null,
  value: null,
  origin: null,
  hs: null,
  marks: null,
});

/** Names of lines are never given twice: what was packed stays with its line. */
export const nextLine = (lines: readonly Pick<FairLine, "line">[]): string =>
  String(Math.max(0, ...lines.map(({ line }) => Number(line) || 0)) + 1);
