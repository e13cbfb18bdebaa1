/** Registering pieces: one, twenty alike, or one like another that is there already. */
import type { Draft } from "./action";
import type { Facts, SampleRow } from "./rows";

/** What is typed in the form; everything may be left out. */
export interface Registration {
  tag?: string | null;
  number?: string | null;
  type?: string | null;
  category?: string | null;
  model?: string | null;
  name?: string | null;
  facts?: Facts;
  home?: string | null;
  arrived?: string | null;
  photos?: readonly string[];
  quantity?: number;
  /** Where it lies now; its home where nothing is said. */
  to?: string | null;
  /** The receipt and line it came with. */
  receipt?: string | null;
  entry?: string | null;
}
/** One of several alike. `sample`: a new id, or that of the piece that arrived. */
export interface Piece {
  sample: string;
  tag: string | null;
  number?: string | null;
  gross_g?: string | null;
}

/** What was left empty is left out: the office then keeps nothing for it. */
function filled(facts: Facts): Facts {
  const isSaid = (value: unknown): boolean =>
    value !== undefined && value !== null && value !== "" && !(typeof value === "object" && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => isSaid(value)));
}

export function registerDraft(sample: string, form: Registration): Draft {
  const { tag, number, type, category, model, name, facts, home, arrived, photos, entry } = form;
  const said = { tag, number, type, category, model, name, home, arrived };
  const body: Record<string, unknown> = Object.fromEntries(Object.entries(said).map(([key, value]) => [key, value || null]));
  body.facts = filled(facts ?? {});
  if (photos?.length) body.photos = [...photos];
  if (entry) body.entry = entry;
  return { kind: "register", sample, to: form.to ?? home ?? null, quantity: form.quantity ?? 1, receipt: form.receipt ?? null, body };
}

/** Each has its own tag, number and weight; a photo is of one piece and goes with the first. */
export function alikeDrafts(form: Registration, pieces: readonly Piece[]): Draft[] {
  return pieces.map(({ sample, tag, number, gross_g }, i) => {
    const facts = gross_g ? { ...form.facts, gross_g } : (form.facts ?? {});
    const own = number === undefined ? numberAfter(form.number, i) : number;
    return registerDraft(sample, { ...form, facts, tag, number: own, photos: i === 0 ? (form.photos ?? []) : [] });
  });
}

/** R-007 and two more: R-009. A number that does not end in digits is given to the first only: two pieces never share one. */
export function numberAfter(number: string | null | undefined, steps: number): string | null {
  if (!number || steps === 0) return number || null;
  const digits = /\d{1,12}$/.exec(number)?.[0];
  if (!digits) return null;
  return number.slice(0, -digits.length) + String(Number(digits) + steps).padStart(digits.length, "0");
}

/** A form filled from a similar piece, without what is that piece's own: tag, number, weights, certificates, photos. */
export function likeOf(row: SampleRow): Registration {
  const { gross_g: _weight, certificates: _papers, metals, stones, ...facts } = row.facts;
  if (metals) Object.assign(facts, { metals: metals.map(({ net_g: _net, ...metal }) => metal) });
  if (stones) Object.assign(facts, { stones: stones.map(({ ct: _ct, ...stone }) => stone) });
  const { type, category, model, name, home, place, quantity } = row;
  return { type, category, model, name, home, facts, quantity, to: home ?? place };
}
