/** The plan of a fair while somebody writes it: its days, its people, and the list of what is to go. */
import { filled, filling, fillingOfModel } from "../../core/customs";
import { blankLine, type FairPlan, MOST_LINES, nextLine, planOf } from "../../core/fair_drafts";
import type { AskedLine, FairLine, FairView, SampleView, SlipView } from "../../core/rows";
import { sampleView } from "../../device/rows_store";
import { today } from "../../parts/DateField";
import { lang } from "../../state";
import { alike } from "../slips/slip";

export const blankPlan = (me: string | null): FairPlan => ({
  title: null,
  booth: null,
  safe: null,
  from_ms: today(7),
  to_ms: today(10),
  team: me ? [me] : [],
  country: null,
  carnet: null,
  note: null,
  slips: [],
  lines: [],
});

export const wishOf = ({ told }: FairView): FairPlan => planOf(told);

const ORIGIN = "customs-origin"; // where this firm's pieces are made, in localStorage

export const usualOrigin = (): string | null => localStorage.getItem(ORIGIN);
export const keepOrigin = (origin: string): void => localStorage.setItem(ORIGIN, origin);

const alikeOf = (model: string | null): SampleView[] =>
  alike(model)
    .map((id) => sampleView(id))
    .filter((view) => view !== null);

/** With what the register says of it; what a person wrote stays. */
export function completed(line: FairLine): FairLine {
  const view = line.sample ? sampleView(line.sample) : null;
  if (view) return filled(line, filling(view, lang.value), usualOrigin());
  return line.model ? filled(line, fillingOfModel(alikeOf(line.model), line.n ?? 1, lang.value), usualOrigin()) : line;
}

export const askedOf = ({ line, sample, model, n }: FairLine): AskedLine => (sample ? { line, sample } : { line, model, n: n ?? 1 });

/** What was chosen, as lines of the list: those that stay keep what is written on them, of a model another number is another weight. */
export function linesOf(asked: readonly AskedLine[], before: readonly FairLine[]): FairLine[] {
  const known = new Map(before.map((line) => [line.line, line]));
  return asked.map(({ line, sample = null, model = null, n = 1 }) => {
    const old = known.get(line);
    if (old && (sample !== null || old.n === n)) return old;
    const written = old
      ? { ...old, n, weight_g: null, value: null }
      : { ...blankLine(line), sample, model: sample ? null : model, n: sample ? null : n };
    return completed(written);
  });
}

export function withPieces(lines: readonly FairLine[], samples: readonly string[]): FairLine[] {
  const there = new Set(lines.map(({ sample }) => sample));
  const all = [...lines];
  for (const sample of samples) {
    if (there.has(sample) || all.length >= MOST_LINES) continue;
    there.add(sample);
    all.push(completed({ ...blankLine(nextLine(all)), sample }));
  }
  return all;
}

/** The lines of an approved slip, and that its pieces leave under it. */
export function withSlip(plan: FairPlan, { id, told }: SlipView): FairPlan {
  let lines = withPieces(
    plan.lines,
    told.lines.flatMap(({ sample }) => sample ?? []),
  );
  for (const { model, n, sample } of told.lines) {
    if (sample || !model || lines.length >= MOST_LINES) continue;
    const there = lines.find((line) => line.model === model);
    const line = there ? { ...there, n: (there.n ?? 1) + n, weight_g: null, value: null } : { ...blankLine(nextLine(lines)), model, n };
    lines = there ? lines.map((one) => (one === there ? completed(line) : one)) : [...lines, completed(line)];
  }
  return { ...plan, slips: [...new Set([...plan.slips, id])], lines };
}

export type Wrong = "no_title" | "dates_turned";
export function wrongWith({ title, from_ms, to_ms }: FairPlan): Wrong | null {
  if (!title?.trim()) return "no_title";
  return from_ms !== null && to_ms !== null && to_ms < from_ms ? "dates_turned" : null;
}
