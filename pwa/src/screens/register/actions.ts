/** What a filled-in form becomes: one registration for each tag, and where a form starts from. */
import type { Draft } from "../../core/action";
import { likeOf, numberAfter, type Registration, registerDraft } from "../../core/register";
import type { Certificate, Facts, Metal, SampleView, Stone } from "../../core/rows";
import { readTag } from "../../core/tag";
import { newId } from "../../device/clock";
import { receipts } from "../../device/rows_matters";
import { BLANK, BLANK_STONE, type CertificatePaper, customFields, type MetalPaper, type Paper, type StonePaper } from "./paper";

const text = (value: string): string | null => value.trim() || null;

export function factsOf(paper: Paper): Facts {
  const said: Facts = {
    ownership: paper.ownership,
    gross_g: paper.gross,
    client: paper.client.trim(),
    supplier: paper.supplier.trim(),
    size: paper.size.trim(),
    dimensions: paper.dimensions.trim(),
    notes: paper.notes.trim(),
    ...(paper.metals.length ? { metals: paper.metals.map(metalOf) } : {}),
    ...(paper.stones.length ? { stones: paper.stones.map(stoneOf) } : {}),
    ...(paper.certificates.length ? { certificates: paper.certificates.map(certificateOf) } : {}),
  };
  const minor = Math.round(Number(paper.insured.replaceAll(",", "")) * 100);
  if (minor > 0) said.insured = { minor, currency: paper.currency };
  const custom = customOf(paper);
  if (Object.keys(custom).length) said.custom = custom;
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== "")) as Facts;
}

const metalOf = (row: MetalPaper): Metal => ({
  metal: row.metal,
  fineness: Number(row.fineness),
  ...(row.net ? { net_g: row.net } : {}),
});

function stoneOf(row: StonePaper): Stone {
  const { kind, shape, ct, colour, clarity, treatment } = row;
  const said = { shape, ct, colour: colour.trim(), clarity: clarity.trim(), treatment };
  return {
    ...row.rest,
    kind,
    count: Number(row.count),
    ...(Object.fromEntries(Object.entries(said).filter(([, value]) => value)) as Partial<Stone>),
  };
}

const certificateOf = (row: CertificatePaper): Certificate => ({
  lab: row.lab.trim(),
  number: row.number.trim(),
  ...(row.date ? { date: row.date } : {}),
});

function customOf(paper: Paper): Record<string, string | number> {
  const said: Record<string, string | number> = {};
  for (const field of customFields()) {
    const value = paper.custom[field.key]?.trim();
    if (value) said[field.key] = field.kind === "number" ? Number(value) : value;
  }
  return said;
}

/** The piece this form is about when it has arrived already: it keeps its id, its place and its receipt. */
export interface Arrived {
  sample: string;
  receipt: string | null;
  /** The line of the delivery note. */
  entry: string | null;
}

/** One registration for the form's tag and one more for each further piece alike, which has no certificate of its own yet. */
export function draftsOf(paper: Paper, arrived: Arrived | null): Draft[] {
  const group = paper.alike.length ? newId() : null;
  const pieces = [paper.tag, ...paper.alike].map((typed, i) => ({ sample: (i === 0 && arrived?.sample) || newId(), tag: readTag(typed) }));
  const [first, ...others] = pieces.map((piece, i) => {
    const number = numberAfter(text(paper.number), i);
    return registerDraft(piece.sample, {
      ...formOf(paper, i === 0 ? arrived : null),
      tag: piece.tag,
      number,
      ...(i ? { photos: [] } : {}),
    });
  });
  return [first, ...others.map(withoutPapers)].filter((draft) => draft !== undefined).map((draft) => ({ ...draft, group }));
}

function formOf(paper: Paper, arrived: Arrived | null): Registration {
  const { type, category, photos, place } = paper;
  return {
    type,
    category,
    model: text(paper.model),
    name: text(paper.name),
    facts: factsOf(paper),
    home: place,
    to: place,
    arrived: paper.arrived || new Date().toLocaleDateString("sv"),
    photos,
    quantity: Number(paper.quantity),
    receipt: arrived?.receipt ?? null,
    entry: arrived?.entry ?? null,
  };
}

function withoutPapers(draft: Draft): Draft {
  const { certificates: _, ...facts } = (draft.body?.facts ?? {}) as Facts;
  return { ...draft, body: { ...draft.body, facts } };
}

/** A form filled in from a similar piece: all that may be the same, nothing that is that piece's own. */
export function paperLike(view: SampleView): Paper {
  const { facts = {}, ...same } = likeOf(view);
  return paperOf({ ...view, ...same, facts, number: null, photos: [], quantity: 1 } as SampleView);
}

/** A piece as a form. */
export function paperOf(view: SampleView): Paper {
  const { facts } = view;
  return {
    ...BLANK,
    type: view.type ?? BLANK.type,
    category: view.category ?? BLANK.category,
    name: view.name ?? "",
    model: view.model ?? "",
    number: view.number ?? "",
    gross: facts.gross_g ?? "",
    size: facts.size ?? "",
    dimensions: facts.dimensions ?? "",
    quantity: String(view.quantity),
    ownership: facts.ownership ?? "own",
    client: facts.client ?? "",
    supplier: facts.supplier ?? "",
    insured: facts.insured ? String(facts.insured.minor / 100) : "",
    currency: facts.insured?.currency ?? BLANK.currency,
    notes: facts.notes ?? "",
    place: view.home ?? view.place ?? "",
    metals: (facts.metals ?? []).map((row) => ({ metal: row.metal, fineness: String(row.fineness ?? ""), net: row.net_g ?? "" })),
    stones: (facts.stones ?? []).map(stonePaperOf),
    certificates: (facts.certificates ?? []).map((row) => ({ lab: row.lab, number: row.number, date: row.date ?? "" })),
    photos: view.photos,
    custom: Object.fromEntries(Object.entries(facts.custom ?? {}).map(([key, value]) => [key, String(value)])),
  };
}

function stonePaperOf(row: Stone): StonePaper {
  const { kind: _kind, shape: _shape, count: _count, ct: _ct, colour: _colour, clarity: _clarity, treatment: _treatment, ...rest } = row;
  return {
    rest,
    ...BLANK_STONE,
    kind: row.kind,
    shape: row.shape ?? "",
    count: String(row.count ?? 1),
    ct: row.ct ?? "",
    colour: row.colour ?? "",
    clarity: row.clarity ?? "",
    treatment: row.treatment ?? "",
  };
}

/** A form for a piece that has arrived: what the delivery note said of it is filled in. */
export function paperOfArrived(view: SampleView): { paper: Paper; arrived: Arrived } {
  for (const { id, told } of receipts()) {
    const line = told.lines.find(({ pieces }) => pieces.includes(view.id));
    if (!line) continue;
    const supplier = told.from ?? "";
    const about = { type: line.type ?? BLANK.type, model: line.model ?? "", notes: line.specification ?? "", supplier };
    const ownership = told.ownership ?? BLANK.ownership;
    const paper = { ...BLANK, ...about, ownership, arrived: told.arrived ?? "", place: view.place ?? "", photos: view.photos };
    return { paper, arrived: { sample: view.id, receipt: id, entry: line.line } };
  }
  return { paper: { ...BLANK, place: view.place ?? "", photos: view.photos }, arrived: { sample: view.id, receipt: null, entry: null } };
}
