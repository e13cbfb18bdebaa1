/** The registration form as typed, and what is wrong with it. */
import type { Lang, Names, Stone } from "../../core/rows";
import { readTag } from "../../core/tag";
import { byTag } from "../../device/rows_store";
import { rows } from "../../state";

export const TYPES = ["ring", "necklace", "pendant", "earrings", "bracelet", "brooch", "loose_stone", "mock_up"] as const;
export const CATEGORIES = ["new", "display", "custom", "returned"] as const;
export const METALS = ["gold", "white_gold", "rose_gold", "platinum", "silver"] as const;
export const STONES = ["diamond", "ruby", "sapphire", "emerald", "jadeite", "pearl", "opal"] as const;
export const SHAPES = ["round", "oval", "cushion", "emerald_cut", "pear", "marquise", "princess", "heart", "baguette", "cabochon", "bead"];
export const TREATMENTS = ["none", "heated", "minor oil"] as const;
export const OWNERSHIPS = ["own", "memo_in", "client_property", "consignment"] as const;
export const CURRENCIES = ["HKD", "CNY", "MOP", "USD", "EUR"] as const;

export interface MetalPaper {
  metal: string;
  fineness: string;
  net: string;
}
export interface StonePaper {
  kind: string;
  shape: string;
  count: string;
  ct: string;
  colour: string;
  clarity: string;
  treatment: string;
  /** What an import knew of it and this form does not ask: kept as it was. */
  rest?: Partial<Stone>;
}
export interface CertificatePaper {
  lab: string;
  number: string;
  date: string;
}

export interface Paper {
  tag: string;
  /** Tags of further pieces of the very same kind: one registration each. */
  alike: string[];
  type: string;
  category: string;
  name: string;
  model: string;
  number: string;
  gross: string;
  size: string;
  dimensions: string;
  quantity: string;
  ownership: string;
  client: string;
  supplier: string;
  insured: string;
  currency: string;
  arrived: string;
  notes: string;
  place: string;
  metals: MetalPaper[];
  stones: StonePaper[];
  certificates: CertificatePaper[];
  photos: string[];
  custom: Record<string, string>;
}

export const BLANK_METAL: MetalPaper = { metal: "gold", fineness: "750", net: "" };
export const BLANK_STONE: StonePaper = { kind: "diamond", shape: "", count: "1", ct: "", colour: "", clarity: "", treatment: "" };
export const BLANK_CERTIFICATE: CertificatePaper = { lab: "GIA", number: "", date: "" };

export const BLANK: Paper = {
  tag: "",
  alike: [],
  type: "ring",
  category: "new",
  name: "",
  model: "",
  number: "",
  gross: "",
  size: "",
  dimensions: "",
  quantity: "1",
  ownership: "own",
  client: "",
  supplier: "",
  insured: "",
  currency: "HKD",
  arrived: "",
  notes: "",
  place: "",
  metals: [BLANK_METAL],
  stones: [],
  certificates: [],
  photos: [],
  custom: {},
};

/** A field the firm has added itself. */
export interface CustomField {
  key: string;
  names: Names;
  kind: "text" | "number" | "date" | "choice";
  choices?: string[];
}

const setting = (key: string): unknown => rows.value.settings.get(key)?.value;

export function customFields(): CustomField[] {
  const said = setting("custom_fields");
  return Array.isArray(said) ? (said as CustomField[]) : [];
}

/** The four every firm has, and those it added. */
export function categories(): { key: string; names: Names | null }[] {
  const said = setting("categories");
  const own = Array.isArray(said) ? (said as { key: string; names: Names }[]) : [];
  return [...CATEGORIES.map((key) => ({ key, names: null })), ...own.filter(({ key }) => !CATEGORIES.includes(key as "new"))];
}

export const nameIn = (names: Names, lang: Lang): string => names[lang] ?? Object.values(names)[0] ?? "";

const WEIGHT = /^\d{1,5}(\.\d{1,3})?$/;
export const isWeight = (text: string): boolean => text === "" || WEIGHT.test(text);
export const isMoney = (text: string): boolean => text === "" || /^\d{1,11}(\.\d{1,2})?$/.test(text.replaceAll(",", ""));

/** A tag may be left for later; one that is given must be good and free. */
export function tagTrouble(text: string): "tag_wrong" | "tag_taken" | null {
  if (!text.trim()) return null;
  const code = readTag(text);
  if (!code) return "tag_wrong";
  return byTag(code).kind === "unknown" ? null : "tag_taken";
}

const isMetal = (row: MetalPaper): boolean => /^\d{3}$/.test(row.fineness) && isWeight(row.net);
const isStone = (row: StonePaper): boolean => /^[1-9]\d{0,4}$/.test(row.count) && isWeight(row.ct);

/** What keeps it from being registered, by field; empty when nothing does. */
export function faults(paper: Paper): Set<string> {
  const found = new Set<string>();
  if (tagTrouble(paper.tag)) found.add("tag");
  if (!paper.place) found.add("place");
  if (!isWeight(paper.gross)) found.add("gross");
  if (!isMoney(paper.insured)) found.add("insured");
  if (!/^[1-9]\d{0,4}$/.test(paper.quantity)) found.add("quantity");
  if (!paper.metals.every(isMetal)) found.add("metals");
  if (!paper.stones.every(isStone)) found.add("stones");
  if (!paper.certificates.every((row) => row.number.trim())) found.add("certificates");
  if (customFields().some((field) => field.kind === "number" && !isNumber(paper.custom[field.key]))) found.add("custom");
  return found;
}

const isNumber = (text: string | undefined): boolean => !text || /^-?\d{1,9}(\.\d{1,4})?$/.test(text);
