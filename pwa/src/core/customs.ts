/** A fair's list as customs want it: what each line is, weighs and is worth, its HS code, and the sums. Proposals are for a person to read over. */
import { asText, millionths } from "./decimal";
import type { Facts, Lang, Metal, SampleRow } from "./rows";
import type { FairLine, FairTold } from "./rows_field";
import type { Money } from "./rows_matters";
import { spaced } from "./tag";
import { title } from "./title";

type Piece = Pick<SampleRow, "id" | "type" | "facts" | "name" | "model" | "number" | "archive_no" | "tag" | "quantity">;

const CLAD = /clad|filled|rolled|vermeil/i;
const BASE = /plated|brass|copper|steel|alloy|pewter|bronze|base|titanium|resin|wax/i;
// In Chinese: made together, man-made, grown.
const SYNTHETIC = /synthetic|lab[- ]?(grown|created)|cvd|hpht|\u5408\u6210|\u4eba\u9020|\u57f9\u80b2/i;
const PRECIOUS: ReadonlySet<string> = new Set(["diamond", "ruby", "sapphire", "emerald"]);

const isSynthetic = (facts: Facts): boolean => SYNTHETIC.test(facts.stones?.[0]?.treatment ?? "");

/** The Harmonized System's six digits for a stone by itself: worked, not set. */
function ofStone(facts: Facts): string {
  const kind = facts.stones?.[0]?.kind ?? "";
  if (isSynthetic(facts)) return kind === "diamond" ? "7104.91" : "7104.99";
  if (kind === "diamond") return "7102.39";
  if (kind === "pearl") return "7101.22";
  return PRECIOUS.has(kind) ? "7103.91" : "7103.99";
}

/** What the piece is by: the metal there is most of, else the first. */
function mainMetal(metals: readonly Metal[]): Metal | undefined {
  const weight = (one: Metal): bigint => millionths(one.net_g) ?? 0n;
  return [...metals].sort((a, b) => (weight(a) === weight(b) ? 0 : weight(a) < weight(b) ? 1 : -1))[0];
}

/** 7113.11 of silver, 7113.19 of other precious metal, 7113.20 clad, 7116 of pearls or stones alone, 7117 imitation. */
export function proposedHs({ type, facts }: Pick<Piece, "type" | "facts">): string | null {
  if (type === "loose_stone") return ofStone(facts);
  const metal = mainMetal(facts.metals ?? [])?.metal;
  if (metal && CLAD.test(metal)) return "7113.20";
  if (metal && BASE.test(metal)) return "7117.19";
  if (metal) return metal === "silver" ? "7113.11" : "7113.19";
  if (type === "mock_up") return "7117.90";
  const stones = facts.stones ?? [];
  if (!stones.length) return null;
  return stones.every(({ kind }) => kind === "pearl") ? "7116.10" : "7116.20";
}

/** In the reader's language, and in English for whoever stands at the border. */
export function describe(piece: Piece, lang: Lang): string {
  const [own, english] = [title(piece, lang), title(piece, "en")];
  return own === english ? own : `${own} / ${english}`;
}

export const marksOf = ({ archive_no, tag }: Pick<Piece, "archive_no" | "tag">): string | null =>
  [archive_no, tag && spaced(tag)].filter(Boolean).join(" · ") || null;

/** What a line says of itself once it is filled in. */
export type Filling = Pick<FairLine, "description" | "weight_g" | "value" | "hs" | "marks">;

export const filling = (piece: Piece, lang: Lang): Filling => ({
  description: describe(piece, lang),
  weight_g: piece.facts.gross_g ?? null,
  value: piece.facts.insured ?? null,
  hs: proposedHs(piece),
  marks: marksOf(piece),
});

/** Of a model nobody knows yet which pieces will go: `n` times what one of them is on average. */
export function fillingOfModel(alike: readonly Piece[], n: number, lang: Lang): Filling {
  const [first] = alike;
  if (!first) return { description: null, weight_g: null, value: null, hs: null, marks: null };
  return {
    description: describe(first, lang),
    weight_g: averageWeight(alike, n),
    value: averageValue(alike, n),
    hs: proposedHs(first),
    marks: first.model,
  };
}

const THOUSANDTH = 1_000n;

function averageWeight(alike: readonly Piece[], n: number): string | null {
  const weights = alike.map(({ facts }) => millionths(facts.gross_g)).filter((one) => one !== null);
  if (!weights.length) return null;
  const mean = (weights.reduce((sum, one) => sum + one, 0n) * BigInt(n)) / BigInt(weights.length);
  return asText(((mean + THOUSANDTH / 2n) / THOUSANDTH) * THOUSANDTH);
}

/** Nothing where some are worth dollars and some pounds. */
function averageValue(alike: readonly Piece[], n: number): Money | null {
  const values = alike.map(({ facts }) => facts.insured).filter((one) => one !== undefined);
  const [first] = values;
  if (!first || values.some(({ currency }) => currency !== first.currency)) return null;
  return { currency: first.currency, minor: Math.round((values.reduce((sum, { minor }) => sum + minor, 0) * n) / values.length) };
}

/** With whatever a line lacks; what a person wrote stays. */
export function filled(line: FairLine, proposed: Filling, origin: string | null = null): FairLine {
  return {
    ...line,
    description: line.description ?? proposed.description,
    weight_g: line.weight_g ?? proposed.weight_g,
    value: line.value ?? proposed.value,
    hs: line.hs ?? proposed.hs,
    marks: line.marks ?? proposed.marks,
    origin: line.origin ?? origin,
  };
}

/** Item numbers 1, 2, 3 … where none was typed. */
export const itemOf = (line: FairLine, at: number): string => line.item ?? String(at + 1);

export const piecesOf = (line: Pick<FairLine, "sample" | "n">, piece: Pick<Piece, "quantity"> | null): number =>
  line.sample ? (piece?.quantity ?? 1) : (line.n ?? 1);

// ---- what went, by line ----

/** Packed, and not put back before the fair began: that never crossed a border. */
export function went({ packed, back, from_ms }: Pick<FairTold, "packed" | "back" | "from_ms">): FairTold["packed"] {
  const stayed = new Set(from_ms === null ? [] : back.filter(({ at_ms }) => at_ms < from_ms).map(({ sample }) => sample));
  return packed.filter(({ sample }) => !stayed.has(sample));
}

/** The pieces that went for each line, by its name; under null those on no line. */
export function byLine(told: FairTold): Map<string | null, string[]> {
  const named = new Map(told.lines.flatMap(({ line, sample }) => (sample ? [[sample, line] as const] : [])));
  const lines = new Set(told.lines.map(({ line }) => line));
  const found = new Map<string | null, string[]>();
  for (const { sample, line } of went(told)) {
    const at = line !== null && lines.has(line) ? line : (named.get(sample) ?? null);
    found.set(at, [...(found.get(at) ?? []), sample]);
  }
  return found;
}

export interface Sum {
  lines: number;
  pieces: number;
  /** Millionths of a gram. */
  weight: bigint;
  values: Map<string, number>;
  valueless: number;
}
export interface Counted {
  hs: string | null;
  pieces: number;
  weight_g: string | null;
  value: Money | null;
}

const blankSum = (): Sum => ({ lines: 0, pieces: 0, weight: 0n, values: new Map(), valueless: 0 });

function addTo(sum: Sum, { pieces, weight_g, value }: Counted): void {
  sum.lines += 1;
  sum.pieces += pieces;
  sum.weight += millionths(weight_g) ?? 0n;
  if (value) sum.values.set(value.currency, (sum.values.get(value.currency) ?? 0) + value.minor);
  else sum.valueless += 1;
}

/** By HS code in its order, lines without one last; and all of it. */
export function totals(lines: readonly Counted[]): { byHs: [string | null, Sum][]; all: Sum } {
  const found = new Map<string | null, Sum>();
  const all = blankSum();
  for (const line of lines) {
    const sum = found.get(line.hs) ?? blankSum();
    addTo(sum, line);
    addTo(all, line);
    found.set(line.hs, sum);
  }
  const order = (hs: string | null): string => hs ?? "~";
  return { byHs: [...found].sort(([a], [b]) => (order(a) < order(b) ? -1 : 1)), all };
}
