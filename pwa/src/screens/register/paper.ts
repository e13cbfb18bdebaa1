/** The registration form as typed, what is wrong with it, and the action it becomes. */
import type { Draft } from "../../core/action";
import type { Facts } from "../../core/rows";
import { readTag } from "../../core/tag";
import { newId } from "../../device/clock";
import { byTag } from "../../device/rows_store";

export const TYPES = ["ring", "necklace", "pendant", "earrings", "bracelet", "brooch", "loose_stone", "mock_up"] as const;
export const CATEGORIES = ["new", "display", "custom", "returned"] as const;
export const METALS = ["gold", "white_gold", "rose_gold", "platinum", "silver"] as const;
export const STONES = ["diamond", "ruby", "sapphire", "emerald", "jadeite", "pearl", "opal"] as const;

export interface Paper {
  tag: string;
  type: string;
  category: string;
  name: string;
  model: string;
  number: string;
  metal: string;
  fineness: string;
  stone: string;
  ct: string;
  gross: string;
  quantity: string;
  ownership: string;
  place: string;
}

export const BLANK: Paper = {
  tag: "",
  type: "ring",
  category: "new",
  name: "",
  model: "",
  number: "",
  metal: "gold",
  fineness: "750",
  stone: "",
  ct: "",
  gross: "",
  quantity: "1",
  ownership: "own",
  place: "",
};

const WEIGHT = /^\d{1,5}(\.\d{1,3})?$/;
const isWeight = (text: string): boolean => text === "" || WEIGHT.test(text);

/** A tag may be left for later; one that is given must be good and free. */
export function tagTrouble(text: string): "tag_wrong" | "tag_taken" | null {
  if (!text.trim()) return null;
  const code = readTag(text);
  if (!code) return "tag_wrong";
  return byTag(code).kind === "unknown" ? null : "tag_taken";
}

export function isWhole(paper: Paper): boolean {
  const fineness = paper.metal === "" || /^\d{3}$/.test(paper.fineness);
  const quantity = /^[1-9]\d{0,4}$/.test(paper.quantity);
  return !tagTrouble(paper.tag) && fineness && quantity && isWeight(paper.ct) && isWeight(paper.gross) && paper.place !== "";
}

export function factsOf(paper: Paper): Facts {
  const facts: Facts = { ownership: paper.ownership };
  if (paper.gross) facts.gross_g = paper.gross;
  if (paper.metal && paper.type !== "loose_stone") facts.metals = [{ metal: paper.metal, fineness: Number(paper.fineness) }];
  if (paper.stone) facts.stones = [{ kind: paper.stone, count: 1, ...(paper.ct ? { ct: paper.ct } : {}) }];
  return facts;
}

export function draftOf(paper: Paper): Draft {
  const tag = readTag(paper.tag);
  const text = (value: string) => value.trim() || null;
  return {
    kind: "register",
    sample: newId(),
    tag,
    to: paper.place,
    quantity: Number(paper.quantity),
    body: {
      tag,
      number: text(paper.number),
      type: paper.type,
      category: paper.category,
      model: text(paper.model),
      name: text(paper.name),
      facts: factsOf(paper),
      home: paper.place,
      arrived: new Date().toLocaleDateString("sv"),
    },
  };
}
