/** The two lists of a fair: what is to go, as planned, and what really went, each line with its pieces. */
import { byLine, type Counted, describe, filling, itemOf, marksOf, piecesOf, proposedHs } from "./customs";
import { asText, millionths } from "./decimal";
import { blankLine } from "./fair_drafts";
import type { Lang, SampleView } from "./rows";
import type { FairLine, FairTold } from "./rows_field";
import type { Money } from "./rows_matters";

export interface ListedLine extends Counted {
  line: FairLine;
  item: string;
  description: string | null;
  /** Pieces that are this line: named by it, or packed for it. */
  samples: string[];
  /** Went without being on the list. */
  extra: boolean;
}
type SampleOf = (id: string) => SampleView | null;

/** Nothing where a piece has no weight: half a sum would be a wrong one. */
function weightOf(pieces: readonly SampleView[]): string | null {
  const weights = pieces.map(({ facts }) => millionths(facts.gross_g));
  return pieces.length && weights.every((one) => one !== null) ? asText(weights.reduce((sum: bigint, one) => sum + (one ?? 0n), 0n)) : null;
}

function worthOf(pieces: readonly SampleView[]): Money | null {
  const values = pieces.map(({ facts }) => facts.insured);
  const first = values[0];
  if (!first || values.some((one) => one?.currency !== first.currency)) return null;
  return { currency: first.currency, minor: values.reduce((sum, one) => sum + (one?.minor ?? 0), 0) };
}

const known = (samples: readonly string[], sample: SampleOf): SampleView[] => samples.map(sample).filter((one) => one !== null);

/** As the list says; what a line leaves open is read from the pieces it names. */
export function plannedLines(told: FairTold, sample: SampleOf, lang: Lang): ListedLine[] {
  const packed = byLine(told);
  return told.lines.map((line, at) => {
    const own = line.sample ? sample(line.sample) : null;
    const samples = line.sample ? [line.sample] : (packed.get(line.line) ?? []);
    return {
      line,
      item: itemOf(line, at),
      description: line.description ?? (own ? describe(own, lang) : line.model),
      pieces: piecesOf(line, own),
      weight_g: line.weight_g ?? own?.facts.gross_g ?? null,
      value: line.value ?? own?.facts.insured ?? null,
      hs: line.hs ?? (own ? proposedHs(own) : null),
      samples,
      extra: false,
    };
  });
}

/** Lines of which something went, a line of a model with what its pieces really weigh and are worth; then what was on no line. */
export function borderLines(told: FairTold, sample: SampleOf, lang: Lang): ListedLine[] {
  const packed = byLine(told);
  const gone = plannedLines(told, sample, lang).flatMap((listed): ListedLine[] => {
    const samples = packed.get(listed.line.line) ?? [];
    if (!samples.length) return [];
    if (listed.line.sample) return [{ ...listed, samples }];
    const pieces = known(samples, sample);
    return [
      {
        ...listed,
        samples,
        pieces: samples.length,
        weight_g: weightOf(pieces),
        value: worthOf(pieces),
        hs: listed.hs ?? (pieces[0] ? proposedHs(pieces[0]) : null),
      },
    ];
  });
  const extras = (packed.get(null) ?? []).map((id, at) => extraLine(id, told.lines.length + at, sample, lang));
  return [...gone, ...extras];
}

function extraLine(id: string, at: number, sample: SampleOf, lang: Lang): ListedLine {
  const own = sample(id);
  const line = { ...blankLine(""), sample: id, marks: own ? marksOf(own) : null };
  const said = own ? filling(own, lang) : { description: null, weight_g: null, value: null, hs: null };
  const { description, weight_g, value, hs } = said;
  return { line, item: itemOf(line, at), description, pieces: own?.quantity ?? 1, weight_g, value, hs, samples: [id], extra: true };
}
