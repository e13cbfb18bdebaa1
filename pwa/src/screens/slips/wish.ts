/** What somebody is asking for, while they write it down. */
import type { AskedLine, Purpose, SlipView } from "../../core/rows";
import { today } from "../../parts/DateField";

export interface Wish {
  purpose: Purpose;
  client: string | null;
  to: string | null;
  out_ms: number | null;
  back_ms: number | null;
  lines: AskedLine[];
  note: string;
}

const USUAL_DAYS = 7;
export const PURPOSES: readonly Purpose[] = ["show", "fair", "photo", "loan", "repair", "other"];
export const MOST_LINES = 500;

export const blankWish = (me: string | null, samples: readonly string[]): Wish => ({
  purpose: "show",
  client: null,
  to: me,
  out_ms: today(),
  back_ms: today(USUAL_DAYS),
  lines: samples.map((sample, i) => ({ line: String(i + 1), sample })),
  note: "",
});

export const wishOf = ({ told }: SlipView): Wish => ({
  purpose: told.purpose ?? "other",
  client: told.client,
  to: told.to ?? told.by,
  out_ms: told.out_ms,
  back_ms: told.back_ms,
  lines: told.lines.map(({ line, sample, model, n }) => (sample ? { line, sample } : { line, model, n })),
  note: told.note ?? "",
});

/** The same piece is not asked for twice. */
export function withPiece(wish: Wish, sample: string): Wish {
  if (wish.lines.some((line) => line.sample === sample) || wish.lines.length >= MOST_LINES) return wish;
  return { ...wish, lines: [...wish.lines, { line: nextLine(wish.lines), sample }] };
}

export function withModel(wish: Wish, model: string, n: number): Wish {
  const there = wish.lines.find((line) => line.model === model && !line.sample);
  if (there) return { ...wish, lines: wish.lines.map((line) => (line === there ? { ...line, n } : line)) };
  if (wish.lines.length >= MOST_LINES) return wish;
  return { ...wish, lines: [...wish.lines, { line: nextLine(wish.lines), model, n }] };
}

/** Names of lines are never given twice: what was issued stays with its line. */
const nextLine = (lines: readonly AskedLine[]): string => String(Math.max(0, ...lines.map(({ line }) => Number(line) || 0)) + 1);

export type Wrong = "no_lines" | "no_dates" | "dates_turned";

export function wrongWith(wish: Wish): Wrong | null {
  if (wish.lines.length === 0) return "no_lines";
  if (wish.out_ms === null || wish.back_ms === null) return "no_dates";
  return wish.back_ms < wish.out_ms ? "dates_turned" : null;
}
